// Who decides, and how? With the token, kept for this tab alone: what would change is shown first, then it is taken.

import { h, joined, say } from "./dom.js";
import { KEPT, ask, forget, tell } from "./ask.js";
import { toArticle } from "./address.js";
import { who } from "./kinds.js";
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
  const decider = sessionStorage.getItem(WHO) || "";
  const authorization = `Bearer ${sessionStorage.getItem(KEPT) || ""}`;
  try {
    const told = await tell("judge", { ...verdict, who: decider }, { authorization });
    if (!verdict.dry_run) forget();
    return told;
  } catch (problem) {
    if (problem.status === 401) sessionStorage.removeItem(KEPT);
    throw problem;
  }
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
  const name = field("Your name", { value: sessionStorage.getItem(WHO) || "", maxlength: 200 });
  const send = (event) => {
    event.preventDefault();
    sessionStorage.setItem(KEPT, token.querySelector("input").value);
    sessionStorage.setItem(WHO, name.querySelector("input").value.trim());
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
    name,
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

/** Shows in `place` what a verdict would change. With `names`, those of two that become one, a person chooses which of
 * them stays. When it is taken, `taken({number, words, verdict})` hears it; `left` is called when it is given up. */
async function preview(place, verdict, how) {
  place.setAttribute("aria-busy", "true");
  const mine = (place.dataset.turn = String(++made));
  if (!how.again) place.replaceChildren(waiting("Looking at what would change …"));
  try {
    const effect = await judged({ ...verdict, dry_run: true });
    const titles = await headlines(effect.articles);
    if (mine !== place.dataset.turn) return; // the other name was chosen meanwhile
    const words = how.words || `${how.names[1]} is the same as ${how.names[0]}`;
    const told = [foreseen(effect, titles, words), how.names && stays(place, verdict, how)];
    place.replaceChildren(...told.filter(Boolean), reason(place, verdict, { ...how, words }));
    place.querySelector(how.again ? "fieldset :checked" : "h3").focus();
    if (how.again) say(`${words}. ${place.querySelector(".foreseen strong").textContent}`);
  } catch (problem) {
    if (mine !== place.dataset.turn) return;
    if (problem.status === 401) barred(place, verdict, how, problem);
    else place.replaceChildren(wrong(problem));
  } finally {
    if (mine === place.dataset.turn) place.removeAttribute("aria-busy");
  }
}

/** Which of two names stays: the first does; to choose the other shows what that would change. */
function stays(place, verdict, how) {
  const swap = () => {
    const because = place.querySelector("form input").value;
    const turned = { ...verdict, names: [...verdict.names].reverse() };
    decide(place, turned, { ...how, names: [...how.names].reverse(), because, swapped: !how.swapped, again: true });
  };
  const first = how.swapped ? [...how.names].reverse() : how.names; // each stands where it stood
  const group = `decide${++made}`;
  const lines = first.map((name, at) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name: group, checked: (at === 1) === Boolean(how.swapped), onchange: swap }),
      " ",
      name,
    ),
  );
  return h("fieldset", { class: "stays" }, h("legend", {}, "Which name stays?"), lines);
}

function waiting(words) {
  say(words);
  return h("p", { class: "soft" }, words);
}

function headlines(articles) {
  const some = articles.slice(0, SHOWN).map((article) => ask("article", { article }).catch(() => null));
  return Promise.all(some).then((all) => all.filter(Boolean));
}

function foreseen(effect, titles, words) {
  const articles = count(effect.articles.length, "article");
  const links = effect.links > 0 ? ` and ${count(effect.links, "link")}` : ""; // an outlet's home changes none
  const rest = effect.articles.length - titles.length;
  const names = (ids) =>
    joined(
      ids.map((id) => who(id, effect.called)),
      ", ",
    );
  const gone = effect.gone.length > 0 && [names(effect.gone), " will be no entity of its own. "];
  const fresh = effect.new.length > 0 && [names(effect.new), " will be new."];
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

function reason(place, verdict, how) {
  const { words, taken, left } = how;
  const because = field("Because", { required: true, maxlength: 1000, value: how.because || null });
  const trouble = h("div", {});
  const send = async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("[type=submit]");
    button.disabled = true;
    trouble.replaceChildren(waiting("The decision is being taken, and the archive brought up to date with it …"));
    try {
      const done = await judged({ ...verdict, because: because.querySelector("input").value.trim() });
      say(`Decision ${done.number} is taken`);
      taken({ number: done.number, words, verdict });
    } catch (problem) {
      button.disabled = false;
      if (problem.status === 401) barred(place, verdict, how, problem);
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
