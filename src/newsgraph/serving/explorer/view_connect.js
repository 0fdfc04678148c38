// How do these hang together? Two names or more; chains of hops, each with its sentence.

import { h, joined, skeleton } from "./dom.js";
import { ask } from "./ask.js";
import { go, to } from "./address.js";
import { combobox } from "./combobox.js";
import { chip } from "./kinds.js";
import { quote } from "./quotes.js";
import { count, day, number } from "./words.js";

const MOST = 8;

export async function show(place, here) {
  const names = here.params.getAll("name").filter((one) => one.trim());
  const order = here.params.has("in_order");
  place.replaceChildren(...skeleton("How do these hang together?", 6));
  const known = await Promise.all(names.map(called));
  const answer = names.length > 1 ? await answered(names, order) : null;
  const title =
    names.length > 1
      ? joined(
          known.map((one, at) => one?.name || names[at]),
          " and ",
        ).join("")
      : "How do these hang together?";
  place.replaceChildren(
    h("h1", { tabindex: -1 }, title),
    form(names, known, order),
    answer ? h("div", { class: "answer" }, told(answer, names, known)) : hint(),
  );
}

/** Whom a name means; null where nobody is called so. */
function called(name) {
  return ask("near", { name, limit: 1 }).then(
    (found) => found.entity,
    (problem) => {
      if (problem.status === 404) return null;
      throw problem;
    },
  );
}

function answered(names, order) {
  return ask("connect", { name: names, in_order: order }).catch((problem) => {
    if (problem.status === 404 || problem.status === 400) return problem;
    throw problem;
  });
}

function hint() {
  return h(
    "p",
    { class: "prose soft" },
    "Name two people, places, organisations, authors or outlets. " +
      "You get the shortest telling chains between them: each step is a pair that the same reports name, " +
      "with the sentence that says so.",
  );
}

function form(names, known, order) {
  const fields = h("div", { class: "fields" });
  const add = (value) => {
    const label = `Name ${fields.children.length + 1}`;
    fields.append(
      combobox({ label, name: "name", value, names: true, picked: (one, field) => (field.dataset.id = one.id) }),
    );
  };
  [...names, "", ""].slice(0, Math.max(2, names.length)).forEach((name, at) => add(known[at]?.name || name));
  names.forEach((name, at) => known[at] && (fields.children[at].querySelector("input").dataset.id = known[at].id));
  const box = h("input", { type: "checkbox", name: "in_order", id: "in-order", checked: order });
  const more = h(
    "button",
    {
      type: "button",
      onclick: () => {
        add("");
        fields.lastChild.querySelector("input").focus();
        more.disabled = fields.children.length >= MOST;
      },
    },
    "Another name",
  );
  fields.addEventListener("input", (event) => delete event.target.dataset.id);
  const send = (event) => {
    event.preventDefault();
    const told = [...fields.querySelectorAll("input")].map((field) => field.dataset.id || field.value.trim());
    go(to("/connect", { name: told.filter(Boolean), in_order: box.checked && "true" }));
  };
  return h(
    "form",
    { class: "connecting", action: "/connect", onsubmit: send },
    fields,
    h(
      "p",
      { class: "row" },
      h("button", { type: "submit" }, "Connect"),
      more,
      h("label", { for: "in-order" }, box, " in order of time (two names)"),
    ),
  );
}

function told(answer, names, known) {
  const strangers = names.filter((name, at) => !known[at]);
  if (strangers.length)
    return [
      h("h2", {}, "No such name"),
      strangers.map((name) =>
        h(
          "p",
          {},
          "This archive holds nobody and nothing called ",
          h("strong", {}, name),
          ". ",
          h("a", { href: to("/search", { q: name }) }, "Search for the words"),
          "?",
        ),
      ),
    ];
  if (answer instanceof Error)
    return [
      h("h2", {}, "That cannot be asked so"),
      h("p", {}, answer.message),
      answer.hint && h("p", { class: "soft" }, answer.hint),
    ];
  const cut =
    !answer.complete && h("p", { class: "note" }, "The search was cut short: there may be better connections.");
  if (!answer.chains.length)
    return [
      h("h2", {}, "No connection"),
      h(
        "p",
        {},
        "Both are known, but no chain of reports in this archive ties them",
        answer.apart.length > 0 && [
          ": nothing ties ",
          joined(
            answer.apart.map((one) => chip(one)),
            ", ",
          ),
        ],
        ".",
      ),
      cut,
    ];
  const graph = h(
    "a",
    { class: "button", href: to("/graph", { name: answer.names.map((one) => one.id), hops: 0 }) },
    "Draw it",
  );
  return [
    h(
      "p",
      { class: "row" },
      h(
        "span",
        { "data-sum": true },
        names.length > 2
          ? `One tree ties ${count(names.length, "name")}.`
          : `${count(answer.chains.length, "chain")}, the most telling first; they share no step.`,
      ),
      graph,
    ),
    cut,
    answer.chains.map(chain),
  ].flat();
}

function chain({ hops }, at) {
  return h(
    "section",
    { class: "chain" },
    h("h2", {}, `${at + 1}. ${hops.length === 1 ? "They appear together" : count(hops.length, "step")}`),
    h(
      "ol",
      { class: "hops" },
      hops.map((hop) =>
        h(
          "li",
          {},
          h("p", {}, chip(hop.tail), h("span", { class: "with" }, " appears with "), chip(hop.head)),
          h(
            "p",
            { class: "soft" },
            `in ${count(hop.origins, "independent report")}${hop.day ? `; quoted from ${day(hop.day)}` : ""}`,
            hop.articles.length > 1 && `, the best of ${number(hop.articles.length)}`,
          ),
          hop.quote && quote(hop.quote),
          hop.quote && !hop.quote.both && h("p", { class: "soft" }, "No sentence names both; the article does."),
        ),
      ),
    ),
  );
}
