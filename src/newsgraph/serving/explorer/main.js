// Which view is shown? The address decides; going on swaps the view when the new one is drawn, or its skeleton at once.

import { h, joined, say, skeleton } from "./dom.js";
import { VIEWS, go, read, to, toEntity } from "./address.js";
import { combobox } from "./combobox.js";

// Milliseconds that the old view may stay, so that what comes soon comes without a flicker; and one of the same page,
// in which only a filter or a pin is another.
const SOON = 80;
const SAME = 300;
const HOMES = {
  "": () => import("./view_search.js"),
  search: () => import("./view_search.js"),
  article: () => import("./view_article.js"),
  entity: () => import("./view_entity.js"),
  connect: () => import("./view_connect.js"),
  graph: () => import("./view_graph.js"),
  map: () => import("./view_map.js"),
  queue: () => import("./view_queue.js"),
  log: () => import("./view_log.js"),
  draft: () => import("./view_draft.js"),
};
// Views without a link of their own above: whose they are.
const BELOW = { "": "search", draft: "search", log: "queue" };
const main = document.getElementById("main");
let shown = null;
let turn = 0;

async function show({ scroll = 0, first = false } = {}) {
  const here = read();
  const place = h("div", { class: `view view-${here.view || "home"}` });
  const same = shown !== null && shown.view === here.view && shown.id === here.id;
  const turned = same && shown.params.get("page") !== here.params.get("page"); // as a page is: from its top
  const mine = ++turn;
  place.append(...skeleton("…"));
  let focused = null; // the id, "" for none, of what had the focus in the old view
  const swap = () => {
    if (mine !== turn || place.isConnected) return;
    const held = document.activeElement;
    focused = main.contains(held) && held !== main ? held.id : null;
    main.replaceChildren(place);
    main.removeAttribute("aria-busy");
    window.scrollTo(0, same && !turned ? window.scrollY : scroll);
  };
  main.setAttribute("aria-busy", "true");
  const late = setTimeout(swap, first ? 0 : same ? SAME : SOON);
  await drawn(place, here);
  clearTimeout(late);
  swap();
  if (mine !== turn) return;
  if (same && focused !== null) kept(place, turned ? "" : focused);
  place.dispatchEvent(new Event("shown"));
  arrived(place, here, { same, first, scroll });
}

/** The focus goes to what is at the same place now; where that is gone, to the heading, and never to nothing. */
function kept(place, id) {
  const found = (id && document.getElementById(id)) || place.querySelector("h1");
  found?.focus({ preventScroll: true });
}

async function drawn(place, here) {
  try {
    const view = here.view in HOMES ? await HOMES[here.view]() : { show: nowhere };
    await view.show(place, here);
    heedless(place, here);
  } catch (problem) {
    place.replaceChildren(...wrong(problem, here));
  }
}

function wrong(problem, here) {
  if (!("status" in problem)) console.error(problem);
  const again = h("button", { type: "button", onclick: () => show() }, "Try again");
  const heads = { 400: "That cannot be asked so", 404: "Not in this archive" };
  const words = here.id.split("/").at(-1).replaceAll("-", " ");
  const links = [
    words && h("a", { href: to("/search", { q: words }) }, `Search for “${words}”`),
    h("a", { href: "/" }, "What is there"),
  ].filter(Boolean);
  return [
    h("h1", { tabindex: -1 }, heads[problem.status] || "That did not work"),
    h("p", {}, problem.message),
    problem.hint && h("p", { class: "soft" }, problem.hint),
    problem.status in heads ? h("p", { class: "soft" }, joined(links, " · ")) : again,
  ].filter(Boolean);
}

/** The view of an address that leads nowhere. */
function nowhere(place, here) {
  place.replaceChildren(
    h("h1", { tabindex: -1 }, "There is no such page"),
    h("p", {}, "The explorer has no page ", h("code", {}, `/${here.view}`), "."),
    h("p", {}, h("a", { href: "/" }, "What is there")),
  );
}

/** What of the address says nothing is left out, and that is told. */
function heedless(place, here) {
  if (!here.wrong.length) return;
  const left = h("code", {}, here.wrong.join(" "));
  place.querySelector("h1")?.after(h("p", { class: "note" }, "Left out of the address, because it is no day: ", left));
}

function arrived(place, here, { same, first, scroll }) {
  const heading = place.querySelector("h1");
  document.title = `${heading?.textContent || "newsgraph"} · newsgraph`;
  for (const link of document.querySelectorAll(".top nav a")) {
    const current = link.getAttribute("href") === `/${BELOW[here.view] ?? here.view}`;
    current ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
  const field = document.querySelector("#ask input");
  if (!first && document.activeElement !== field)
    field.value = here.view === "search" ? here.params.get("q") || "" : "";
  const cited = scroll ? null : place.querySelector(".cited");
  if (cited && !same) cited.scrollIntoView({ block: "center" });
  say(summed(place, heading?.textContent.trim() || ""));
  if (first || same) return;
  heading?.focus({ preventScroll: true });
}

/** The heading and, in the view's own words, how much was found, where that is known already. */
function summed(place, heading) {
  const parts = [...(place.querySelector(".counts, [data-sum]")?.childNodes || [])];
  const words = parts.filter((one) => !one.classList?.contains("sorts")).map((one) => one.textContent);
  const sum = words.join("").split(". ")[0];
  return !sum || sum === "…" ? heading : `${heading}${/[?!.]$/.test(heading) ? "" : ":"} ${sum}`;
}

function move(address, replace) {
  if (!replace) history.replaceState({ y: window.scrollY }, "");
  history[replace ? "replaceState" : "pushState"]({ y: 0 }, "", address);
  shown === null || show();
  shown = read();
}

document.addEventListener("go", (event) => move(event.detail.address, event.detail.replace));
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (
    !link ||
    event.defaultPrevented ||
    event.button ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const href = link.getAttribute("href");
  if (link.target || link.hasAttribute("download") || !href.startsWith("/")) return;
  if (!VIEWS.includes(href.slice(1).split(/[/?]/)[0])) return;
  event.preventDefault();
  move(href, false);
});
window.addEventListener("popstate", (event) => {
  show({ scroll: event.state?.y || 0 });
  shown = read();
});

function frame() {
  const form = document.getElementById("ask");
  const picked = (one) => go(one.id ? toEntity(one.id) : to("/search", { q: one.text }));
  const value = read().params.get("q") || "";
  const box = combobox({
    label: "Search the archive",
    name: "q",
    value,
    placeholder: "words, names, “phrases”",
    hidden: true,
    picked,
  });
  form.append(box, h("button", { type: "submit" }, "Search"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(to("/search", { q: box.querySelector("input").value.trim() }));
  });
}

frame();
history.scrollRestoration = "manual";
show({ first: true });
shown = read();
