// How is a map drawn? Longitude to the right, latitude up, in tenths of a degree; dots and labels keep their size.

import { h, s } from "./dom.js";
import { toEntity } from "./address.js";
import { count } from "./words.js";

const NEAREST = 0.02; // tenths of a degree in a pixel
const LEAST = 200; // tenths of a degree that the first view has at least
const LABELS = 40;

/** `placed` are places with `reports`, most first; `at` is "longitude,latitude,width" in degrees; `moved(at)` hears
 * where one went. `lit` is the id of a place to stand in the middle. */
export function chart(world, placed, { at, lit, moved }) {
  const svg = s("svg", { class: "map", role: "group", "aria-label": "Map. The table below says the same." });
  const dots = placed.map((one) => dot(one, placed[0].reports, one.id === lit));
  const sea = s(
    "g",
    {},
    s("path", { class: "land", d: world.land.map((line) => path(line, "z")).join("") }),
    s("path", { class: "border", d: world.borders.map((line) => path(line, "")).join("") }),
  );
  const names = s("g", { class: "names", "aria-hidden": "true" }); // each dot has its own
  svg.append(
    sea,
    s(
      "g",
      {},
      dots.map((one) => one.group), // the smaller above the larger, under which nobody could point at them
    ),
    names,
  );
  const state = {
    svg,
    dots,
    names,
    moved,
    view: null,
    size: null,
    asked:
      at || lit
        ? wanted(
            at,
            placed.find((one) => one.id === lit),
          )
        : null,
  };
  fan(dots);
  const box = h(
    "div",
    { class: "chart", tabindex: 0, role: "region", "aria-label": "Map: arrows move it, plus and minus zoom" },
    svg,
    buttons(state),
  );
  new ResizeObserver(() => sized(state, box)).observe(box);
  listen(state, box);
  return box;
}

function path([x, y, ...steps], end) {
  let told = `M${x} ${-y}l`;
  for (let at = 0; at < steps.length; at += 2) told += `${steps[at]} ${-steps[at + 1]} `;
  return told + end;
}

function dot(place, most, lit) {
  const radius = 3 + Math.min(17, 2 * Math.sqrt(most)) * Math.sqrt(place.reports / most);
  const doubts = `${place.provisional ? ", provisional" : ""}${place.approximate ? ", position approximate" : ""}`;
  const words = `${place.name}: ${count(place.reports, "independent report")}${doubts}`;
  const group = s(
    "a",
    {
      href: toEntity(place.id),
      class: `spot${place.provisional ? " provisional" : ""}${lit ? " lit" : ""}`,
      tabindex: -1,
      "aria-label": words,
    },
    s("title", {}, words),
    s("circle", { r: radius }),
  );
  return { place, radius, group, x: 10 * place.lon, y: -10 * place.lat, dx: 0, dy: 0 };
}

/** Those at one position stand around it, the largest in the middle: the turn of a sunflower, in pixels. */
function fan(dots) {
  const groups = Map.groupBy ? Map.groupBy(dots, (one) => `${one.x} ${one.y}`) : grouped(dots);
  for (const some of groups.values()) {
    let far = 0;
    some.forEach((one, at) => {
      if (at) far = Math.max(far, some[0].radius + 6) + (at > 6 ? 4 : 1.5);
      one.dx = at ? far * Math.cos(2.4 * at) : 0;
      one.dy = at ? far * Math.sin(2.4 * at) : 0;
    });
  }
}

function grouped(dots) {
  const groups = new Map();
  for (const one of dots) {
    const key = `${one.x} ${one.y}`;
    groups.has(key) ? groups.get(key).push(one) : groups.set(key, [one]);
  }
  return groups;
}

/** The view that is asked for: its middle and its width. */
function wanted(at, place) {
  const [lon, lat, width] = (at || "").split(",").map(Number);
  if (at && [lon, lat, width].every(Number.isFinite)) return { x: 10 * lon, y: -10 * lat, wide: 10 * width };
  return place ? { x: 10 * place.lon, y: -10 * place.lat, wide: 300 } : null;
}

function sized(state, box) {
  const [wide, high] = [box.clientWidth, box.clientHeight];
  if (!wide || !high) return;
  state.size = { wide, high };
  state.view ||= first(state);
  draw(state);
}

function first({ asked, dots, size }) {
  if (asked) return { x: asked.x, y: asked.y, k: asked.wide / size.wide };
  if (!dots.length) return { x: 0, y: -100, k: 3600 / size.wide };
  const [xs, ys] = [dots.map((one) => one.x), dots.map((one) => one.y)];
  const span = (some) => Math.max(...some) - Math.min(...some);
  const middle = (some) => (Math.max(...some) + Math.min(...some)) / 2;
  const wide = Math.min(3600, Math.max(LEAST, span(xs) * 1.35, (span(ys) * 1.5 * size.wide) / size.high));
  return { x: middle(xs), y: middle(ys), k: wide / size.wide };
}

function draw(state) {
  const { svg, dots, view, size } = state;
  const [wide, high] = [size.wide * view.k, size.high * view.k];
  svg.setAttribute(
    "viewBox",
    [view.x - wide / 2, view.y - high / 2, wide, high].map((one) => one.toFixed(2)).join(" "),
  );
  for (const one of dots)
    one.group.setAttribute(
      "transform",
      `translate(${one.x} ${one.y}) scale(${view.k.toFixed(4)}) translate(${one.dx.toFixed(1)} ${one.dy.toFixed(1)})`,
    );
  label(state);
}

/** Names where they cover neither each other nor a dot, those in most reports first. */
function label({ dots, names, view, size }) {
  const at = dots.map((one) => ({
    ...one,
    px: (one.x - view.x) / view.k + size.wide / 2 + one.dx,
    py: (one.y - view.y) / view.k + size.high / 2 + one.dy,
  }));
  const seen = at.filter((one) => one.px > 0 && one.px < size.wide && one.py > 0 && one.py < size.high);
  const taken = seen.map((one) => [
    one.px - one.radius,
    one.py - one.radius,
    one.px + one.radius,
    one.py + one.radius,
  ]);
  const put = [];
  for (const one of seen.slice(0, LABELS)) {
    const long = one.place.name.length * 6.9 + 4;
    const ways = [
      [one.px + one.radius + 4, one.py, "start"],
      [one.px - one.radius - 4, one.py, "end"],
      [one.px, one.py + one.radius + 10, "middle"],
      [one.px, one.py - one.radius - 10, "middle"],
    ];
    const free = ways.find(([x, y, anchor]) => {
      const left = anchor === "start" ? x : anchor === "end" ? x - long : x - long / 2;
      const box = [left, y - 8, left + long, y + 8];
      if (
        left < 2 ||
        box[2] > size.wide - 2 ||
        taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])
      )
        return false;
      taken.push(Object.assign(box, { name: true }));
      return true;
    });
    put.push(...[free ? name(one, free, view, size) : upon(one, long, taken, view, size)].filter(Boolean));
  }
  names.replaceChildren(...put);
}

/** Where all around is taken by dots, on its own dot, unless another name is there. */
function upon(one, long, taken, view, size) {
  const box = [one.px - long / 2, one.py - 8, one.px + long / 2, one.py + 8];
  if (
    taken
      .slice(-LABELS)
      .some((other) => other.name && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])
  )
    return null;
  taken.push(Object.assign(box, { name: true }));
  return name(one, [one.px, one.py, "middle"], view, size);
}

function name(one, [px, py, anchor], view, size) {
  const x = (px - size.wide / 2) * view.k + view.x;
  const y = (py - size.high / 2) * view.k + view.y;
  return s(
    "text",
    {
      transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${view.k.toFixed(4)})`,
      "text-anchor": anchor,
      dy: "0.35em",
    },
    one.place.name,
  );
}

function zoom(state, by, x = state.size.wide / 2, y = state.size.high / 2) {
  const { view, size } = state;
  const k = Math.min(3600 / size.wide, Math.max(NEAREST, view.k * by));
  view.x += (x - size.wide / 2) * (view.k - k);
  view.y += (y - size.high / 2) * (view.k - k);
  view.k = k;
  settle(state);
}

function pan(state, dx, dy) {
  state.view.x -= dx * state.view.k;
  state.view.y -= dy * state.view.k;
  settle(state);
}

function settle(state) {
  const { view, size } = state;
  view.x = Math.min(1800, Math.max(-1800, view.x));
  view.y = Math.min(900, Math.max(-900, view.y));
  draw(state);
  clearTimeout(state.timer);
  state.timer = setTimeout(
    () => state.moved([view.x / 10, -view.y / 10, (view.k * size.wide) / 10].map((one) => one.toFixed(2)).join(",")),
    300,
  );
}

function buttons(state) {
  const make = (words, sign, act) => h("button", { type: "button", "aria-label": words, onclick: act }, sign);
  return h(
    "div",
    { class: "zoom" },
    make("Zoom in", "+", () => zoom(state, 0.6)),
    make("Zoom out", "−", () => zoom(state, 1 / 0.6)),
    make("Show all", "⤢", () => ((state.asked = null), (state.view = first(state)), settle(state))),
  );
}

const WAYS = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

function listen(state, box) {
  const held = new Map(); // pointers that are down
  let far = 0;
  box.addEventListener("keydown", (event) => {
    if (event.target !== box) return;
    if (event.key in WAYS) pan(state, ...WAYS[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(state, 0.6);
    else if (event.key === "-") zoom(state, 1 / 0.6);
    else return;
    event.preventDefault();
  });
  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && document.activeElement !== box) return; // the page scrolls until the map is chosen
      event.preventDefault();
      const { left, top } = box.getBoundingClientRect();
      zoom(state, event.deltaY > 0 ? 1.25 : 0.8, event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );
  box.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("button")) return;
    held.set(event.pointerId, [event.clientX, event.clientY]);
    far = 0;
  });
  box.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const others = [...held].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (others.length) {
      const { left, top } = box.getBoundingClientRect();
      const apart = (point) => Math.hypot(point[0] - others[0][0], point[1] - others[0][1]) || 1;
      zoom(state, apart(before) / apart([event.clientX, event.clientY]), others[0][0] - left, others[0][1] - top);
    } else if (event.pointerType === "mouse" || far > 0 || Math.abs(event.clientX - before[0]) > 3) {
      far += Math.abs(event.clientX - before[0]) + Math.abs(event.clientY - before[1]);
      if (far > 4 && !box.hasPointerCapture(event.pointerId)) box.setPointerCapture(event.pointerId);
      pan(state, event.clientX - before[0], event.clientY - before[1]);
    }
    held.set(event.pointerId, [event.clientX, event.clientY]);
  });
  for (const end of ["pointerup", "pointercancel"])
    box.addEventListener(end, (event) => held.delete(event.pointerId));
  box.addEventListener("click", (event) => far > 4 && event.preventDefault(), true);
  box.addEventListener("dragstart", (event) => event.preventDefault());
}
