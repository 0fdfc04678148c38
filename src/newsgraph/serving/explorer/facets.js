// What is it that was found made of? Each facet a small chart; each value a link that keeps to it, or lets it go.

import { h } from "./dom.js";
import { toggled } from "./address.js";
import { mark } from "./kinds.js";
import { count, number } from "./words.js";

const SHOWN = 6;
const FACETS = [
  ["source", "Outlets", "source"],
  ["place", "Places", "place"],
  ["actor", "People and organisations", "organisation"],
  ["author", "Authors", "author"],
  ["tag", "Tags", ""],
];
export const FILTERS = FACETS.map(([name]) => name);

/** The query of the address: its words, with what its filters ask. */
export function composed(params, { dates = true } = {}) {
  const words = (params.get("q") || "").trim();
  const asked = FILTERS.flatMap((name) =>
    params.getAll(name).map((value) => `${name}:"${value.replaceAll('"', "")}"`),
  );
  const [since, until] = [params.get("since"), params.get("until")];
  if (dates && since) asked.push(`published:[${since} TO]`);
  if (dates && until) asked.push(`before:${until}`);
  if (!asked.length) return words || "*";
  return [/\b(OR|or)\b/.test(words) ? `(${words})` : words, ...asked].filter(Boolean).join(" ");
}

export function facets(found, params) {
  return FACETS.filter(([name]) => found[name]?.length || params.getAll(name).length).map(([name, label, kind]) => {
    const values = once(found[name] || []);
    const most = values[0]?.articles || 1;
    const kept = params.getAll(name);
    const asked = (one) => kept.find((value) => value === one.value || (one.id && value === one.id));
    const first = values.filter((one, at) => at < SHOWN || asked(one));
    const rest = values.filter((one) => !first.includes(one));
    const lines = (some) => some.map((one) => line(one, { name, most, params, on: asked(one) }));
    const more =
      rest.length > 0 &&
      h("details", { class: "more" }, h("summary", {}, `${rest.length} more`), h("ul", {}, lines(rest)));
    return h(
      "section",
      { class: "facet" },
      h("h2", {}, kind && mark(kind, { said: false }), " ", label),
      h("ul", {}, lines(first)),
      more,
    );
  });
}

/** What the ids in the address are called, as far as what was found tells. */
export function called(found) {
  const named = Object.values(found).flat();
  return Object.fromEntries(named.filter((one) => one.id).map((one) => [one.id, one.value]));
}

/** Two entities of one name are one line: the filter asks for the name. */
function once(values) {
  const seen = new Set();
  return values.filter((one) => !seen.has(one.value) && seen.add(one.value));
}

function line({ value, articles }, { name, most, params, on }) {
  const length = h("span", { class: "length", "aria-hidden": "true" });
  length.style.width = `${(100 * articles) / most}%`;
  const told = on ? `, kept to; let go` : "";
  return h(
    "li",
    {},
    h(
      "a",
      {
        href: toggled(params, name, on || value),
        id: `facet-${name}-${encodeURIComponent(value)}`,
        class: on ? "on" : null,
        "aria-current": on ? "true" : null,
      },
      length,
      h("span", { class: "value" }, on && "✓ ", value),
      h("span", { class: "number", "aria-hidden": "true" }, number(articles)),
      h("span", { class: "unseen" }, `: ${count(articles, "article")}${told}`),
    ),
  );
}
