// newsgraph site newsgraph, then npx @11ty/eleventy. {% related canonical %} puts the box in.
import { readFileSync } from "node:fs";

const read = (name) => readFileSync(new URL(`newsgraph/${name}`, import.meta.url), "utf8");

export default (site) => {
  site.addPassthroughCopy("newsgraph");
  site.ignores.add("newsgraph/**");
  site.addShortcode("related", (address) => {
    const key = JSON.parse(read("pages.json"))[address];
    if (!key) return "";
    const fragment = read(`related/${key.slice(0, 2)}/${key}.html`);
    return `<newsgraph-related article="article/${key}">${fragment}</newsgraph-related>`;
  });
};
