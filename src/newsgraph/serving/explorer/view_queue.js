// Which of these are one? The undecided pairs with what speaks for each; those that change most come first.

import { h, joined, skeleton } from "./dom.js";
import { ask } from "./ask.js";
import { changed, go } from "./address.js";
import { decide, done, writes } from "./deciding.js";
import { chip } from "./kinds.js";
import { count, number } from "./words.js";

const MOST = 20;
let last = null; // what was decided here

export async function show(place, here) {
  place.replaceChildren(...skeleton("Which of these are one?", 12));
  const [found, may] = await Promise.all([ask("queue", { limit: MOST }), writes()]);
  const taken = (one) => {
    last = one.undone ? null : one;
    go(changed(here.params, {}), { replace: true });
  };
  const before = last;
  last = null;
  place.replaceChildren(
    h("h1", { tabindex: -1 }, "Which of these are one?"),
    h(
      "p",
      { class: "prose" },
      "Two with close names who keep the same company and seldom stand in one report. ",
      "Those whose decision would change most articles come first. ",
      h("a", { href: "/log" }, "What was decided"),
    ),
    before ? done(before, taken) : "",
    may
      ? ""
      : h("p", { class: "note" }, "Only shown: ", h("code", {}, "newsgraph serve --token"), " lets one decide."),
    found.pairs.length
      ? h(
          "ol",
          { class: "pairs" },
          found.pairs.map((one) => pair(one, may, taken)),
        )
      : h("p", {}, "No pair of close names is left to be decided."),
  );
  if (before) place.addEventListener("shown", () => document.getElementById("done")?.focus(), { once: true });
}

function pair(one, may, taken) {
  const ids = [one.keep.id, one.join.id];
  const below = h("div", { class: "deciding" });
  const [join, keep] = [one.join.name, one.keep.name];
  const button = (kind, words, how) => {
    const which = h("span", { class: "unseen" }, `: ${one.join.name}, ${one.keep.name}`);
    const made = h("button", { type: "button" }, words, which);
    made.addEventListener("click", () =>
      decide(below, { kind, names: ids }, { ...how, taken, left: () => made.focus() }),
    );
    return made;
  };
  return h(
    "li",
    {},
    h("h2", {}, chip(one.join), h("span", { class: "with" }, " and "), chip(one.keep)),
    h(
      "p",
      { class: "ids" },
      joined(
        [one.join.id, one.keep.id].map((id) => h("small", { class: "id" }, id)),
        " · ",
      ),
    ),
    h(
      "p",
      {},
      `Alike by ${one.why}; ${count(one.articles, "article")} of the one, ${number(one.of)} of the other. `,
      one.together ? `${count(one.together, "independent report")} name both.` : "No report names both.",
    ),
    one.beside.length > 0 &&
      h(
        "p",
        { class: "chips" },
        "Both stand beside ",
        joined(
          one.beside.map((other) => chip(other)),
          " ",
        ),
      ),
    may
      ? h(
          "p",
          { class: "row" },
          button("same", "Same", { names: [keep, join] }),
          button("different", "Different", { words: `${join} is not ${keep}` }),
        )
      : h("p", {}, h("code", {}, `newsgraph judge same ${ids.join(" ")} --because '…'`)),
    below,
  );
}
