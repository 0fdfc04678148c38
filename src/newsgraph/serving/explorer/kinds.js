// By which mark does one know a kind? Place ●, actor ■, author ✎, source ▤: never by colour alone.

import { h, s } from "./dom.js";
import { toEntity } from "./address.js";

export const PLURAL = {
  person: "People",
  organisation: "Organisations",
  group: "Groups",
  place: "Places",
  author: "Authors",
  source: "Outlets",
};
export const KIND = {
  person: "person",
  organisation: "organisation",
  group: "group",
  place: "place",
  author: "author",
  source: "outlet",
  word: "words",
};

/** The family of a kind, which has the colour: place, actor, author or source. */
export function family(kind) {
  return ["person", "organisation", "group"].includes(kind) ? "actor" : kind;
}

// In a square of 12: what is drawn upon, or as, the shape of the family.
const SHAPES = {
  place: () => [s("circle", { cx: 6, cy: 6, r: 5, class: "fill-place" })],
  person: () => [
    square(),
    s("circle", { cx: 6, cy: 4.6, r: 1.7, class: "on" }),
    s("path", { d: "M2.9 10a3.1 3.1 0 0 1 6.2 0z", class: "on" }),
  ],
  organisation: () => [square(), s("path", { d: "M3 10V4.4L6 2.6l3 1.8V10z", class: "on" })],
  group: () => [
    square(),
    s("circle", { cx: 4, cy: 6, r: 1.4, class: "on" }),
    s("circle", { cx: 8, cy: 6, r: 1.4, class: "on" }),
  ],
  author: () => [s("path", { d: "M1 11l1-4 6.5-6 2.6 2.6L5 10z", class: "fill-author" })],
  source: () => [
    s("rect", { x: 1, y: 1, width: 10, height: 10, rx: 1, class: "fill-source" }),
    s("path", { d: "M3 4h6M3 6h6M3 8h6", class: "on-line" }),
  ],
  word: () => [s("path", { d: "M1 3h10M1 6h10M1 9h6", class: "stroke-soft" })],
};

function square() {
  return s("rect", { x: 1, y: 1, width: 10, height: 10, class: "fill-actor" });
}

/** The mark of a kind; said by its name unless something beside it says that. */
export function mark(kind, { said = true, size = 12 } = {}) {
  const told = said ? { role: "img", "aria-label": KIND[kind] || kind } : { "aria-hidden": "true" };
  return s(
    "svg",
    { viewBox: "0 0 12 12", width: size, height: size, class: "mark", ...told },
    (SHAPES[kind] || SHAPES.word)(),
  );
}

/** Who an id is: the name as a link, the id beside it in small; the id alone where nobody knows a name. Not `linked`,
 * where there may be no page of it. */
export function who(id, called = {}, { linked = true } = {}) {
  const name = called[id] || id;
  const words = linked ? h("a", { href: toEntity(id) }, name) : name;
  return [words, name !== id && [" ", h("small", { class: "id" }, id)]];
}

/** A name as a link to all that is known of it. */
export function chip(node, more = null) {
  return h(
    "a",
    { class: `chip ${family(node.kind)}${node.provisional ? " provisional" : ""}`, href: toEntity(node.id) },
    mark(node.kind),
    " ",
    h("span", {}, node.name),
    more && [" ", h("small", {}, more)],
  );
}
