// @ts-check
// The cards and headers of a map. Small maps have all of them in the page; of large ones only those in view are made.

/** @typedef {import("./map-drawing.js").Layout} Layout */

export class MapCards {
  /**
   * @param {HTMLElement} canvas
   * @param {(item: HTMLElement) => void} dress gives a card or header its place and everything else that it shows
   */
  constructor(canvas, dress) {
    this.canvas = canvas;
    this.dress = dress;
    /** @type {Map<string, HTMLElement>} */
    this.made = new Map();
    /** @type {Record<string, string> | null} pieces of HTML by key, where the map is large */
    this.pieces = null;
    /** @type {string[]} keys in reading order */
    this.order = [];
    this.template = document.createElement("template");
  }

  get isLarge() {
    return this.pieces !== null;
  }

  /** @returns {Iterable<HTMLElement>} */
  get items() {
    return this.made.values();
  }

  /** Take note of what the page holds, or of the pieces that it is to be made from. @param {Layout} layout */
  adopt(layout) {
    this.pieces = layout.html ?? null;
    delete layout.html;
    const items = /** @type {HTMLElement[]} */ ([...this.canvas.querySelectorAll(".map-card, .map-head")]);
    this.made = new Map(items.map((item) => [item.id, item]));
    this.order = this.pieces ? Object.keys(this.pieces) : items.map((item) => item.id);
    this.rank = new Map(this.order.map((key, index) => [key, index]));
  }

  /** @param {string | null | undefined} key @returns {HTMLElement | null} */
  get(key) {
    return (key && this.made.get(key)) || null;
  }

  /** Return a card or header, made if need be. @param {string} key @returns {HTMLElement | null} */
  summon(key) {
    const made = this.made.get(key);
    if (made || !this.pieces?.[key]) return made ?? null;
    this.template.innerHTML = this.pieces[key];
    const item = /** @type {HTMLElement} */ (this.template.content.firstElementChild);
    this.insert(item, key);
    this.made.set(key, item);
    this.dress(item);
    return item;
  }

  /** Put an item where the outline reads it, so that the Tab key and screen readers find that order. @param {HTMLElement} item @param {string} key */
  insert(item, key) {
    const rank = this.rank?.get(key) ?? 0;
    let after = this.canvas.lastElementChild;
    while (after && this.rank?.has(after.id) && (this.rank.get(after.id) ?? 0) > rank) after = after.previousElementSibling;
    if (after) after.after(item);
    else this.canvas.append(item);
  }

  /** Drop an item that is out of view, unless somebody is in it. @param {string} key */
  dismiss(key) {
    const item = this.made.get(key);
    if (!item || !this.pieces || item.contains(document.activeElement) || item.matches(".is-open, [tabindex='0']")) return;
    item.remove();
    this.made.delete(key);
  }
}
