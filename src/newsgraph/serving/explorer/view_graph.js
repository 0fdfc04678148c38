// How do the names around a name hang together? A picture that the server laid out, and beside it the same as a table.

import { h, joined, say, skeleton, table } from "./dom.js";
import { ask } from "./ask.js";
import { changed, go, to, toEntity, whole } from "./address.js";
import { combobox } from "./combobox.js";
import { KIND, chip, family, mark } from "./kinds.js";
import { picture } from "./picture.js";
import { quote } from "./quotes.js";
import { save } from "./saving.js";
import { between, count, month, number } from "./words.js";

const NODES = 20;
const MOST = 40;
const REPORTS = 5; // whose sentences are shown for a tie

// What was chosen, and how far the picture was scrolled, for when it is drawn again: with a pin, without a name.
const last = { about: "", chosen: null, scroll: null };

export async function show(place, here) {
  const names = here.params.getAll("name");
  place.replaceChildren(...skeleton("Who stands around whom?", 10));
  if (!names.length) return start(place);
  const asked = Object.fromEntries(["hide", "pin", "since", "until"].map((name) => [name, here.params.getAll(name)]));
  asked.pin = asked.pin.filter((pin) => /.@-?\d{1,5},-?\d{1,5}$/.test(pin));
  const hops = String(whole(here.params, "hops", [0, 2], 1));
  const nodes = whole(here.params, "nodes", [2, MOST], NODES);
  const drawn = await ask("graph", { name: names, hops, nodes, ...asked });
  const named = Object.fromEntries(drawn.nodes.map((node) => [node.id, node]));
  const panel = h("div", { class: "panel", role: "region", "aria-label": "About what is chosen", tabindex: 0 });
  const about = { drawn, named, panel, params: here.params, turn: 0 };
  const centre = drawn.nodes.filter((node) => node.asked);
  const { svg, choose } = picture(drawn, {
    chosen: (node) => ((last.chosen = node.id), tellNode(about, node)),
    tied: (line, full) => tellLine(about, line, full),
    pinned: (node, x, y) => go(pinnedAt(about, node, x, y), { replace: true }),
  });
  rest(about);
  const again = last.about === names.join(" ");
  if (!again) Object.assign(last, { about: names.join(" "), chosen: null, scroll: null });
  if (last.chosen) choose(last.chosen);
  place.addEventListener("shown", () => scrolled(svg.parentElement));
  place.replaceChildren(
    h(
      "h1",
      { tabindex: -1 },
      "Around ",
      joined(
        centre.map((node) => node.name),
        " and ",
      ),
    ),
    controls(here.params, hops, centre),
    h(
      "p",
      { class: "counts" },
      h("strong", {}, count(drawn.nodes.length, "name")),
      `, ${count(drawn.lines.length, "tie")}`,
      drawn.left_out > 0 && `; ${count(drawn.left_out, "weaker tie")} among them left out`,
      ". The wider a line, the more independent reports name both.",
      hidden(here.params),
    ),
    h(
      "div",
      { class: "drawn" },
      h("div", { class: "sheet", tabindex: 0, role: "region", "aria-label": "The picture" }, svg),
      panel,
    ),
    h(
      "p",
      { class: "row" },
      "Keep it as ",
      ["svg", "png", "gexf"].map((form) =>
        h(
          "button",
          { type: "button", id: `save-${form}`, onclick: () => save(form, svg, drawn) },
          form.toUpperCase(),
        ),
      ),
    ),
    tables(about),
  );
}

/** To where it was before, else to the middle. */
function scrolled(sheet) {
  const middle = [(sheet.scrollWidth - sheet.clientWidth) / 2, (sheet.scrollHeight - sheet.clientHeight) / 2];
  sheet.scrollTo(...(last.scroll || middle));
  sheet.addEventListener("scroll", () => (last.scroll = [sheet.scrollLeft, sheet.scrollTop]));
}

async function start(place) {
  const { names } = await ask("prominent", { kind: ["actor", "place"], limit: 12 });
  place.replaceChildren(
    h("h1", { tabindex: -1 }, "Who stands around whom?"),
    adding(new URLSearchParams(), "Around whom?"),
    names.length > 0 ? h("p", { class: "soft" }, "Or one of those named most:") : "",
    h(
      "p",
      { class: "chips" },
      joined(
        names.map((one) =>
          h(
            "a",
            { class: `chip ${family(one.kind)}`, href: to("/graph", { name: one.id }) },
            mark(one.kind),
            " ",
            one.name,
          ),
        ),
        " ",
      ),
    ),
  );
}

function adding(params, label) {
  const more = (name) =>
    name &&
    go(
      to("/graph", {
        ...Object.fromEntries([...params.keys()].map((key) => [key, params.getAll(key)])),
        name: [...params.getAll("name"), name],
      }),
    );
  const box = combobox({ label, name: "name", names: true, picked: (one) => more(one.id) });
  return h(
    "form",
    { class: "adding", onsubmit: (event) => (event.preventDefault(), more(box.querySelector("input").value.trim())) },
    box,
    h("button", { type: "submit" }, "Add"),
  );
}

function controls(params, hops, centre) {
  const choice = (name, label, values, now) =>
    h(
      "label",
      { class: "choice" },
      h("span", {}, label),
      h(
        "select",
        { id: `graph-${name}`, onchange: (event) => go(changed(params, { [name]: event.target.value })) },
        values.map(([value, words]) => h("option", { value, selected: value === now }, words)),
      ),
    );
  const ways = [
    ["1", "who appears with them"],
    ["2", "and with those"],
    ...(centre.length > 1 ? [["0", "only what ties them"]] : []),
  ];
  const sizes = [10, 15, 20, 25, 30, 40].map((size) => [String(size), `${size} names`]);
  const days = ["since", "until"].map((name) =>
    h(
      "label",
      { class: "choice day" },
      h("span", {}, name === "since" ? "From" : "Before"),
      h("input", {
        type: "date",
        id: `graph-${name}`,
        value: params.get(name) || "",
        onchange: (event) => go(changed(params, { [name]: event.target.value || null })),
      }),
    ),
  );
  return h(
    "div",
    { class: "controls" },
    adding(params, "Another name"),
    choice("hops", "Show", ways, hops),
    choice("nodes", "At most", sizes, params.get("nodes") || String(NODES)),
    days,
  );
}

function hidden(params) {
  const gone = params.getAll("hide");
  return (
    gone.length > 0 && [
      ` ${count(gone.length, "name")} hidden: `,
      joined(
        gone.map((id) =>
          h(
            "a",
            { href: changed(params, { hide: gone.filter((one) => one !== id) }) },
            `show ${id.split("/").at(-1)}`,
          ),
        ),
        ", ",
      ),
      ".",
    ]
  );
}

function pinnedAt({ params }, node, x, y) {
  const others = params.getAll("pin").filter((pin) => !pin.startsWith(`${node.id}@`));
  return changed(params, { pin: x === null ? others : [...others, `${node.id}@${Math.round(x)},${Math.round(y)}`] });
}

// -- the panel ------------------------------------------------------------------------------------------------------

function rest({ panel }) {
  panel.replaceChildren(
    h(
      "p",
      { class: "soft" },
      "Choose a name to go on from it, or a line to read the sentences that prove it. " +
        "Drag a name to pin it. From the keyboard: arrows go from name to name, " +
        "Enter chooses, Shift with an arrow moves and pins.",
    ),
  );
}

function tellNode(about, node) {
  const { panel, drawn, named, params } = about;
  about.turn += 1;
  const lines = drawn.lines.filter((line) => line.tail === node.id || line.head === node.id);
  const pinned = params.getAll("pin").some((pin) => pin.startsWith(`${node.id}@`));
  const names = params.getAll("name");
  say(`${node.name} is chosen: ${count(lines.length, "tie")}, and what to do with it, follow the picture`);
  panel.replaceChildren(
    h("p", {}, chip(node)),
    h(
      "p",
      { class: "soft" },
      `${KIND[node.kind]}; ${count(node.origins, "independent report")}${node.provisional ? "; provisional" : ""}`,
    ),
    h(
      "p",
      { class: "actions" },
      h("a", { class: "button", href: toEntity(node.id) }, "All about it"),
      !node.asked &&
        names.length < 8 &&
        h("a", { class: "button", href: changed(params, { name: [...names, node.id] }) }, "Expand"),
      !node.asked &&
        h("a", { class: "button", href: changed(params, { hide: [...params.getAll("hide"), node.id] }) }, "Hide"),
      h(
        "a",
        { class: "button", href: pinnedAt(about, node, pinned ? null : node.x, node.y) },
        pinned ? "Unpin" : "Pin here",
      ),
    ),
    h(
      "ul",
      { class: "plain-list" },
      lines.map((line) => {
        const other = named[line.tail === node.id ? line.head : line.tail];
        return h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "tie", onclick: () => tellLine(about, line, true) },
            `with ${other.name}: ${count(line.origins, "report")}`,
          ),
        );
      }),
    ),
  );
}

async function tellLine(about, line, full) {
  const { panel, named } = about;
  const mine = ++about.turn;
  const [one, other] = [named[line.tail], named[line.head]];
  const head = [
    h("p", {}, chip(one), h("span", { class: "with" }, " appears with "), chip(other)),
    h("p", { class: "soft" }, `${count(line.origins, "independent report")}, ${between(line.first, line.last)}`),
  ];
  const told = await ask("tie", {
    name: line.tail,
    other: line.head,
    limit: full ? REPORTS : 1,
    since: about.params.get("since"),
    until: about.params.get("until"),
  });
  if (mine !== about.turn) return;
  const left = line.origins - told.articles.length;
  panel.replaceChildren(
    ...head,
    ...told.quotes.map((said) =>
      h("div", {}, quote(said), !said.both && h("p", { class: "soft" }, "No sentence names both; the article does.")),
    ),
    full
      ? h("p", { class: "soft" }, left > 0 ? `${count(left, "more report")} left out.` : "These are all.")
      : h("p", { class: "soft" }, "The best sentence; choose the line for all."),
  );
  if (full) panel.focus({ preventScroll: true });
}

function months(first, last) {
  if (first === last) return month(first);
  return `${first.slice(0, 4) === last.slice(0, 4) ? month(first).split(" ")[0] : month(first)} to ${month(last)}`;
}

function tables(about) {
  const { drawn, named } = about;
  const ties = drawn.lines.map((line) => [
    named[line.tail].name,
    named[line.head].name,
    number(line.origins),
    line.first ? months(line.first.slice(0, 7), line.last.slice(0, 7)) : "undated",
    h(
      "button",
      {
        type: "button",
        class: "tie",
        "aria-label": `Sentences on ${named[line.tail].name} and ${named[line.head].name}`,
        onclick: () => tellLine(about, line, true).then(() => about.panel.scrollIntoView({ block: "nearest" })),
      },
      "sentences",
    ),
  ]);
  const nodes = drawn.nodes.map((node) => [
    h("a", { href: toEntity(node.id) }, node.name),
    KIND[node.kind],
    number(node.origins),
  ]);
  return h(
    "div",
    { class: "columns-2 tables" },
    h(
      "section",
      {},
      h("h2", {}, "The same as a table: ties"),
      table(
        "Who appears with whom in how many independent reports, the most telling first",
        ["Who", "with whom", "Reports", "When", "What is said"],
        ties,
      ),
    ),
    h(
      "section",
      {},
      h("h2", {}, "Names"),
      table(
        "All names of the picture, and in how many independent reports each is",
        ["Name", "Kind", "Reports"],
        nodes,
      ),
    ),
  );
}
