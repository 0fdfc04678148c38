// Who decides, and how? With the token, kept for this tab alone: what would change is shown first, then it is taken.

import { h, say } from "./dom.js";
import { KEPT, Problem, ask, forget } from "./ask.js";
import { toArticle } from "./address.js";
import { capital, count } from "./words.js";

const WHO = "newsgraph-who";
const SHOWN = 4; // headlines of what would change
let made = 0;

/** Whether this server takes decisions from who knows its token. */
export function writes() {
  return ask("health").then((health) => health.writes);
}

/** Sends a verdict: {kind, names, articles, because, dry_run}. Throws what is wrong with it as a Problem. */
async function judged(verdict) {
  let response;
  const who = sessionStorage.getItem(WHO) || "";
  try {
    response = await fetch("/api/judge", {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        authorization: `Bearer ${sessionStorage.getItem(KEPT) || ""}`,
      },
      body: JSON.stringify({ ...verdict, who }),
    });
  } catch {
    throw new Problem(0, "The archive does not answer", "Is newsgraph serve still running?");
  }
  const told = await response.json().catch(() => ({}));
  if (response.status === 401) sessionStorage.removeItem(KEPT);
  if (!response.ok) throw new Problem(response.status, told.detail || `status ${response.status}`, told.hint);
  if (!verdict.dry_run) forget();
  return told;
}

/** A label and its field. */
export function field(label, attributes = {}, more = null) {
  const id = `decide${++made}`;
  const input = h("input", { id, type: "text", autocomplete: "off", ...attributes });
  return h("p", { class: "field" }, h("label", { for: id }, label), input, more);
}

/** Asks for the token, and goes on with it. */
function gate(opened, problem) {
  const token = field("Token", { type: "password", required: true });
  const who = field("Your name", { value: sessionStorage.getItem(WHO) || "", maxlength: 200 });
  const send = (event) => {
    event.preventDefault();
    sessionStorage.setItem(KEPT, token.querySelector("input").value);
    sessionStorage.setItem(WHO, who.querySelector("input").value.trim());
    opened();
  };
  return h(
    "form",
    { class: "gate", onsubmit: send },
    problem && wrong(problem),
    h(
      "p",
      { class: "soft" },
      "Deciding needs the token that the server was started with. It is kept until this tab is closed. ",
      "Your name stands in the log beside what you decide.",
    ),
    token,
    who,
    h("p", { class: "row" }, h("button", { type: "submit" }, "Go on")),
  );
}

function wrong(problem) {
  return h(
    "div",
    { class: "wrong", role: "alert" },
    h("p", {}, capital(problem.message)),
    problem.hint && problem.status !== 401 && h("p", { class: "soft" }, problem.hint),
  );
}

/** Shows in `place` what a verdict would change; when it is taken, `taken({number, words, ids})` hears it. `left` is
 * called when it is given up. */
async function preview(place, verdict, { words, taken, left }) {
  place.setAttribute("aria-busy", "true");
  try {
    const effect = await judged({ ...verdict, dry_run: true });
    const titles = await headlines(effect.articles);
    place.replaceChildren(foreseen(effect, titles, words), reason(place, verdict, { words, taken, left }));
    place.querySelector("h3").focus();
  } catch (problem) {
    if (problem.status === 401) barred(place, verdict, { words, taken, left }, problem);
    else place.replaceChildren(wrong(problem));
  } finally {
    place.removeAttribute("aria-busy");
  }
}

function headlines(articles) {
  const some = articles.slice(0, SHOWN).map((article) => ask("article", { article }).catch(() => null));
  return Promise.all(some).then((all) => all.filter(Boolean));
}

function foreseen(effect, titles, words) {
  const articles = count(effect.articles.length, "article");
  const links = effect.links > 0 ? ` and ${count(effect.links, "link")}` : ""; // an outlet's home changes none
  const rest = effect.articles.length - titles.length;
  const gone = effect.gone.length > 0 && `${effect.gone.join(", ")} will be no entity of its own. `;
  const fresh = effect.new.length > 0 && `${effect.new.join(", ")} will be new.`;
  const all = effect.articles.length
    ? `${articles}${links} will change.`
    : "Nothing that is here now changes; it holds for what is added.";
  return h(
    "div",
    { class: "foreseen" },
    h("h3", { tabindex: -1 }, words),
    h("p", {}, h("strong", {}, all)),
    (gone || fresh) && h("p", {}, gone, fresh),
    titles.length > 0 &&
      h(
        "ul",
        {},
        titles.map((one) => h("li", {}, h("a", { href: toArticle(one.id) }, one.title || "without a headline"))),
        rest > 0 && h("li", { class: "soft" }, `and ${count(rest, "other")}`),
      ),
  );
}

function reason(place, verdict, { words, taken, left }) {
  const because = field("Because", { required: true, maxlength: 1000 });
  const trouble = h("div", {});
  const send = async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const done = await judged({ ...verdict, because: because.querySelector("input").value.trim() });
      say(`Decision ${done.number} is taken`);
      taken({ number: done.number, words });
    } catch (problem) {
      button.disabled = false;
      if (problem.status === 401) barred(place, verdict, { words, taken, left }, problem);
      else trouble.replaceChildren(wrong(problem));
    }
  };
  const give = () => {
    place.replaceChildren();
    left?.();
  };
  return h(
    "form",
    { onsubmit: send },
    because,
    trouble,
    h(
      "p",
      { class: "row" },
      h("button", { type: "submit" }, "Take the decision"),
      h("button", { type: "button", onclick: give }, "Leave it"),
    ),
  );
}

/** A button that takes a decision back, after what that changes was shown. */
export function undo(number, taken) {
  const place = h("div", { class: "deciding" });
  const words = `Undo decision ${number}`;
  const button = h("button", { type: "button" }, "Undo", h("span", { class: "unseen" }, ` decision ${number}`));
  button.addEventListener("click", () => {
    const verdict = { kind: "undo", names: [String(number)] };
    const heard = (one) => taken({ ...one, undone: true });
    decide(place, verdict, { words, taken: heard, left: () => button.focus() });
  });
  return h("div", {}, h("p", {}, button), place);
}

/** Shows in `place` the preview of a verdict, once the token is known. */
export function decide(place, verdict, how) {
  if (sessionStorage.getItem(KEPT)) preview(place, verdict, how);
  else barred(place, verdict, how);
}

/** Asks in `place` for the token, with what was wrong with the last, and goes on to the preview. */
function barred(place, verdict, how, problem = null) {
  place.replaceChildren(gate(() => preview(place, verdict, how), problem));
  place.querySelector("input").focus();
}

/** That a decision was taken, with its undoing. */
export function done({ number, words }, taken) {
  return h(
    "section",
    { class: "note done", id: "done", tabindex: -1, "aria-label": "What was decided" },
    h("p", {}, h("strong", {}, `Decision ${number} is taken. `), words, "."),
    undo(number, taken),
  );
}
