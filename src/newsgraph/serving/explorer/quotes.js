// How is a sentence shown that proves something? Quoted, its names marked, its article one click away.

import { h } from "./dom.js";
import { toArticle } from "./address.js";
import { day } from "./words.js";

/** Text cut at ranges, [start, end] in code points; `make(text, number)` makes what stands for each. */
export function cut(text, ranges, make) {
  const letters = Array.from(text);
  const parts = [];
  let at = 0;
  ranges.forEach(([start, end], number) => {
    if (start < at) return;
    if (start > at) parts.push(letters.slice(at, start).join(""));
    parts.push(make(letters.slice(start, end).join(""), number));
    at = end;
  });
  if (at < letters.length) parts.push(letters.slice(at).join(""));
  return parts;
}

/** The sentence, then its headline, outlet and day. Without `cited` the sentence alone, where these stand already. */
export function quote(one, { cited = true } = {}) {
  const length = Array.from(one.text).length;
  const spoken = /^["“”„«»‘]/.test(one.text); // it has marks of its own
  return h(
    "figure",
    { class: "quote" },
    h(
      "blockquote",
      {},
      spoken ? "" : "“",
      cut(one.text.trimEnd(), one.marks, (words) => h("mark", {}, words)),
      spoken ? "" : "”",
    ),
    h(
      "figcaption",
      {},
      h(
        "a",
        { href: toArticle(one.article, one.start, length) },
        cited ? one.title || "its article" : "read it there",
      ),
      cited && [" · ", one.source, " · ", day(one.published)],
    ),
  );
}

/** An article in a list: its headline, then outlet and day. */
export function headline(article, { id = article.id || article.article, level = "h3" } = {}) {
  return [
    h(level, { class: "headline" }, h("a", { href: toArticle(id) }, article.title || "without a headline")),
    h(
      "p",
      { class: "where" },
      article.source,
      " · ",
      h("time", article.published ? { datetime: article.published } : {}, day(article.published)),
    ),
  ];
}
