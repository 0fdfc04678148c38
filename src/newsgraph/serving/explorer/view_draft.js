// What goes with a text that is not in the archive? It is sent as a body, and nothing of it stands in the address.

import { h, say } from "./dom.js";
import { tell } from "./ask.js";
import { leads } from "./related.js";
import { capital, count, number } from "./words.js";

const LONGEST = 200_000; // characters that the server reads
const MOST = 10;
// What was written and asked here: it is there when one comes back from an article, and gone with the tab.
let last = { title: "", text: "", found: null };

export async function show(place) {
  const title = h("input", { id: "draft-title", type: "text", autocomplete: "off", maxlength: 1000 });
  const text = h("textarea", { id: "draft-text", rows: 12, spellcheck: "false", "aria-describedby": "draft-kept" });
  [title.value, text.value] = [last.title, last.text];
  const trouble = h("div", {});
  const below = h("div", { class: "goes" });
  const view = { title, text, trouble, below, send: h("button", { type: "submit" }, "See what goes with it"), turn: 0 };
  const clear = h("button", { type: "button", onclick: () => cleared(view) }, "Clear");
  const form = h(
    "form",
    { class: "draft" },
    h("p", { class: "field" }, h("label", { for: "draft-title" }, "Its headline, if it has one"), title),
    h("p", { class: "field" }, h("label", { for: "draft-text" }, "Its text"), text),
    trouble,
    h("p", { class: "row" }, view.send, clear),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    asked(view);
  });
  title.addEventListener("input", () => (last.title = title.value));
  text.addEventListener("input", () => (last.text = text.value));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  place.replaceChildren(
    h("h1", { tabindex: -1 }, "What goes with a draft?"),
    h("p", { class: "prose" }, "Paste a text that is not in the archive, and see what was reported on it before."),
    h(
      "p",
      { class: "prose soft", id: "draft-kept" },
      "It is sent to this archive alone, which keeps nothing of it. It stays in this page until you clear it, ",
      "load the page anew or close the tab, and is no part of the address.",
    ),
    h("div", { class: "columns-2 even drafted" }, form, below),
  );
  if (last.found) below.replaceChildren(...goes(last.found));
}

async function asked(view) {
  const mine = ++view.turn;
  const draft = { title: view.title.value.trim(), text: view.text.value.trim() };
  const long = [...draft.text].length;
  if (!draft.text) return wrong(view, "There is no text yet");
  if (long > LONGEST)
    return wrong(view, `${number(long)} characters are more than the ${number(LONGEST)} that are read`);
  view.trouble.replaceChildren();
  view.send.disabled = true;
  view.below.setAttribute("aria-busy", "true");
  say("Looking for what goes with it");
  try {
    const { related } = await tell(`related?limit=${MOST}`, draft);
    if (mine !== view.turn) return;
    last.found = related;
    view.below.replaceChildren(...goes(related));
    view.below.querySelector("h2").focus();
  } catch (problem) {
    if (mine === view.turn) wrong(view, capital(problem.message), problem.hint);
  } finally {
    view.send.disabled = false;
    view.below.removeAttribute("aria-busy");
  }
}

function wrong(view, words, hint = "") {
  const told = [h("p", {}, `${words}.`), hint && h("p", { class: "soft" }, hint)].filter(Boolean);
  view.trouble.replaceChildren(h("div", { class: "wrong", role: "alert" }, told));
  view.text.focus();
}

function cleared(view) {
  view.turn += 1;
  last = { title: "", text: "", found: null };
  view.title.value = view.text.value = "";
  view.trouble.replaceChildren();
  view.below.replaceChildren();
  view.text.focus();
  say("Cleared");
}

function goes(related) {
  const heading = h("h2", { tabindex: -1 }, "What goes with it");
  if (!related.length)
    return [heading, h("p", {}, "Nothing here is close enough to be worth reading on. More of the text may help.")];
  return [heading, h("p", { class: "soft" }, `${count(related.length, "article")}, the best first.`), leads(related)];
}
