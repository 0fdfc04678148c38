// Where is it from, and who ran it too? The origin with what speaks for it, and each copy paragraph by paragraph.

import { folded, h } from "./dom.js";
import { toArticle, toEntity } from "./address.js";
import { headline } from "./quotes.js";
import { count, day, number, percent } from "./words.js";

export function copies(told, article) {
  const outlets = new Set([told.first, ...told.ran].map((one) => one.source)).size;
  const ran = [told.first, ...told.ran].filter((one) => one.article !== article.id);
  return h(
    "section",
    { id: "copies" },
    h("h2", {}, "Where it is from"),
    origin(told, article, ran),
    ran.length > 0 &&
      h(
        "p",
        {},
        h("strong", {}, `Ran in ${count(outlets, "outlet")}`),
        `: ${count(ran.length, "other article")} of the same report.`,
      ),
    ran.length > 0 &&
      h(
        "ol",
        { class: "plain" },
        ran.map((one) =>
          h(
            "li",
            {},
            headline(one),
            h("p", { class: "soft" }, kind(one, told.first)),
            one !== told.first && differences(one, told.first),
          ),
        ),
      ),
    told.first.article !== article.id &&
      differences(
        told.ran.find((one) => one.article === article.id),
        told.first,
        "What this one changed",
      ),
    told.shares.length > 0 &&
      folded(`Shares passages with ${count(told.shares.length, "article")}`, () =>
        told.shares.map((one) => [headline(one), h("p", { class: "soft" }, one.kind)]).flat(),
      ),
  );
}

function origin(told, article, ran) {
  if (told.origin === article.id)
    return (
      !ran.length &&
      h("p", { class: "soft" }, "Its own report, as far as this archive can tell; nobody else here ran it.")
    );
  const sure = told.certain ? "From " : "Probably from ";
  const held = [told.first, ...told.ran].find((one) => one.article === told.origin);
  const link = held
    ? h("a", { href: toArticle(held.article) }, held.source, ", ", day(held.published))
    : h("a", { href: toEntity(told.origin) }, told.origin.replace(/^source\//, ""));
  return [
    h("p", {}, sure, link, told.certain ? "." : "; no line says so."),
    told.signs.length > 0 &&
      folded("What speaks for that", () =>
        h(
          "ul",
          {},
          told.signs.map((sign) =>
            h(
              "li",
              {},
              `${sign.kind}: `,
              h("q", {}, sign.words),
              h("span", { class: "soft" }, ` in ${sign.source}; counts ${number(sign.weight)}`),
            ),
          ),
        ),
      ),
  ];
}

function kind(one, first) {
  if (one === first) return "the text that the others are compared with";
  if (!one.kind) return "tells the same in other words";
  return `${one.kind}: has ${percent(one.kept)} of the first text, ${percent(one.taken)} of it is from there`;
}

function differences(one, first, line = "What it changed, paragraph by paragraph") {
  if (!one || (!one.paragraphs.length && !one.left_out.length)) return null;
  return folded(line, () => [
    h(
      "p",
      { class: "soft" },
      "Compared with ",
      h("a", { href: toArticle(first.article) }, first.source),
      ". Struck out: only there. Underlined: only here.",
    ),
    one.uncorrected &&
      h("p", { class: "note" }, `Still has words that ${first.source} has since corrected: “${one.uncorrected}”`),
    h("ol", { class: "diff" }, one.paragraphs.map(paragraph)),
    one.left_out.length > 0 && [
      h("h3", {}, "Left out"),
      one.left_out.map((text) => h("p", { class: "gone" }, h("del", {}, text))),
    ],
  ]);
}

function paragraph(one) {
  const same = one.share >= 0.9995 && !one.changes.length;
  const state = same
    ? "the same"
    : one.source === null || one.share < 0.3
      ? "new words"
      : `reworded: ${percent(one.share)} stood there`;
  return h(
    "li",
    { class: same ? "same" : "other" },
    h("span", { class: "state" }, state),
    h("p", {}, one.source === null ? h("ins", {}, one.text) : one.text),
    one.changes.length > 0 &&
      h(
        "ul",
        {},
        one.changes.map(({ was, now }) =>
          h("li", {}, was && h("del", {}, was), was && now && " → ", now && h("ins", {}, now)),
        ),
      ),
  );
}
