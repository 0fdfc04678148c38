// How are elements made? By calls that look like what they make; text is always text, never markup.

const SVG = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** An HTML element: attributes (`on…` are listeners; null and false are left out), then children, nested. */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same of SVG. */
export function s(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Children with something between them. */
export function joined(children, between) {
  return children.flatMap((child, at) => (at ? [between, child] : [child]));
}

/** Grey bars where lines will be, in the room that they will take. */
export function skeleton(title, lines = 8) {
  return [
    h("h1", { tabindex: -1 }, title),
    h(
      "div",
      { class: "skeleton", "aria-hidden": "true" },
      Array.from({ length: lines }, () => h("span")),
    ),
  ];
}

/** What is filled when its answer is there; grey bars until then, and what went wrong where it did. */
export function awaited(element, answer, make) {
  element.append(...skeleton("", 6).slice(1));
  element.setAttribute("aria-busy", "true");
  answer
    .then(make, (problem) => h("p", { class: "note" }, `This part is missing: ${problem.message}`))
    .then((made) => element.replaceChildren(...[made].flat(Infinity).filter(Boolean)))
    .finally(() => element.removeAttribute("aria-busy"));
  return element;
}

/** What opens and closes: its line, then what is in it, made when it is first opened. */
export function folded(line, make, attributes = {}) {
  const inside = h("div", { class: "inside" });
  const made = h("details", attributes, h("summary", {}, line), inside);
  const fill = () => {
    if (made.open && !inside.hasChildNodes()) inside.append(...[make()].flat(Infinity).filter(Boolean));
  };
  made.addEventListener("toggle", fill);
  if (attributes.open) fill();
  return made;
}

/** A table: headings, rows of cells; the first cell of a row heads it. Scrolls by itself where it is too wide. */
export function table(caption, headings, rows) {
  return h(
    "div",
    { class: "wide", tabindex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", {}, caption),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          headings.map((one) => h("th", { scope: "col" }, one)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((cells) =>
          h(
            "tr",
            {},
            cells.map((one, at) => h(at ? "td" : "th", at ? {} : { scope: "row" }, one)),
          ),
        ),
      ),
    ),
  );
}

/** Says something to who listens and does not see. */
export function say(words) {
  document.getElementById("said").textContent = words;
}
