// How is a picture taken along? As SVG and PNG with the colours that it has here, and as GEXF for other programs.

import { h, say } from "./dom.js";

const PAINT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "opacity",
  "font-size",
  "font-family",
  "font-weight",
  "text-anchor",
  "paint-order",
];
const SHARP = 2; // pixels of the PNG for each of the drawing

export async function save(form, svg, drawn) {
  const name = `${drawn.nodes[0].name.replace(/[^\p{L}\p{N}]+/gu, "-")}.${form}`;
  const blob =
    form === "gexf"
      ? new Blob([gexf(drawn)], { type: "application/gexf+xml" })
      : form === "svg"
        ? new Blob([alone(svg)], { type: "image/svg+xml" })
        : await png(svg);
  const link = h("a", { href: URL.createObjectURL(blob), download: name, hidden: true });
  document.body.append(link);
  link.click();
  setTimeout(() => (URL.revokeObjectURL(link.href), link.remove()), 1000);
  say(`${name} is saved`);
}

/** The drawing as a file of its own: what the page's style says is written into it. */
export function alone(svg) {
  const copy = svg.cloneNode(true);
  copy.removeAttribute("style");
  copy.classList.remove("choosing");
  const from = svg.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, at) => {
    const style = getComputedStyle(from[at]);
    if (["g", "title"].includes(element.tagName)) return clean(element);
    for (const name of PAINT) {
      const value = style.getPropertyValue(name);
      if (value && value !== "none" && value !== "normal" && !(name === "opacity" && value === "1"))
        element.setAttribute(name, value.replaceAll('"', "'"));
    }
    if (style.fill === "none") element.setAttribute("fill", "none");
    clean(element);
  });
  copy.querySelectorAll('line[stroke="rgba(0, 0, 0, 0)"]').forEach((one) => one.remove());
  const [x, y, width, height] = svg.getAttribute("viewBox").split(" ");
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({
    x,
    y,
    width,
    height,
    fill: getComputedStyle(document.body).backgroundColor,
  }))
    paper.setAttribute(name, value);
  copy.prepend(paper);
  clean(copy);
  return new XMLSerializer().serializeToString(copy);
}

function clean(element) {
  for (const name of ["class", "id", "tabindex", "role", "data-id", "aria-label"]) element.removeAttribute(name);
}

async function png(svg) {
  const [, , wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(alone(svg))}`;
  await image.decode();
  const canvas = h("canvas", { width: SHARP * wide, height: SHARP * high });
  canvas.getContext("2d").drawImage(image, 0, 0, SHARP * wide, SHARP * high);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);
}

/** GEXF 1.3, with the places of the picture. */
export function gexf({ nodes, lines }) {
  const dots = nodes.map(
    (node) =>
      `<node id="${escaped(node.id)}" label="${escaped(node.name)}"><attvalues>` +
      `<attvalue for="kind" value="${node.kind}"/><attvalue for="origins" value="${node.origins}"/></attvalues>` +
      `<viz:position x="${node.x}" y="${-node.y}"/></node>`,
  );
  const ties = lines.map(
    (line, at) =>
      `<edge id="${at}" source="${escaped(line.tail)}" target="${escaped(line.head)}" weight="${line.origins}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="undirected">
<attributes class="node">
<attribute id="kind" title="kind" type="string"/>
<attribute id="origins" title="origins" type="long"/>
</attributes>
<nodes>
${dots.join("\n")}
</nodes>
<edges>
${ties.join("\n")}
</edges>
</graph>
</gexf>
`;
}
