// @ts-check
// Puts a layout that the server computed on the canvas: places of cards and headers, shapes, lines, the small overview.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {[number, number, number, number]} Place x, y, width and height */
/** @typedef {{ key: string, relation: string, path: string }} ShapeData */
/** @typedef {{ source: string, target: string, relation: string, line: string, tick: string, arrow: string }} EdgeData */
/**
 * @typedef {{ view: string, width: number, height: number, cards: Record<string, Place>, headers: Record<string, Place>,
 *   shapes: ShapeData[], edges: EdgeData[], hidden: Record<string, string> }} Layout
 */

/** @param {string} name @param {Record<string, string | number>} attributes */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/**
 * Place the cards and headers; those that the layout does not name are folded away.
 * @param {Iterable<HTMLElement>} elements @param {Record<string, Place>} places
 */
export function placeElements(elements, places) {
  for (const item of elements) {
    const place = places[item.id];
    item.hidden = !place;
    if (!place) continue;
    item.style.translate = `${place[0]}px ${place[1]}px`;
    item.style.width = `${place[2]}px`;
    item.style.height = `${place[3]}px`;
  }
}

/** Say on each folded card what it hides. @param {Iterable<HTMLElement>} cards @param {Record<string, string>} hidden */
export function markFolded(cards, hidden) {
  for (const card of cards) {
    const button = card.querySelector(".map-card__fold");
    const note = /** @type {HTMLElement | null} */ (card.querySelector(".map-card__hidden"));
    if (!button || !note) continue;
    const words = hidden[card.id];
    const label = words ? `Show ${words}` : (button.getAttribute("title") ?? "").replace(/^Show/, "Fold");
    button.setAttribute("aria-expanded", String(!words));
    button.setAttribute("aria-label", label);
    button.setAttribute("title", label);
    note.hidden = !words;
    note.textContent = words ? `+ ${words}` : "";
  }
}

/** Draw shapes and lines. @param {SVGSVGElement} lines @param {Layout} layout */
export function drawLines(lines, layout) {
  lines.setAttribute("width", String(layout.width));
  lines.setAttribute("height", String(layout.height));
  const arrows = new Set();
  const layers = [
    layout.shapes.map(({ key, relation, path }) =>
      element("path", { class: `map-shape map-shape--${relation}`, d: path, "data-key": key })),
    layout.edges.map(({ target, line }) => element("path", { class: "map-line", d: line, "data-target": target })),
    layout.edges.map(({ target, relation, tick }) =>
      element("path", { class: `map-tick map-tick--${relation}`, d: tick, "data-target": target })),
    layout.edges
      .filter(({ arrow }) => !arrows.has(arrow) && arrows.add(arrow))
      .map(({ source, arrow }) => element("path", { class: "map-arrow", d: arrow, "data-source": source })),
  ];
  lines.replaceChildren(...layers.map((paths) => {
    const layer = element("g", {});
    layer.append(...paths);
    return layer;
  }));
}

/** Draw the overview in small. @param {SVGSVGElement} mini @param {Layout} layout */
export function drawMini(mini, layout) {
  mini.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
  mini.replaceChildren(
    ...layout.shapes.map(({ relation, path }) => element("path", { class: `map-shape map-shape--${relation}`, d: path })),
    ...Object.values(layout.cards).map(([x, y, width, height]) =>
      element("rect", { class: "map-mini__card", x, y, width, height })),
    element("rect", { class: "map-mini__view" }),
  );
}

/**
 * Show in the overview what is in view; hide the overview while everything is.
 * @param {SVGSVGElement} mini @param {Layout} layout @param {import("./map-viewport.js").Box} view
 */
export function markView(mini, layout, view) {
  const left = Math.max(0, view.x);
  const top = Math.max(0, view.y);
  const right = Math.min(layout.width, view.x + view.width);
  const bottom = Math.min(layout.height, view.y + view.height);
  const shown = mini.querySelector(".map-mini__view");
  shown?.setAttribute("x", String(left));
  shown?.setAttribute("y", String(top));
  shown?.setAttribute("width", String(Math.max(0, right - left)));
  shown?.setAttribute("height", String(Math.max(0, bottom - top)));
  mini.toggleAttribute("hidden", right - left >= layout.width - 40 && bottom - top >= layout.height - 40);
}
