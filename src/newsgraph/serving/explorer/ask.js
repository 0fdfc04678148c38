// How is the archive asked? One GET for each question; what was asked in this visit is kept. What is private is a POST.

import { capital } from "./words.js";

export const KEPT = "newsgraph-token"; // in sessionStorage: gone with the tab, sent to nobody but this server
const MOST = 60;
const [AGAIN, PAUSE] = [3, 700]; // how often, and after how many milliseconds, one asks again who is busy
const answers = new Map();

// What is to be typed at a command line, or asked by a program, helps nobody on a page.
const TYPED = /^(newsgraph |--|see \/api\/|type )/;

/** What went wrong, as the archive tells it: `status` 404 means that there is no such thing. */
export class Problem extends Error {
  constructor(status, detail, hint) {
    super(capital(detail));
    this.status = status;
    this.hint = hint && !TYPED.test(hint) ? capital(hint) : "";
  }
}

/** The answer to a question: ask("near", {name: "Eskham", kind: ["person"]}). Empty values are left out. */
export function ask(verb, asked = {}) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const one of [value].flat())
      if (one !== "" && one !== null && one !== undefined && one !== false) params.append(name, one);
  }
  const address = `/api/${verb}?${params}`;
  if (!answers.has(address)) {
    const answer = fetched(address);
    answers.set(address, answer);
    answer.catch(() => answers.delete(address));
    if (answers.size > MOST) answers.delete(answers.keys().next().value);
  }
  return answers.get(address);
}

/** What was asked may have another answer now. */
export function forget() {
  answers.clear();
}

/** The answer to what is told as a body, tell("related", {text: "…"}): of the browser's too, no cache holds it. */
export function tell(verb, body, headers = {}) {
  const told = { accept: "application/json", "content-type": "application/json", ...headers };
  return answered(`/api/${verb}`, { method: "POST", cache: "no-store", headers: told, body: JSON.stringify(body) });
}

function fetched(address) {
  // Who decides wants to see it: no answer from before out of the browser's cache, which may show one a while.
  const cache = sessionStorage.getItem(KEPT) ? "no-cache" : "default";
  return answered(address, { cache, headers: { accept: "application/json" } });
}

async function answered(address, how, left = AGAIN) {
  let response;
  try {
    response = await fetch(address, how);
    if (response.status === 503 && left > 0) {
      await new Promise((go) => setTimeout(go, PAUSE));
      return await answered(address, how, left - 1);
    }
  } catch (problem) {
    if (problem instanceof Problem) throw problem;
    throw new Problem(0, "The archive does not answer", "Is newsgraph serve still running?");
  }
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, told.detail || `status ${response.status}`, told.hint);
  return told;
}

/** The same, with null for what there is not. */
export function askOrNothing(verb, asked) {
  return ask(verb, asked).catch((problem) => {
    if (problem.status === 404 || problem.status === 400) return null;
    throw problem;
  });
}
