// What was decided? Every decision in force, the newest first, with its reason and its undoing; what was undone below.

import { folded, h, skeleton } from "./dom.js";
import { ask } from "./ask.js";
import { changed, go } from "./address.js";
import { undo, writes } from "./deciding.js";
import { decided } from "./verdicts.js";

export async function show(place, here) {
  place.replaceChildren(...skeleton("What was decided?", 12));
  const [{ decisions }, may] = await Promise.all([ask("log"), writes()]);
  const undone = new Set();
  for (const one of [...decisions].reverse())
    if (one.kind === "undo" && !undone.has(one.number)) undone.add(Number(one.name));
  const newest = [...decisions].reverse();
  const holds = newest.filter((one) => !undone.has(one.number) && one.kind !== "undo");
  const rest = newest.filter((one) => !holds.includes(one));
  const taken = () => go(changed(here.params, {}), { replace: true });
  const typed = (number) => h("p", {}, h("code", {}, `newsgraph judge undo ${number}`));
  const back = ({ number }) => (may ? undo(number, taken) : typed(number));
  place.replaceChildren(
    h("h1", { tabindex: -1 }, "What was decided?"),
    h(
      "p",
      { class: "prose" },
      "Who is who, as people decided it; the newest first. ",
      h("a", { href: "/queue" }, "What nobody has decided"),
    ),
    holds.length
      ? h(
          "ul",
          { class: "plain pairs" },
          holds.map((one) => decided(one, back(one))),
        )
      : h("p", {}, "No decision is in force."),
    !rest.length
      ? ""
      : folded(`Undone, and the undoing: ${rest.length}`, () =>
        h(
          "ul",
          { class: "plain" },
          rest.map((one) => decided(one, null)),
        ),
      ),
  );
}
