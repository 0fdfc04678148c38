// What may be decided about an entity? A form for each verdict that fits its kind; without a token, what to type.

import { folded, h, joined } from "./dom.js";
import { combobox } from "./combobox.js";
import { decide, field, undo, writes } from "./deciding.js";
import { toArticle } from "./address.js";
import { who } from "./kinds.js";
import { day } from "./words.js";

const TYPED = [
  ["Two names, one and the same", (id) => `newsgraph judge same ${id} OTHER --because '…'`],
  ["Two that are taken for one", (id) => `newsgraph judge different ${id} OTHER --because '…'`],
  ["Another name", (id) => `newsgraph judge rename ${id} 'NAME' --because '…'`],
  ["No name at all", (id) => `newsgraph judge hide ${id} --because '…'`],
];

/** Decisions in force about an entity, and how to take one. `taken` hears each that is. */
export function decisions({ decisions, entity }, taken) {
  const more = h("div", {});
  const list = decisions.map((one) => decided(one, null));
  const part = h(
    "section",
    { id: "decisions" },
    h("h2", { tabindex: -1 }, "Decisions"),
    list.length
      ? h("ul", { class: "plain" }, list)
      : h("p", { class: "soft" }, "Nobody has decided anything about it."),
    folded("Decide who is who", () => more, { id: "decide" }),
  );
  writes()
    .catch(() => false)
    .then((may) => {
      more.replaceChildren(...(may ? forms(entity, taken) : byHand(entity.id)));
      decisions.forEach((one, at) =>
        list[at].append(may ? undo(one.number, taken) : h("p", {}, "To take it back: ", typed(one.number))),
      );
    });
  return part;
}

function typed(number) {
  return h("code", {}, `newsgraph judge undo ${number}`);
}

/** A decision in a list, with what takes it back. */
export function decided(one, back) {
  const whom = one.ids.map((id) => who(id, one.called));
  const some = one.articles.map((article) => h("a", { href: toArticle(article) }, article));
  return h(
    "li",
    {},
    h(
      "p",
      {},
      h("strong", {}, `${one.number}. ${one.kind}`),
      " ",
      joined(whom, " and "),
      one.name && [": ", one.kind === "home" ? who(one.name, one.called, { linked: false }) : one.name],
      some.length > 0 && [" in ", joined(some, ", ")],
    ),
    h("p", { class: "soft" }, `${one.because || "without a reason"} · ${one.who || "somebody"}, ${day(one.when)}`),
    back,
  );
}

function byHand(id) {
  return [
    h(
      "p",
      { class: "soft" },
      "Typed where the archive lies. With --dry-run what it would change is shown, and nothing is changed. Where the ",
      "server is started with ",
      h("code", {}, "newsgraph serve --token"),
      ", decisions are taken on this page.",
    ),
    h(
      "dl",
      { class: "commands" },
      TYPED.map(([what, command]) => [h("dt", {}, what), h("dd", {}, h("code", {}, command(id)))]),
    ),
  ];
}

function forms(entity, taken) {
  const how = { entity, taken };
  const all = [
    ["It is the same as another", same(how)],
    ["It is not another", different(how)],
    ["It has another name", rename(how)],
    entity.kind === "place" && ["It lies elsewhere", place(how)],
    entity.kind === "source" && ["It is at home elsewhere", home(how)],
    ["It is no name at all", hide(how)],
  ].filter(Boolean);
  return [
    h("p", { class: "soft" }, "What it would change is shown first; what is taken can be undone."),
    all.map(([line, form]) => folded(line, () => form, { class: "verdict" })),
  ].flat();
}

/** A form whose button shows what would change; `asked()` gives the verdict and its words, or the names of two of which
 * one is chosen then. */
function form({ taken }, fields, asked) {
  const below = h("div", { class: "deciding", "aria-live": "off" });
  const send = (event) => {
    event.preventDefault();
    const [verdict, words, names] = asked();
    const first = event.target.querySelector("input, button");
    decide(below, verdict, { words, names, taken, left: () => first.focus() });
  };
  const button = h("p", { class: "row" }, h("button", { type: "submit" }, "Show what would change"));
  return h("div", {}, h("form", { onsubmit: send }, fields, button), below);
}

function value(fields) {
  const input = fields.querySelector("input");
  return input.dataset.id || input.value.trim();
}

function other(label, required = true) {
  const box = combobox({ label, names: true, picked: (one, input) => (input.dataset.id = one.id) });
  const input = box.querySelector("input");
  input.required = required;
  input.addEventListener("input", () => delete input.dataset.id);
  return box;
}

function same(how) {
  const { entity } = how;
  const box = other("The other");
  return form(how, [box], () => [
    { kind: "same", names: [entity.id, value(box)] },
    "",
    [entity.name, box.querySelector("input").value.trim()],
  ]);
}

function different(how) {
  const { entity } = how;
  const box = other("The other", false);
  const article = field("Or: an article in which it is somebody else", { placeholder: "article/… or its address" });
  return form(how, [box, article], () => {
    const [one, within] = [value(box), value(article)];
    const called = box.querySelector("input").value.trim();
    const words = one ? `${entity.name} is not ${called}` : `It is another ${entity.name}`;
    const verdict = { kind: "different", names: [entity.id, one].filter(Boolean), articles: [within].filter(Boolean) };
    return [verdict, within ? `${words} in that article` : words];
  });
}

function rename(how) {
  const name = field("Its name", { required: true, maxlength: 200 });
  return form(how, [name], () => [
    { kind: "rename", names: [how.entity.id, value(name)] },
    `${how.entity.name} is called ${value(name)}`,
  ]);
}

function place(how) {
  const where = field("Where", { required: true, placeholder: "54.10, -1.20 or a place of the gazetteer" });
  return form(how, [where], () => [
    { kind: "place", names: [how.entity.id, value(where)] },
    `${how.entity.name} lies at ${value(where)}`,
  ]);
}

function home(how) {
  const where = field("The place", { required: true, placeholder: "a place of the gazetteer" });
  return form(how, [where], () => [
    { kind: "home", names: [how.entity.id.replace(/^source\//, ""), value(where)] },
    `${how.entity.name} is at home in ${value(where)}`,
  ]);
}

function hide(how) {
  return form(how, [h("p", { class: "soft" }, "It is left out of every list; its articles keep the words.")], () => [
    { kind: "hide", names: [how.entity.id] },
    `${how.entity.name} is hidden`,
  ]);
}
