// What may be meant by what is being typed? A text field with a list below it, by the combobox pattern of ARIA 1.2.

import { h, say } from "./dom.js";
import { ask } from "./ask.js";
import { KIND, family, mark } from "./kinds.js";
import { count } from "./words.js";

const WAIT = 60; // milliseconds after a key in which another may come
let made = 0;

/** A label, a field and its list. `picked(suggestion)` hears what is chosen: {kind, id, text, articles}. With `names`
 * only names are suggested, and the field takes the name; without, words too. */
export function combobox({ label, name, value = "", placeholder = "", names = false, hidden = false, picked }) {
  const id = `box${++made}`;
  const list = h("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const field = h("input", {
    id,
    name,
    value,
    placeholder,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    maxlength: 900,
  });
  const box = { field, list, names, options: [], at: -1, turn: 0, timer: 0 };
  field.addEventListener("input", () => {
    clearTimeout(box.timer);
    box.timer = setTimeout(() => suggest(box), WAIT);
  });
  field.addEventListener("keydown", (event) => pressed(event, box, picked));
  field.addEventListener("blur", () => setTimeout(() => close(box), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(box, Number(option.dataset.at), picked);
  });
  return h(
    "div",
    { class: "combobox" },
    h("label", { for: id, class: hidden ? "unseen" : "label" }, label),
    field,
    list,
  );
}

async function suggest(box) {
  const typed = box.field.value;
  const turn = ++box.turn;
  if (typed.trim().length < 2) return close(box);
  const found = await ask("suggest", { typed, limit: box.names ? 20 : 10 }).catch(() => ({ suggestions: [] }));
  if (turn !== box.turn || document.activeElement !== box.field) return;
  box.options = found.suggestions.filter((one) => !box.names || one.id).slice(0, 10);
  show(box);
}

function show(box) {
  box.at = -1;
  box.list.replaceChildren(...box.options.map((one, at) => option(box, one, at)));
  box.list.hidden = !box.options.length;
  box.field.setAttribute("aria-expanded", String(!box.list.hidden));
  box.field.removeAttribute("aria-activedescendant");
  say(box.options.length ? `${count(box.options.length, "suggestion")}` : "no suggestion");
}

function option(box, one, at) {
  return h(
    "li",
    { id: `${box.field.id}-${at}`, role: "option", "aria-selected": "false", class: family(one.kind), "data-at": at },
    mark(one.kind, { said: false }),
    h("span", { class: "words" }, one.text),
    h("small", {}, `${KIND[one.kind]} · ${count(one.articles, "article")}`),
  );
}

function pressed(event, box, picked) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && !box.list.hidden) {
    event.preventDefault();
    const size = box.options.length + 1; // one more: the field itself
    select(box, ((box.at + 1 + moves[event.key] + size) % size) - 1);
  } else if (event.key === "ArrowDown") {
    suggest(box);
  } else if (event.key === "Escape") {
    if (!box.list.hidden) event.preventDefault();
    close(box);
  } else if (event.key === "Enter" && box.at >= 0) {
    event.preventDefault();
    pick(box, box.at, picked);
  } else if (event.key === "Enter" || event.key === "Tab") {
    clearTimeout(box.timer);
    close(box);
  }
}

function select(box, at) {
  box.list.children[box.at]?.setAttribute("aria-selected", "false");
  box.at = at;
  const chosen = box.list.children[at];
  if (!chosen) return box.field.removeAttribute("aria-activedescendant");
  chosen.setAttribute("aria-selected", "true");
  chosen.scrollIntoView({ block: "nearest" });
  box.field.setAttribute("aria-activedescendant", chosen.id);
}

function pick(box, at, picked) {
  const chosen = box.options[at];
  box.field.value = chosen.text;
  close(box);
  picked(chosen, box.field);
}

function close(box) {
  box.turn += 1;
  box.list.hidden = true;
  box.at = -1;
  box.field.setAttribute("aria-expanded", "false");
  box.field.removeAttribute("aria-activedescendant");
}
