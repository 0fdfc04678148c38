// Who is it, with whom, when? A profile; when it was in the news; who stands beside it, by kind, with sentences.

import { awaited, folded, h, joined, skeleton } from "./dom.js";
import { ask, askOrNothing } from "./ask.js";
import { changed, go, to, toArticle, toEntity } from "./address.js";
import { bars } from "./bars.js";
import { done } from "./deciding.js";
import { KIND, PLURAL, chip, family, mark, who } from "./kinds.js";
import { headline, quote } from "./quotes.js";
import { decisions } from "./verdicts.js";
import { between, count, day, later, number, position } from "./words.js";

const MOST = 60; // neighbours that are asked for
const SHOWN = matchMedia("(max-width: 820px)").matches ? 3 : 6; // of each kind
let last = null; // what was decided here, shown once

export async function show(place, here) {
  place.replaceChildren(...skeleton("…", 12));
  const [since, until] = [here.params.get("since"), here.params.get("until")];
  const about = ask("entity", { name: here.id });
  about.catch(() => null); // told where it is missed
  // What is hidden is in no list; that it is, and who decided so, is still told.
  const near = (await askOrNothing("near", { name: here.id, limit: MOST, since, until })) || (await hidden(about));
  const line = near.hidden ? null : await askOrNothing("timeline", { about: near.entity.id });
  const before = last;
  last = null;
  const counts = h("p", { class: "counts" }, "…");
  const aside = h("aside", { "aria-label": "Profile" });
  place.replaceChildren(
    h(
      "h1",
      { tabindex: -1, class: family(near.entity.kind) },
      mark(near.entity.kind, { size: 22 }),
      " ",
      near.entity.name,
    ),
    counts,
    before ? done(before, (one) => decided(one, near.entity)) : "",
    near.hidden ? h("p", { class: "note" }, "It is hidden: no list shows it, as was decided.") : actions(near.entity),
    h(
      "div",
      { class: "columns-2 entity" },
      h("div", {}, time(line, here, since, until), !near.hidden && beside(near, since, until)),
      aside,
    ),
  );
  awaited(aside, about, (told) => {
    counts.replaceChildren(h("strong", {}, count(told.origins, "independent report")), counted(told));
    return [profile(told), writers(told), said(told), decisions(told, (one) => decided(one, near.entity))];
  });
  if (before) place.addEventListener("shown", () => document.getElementById("done")?.focus(), { once: true });
}

async function hidden(about) {
  return { entity: (await about).entity, neighbours: [], hidden: true };
}

/** A decision was taken here: the entity is shown as it is now. */
function decided(one, entity) {
  last = one.undone ? null : one;
  const { kind, names } = one.verdict || {};
  go(toEntity(kind === "same" ? names[0] : entity.id), { replace: true });
}

/** What is named in passing is no report on it: so there are more articles than their copies account for. */
function counted({ entity, articles, totals, first, last }) {
  const when = first ? `, ${between(first, last)}` : "";
  const how = entity.kind === "author" || entity.kind === "source" ? "" : "named in ";
  return `, ${how}${count(articles, "article")} of ${count(totals.sources, "outlet")}${when}`;
}

function actions(entity) {
  const link = (address, words) => h("a", { class: "button", href: address }, words);
  return h(
    "p",
    { class: "actions" },
    link(to("/graph", { name: entity.id }), "Graph of its surroundings"),
    link(to("/search", asked(entity)), "Its articles"),
    link(to("/connect", { name: entity.id }), "Connect it"),
    entity.kind === "place" && link(to("/map", { place: entity.id }), "On the map"),
    h("button", { type: "button", onclick: toDecide }, "Decide who is who"),
  );
}

function toDecide() {
  const fold = document.getElementById("decide");
  if (!fold) return; // its part is not there yet
  fold.open = true;
  fold.querySelector("summary").focus();
  fold.scrollIntoView({ block: "start" });
}

/** A search for the articles that name it. */
function asked({ id, kind, name }) {
  const field = family(kind);
  return field === "author" ? { author: name } : field === "source" ? { source: name } : { [field]: id };
}

function time(line, here, since, until) {
  if (!line) return null;
  const steps = line.steps.map((step) => ({ day: step.day, value: step.origins }));
  const chosen = (first, behind) => go(changed(here.params, { since: first, until: behind }));
  return h(
    "section",
    {},
    h("h2", {}, "When"),
    bars({
      id: "time",
      steps,
      wide: line.days,
      what: "independent report",
      since,
      until,
      peaks: line.peaks,
      chosen,
      label: "Independent reports over time",
    }),
    line.undated > 0 && h("p", { class: "soft" }, `${count(line.undated, "report")} without a date`),
    line.peaks.length > 0 && [
      h("h3", {}, "More than usual"),
      h(
        "ul",
        { class: "plain" },
        line.peaks.map((peak) =>
          h(
            "li",
            {},
            h(
              "p",
              { class: "soft" },
              `${count(peak.origins, "independent report")} ${between(peak.first, later(peak.last, -1))}; best told by`,
            ),
            headline(peak),
          ),
        ),
      ),
    ],
  );
}

function beside(near, since, until) {
  if (!near) return null;
  const kinds = Object.keys(PLURAL)
    .map((kind) => [kind, near.neighbours.filter((one) => one.node.kind === kind)])
    .filter(([, some]) => some.length);
  const days =
    since || until ? `, ${since ? `from ${day(since)}` : ""}${until ? ` up to ${day(later(until, -1))}` : ""}` : "";
  return h(
    "section",
    {},
    h("h2", {}, "Appears with"),
    h(
      "p",
      { class: "soft" },
      `In the same reports, more often than chance would have it${days}; the most telling first.`,
    ),
    !kinds.length && h("p", {}, "Nobody in these days."),
    kinds.map(([kind, some]) =>
      h(
        "section",
        { class: "kind" },
        h("h3", {}, PLURAL[kind]),
        neighbours(some.slice(0, SHOWN)),
        some.length > SHOWN && folded(`${some.length - SHOWN} more`, () => neighbours(some.slice(SHOWN))),
      ),
    ),
  );
}

function neighbours(some) {
  const told = new Set(); // one article's sentence may stand for several
  const again = ({ article, start }) => told.has(`${article} ${start}`) || !told.add(`${article} ${start}`);
  return h(
    "ul",
    { class: "neighbours" },
    some.map((one) =>
      h(
        "li",
        {},
        h(
          "p",
          {},
          chip(one.node),
          " ",
          h(
            "span",
            { class: "soft" },
            share(one),
          ),
        ),
        one.quote && proof(one.quote, again(one.quote)),
      ),
    ),
  );
}

function proof(one, again) {
  if (one.both) return quote(one);
  const where = h("a", { href: toArticle(one.article) }, one.title || "the article");
  if (again) return h("p", { class: "soft" }, "No sentence names both; ", where, " does.");
  return [quote(one), h("p", { class: "soft" }, "No sentence names both; the article does.")];
}

/** In how many of its reports it stands beside the other. */
function share({ origins, of }) {
  if (of === 1) return "in the one independent report that names it";
  if (origins === of) return `in all ${number(of)} independent reports that name it`;
  return `in ${number(origins)} of the ${number(of)} independent reports that name it`;
}

/** Names that differ in capitals and marks alone are one; that in fewest capitals is shown. */
function distinct(names) {
  const found = new Map();
  const capitals = (name) => name.replace(/[^\p{Lu}]/gu, "").length;
  for (const name of names) {
    const key = name.toLowerCase().replace(/[^\p{L}\p{N} ]/gu, "").trim() || name;
    if (!found.has(key) || capitals(name) < capitals(found.get(key))) found.set(key, name);
  }
  return [...found.values()];
}

function profile(about) {
  const { entity } = about;
  const where = entity.lat === null ? "" : position(entity.lat, entity.lon);
  const roles = about.roles
    .slice(0, 8)
    .map((one) =>
      h(
        "li",
        {},
        one.role,
        " ",
        h(
          "span",
          { class: "soft" },
          `${count(one.articles, "article")}${one.first ? `, ${between(one.first, one.last)}` : ""}`,
        ),
      ),
    );
  const rows = [
    ["Kind", KIND[entity.kind]],
    ["Also called", distinct(about.aliases).join(", ")],
    ["Called", roles.length > 0 && h("ul", { class: "plain-list" }, roles)],
    [
      "Lies in",
      about.within.length > 0 &&
        joined(
          about.within.map((one) => one.name),
          ", ",
        ),
    ],
    ["Position", where && (entity.approximate ? `about ${where}: that of the place around it` : where)],
    ...about.facts.map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
    [
      "Same name",
      about.others.length > 0 &&
        joined(
          about.others.map((id) => who(id, about.called)),
          ", ",
        ),
    ],
    ["To cite", h("code", {}, entity.id)],
  ].filter(([, value]) => value);
  return h(
    "section",
    {},
    h("h2", {}, "Profile"),
    entity.provisional &&
      h("p", { class: "note" }, "Provisional: no gazetteer knows this place. It is known from these articles alone."),
    h(
      "dl",
      { class: "facts" },
      rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
    ),
  );
}

function writers({ sources, authors, entity, totals }) {
  const rest = [
    [totals.authors, "author"],
    [totals.sources, "outlet"],
  ];
  const left = rest.filter(([many]) => many > 8).map(([many, what]) => count(many - 8, what));
  const list = (some, field, link) =>
    h(
      "ul",
      { class: "counted" },
      some
        .slice(0, 8)
        .map((one) =>
          h(
            "li",
            {},
            link(one),
            " ",
            h(
              "a",
              { class: "soft", href: to("/search", { ...asked(entity), [field]: one.value }) },
              count(one.articles, "article"),
            ),
          ),
        ),
    );
  return h(
    "section",
    {},
    h("h2", {}, "Who writes about it"),
    authors.length > 0 && [
      h("h3", {}, "Authors"),
      list(authors, "author", (one) => h("a", { href: toEntity(one.value) }, one.value)),
    ],
    h("h3", {}, "Outlets"),
    list(sources, "source", (one) => h("a", { href: toEntity(`source/${one.value}`) }, one.value)),
    left.length > 0 && h("p", { class: "soft" }, `Left out: ${left.join(", ")}.`),
  );
}

function said({ quotes }) {
  return (
    quotes.length > 0 &&
    h(
      "section",
      {},
      h("h2", {}, "Last named"),
      quotes.map((one) => quote(one)),
    )
  );
}
