// How is the graph drawn? As SVG, every name where the server put it; what is chosen stands out, nothing else moves.

import { s } from "./dom.js";
import { KIND, family } from "./kinds.js";
import { count } from "./words.js";

const EDGE = 14; // pixels around the picture
const WAIT = 120; // milliseconds that a line is pointed at before its sentence is asked for

/** The drawing, and how to choose a name in it. `chosen(node)`, `tied(line, full)` and `pinned(node, x, y)` hear it. */
export function picture(drawn, heard) {
  const at = Object.fromEntries(drawn.nodes.map((node) => [node.id, { node, x: node.x, y: node.y }]));
  const [left, top, wide, high] = frame(drawn.nodes);
  const svg = s("svg", {
    viewBox: `${left} ${top} ${wide} ${high}`,
    width: wide,
    height: high,
    class: "graph",
    role: "group",
    "aria-label": `${count(drawn.nodes.length, "name")} and ${count(drawn.lines.length, "tie")}`,
  });
  svg.style.minWidth = `${Math.round(wide * 0.72)}px`;
  const most = Math.max(1, ...drawn.lines.map((line) => line.origins));
  const state = { svg, at, heard, drawn, most, lines: [] };
  state.lines = [...drawn.lines].reverse().map((line) => edge(state, line)); // the strongest on top
  const nodes = drawn.nodes.map((node) => mark(state, node));
  svg.append(
    s(
      "g",
      { "aria-hidden": "true" }, // the table says the same, and so does a name that is chosen
      state.lines.map((one) => one.group),
    ),
    s("g", {}, nodes),
  );
  nodes[0]?.setAttribute("tabindex", 0);
  svg.addEventListener("keydown", (event) => pressed(state, event));
  return { svg, choose: (id) => at[id] && pick(state, at[id].node) };
}

function half(node) {
  return Math.max(node.radius, (node.label.length * 7) / 2 + 2);
}

function frame(nodes) {
  const left = Math.min(...nodes.map((node) => node.x - half(node))) - EDGE;
  const right = Math.max(...nodes.map((node) => node.x + half(node))) + EDGE;
  const top = Math.min(...nodes.map((node) => node.y - node.radius)) - EDGE;
  const low = Math.max(...nodes.map((node) => node.y + node.radius + 18)) + EDGE;
  return [left, top, right - left, low - top].map(Math.round);
}

function edge(state, line) {
  const width = 0.8 + Math.min(8, 1.1 * Math.sqrt(state.most)) * Math.sqrt(line.origins / state.most);
  const seen = s("line", { class: "tie-line", "stroke-width": width.toFixed(1) });
  const felt = s("line", { class: "tie-felt", "stroke-width": Math.max(12, width) });
  const [one, other] = [state.at[line.tail].node, state.at[line.head].node];
  const group = s(
    "g",
    { class: "edge" },
    s("title", {}, `${one.name} and ${other.name}: ${count(line.origins, "independent report")}`),
    seen,
    felt,
  );
  let timer = 0;
  felt.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") timer = setTimeout(() => state.heard.tied(line, false), WAIT);
  });
  felt.addEventListener("pointerleave", () => clearTimeout(timer));
  felt.addEventListener("click", () => {
    clearTimeout(timer);
    choose(state, null, group);
    state.heard.tied(line, true);
  });
  const made = { line, group, seen, felt };
  lay(state, made);
  return made;
}

function lay(state, { line, seen, felt }) {
  const [one, other] = [state.at[line.tail], state.at[line.head]];
  for (const part of [seen, felt]) {
    for (const [name, value] of [
      ["x1", one.x],
      ["y1", one.y],
      ["x2", other.x],
      ["y2", other.y],
    ])
      part.setAttribute(name, Math.round(value));
  }
}

function shape(node) {
  const r = node.radius;
  const kind = family(node.kind);
  if (kind === "place") return s("circle", { r, class: "shape" });
  if (kind === "author")
    return s("path", {
      d: `M${-r} ${r}l${r * 0.4} ${-r}L${r * 0.5} ${-r}L${r} ${-r * 0.5}L0 ${r * 0.7}z`,
      class: "shape",
    });
  return s("rect", {
    x: -r * 0.9,
    y: -r * 0.9,
    width: r * 1.8,
    height: r * 1.8,
    rx: kind === "source" ? 3 : 0,
    class: "shape",
  });
}

const LETTERS = { person: "P", organisation: "O", group: "G", place: "", author: "", source: "S" };

function mark(state, node) {
  const letter = LETTERS[node.kind];
  const kind = `${KIND[node.kind]}${node.provisional ? ", provisional" : ""}`;
  const words = `${node.name}, ${kind}, ${count(node.origins, "independent report")}`;
  const group = s(
    "g",
    {
      class: `node ${family(node.kind)}${node.asked ? " asked" : ""}${node.provisional ? " provisional" : ""}`,
      role: "button",
      tabindex: -1,
      id: `node-${node.id}`,
      "data-id": node.id,
      "aria-label": words,
    },
    s("title", {}, words), // another one would be read after the label
    shape(node),
    letter &&
      s(
        "text",
        { class: "letter", "aria-hidden": "true", y: node.radius * 0.36, "font-size": Math.round(node.radius * 1.1) },
        letter,
      ),
    s("text", { class: "label", "aria-hidden": "true", y: node.radius + 14 }, node.label),
  );
  const here = state.at[node.id];
  here.group = group;
  group.setAttribute("transform", `translate(${here.x} ${here.y})`);
  group.addEventListener("click", () => !state.moved && pick(state, node));
  drag(state, node, group);
  return group;
}

function pick(state, node) {
  choose(state, node.id, null);
  state.heard.chosen(node);
}

/** What is chosen, and what it is tied to, stands out. */
function choose({ svg, at, lines }, id, group) {
  svg.classList.add("choosing");
  const beside = new Set([id]);
  for (const one of lines) {
    const lit = one.group === group || one.line.tail === id || one.line.head === id;
    one.group.classList.toggle("lit", lit);
    if (lit) beside.add(one.line.tail).add(one.line.head);
  }
  for (const [key, one] of Object.entries(at)) {
    one.group.classList.toggle("lit", beside.has(key));
    one.group.classList.toggle("now", key === id);
  }
}

function shift(state, node, x, y) {
  const here = state.at[node.id];
  [here.x, here.y] = [x, y];
  here.group.setAttribute("transform", `translate(${Math.round(x)} ${Math.round(y)})`);
  for (const one of state.lines) if (one.line.tail === node.id || one.line.head === node.id) lay(state, one);
}

function drag(state, node, group) {
  let start = null;
  group.addEventListener("pointerdown", (event) => {
    state.moved = false;
    if (event.button || event.pointerType === "touch") return; // a finger scrolls
    const scale = state.svg.getScreenCTM().a;
    start = {
      x: event.clientX,
      y: event.clientY,
      scale,
      ...(({ x, y }) => ({ left: x, top: y }))(state.at[node.id]),
    };
    group.setPointerCapture(event.pointerId);
  });
  group.addEventListener("pointermove", (event) => {
    if (!start) return;
    const [dx, dy] = [(event.clientX - start.x) / start.scale, (event.clientY - start.y) / start.scale];
    if (Math.abs(dx) + Math.abs(dy) < 4 && !state.moved) return;
    state.moved = true;
    shift(state, node, start.left + dx, start.top + dy);
  });
  group.addEventListener("pointerup", () => {
    if (start && state.moved) state.heard.pinned(node, state.at[node.id].x, state.at[node.id].y);
    start = null;
  });
}

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pressed(state, event) {
  const group = event.target.closest(".node");
  if (!group) return;
  const { node, x, y } = state.at[group.dataset.id];
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    pick(state, node);
  } else if (event.key in WAYS) {
    event.preventDefault();
    const [dx, dy] = WAYS[event.key];
    if (!event.shiftKey) return step(state, group, dx, dy);
    shift(state, node, x + 20 * dx, y + 20 * dy);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => state.heard.pinned(node, state.at[node.id].x, state.at[node.id].y), 700);
  }
}

/** To the nearest name in that direction. */
function step(state, group, dx, dy) {
  const from = state.at[group.dataset.id];
  let best = null;
  for (const one of Object.values(state.at)) {
    const along = (one.x - from.x) * dx + (one.y - from.y) * dy;
    const aside = Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
    if (along > 1 && (!best || along + 2 * aside < best.far)) best = { far: along + 2 * aside, group: one.group };
  }
  if (!best) return;
  group.setAttribute("tabindex", -1);
  best.group.setAttribute("tabindex", 0);
  best.group.focus();
}
