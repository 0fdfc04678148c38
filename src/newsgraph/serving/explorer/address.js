// What does the address say, and how does one get to another? The address holds the whole question of a view.

export const VIEWS = ["", "search", "article", "entity", "connect", "graph", "map", "queue", "log", "draft"];

/** The view, the id behind it, and the question; `wrong` is what of it says nothing that can be asked, left out. */
export function read(address = location) {
  const [, view = "", ...rest] = address.pathname.split("/");
  const params = new URLSearchParams(address.search);
  const wrong = ["since", "until"]
    .filter((name) => params.get(name) && !isDay(params.get(name)))
    .map((name) => `${name}=${params.get(name)}`);
  for (const one of wrong) params.delete(one.split("=")[0]);
  return { view, id: rest.map(decoded).join("/"), params, wrong };
}

function isDay(words) {
  const time = /^\d{4}-\d\d-\d\d$/.test(words) ? Date.parse(`${words}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(words);
}

/** A whole number of the address between two others; `usual` where there is none. */
export function whole(params, name, [least, most], usual) {
  const found = Math.trunc(Number(params.get(name) || Number.NaN));
  return Number.isNaN(found) ? usual : Math.min(most, Math.max(least, found));
}

/** An address: to("/search", {q: "strike", source: ["a", "b"]}). Empty values are left out. */
export function to(path, asked = {}) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const one of [value].flat())
      if (one !== "" && one !== null && one !== undefined && one !== false) params.append(name, one);
  }
  const told = params.toString();
  return told ? `${path}?${told}` : path;
}

/** This address with other values: each replaces what was there, null takes it away. */
export function changed(params, values) {
  const all = {};
  for (const name of new Set(params.keys())) all[name] = params.getAll(name);
  return to(location.pathname, { ...all, ...values });
}

/** With one of several values put in, or taken out where it is there. */
export function toggled(params, name, value) {
  const had = params.getAll(name);
  return changed(params, {
    [name]: had.includes(value) ? had.filter((one) => one !== value) : [...had, value],
    page: null,
  });
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a % that somebody typed
  }
}

function escaped(id) {
  return id.split("/").map(encodeURIComponent).join("/");
}

/** An article, or a passage of it: from a character on, so many. */
export function toArticle(id, at = null, length = 0) {
  const path = `/article/${escaped(id.replace(/^article\//, ""))}`;
  return at === null ? path : to(path, { at: `${at}-${at + length}` });
}

export function toEntity(id) {
  return `/entity/${escaped(id)}`;
}

/** Goes there: `main.js` listens. */
export function go(address, { replace = false } = {}) {
  document.dispatchEvent(new CustomEvent("go", { detail: { address, replace } }));
}
