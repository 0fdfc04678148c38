// Where was it? Places on an outline of the world, larger for more reports, in a stretch of time that can be dragged.

import { h, skeleton, table } from "./dom.js";
import { ask, askOrNothing } from "./ask.js";
import { changed, go, toEntity } from "./address.js";
import { bars, monthly } from "./bars.js";
import { chart } from "./chart.js";
import { count, day, later, number, position } from "./words.js";

const MOST = 200;

export async function show(place, here) {
  place.replaceChildren(...skeleton("Where was it?", 10));
  const [listed, world] = await Promise.all([ask("places", { limit: MOST }), outline()]);
  const places = [...listed.places, ...(await asked(listed.places, here.params.get("place")))];
  const [since, until] = [here.params.get("since"), here.params.get("until")];
  const counted = places.map((one) => ({ ...one, reports: reports(one, since, until) })).filter((one) => one.reports);
  counted.sort((a, b) => b.reports - a.reports || (a.id < b.id ? -1 : 1));
  const placed = counted.filter((one) => one.lat !== null);
  const map = chart(world, placed, {
    at: here.params.get("at"),
    lit: here.params.get("place"),
    moved: (at) => history.replaceState(history.state, "", changed(now(), { at })),
  });
  if (!places.length)
    return place.replaceChildren(
      h("h1", { tabindex: -1 }, "Where was it?"),
      h("p", {}, "No place is named in this archive yet."),
    );
  place.replaceChildren(
    h("h1", { tabindex: -1 }, "Where was it?"),
    h(
      "p",
      { class: "counts" },
      h("strong", {}, count(placed.length, "place")),
      ` on the map${period(since, until)}`,
      counted.length > placed.length &&
        `; ${count(counted.length - placed.length, "place")} without a known position left out`,
      listed.places.length === MOST && `; the ${number(MOST)} in most reports`,
      places.length > MOST && ` and ${places.at(-1).name}`,
      ". The larger, the more independent reports name it.",
    ),
    h(
      "p",
      { class: "legend soft" },
      legend("place", "in a gazetteer"),
      legend(
        "place provisional",
        "provisional: known from these articles alone; its position is that of the region around it",
      ),
    ),
    map,
    time(places, since, until),
    list(counted),
  );
}

/** The place that the address asks for, where it is not among those; its reports by month, where they are dated. */
async function asked(places, id) {
  if (!id || places.some((one) => one.id === id)) return [];
  const [found, line] = await Promise.all([
    askOrNothing("entity", { name: id }),
    askOrNothing("timeline", { about: id }),
  ]);
  if (!found || found.entity.kind !== "place") return [];
  const months = {};
  for (const step of line?.steps || []) {
    const month = step.day.slice(0, 7);
    months[month] = (months[month] || 0) + step.origins;
  }
  return [{ ...found.entity, origins: found.origins, months, undated: line?.undated || 0 }];
}

let kept = null;
function outline() {
  kept ||= fetch("/explorer/world.json").then((answer) => answer.json());
  return kept;
}

function now() {
  return new URLSearchParams(location.search);
}

function reports({ months, undated }, since, until) {
  const inside = Object.entries(months).filter(
    ([month]) => (!since || month >= since.slice(0, 7)) && (!until || `${month}-01` < until),
  );
  return inside.reduce((sum, [, origins]) => sum + origins, since || until ? 0 : undated);
}

function period(since, until) {
  if (!since && !until) return "";
  return since && until
    ? `, from ${day(since)} to ${day(later(until, -1))}`
    : since
      ? `, from ${day(since)} on`
      : `, up to ${day(later(until, -1))}`;
}

function legend(kind, words) {
  return h("span", { class: kind }, h("i", { class: "dot" }), words);
}

function time(places, since, until) {
  const sums = {};
  for (const { months } of places)
    for (const [month, origins] of Object.entries(months)) sums[month] = (sums[month] || 0) + origins;
  const chosen = (first, behind) => go(changed(now(), { since: first, until: behind }));
  return bars({
    id: "time",
    steps: monthly(sums),
    wide: "month",
    what: "place mention",
    since,
    until,
    chosen,
    label: "When places were named: each report once for each of its places",
  });
}

function list(counted) {
  const rows = counted.map((one) => [
    h("a", { href: toEntity(one.id) }, one.name),
    number(one.reports),
    where(one),
    one.provisional ? "provisional" : "in a gazetteer",
  ]);
  return h(
    "section",
    {},
    h("h2", {}, "The same as a table"),
    table("Places, those in most independent reports first", ["Place", "Reports", "Position", "Known from"], rows),
  );
}

function where({ lat, lon, approximate }) {
  if (lat === null) return "unknown";
  const told = position(lat, lon);
  return approximate ? `about ${told}` : told;
}
