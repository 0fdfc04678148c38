// What is there? Articles that match, what they are made of, and when they were; without a question, what is going on.

import { folded, h, joined, skeleton } from "./dom.js";
import { ask, askOrNothing } from "./ask.js";
import { changed, go, to, toArticle, toEntity, whole } from "./address.js";
import { bars, monthly } from "./bars.js";
import { FILTERS, called, composed, facets } from "./facets.js";
import { chip } from "./kinds.js";
import { cut, headline, quote } from "./quotes.js";
import { between, count, day, later, number } from "./words.js";

const PAGE = 10;
const PAGES = 1_001; // that the server goes down to
const NO_NAMES = "This archive holds words alone: nobody has looked for names in it.";
const SORTS = ["score", "newest", "oldest"];
const DAYS = 31; // up to the last report, that the page without a question looks at
const MOST_TIMED = 10_000; // articles that the line of time is made from

export async function show(place, here) {
  if (here.view === "") return home(place);
  place.replaceChildren(...skeleton("Search", 12));
  const page = whole(here.params, "page", [1, PAGES], 1);
  const query = composed(here.params);
  const undated = composed(here.params, { dates: false });
  const [found, line] = await Promise.all([
    ask("search", {
      query,
      limit: PAGE,
      offset: (page - 1) * PAGE,
      sort: SORTS.find((sort) => sort === here.params.get("sort")) || SORTS[0],
      facets: true,
    }),
    askOrNothing("timeline", { about: `(${undated})` }),
  ]);
  const narrow = matchMedia("(max-width: 820px)").matches;
  const made = facets(found.facets, here.params);
  const above = [head(found, here, page), time(found, line, here.params)];
  place.replaceChildren(
    narrow
      ? h(
          "div",
          { class: "found" },
          above,
          made.length > 0 && folded("Narrow down", () => made, { class: "narrow facets" }),
          results(found, here, page),
        )
      : h(
          "div",
          { class: "columns-2 search" },
          h("div", { class: "found" }, above, results(found, here, page)),
          made.length > 0 && h("aside", { class: "facets", "aria-label": "What was found is made of" }, made),
        ),
  );
}

function head(found, { params }, page) {
  const last = Math.min(found.total, page * PAGE);
  const words = params.get("q");
  const shown = found.hits.length > 0 && found.total > PAGE;
  const pages = shown ? `, ${number(found.offset + 1)} to ${number(last)} shown` : "";
  return [
    h("h1", { tabindex: -1 }, words ? `“${words}”` : "All articles"),
    h(
      "p",
      { class: "counts" },
      h("strong", {}, count(found.total, "article")),
      pages,
      found.total > 1 && sorts(params),
    ),
    filters(params, called(found.facets)),
    found.notes.length > 0 &&
      h("p", { class: "note" }, "Read as ", h("code", {}, found.read_as), ": ", found.notes.join("; ")),
    found.did_you_mean &&
      h(
        "p",
        { class: "note" },
        "Did you mean ",
        h("a", { href: to("/search", { q: found.did_you_mean }) }, found.did_you_mean),
        "?",
      ),
  ];
}

function sorts(params) {
  const now = params.get("sort") || "score";
  const links = [
    ["score", "best first"],
    ["newest", "newest first"],
    ["oldest", "oldest first"],
  ].map(([sort, words]) =>
    h(
      "a",
      {
        href: changed(params, { sort: sort === "score" ? null : sort, page: null }),
        id: `sort-${sort}`,
        "aria-current": sort === now ? "true" : null,
      },
      words,
    ),
  );
  return h("span", { class: "sorts" }, " · ", joined(links, " "));
}

function filters(params, names) {
  const kept = FILTERS.flatMap((name) => params.getAll(name).map((value) => [name, value]));
  const links = kept.map(([name, value]) =>
    h(
      "a",
      {
        class: "filter",
        href: changed(params, { [name]: params.getAll(name).filter((one) => one !== value), page: null }),
      },
      names[value] || value,
      names[value] && [" ", h("small", { class: "id" }, value)],
      " ×",
      h("span", { class: "unseen" }, " let go"),
    ),
  );
  const [since, until] = [params.get("since"), params.get("until")];
  if (since || until) {
    const days =
      since && until ? between(since, later(until, -1)) : since ? `from ${day(since)} on` : `before ${day(until)}`;
    links.push(
      h(
        "a",
        { class: "filter", href: changed(params, { since: null, until: null, page: null }) },
        days,
        " ×",
        h("span", { class: "unseen" }, " let go"),
      ),
    );
  }
  return links.length > 0 && h("p", { class: "filters" }, "Kept to ", joined(links, " "));
}

function time(found, line, params) {
  if (line === null) return null;
  const [steps, wide, what] =
    found.total > MOST_TIMED
      ? byMonth(found.facets.month)
      : [line.steps.map((step) => ({ day: step.day, value: step.origins })), line.days, "independent report"];
  if (!steps.length) return null;
  const chosen = (since, until) => go(changed(params, { since, until, page: null }));
  return bars({
    id: "time",
    steps,
    wide,
    what,
    since: params.get("since"),
    until: params.get("until"),
    chosen,
    label: "When they were",
  });
}

/** What is too much for the line of time is told by months, as the facets count them. */
function byMonth(counts = []) {
  return [monthly(Object.fromEntries(counts.map((one) => [one.value, one.articles]))), "month", "article"];
}

function results(found, { params }, page) {
  if (!found.total && composed(params) === "*") return nothing();
  if (!found.total)
    return h(
      "p",
      {},
      "Nothing matches. Fewer words, other spellings or ",
      h("a", { href: "/search" }, "all articles"),
      " may help.",
    );
  if (!found.hits.length) {
    const last = Math.min(PAGES, Math.ceil(found.total / PAGE));
    const link = h("a", { href: changed(params, { page: last }) }, `page ${number(last)}`);
    return h("p", {}, "There is no such page of results: the last is ", link, ".");
  }
  return [h("ol", { class: "hits", start: found.offset + 1 }, found.hits.map(hit)), pages(found, params, page)];
}

function hit(one) {
  const ran = one.outlets > 1 && [
    " · ",
    h("a", { class: "ran", href: `${toArticle(one.id)}#copies` }, `ran in ${count(one.outlets, "outlet")}`),
  ];
  return h(
    "li",
    {},
    h(
      "article",
      {},
      h("h2", { class: "headline" }, h("a", { href: toArticle(one.id) }, one.title || "without a headline")),
      h(
        "p",
        { class: "where" },
        h("a", { href: toEntity(`source/${one.source}`) }, one.source),
        " · ",
        day(one.published),
        one.authors.length > 0 && [
          " · ",
          joined(
            one.authors.map((name) => h("a", { href: toEntity(name) }, name)),
            ", ",
          ),
        ],
        ran,
      ),
      one.highlights.slice(0, 2).map((passage) => passed(one, passage)),
    ),
  );
}

function passed(one, passage) {
  const words = cut(passage.text, passage.marks, (text) => h("mark", {}, text));
  const length = Array.from(passage.text).length;
  return h(
    "p",
    { class: "passage" },
    words,
    "\u00a0",
    h(
      "a",
      { class: "at", href: toArticle(one.id, passage.start, length), "aria-label": `this passage of ${one.title}` },
      "→",
    ),
  );
}

function pages(found, params, page) {
  const all = Math.ceil(found.total / PAGE);
  const last = Math.min(PAGES, all);
  if (last < 2) return null;
  const link = (to, words) =>
    h("a", { href: changed(params, { page: to === 1 ? null : to }), id: `page-${words}` }, words);
  return h(
    "nav",
    { class: "pages", "aria-label": "Pages" },
    page > 1 && link(page - 1, "Earlier page"),
    h("span", {}, `Page ${page} of ${number(last)}`),
    page < last && link(page + 1, "Next page"),
    page === last && all > last && h("span", { class: "soft" }, "Narrow it down to see the rest."),
  );
}

// -- without a question ---------------------------------------------------------------------------------------------

async function home(place) {
  place.replaceChildren(...skeleton("What is there?", 12));
  const stats = ask("stats");
  stats.catch(() => null); // the line is not filled then
  const [stories, trends, named] = await Promise.all([
    askOrNothing("stories", { days: DAYS, limit: 6 }), // nothing in an archive of words alone
    askOrNothing("trending", { days: DAYS, limit: 6 }),
    askOrNothing("prominent", { limit: 24 }),
  ]);
  if (!named?.names.length && !(await stats).articles)
    return place.replaceChildren(h("h1", { tabindex: -1 }, "What is there?"), nothing());
  const counts = h("p", { class: "counts" }, "…");
  place.replaceChildren(
    h("h1", { tabindex: -1 }, "What is there?"),
    counts,
    h(
      "p",
      { class: "prose" },
      "Type words or a name above. " +
        "Names of places, people, organisations, authors and outlets are suggested as you type; ",
      h("a", { href: "/search" }, "all articles"),
      " are a question too, and so is ",
      h("a", { href: "/draft" }, "a draft of your own"),
      ".",
    ),
    h(
      "div",
      { class: "columns-2 even" },
      stories && told(stories),
      h("div", {}, trends && rising(trends), named ? most(named) : h("p", { class: "note" }, NO_NAMES)),
    ),
  );
  stats.then((all) => {
    const when = all.first ? `, ${between(all.first, all.last)}` : "";
    const rest = ` from ${count(all.totals.sources, "outlet")}${when}.`;
    counts.replaceChildren(h("strong", {}, count(all.articles, "article")), rest);
  });
}

function nothing() {
  const how = h("code", {}, "newsgraph add FILES");
  return h("p", { class: "prose" }, "Nothing is in this archive yet. ", how, " puts articles into it.");
}

function told({ stories }) {
  return h(
    "section",
    {},
    h("h2", {}, "Stories told most"),
    h("p", { class: "soft" }, `In the last ${DAYS} days of the archive, by independent reports.`),
    h(
      "ol",
      { class: "plain" },
      stories.map((story) => {
        const [first] = story.reports;
        return h(
          "li",
          {},
          headline(first),
          h(
            "p",
            { class: "soft" },
            `${count(story.reports.length, "independent report")}, `,
            between(first.published, story.reports.at(-1).published || first.published),
          ),
        );
      }),
    ),
    !stories.length && h("p", {}, "No event has two reports in these days."),
  );
}

function rising({ trends, since }) {
  return (
    trends.length > 0 &&
    h(
      "section",
      {},
      h("h2", {}, "Named more than before"),
      h(
        "ul",
        { class: "plain" },
        trends.map((one) =>
          h(
            "li",
            {},
            chip(one.node),
            " ",
            h("span", { class: "soft" }, `${count(one.now, "independent report")} since ${day(since)}`),
            one.quote && quote(one.quote),
          ),
        ),
      ),
    )
  );
}

function unseen(origins) {
  return h("span", { class: "unseen" }, origins === 1 ? " independent report" : " independent reports");
}

function most({ names }) {
  return h(
    "section",
    {},
    h("h2", {}, "Named most"),
    h(
      "ul",
      { class: "chips" },
      joined(
        names.map((one) => h("li", {}, chip(one, [number(one.origins), unseen(one.origins)]))),
        " ",
      ),
    ),
    h("p", { class: "soft" }, "The number is that of independent reports."),
  );
}
