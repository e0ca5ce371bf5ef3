// @ts-check
// Large maps: only what is in view is in the page. Cards come and go; lines and shapes too. Far out, cards are plain boxes.

/** How far beyond the view, as a share of it, elements are made. */
const SURROUNDINGS = 0.35;
/** Smaller than that no word can be read, so that boxes do. */
const FAR_SCALE = 0.34;

/** @typedef {import("./map-drawing.js").Place} Place */
/** @typedef {{ left: number, top: number, right: number, bottom: number, isShown: boolean, isNear: boolean, show: () => void, hide: () => void }} Item */

export class MapCulling {
  constructor() {
    /** @type {Item[]} */
    this.items = [];
    this.isFar = false;
  }

  /**
   * Take note of where things are; nothing of them is shown until the view is known.
   * @param {Iterable<{ places: Place[], isNear: boolean, show: () => void, hide: () => void }>} things isNear: left out far away
   */
  watch(things) {
    this.items = [];
    for (const { places, ...thing } of things) {
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const [x, y, width, height] of places) {
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + width);
        bottom = Math.max(bottom, y + height);
      }
      this.items.push({ ...thing, left, top, right, bottom, isShown: false });
    }
  }

  /** @param {import("./map-viewport.js").Box} view @param {number} scale */
  update(view, scale) {
    const [left, right] = [view.x - view.width * SURROUNDINGS, view.x + view.width * (1 + SURROUNDINGS)];
    const [top, bottom] = [view.y - view.height * SURROUNDINGS, view.y + view.height * (1 + SURROUNDINGS)];
    this.isFar = scale < FAR_SCALE;
    for (const item of this.items) {
      const isShown = !(this.isFar && item.isNear) &&
        item.right >= left && item.left <= right && item.bottom >= top && item.top <= bottom;
      if (isShown === item.isShown) continue;
      item.isShown = isShown;
      if (isShown) item.show();
      else item.hide();
    }
  }
}
