// When was it? A thin histogram whose stretch of time is chosen by dragging, or by two handles from the keyboard.

import { folded, h, s, table } from "./dom.js";
import { between, count, day, later, month, number } from "./words.js";

const HIGH = 64;
const WIDE = 720; // of the drawing; the page stretches it

/**
 * `steps` are {day, value}, all `wide` days (or a "month") wide and without a gap; `what` is what they
 * count ("article").
 * `since` and `until` (the day behind the last) are what is chosen; `chosen(since, until)` hears another choice, null
 * for an open end. `peaks` are {first, last}. Without `chosen` it is a picture.
 */
export function bars({ id, steps, wide, what, since = null, until = null, peaks = [], chosen = null, label }) {
  if (!steps.length) return h("p", { class: "soft" }, "Nothing here states a day.");
  const chart = {
    steps,
    wide,
    what,
    chosen,
    from: place(steps, wide, since, 0),
    to: place(steps, wide, until, steps.length),
  };
  chart.picture = drawn(chart, peaks);
  const handles = chosen
    ? [handle(chart, `${id}-from`, "from", "First day"), handle(chart, `${id}-to`, "to", "Last day")]
    : [];
  chart.told = h("p", { class: "told", "aria-live": "off" });
  const whole = h("div", { class: `bars${chosen ? " live" : ""}` }, chart.picture, handles);
  chart.handles = handles;
  if (chosen) listen(chart, whole);
  tell(chart);
  const last = lastOf(steps.at(-1).day, wide);
  return h(
    "figure",
    { class: "time", "aria-label": label },
    whole,
    h("div", { class: "axis", "aria-hidden": "true" }, h("span", {}, day(steps[0].day)), h("span", {}, day(last))),
    chart.told,
    folded("As a table", () => asTable(chart, label)),
  );
}

function place(steps, wide, when, otherwise) {
  if (!when) return otherwise;
  const at = steps.findIndex((step) => behind(step.day, wide) > when);
  return at < 0 ? steps.length : at + (otherwise && steps[at].day < when ? 1 : 0);
}

function drawn(chart, peaks) {
  const { steps, wide } = chart;
  const most = Math.max(...steps.map((step) => step.value), 1);
  const one = WIDE / steps.length;
  const body = s("g", {});
  for (const peak of peaks) {
    const first = place(steps, wide, peak.first, 0);
    const last = Math.max(first + 1, place(steps, wide, peak.last, steps.length));
    body.append(s("rect", { class: "peak", x: first * one, y: 0, width: (last - first) * one, height: HIGH }));
  }
  chart.columns = steps.map((step, at) => {
    const high = step.value ? Math.max(2, (step.value / most) * (HIGH - 4)) : 0;
    const gap = one > 3 ? 1 : 0;
    const box = s("rect", {
      class: "bar",
      x: at * one,
      y: HIGH - high,
      width: Math.max(0.7, one - gap),
      height: high,
    });
    box.append(s("title", {}, `${told(step.day, wide)}: ${count(step.value, chart.what)}`));
    return box;
  });
  return s(
    "svg",
    {
      viewBox: `0 0 ${WIDE} ${HIGH}`,
      preserveAspectRatio: "none",
      class: "columns",
      role: "img",
      "aria-label": summary(chart),
    },
    // Hidden from who listens: the drawing's own words are said, and no graphic a day.
    s(
      "g",
      { "aria-hidden": "true" },
      body,
      chart.columns,
      s("path", { class: "ground", d: `M0 ${HIGH - 0.5}H${WIDE}` }),
    ),
  );
}

/** The day behind a step, and its last. */
function behind(first, wide) {
  return wide === "month" ? `${later(first, 31).slice(0, 7)}-01` : later(first, wide);
}

function lastOf(first, wide) {
  return later(behind(first, wide), -1);
}

function told(first, wide) {
  return wide === 1 ? day(first) : wide === "month" ? month(first) : between(first, lastOf(first, wide));
}

/** Months as steps, those between without a report too: of {month: value}. */
export function monthly(values) {
  const known = Object.keys(values).sort();
  const steps = [];
  for (let at = known[0]; at && at <= known.at(-1); at = behind(`${at}-01`, "month").slice(0, 7))
    steps.push({ day: `${at}-01`, value: values[at] || 0 });
  return steps;
}

function summary({ steps, wide, what }) {
  const all = steps.reduce((sum, step) => sum + step.value, 0);
  const top = steps.reduce((best, step) => (step.value > best.value ? step : best));
  const when = between(steps[0].day, lastOf(steps.at(-1).day, wide));
  return `${count(all, what)} ${when}; most ${told(top.day, wide)}: ${number(top.value)}`;
}

function handle(chart, id, end, label) {
  const button = h("div", {
    id,
    class: `handle ${end}`,
    role: "slider",
    tabindex: 0,
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": chart.steps.length,
  });
  button.addEventListener("keydown", (event) => {
    const far = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -5,
      PageUp: 5,
      Home: -1e6,
      End: 1e6,
    }[event.key];
    if (!far) return;
    event.preventDefault();
    const [low, high] = end === "from" ? [0, chart.to - 1] : [chart.from + 1, chart.steps.length];
    chart[end] = Math.min(high, Math.max(low, chart[end] + far));
    tell(chart);
    clearTimeout(chart.timer);
    chart.timer = setTimeout(() => choose(chart), 400);
  });
  return button;
}

function tell(chart) {
  const { steps, wide, from, to } = chart;
  const whole = from === 0 && to === steps.length;
  chart.columns.forEach((column, at) => column.classList.toggle("out", at < from || at >= to));
  const sum = steps.slice(from, to).reduce((all, step) => all + step.value, 0);
  const first = steps[from]?.day ?? steps.at(-1).day;
  const last = lastOf(steps[Math.max(from, to - 1)]?.day ?? first, wide);
  const chosen = whole || !chart.chosen ? "" : " (chosen)";
  const all = between(steps[0].day, lastOf(steps.at(-1).day, wide));
  chart.told.textContent =
    from >= to
      ? `No ${chart.what} in the days that were chosen: all are ${all}`
      : `${count(sum, chart.what)} ${between(first, last)}${chosen}`;
  for (const one of chart.handles) {
    const end = one.classList.contains("from") ? "from" : "to";
    one.style.left = `${(100 * chart[end]) / steps.length}%`;
    one.setAttribute("aria-valuenow", chart[end]);
    one.setAttribute("aria-valuetext", day(end === "from" ? first : last));
  }
}

function choose(chart) {
  const { steps, wide, from, to } = chart;
  chart.chosen(from === 0 ? null : steps[from].day, to === steps.length ? null : behind(steps[to - 1].day, wide));
}

function listen(chart, whole) {
  const at = (event) => {
    const { left, width } = whole.getBoundingClientRect();
    return Math.min(chart.steps.length, Math.max(0, ((event.clientX - left) / width) * chart.steps.length));
  };
  let start = null;
  let end = null;
  whole.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    end = event.target.classList.contains("handle")
      ? event.target.classList.contains("from")
        ? "from"
        : "to"
      : null;
    start = at(event);
    whole.setPointerCapture(event.pointerId);
  });
  whole.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const now = at(event);
    if (end === "from") chart.from = Math.min(chart.to - 1, Math.round(now));
    else if (end === "to") chart.to = Math.max(chart.from + 1, Math.round(now));
    else
      [chart.from, chart.to] = [
        Math.floor(Math.min(start, now)),
        Math.max(Math.floor(Math.min(start, now)) + 1, Math.ceil(Math.max(start, now))),
      ];
    chart.to = Math.min(chart.to, chart.steps.length);
    chart.from = Math.min(chart.from, chart.to - 1);
    tell(chart);
  });
  const ended = (event) => {
    if (start === null) return;
    const stayed = !end && Math.abs(at(event) - start) < 0.05;
    if (stayed)
      [chart.from, chart.to] = [
        Math.min(Math.floor(start), chart.steps.length - 1),
        Math.min(Math.floor(start) + 1, chart.steps.length),
      ];
    start = null;
    tell(chart);
    choose(chart);
  };
  whole.addEventListener("pointerup", ended);
  whole.addEventListener("pointercancel", () => (start = null));
}

function asTable(chart, label) {
  const rows = chart.steps.filter((step) => step.value);
  const cells = rows.map((step) => [told(step.day, chart.wide), number(step.value)]);
  return table(`${label} (those without one left out)`, [chart.wide === 1 ? "Day" : "Time", `${chart.what}s`], cells);
}
