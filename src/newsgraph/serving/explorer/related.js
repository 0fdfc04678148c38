// Why is something worth reading on? Its headline, the reason in a line, and the sum that put it there.

import { folded, h } from "./dom.js";
import { headline, quote } from "./quotes.js";
import { count } from "./words.js";

/** A list of related articles, best first. */
export function leads(related, level = "h3") {
  return h(
    "ol",
    { class: "plain" },
    related.map((one) =>
      h(
        "li",
        {},
        headline(one, { level }),
        h("p", { class: "line" }, one.line),
        folded(["Why", h("span", { class: "unseen" }, `: ${one.title}`)], () => reasons(one)),
      ),
    ),
  );
}

const SIGNALS = {
  opening: "Tells what this opens with",
  wording: "Uses the same telling words",
  title: "Headlines share words",
  topics: "Is about the same subject",
  quotes: "Quotes the same words",
  people: "Names the same people",
  organisations: "Names the same organisations",
  places: "Names the same places",
  nearness: "Is about places close by",
  days: "Is near in time",
  author: "Is by the same author",
  links: "One links to the other",
  novelty: "Tells more of it",
};

function reasons(one) {
  const top = one.reasons[0]?.value || 1;
  return h(
    "ul",
    { class: "reasons" },
    one.reasons.map((reason) => {
      const share = h("span", { class: "share", "aria-hidden": "true" });
      share.style.width = `${Math.max(3, (100 * reason.value) / top)}%`;
      const what = [...reason.names, ...reason.words].join(", ");
      const days =
        reason.days === null
          ? ""
          : reason.days === 0
            ? "the same day"
            : `${count(Math.abs(reason.days), "day")} ${reason.days > 0 ? "later" : "earlier"}`;
      return h(
        "li",
        {},
        h("strong", {}, SIGNALS[reason.signal] || reason.signal),
        `: ${what || days || "as a whole"}`,
        h("span", { class: "soft" }, ` (${reason.value.toFixed(2)} of ${one.score.toFixed(2)})`),
        share,
        reason.quote && quote(reason.quote, { cited: false }),
      );
    }),
  );
}
