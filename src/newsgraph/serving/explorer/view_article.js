// What does it say, and what else should I read? The text on the left; on the right where it is from and what leads on.

import { awaited, folded, h, joined, skeleton } from "./dom.js";
import { ask } from "./ask.js";
import { toEntity } from "./address.js";
import { copies } from "./article_copies.js";
import { others, zoned } from "./article_text.js";
import { chip, PLURAL } from "./kinds.js";
import { headline, quote } from "./quotes.js";
import { leads } from "./related.js";
import { count, day, moment } from "./words.js";

const ORDER = ["place", "person", "organisation", "group"];

export async function show(place, here) {
  place.replaceChildren(...skeleton("Article", 14));
  const id = `article/${here.id.replace(/^article\//, "")}`;
  const around = Promise.all([
    ask("copies", { article: id }),
    ask("related", { article: id, limit: 6 }),
    ask("story", { article: id }),
  ]);
  around.catch(() => null); // told where it is missed
  const article = await ask("article", { article: id });
  const text = h("div", { class: "read" }, zoned(article, { cited: cited(here), fresh: [] }));
  const aside = h("aside", { "aria-label": "Where it is from, and what leads on" });
  const words = h("article", { lang: article.language || null }, head(article), text, others(article));
  place.replaceChildren(h("div", { class: "columns-2 article" }, words, aside));
  awaited(aside, around, ([ran, related, story]) => {
    if (location.hash) requestAnimationFrame(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
    const fresh = story.reports.find((one) => one.article === article.id)?.fresh || [];
    if (fresh.length) text.replaceChildren(zoned(article, { cited: cited(here), fresh })); // marked; nothing moves
    return [
      copies(ran, article),
      further(related),
      told(story, article),
      novel(fresh),
      named(article),
      facts(article),
    ];
  });
}

/** The passage that the address asks for. */
function cited({ params }) {
  const [start, end] = (params.get("at") || "").split("-").map(Number);
  return end > start ? [start, end] : null;
}

function head(article) {
  const by = article.authors.map((name) => h("a", { href: toEntity(name) }, name));
  return [
    h("h1", { tabindex: -1 }, article.title || "Without a headline"),
    h(
      "p",
      { class: "where" },
      h("a", { href: toEntity(`source/${article.source}`) }, article.source),
      " · ",
      h("time", article.published ? { datetime: article.published } : {}, moment(article.published)),
      by.length > 0 && [" · by ", joined(by, ", ")],
      article.agencies.length > 0 && ` · ${article.agencies.join(", ")}`,
      article.updated && ` · changed ${moment(article.updated)}`,
    ),
    article.partial && h("p", { class: "note" }, "Only a summary of it has arrived."),
  ];
}

function further({ related }) {
  return h(
    "section",
    {},
    h("h2", {}, "Read on"),
    related.length
      ? leads(related)
      : h("p", { class: "soft" }, "Nothing here is close enough to be worth reading on."),
  );
}

function told({ reports }, article) {
  if (reports.length < 2)
    return h(
      "section",
      {},
      h("h2", {}, "Its story"),
      h("p", { class: "soft" }, "No other independent report on this event is held."),
    );
  return h(
    "section",
    {},
    h("h2", {}, "Its story"),
    h("p", { class: "soft" }, `${count(reports.length, "independent report")}, in order of time.`),
    h(
      "ol",
      { class: "story" },
      reports.map((one) =>
        h(
          "li",
          one.article === article.id ? { "aria-current": "true" } : {},
          h("time", { class: "soft" }, day(one.published)),
          one.article === article.id
            ? h("p", { class: "headline" }, one.title, h("span", { class: "soft" }, " (this one)"))
            : headline(one)[0],
          h("p", { class: "where" }, one.source, one.ran > 1 && ` · ran in ${count(one.ran, "article")}`),
          one.fresh.length > 0 &&
            one.article !== article.id &&
            folded(`What was new in it: ${count(one.fresh.length, "sentence")}`, () =>
              one.fresh.map((part) => freshly(part, true)),
            ),
        ),
      ),
    ),
  );
}

function freshly(part, cited) {
  const what = [
    ...part.names.map((name) => `names ${name} first`),
    ...part.numbers.map((figure) => `${figure} for the first time`),
  ];
  return [quote(part.quote, { cited: false }), what.length > 0 && h("p", { class: "soft" }, what.join("; "))].filter(
    Boolean,
  );
}

function novel(fresh) {
  return (
    fresh.length > 0 &&
    h(
      "section",
      {},
      h("h2", {}, "What is new in it"),
      h("p", { class: "soft" }, "Against all that was reported before; marked in the text."),
      fresh.slice(0, 3).map((part) => freshly(part)),
      fresh.length > 3 &&
        folded(count(fresh.length - 3, "more sentence"), () => fresh.slice(3).map((part) => freshly(part))),
    )
  );
}

function named({ entities }) {
  const kinds = ORDER.map((kind) => [kind, entities.filter((one) => one.kind === kind)]).filter(
    ([, some]) => some.length,
  );
  return (
    kinds.length > 0 &&
    h(
      "section",
      {},
      h("h2", {}, "Whom and what it names"),
      kinds.map(([kind, some]) => [
        h("h3", {}, PLURAL[kind]),
        h(
          "p",
          { class: "chips" },
          joined(
            some.map((one) => chip(one, one.confidence < 0.6 ? "perhaps" : null)),
            " ",
          ),
        ),
      ]),
    )
  );
}

function facts(article) {
  const rows = [
    [
      "Address",
      /^https?:/.test(article.url) &&
        h("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, article.url),
    ],
    ["Section", article.section],
    ["Tags", article.tags.join(", ")],
    ["Language", article.language],
    ["Read from", article.location],
    ["To cite", h("code", {}, article.id)],
  ].filter(([, value]) => value);
  return h(
    "section",
    {},
    h("h2", {}, "About this copy"),
    h(
      "dl",
      { class: "facts" },
      rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
    ),
    folded("How each fact was found", () =>
      h(
        "ul",
        {},
        article.evidence.map((one) =>
          h(
            "li",
            {},
            `${one.field}: ${one.value} `,
            h("span", { class: "soft" }, `(${one.how}${one.used ? "" : "; not used"})`),
          ),
        ),
      ),
    ),
  );
}
