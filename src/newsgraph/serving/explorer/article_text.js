// How is the text shown? Zone by zone, names as links, what is new and what was cited marked. Offsets are code points.

import { folded, h } from "./dom.js";
import { toEntity } from "./address.js";
import { family, mark } from "./kinds.js";
import { capital } from "./words.js";

const READ = ["title", "standfirst", "body"]; // the title is the heading above
const AFTER = { caption: "Caption", byline: "Byline", bio: "About the author" };

/** What is read: standfirst and body, then captions, bylines and biographies, each labelled. */
export function zoned(article, marks) {
  const page = new Page(article, marks);
  const zones = article.zones.filter((zone) => zone.kind !== "title");
  const body = zones.filter((zone) => READ.includes(zone.kind)).map((zone) => page.zone(zone));
  const after = zones
    .filter((zone) => zone.kind in AFTER)
    .map((zone) =>
      h(
        "section",
        { class: "zone" },
        h("h2", {}, AFTER[zone.kind], zone.about && `: ${zone.about}`),
        page.zone(zone),
      ),
    );
  return h("div", { class: "text" }, body, after);
}

/** What is not read: comments, and what stood around the article on its page. */
export function others(article) {
  const rest = article.zones.filter((zone) => !READ.includes(zone.kind) && !(zone.kind in AFTER));
  const page = new Page(article, {});
  return (
    rest.length > 0 &&
    folded(`Other parts of the page (${rest.length})`, () =>
      rest.map((zone) => h("section", { class: "zone" }, h("h2", {}, capital(zone.kind)), page.zone(zone))),
    )
  );
}

class Page {
  constructor(article, { cited = null, fresh = [] }) {
    this.letters = Array.from(article.text);
    this.names = article.entities
      .flatMap((entity) => entity.mentions.map((mention) => ({ start: mention.start, end: mention.end, entity })))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    const news = fresh.map(({ quote }) => ({
      start: quote.start,
      end: quote.start + Array.from(quote.text).length,
      class: "fresh",
      title: "New in this article",
    }));
    const asked = cited
      ? [{ start: cited[0], end: cited[1], class: "cited", title: "The passage that was cited" }]
      : [];
    this.around = [...asked, ...news].sort((a, b) => a.start - b.start);
  }

  /** A zone's paragraphs: the standfirst as one that leads in. */
  zone({ kind, start, end }) {
    const found = [];
    let at = start;
    for (const part of this.letters
      .slice(start, end)
      .join("")
      .split(/(\n\s*\n)/)) {
      const length = Array.from(part).length;
      if (part.trim())
        found.push(h("p", { class: kind === "standfirst" ? "lead" : null }, this.marked(at, at + length)));
      at += length;
    }
    return found;
  }

  /** From one letter to another, with what surrounds sentences outside and names inside. */
  marked(start, end) {
    const parts = [];
    let at = start;
    for (const one of this.around) {
      const [from, to] = [Math.max(at, one.start), Math.min(end, one.end)];
      if (from >= to) continue;
      parts.push(this.named(at, from), h("mark", { class: one.class, title: one.title }, this.named(from, to)));
      at = to;
    }
    return [...parts, this.named(at, end)];
  }

  named(start, end) {
    const parts = [];
    let at = start;
    for (const { start: from, end: to, entity } of this.names) {
      if (from < at || to > end) continue;
      parts.push(this.letters.slice(at, from).join(""));
      const shown = this.letters.slice(from, to).join("");
      const last = Math.max(0, shown.search(/\S+\s*$/)); // its last word, which is in one line
      parts.push(
        h(
          "a",
          {
            class: `name ${family(entity.kind)}${entity.provisional ? " provisional" : ""}`,
            href: toEntity(entity.id),
            title: `${entity.name} (${entity.kind})`,
          },
          shown.slice(0, last),
          h("span", { class: "end" }, shown.slice(last), mark(entity.kind, { said: false, size: 8 })),
        ),
      );
      at = to;
    }
    return [...parts, this.letters.slice(at, end).join("")];
  }
}
