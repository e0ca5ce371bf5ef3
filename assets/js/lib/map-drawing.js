// @ts-check
// Puts a layout that the server computed on the canvas: places of cards and headers, shapes, lines, the small overview.

const SVG = "http://www.w3.org/2000/svg";
const LAYERS = ["shapes", "ghosts", "lines", "ticks", "arrows", "links"];

/** @typedef {[number, number, number, number]} Place x, y, width and height */
/** @typedef {{ key: string, relation: string, path: string, box: Place }} ShapeData */
/** @typedef {{ source: string, target: string, relation: string, line: string, tick: string, arrow: string, box: Place }} EdgeData */
/**
 * @typedef {{ view: string, width: number, height: number, cards: Record<string, Place>, headers: Record<string, Place>,
 *   quotes: Record<string, Place>, groups: Record<string, string>, parents: Record<string, string>,
 *   shapes: ShapeData[], edges: EdgeData[], hidden: Record<string, string>, html?: Record<string, string> }} Layout
 */

/** @param {string} name @param {Record<string, string | number>} attributes */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Give a card or header its place; one that the layout does not name is folded away. @param {HTMLElement} item @param {Layout} layout */
export function placeItem(item, layout) {
  const place = layout.cards[item.id] ?? layout.headers[item.id];
  item.hidden = !place;
  if (!place) return;
  item.style.translate = `${place[0]}px ${place[1]}px`;
  item.style.width = `${place[2]}px`;
  item.style.height = `${place[3]}px`;
  item.style.setProperty("--height", `${place[3]}px`);
}

/** Say on a folded card what it hides. @param {HTMLElement} card @param {Record<string, string>} hidden */
export function markFolded(card, hidden) {
  const button = card.querySelector(".map-card__fold");
  const note = /** @type {HTMLElement | null} */ (card.querySelector(".map-card__hidden"));
  if (!button || !note) return;
  const words = hidden[card.id];
  const label = words ? `Show ${words}` : (button.getAttribute("title") ?? "").replace(/^Show/, "Fold");
  button.setAttribute("aria-expanded", String(!words));
  button.setAttribute("aria-label", label);
  button.setAttribute("title", label);
  note.hidden = !words;
  note.textContent = words ? `+ ${words}` : "";
}

/** The shapes and lines of a drawing, each of which can come and go. */
export class MapLines {
  /** @param {SVGSVGElement} svg */
  constructor(svg) {
    this.svg = svg;
    /** @type {Map<string, SVGElement[]>} paths by the argument that they belong to */
    this.made = new Map();
    /** @type {Record<string, SVGElement>} */
    this.layers = {};
    /** @type {Set<string>} */
    this.arrows = new Set();
  }

  /** Begin a drawing. @param {Layout} layout */
  clear(layout) {
    this.svg.setAttribute("width", String(layout.width));
    this.svg.setAttribute("height", String(layout.height));
    this.layers = Object.fromEntries(LAYERS.map((name) => [name, element("g", { class: `map-layer-${name}` })]));
    this.svg.replaceChildren(...Object.values(this.layers));
    this.made.clear();
    this.arrows.clear();
  }

  /** Draw an argument's shape and the line that leads to it. @param {ShapeData} shape @param {EdgeData | undefined} edge @param {string} ghosts */
  show({ key, relation, path }, edge, ghosts) {
    const made = [this.add("shapes", { class: `map-shape map-shape--${relation}`, d: path, "data-key": key })];
    if (ghosts) made.push(this.add("ghosts", { class: "map-ghost", d: ghosts }));
    if (edge) {
      made.push(this.add("lines", { class: "map-line", d: edge.line, "data-target": key }));
      made.push(this.add("ticks", { class: `map-tick map-tick--${relation}`, d: edge.tick, "data-target": key }));
      if (!this.arrows.has(edge.arrow)) {
        this.arrows.add(edge.arrow);
        this.add("arrows", { class: "map-arrow", d: edge.arrow, "data-source": edge.source });
      }
    }
    this.made.set(key, made);
    return made;
  }

  /** @param {string} key */
  hide(key) {
    for (const path of this.made.get(key) ?? []) path.remove();
    this.made.delete(key);
  }

  /** @param {string} layer @param {Record<string, string>} attributes */
  add(layer, attributes) {
    const path = element("path", attributes);
    this.layers[layer].append(path);
    return path;
  }

  /** Show by curves where else a claim stands. @param {Place | undefined} from @param {Place[]} others */
  link(from, others) {
    this.layers.links?.replaceChildren(...(from ? others : []).map((other) => {
      const [start, end] = [middle(/** @type {Place} */ (from)), middle(other)];
      const bend = Math.max(60, Math.abs(end[1] - start[1]) / 3, Math.abs(end[0] - start[0]) / 4);
      const d = `M${start[0]} ${start[1]}C${start[0]} ${start[1] - bend} ${end[0]} ${end[1] - bend} ${end[0]} ${end[1]}`;
      return element("path", { class: "map-link", d });
    }));
  }
}

/** @param {Place} place @returns {[number, number]} */
function middle([x, y, width, height]) {
  return [x + width / 2, y + height / 2];
}

/** Path data of plain boxes. @param {Iterable<Place>} places */
export function boxes(places) {
  return [...places].map(([x, y, width, height]) => `M${x} ${y}h${width}v${height}h${-width}Z`).join("");
}

/** Draw the overview in small. @param {SVGSVGElement} mini @param {Layout} layout */
export function drawMini(mini, layout) {
  mini.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
  const relations = ["supports", "opposes", "undercuts"];
  mini.replaceChildren(
    ...relations.map((relation) => element("path", {
      class: `map-shape map-shape--${relation}`,
      d: layout.shapes.filter((shape) => shape.relation === relation).map(({ path }) => path).join(""),
    })),
    element("path", { class: "map-mini__card", d: boxes(Object.values(layout.cards)) }),
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
