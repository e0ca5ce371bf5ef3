// @ts-check
// Large maps: what is far out of view is not rendered. Small ones are left alone.

/** Up to this many elements the browser pans smoothly without help. */
const FEW_ELEMENTS = 250;
/** How far beyond the view, as a share of it, elements stay rendered. */
const SURROUNDINGS = 0.5;

/** @typedef {import("./map-drawing.js").Place} Place */
/** @typedef {{ element: Element, left: number, top: number, right: number, bottom: number, isAway: boolean }} Item */

export class MapCulling {
  constructor() {
    /** @type {Item[]} */
    this.items = [];
  }

  /**
   * Take note of where everything is after the map was drawn.
   * @param {Iterable<HTMLElement>} elements cards and headers @param {SVGSVGElement} lines
   * @param {import("./map-drawing.js").Layout} layout
   */
  watch(elements, lines, layout) {
    for (const { element } of this.items) element.classList.remove("is-away");
    this.items = [];
    const places = { ...layout.cards, ...layout.headers };
    if (Object.keys(places).length <= FEW_ELEMENTS) return;
    for (const element of elements) {
      const place = places[element.id];
      if (!place) continue;
      const [left, top, width, height] = place;
      this.items.push({ element, left, top, right: left + width, bottom: top + height, isAway: false });
    }
    for (const path of lines.querySelectorAll("path")) {
      const { x, y, width, height } = path.getBBox();
      this.items.push({ element: path, left: x, top: y, right: x + width, bottom: y + height, isAway: false });
    }
  }

  /** @param {import("./map-viewport.js").Box} view */
  update(view) {
    const [left, right] = [view.x - view.width * SURROUNDINGS, view.x + view.width * (1 + SURROUNDINGS)];
    const [top, bottom] = [view.y - view.height * SURROUNDINGS, view.y + view.height * (1 + SURROUNDINGS)];
    for (const item of this.items) {
      const isAway = item.right < left || item.left > right || item.bottom < top || item.top > bottom;
      if (isAway === item.isAway) continue;
      item.isAway = isAway;
      item.element.classList.toggle("is-away", isAway);
    }
  }

  /** Render an element that is about to be shown. @param {Element} element */
  summon(element) {
    const item = this.items.find((other) => other.element === element);
    if (!item) return;
    item.isAway = false;
    element.classList.remove("is-away");
  }
}
