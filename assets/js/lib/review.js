// @ts-check
// Going through suggestions in a text: one is shown at a time, and one key decides on it.

/**
 * @typedef {object} Item
 * @property {string} title what is suggested, in words
 * @property {() => boolean} show goes to its place; false if it is gone
 * @property {(bearing: string) => void} accept with a bearing, "" for the suggested one
 * @property {() => void} reject
 */

const BUTTONS = [
  ["a", "Accept"],
  ["s", "Supports"],
  ["c", "Contradicts"],
  ["x", "Context"],
  ["r", "Reject"],
];

export class Review {
  /** @param {(said: string) => void} tell */
  constructor(tell) {
    this.tell = tell;
    /** @type {Item[]} */
    this.items = [];
    this.place = -1;
    this.strip = this.makeStrip();
  }

  get isOpen() {
    return this.items.length > 0;
  }

  /** @returns {Item | undefined} */
  get current() {
    return this.items[this.place];
  }

  /**
   * @param {Item[]} items
   * @param {number} place of the first one to show
   */
  open(items, place = 0) {
    this.items = items;
    this.place = -1;
    this.strip.hidden = items.length === 0;
    if (items.length) this.goTo(place, 1);
  }

  close() {
    this.items = [];
    this.place = -1;
    this.strip.hidden = true;
  }

  /** @param {1 | -1} step */
  move(step) {
    this.goTo(this.place + step, step);
  }

  /**
   * @param {number} place
   * @param {1 | -1} step which way to go on where one is gone
   */
  goTo(place, step) {
    for (let at = Math.max(0, place); at >= 0 && at < this.items.length; at += step) {
      if (!this.items[at].show()) continue;
      this.place = at;
      this.words.textContent = `${at + 1} of ${this.items.length} · ${this.items[at].title}`;
      this.tell("");
      return;
    }
    this.tell(step > 0 ? "That was the last suggestion." : "That is the first suggestion.");
  }

  /**
   * @param {string} key
   * @returns {(() => void) | undefined}
   */
  actOfKey(key) {
    const item = this.current;
    if (!this.isOpen) return undefined;
    const acts = /** @type {Record<string, () => void>} */ ({
      j: () => this.move(1),
      k: () => this.move(-1),
      a: () => item?.accept(""),
      r: () => item?.reject(),
      s: () => item?.accept("supports"),
      c: () => item?.accept("contradicts"),
      x: () => item?.accept("context"),
      Escape: () => this.close(),
    });
    return acts[key];
  }

  /** @returns {HTMLElement} */
  get words() {
    return /** @type {HTMLElement} */ (this.strip.querySelector(".review__words"));
  }

  makeStrip() {
    const strip = document.createElement("div");
    strip.className = "review no-print";
    strip.setAttribute("role", "region");
    strip.setAttribute("aria-label", "Suggestions");
    strip.hidden = true;
    const words = document.createElement("p");
    words.className = "review__words";
    words.setAttribute("role", "status");
    const buttons = document.createElement("div");
    buttons.className = "review__buttons";
    for (const [key, word] of [...BUTTONS, ["k", "Back"], ["j", "Next"], ["Escape", "Close"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--small";
      const shown = document.createElement("kbd");
      shown.className = "kbd";
      shown.setAttribute("aria-hidden", "true");
      shown.textContent = key === "Escape" ? "Esc" : key;
      button.append(`${word} `, shown);
      button.addEventListener("click", () => this.actOfKey(key)?.());
      buttons.append(button);
    }
    strip.append(words, buttons);
    document.body.append(strip);
    return strip;
  }
}
