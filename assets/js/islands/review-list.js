// @ts-check
// A list in which one decides with single keys: j and k move between items, J and K between groups of them, and the key
// that a button names in `data-key` (one, or several parted by spaces) presses it, in the current item first, then in
// its group, else anywhere in the list.
// Without this script the buttons work as they are.

class ReviewList extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.#press);
    // A list that replaces another one takes over where the reader was.
    if (ReviewList.#resumeAt !== null) {
      const place = ReviewList.#resumeAt;
      ReviewList.#resumeAt = null;
      queueMicrotask(() => this.#moveTo(Math.min(place, this.#items.length - 1)));
    }
    this.addEventListener("htmx:beforeRequest", this.#remember);
    this.addEventListener("htmx:afterSettle", this.#goOn);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#press);
  }

  /** @type {number | null} Place of the item that was decided on, until its list is there anew. */
  static #resumeAt = null;

  /** @type {HTMLElement | null} The item whose decision was saved last. */
  #decided = null;

  /** @returns {HTMLElement[]} */
  get #items() {
    return [...this.querySelectorAll("[data-review-item]")].filter((item) => item instanceof HTMLElement);
  }

  /** @returns {number} Place of the item that holds the focus, -1 if none does. */
  get #current() {
    return this.#items.findIndex((item) => item.contains(document.activeElement));
  }

  #remember = () => {
    if (this.#current >= 0) ReviewList.#resumeAt = this.#current;
  };

  /**
   * An item that was replaced by its decision lets the reader go on to the next one; one that is back is the current.
   * @param {Event} event
   */
  #goOn = (event) => {
    const item = event.target;
    if (item instanceof HTMLElement && item.matches("[data-review-group]")) {
      this.#goOnFrom(item);
      return;
    }
    const place = item instanceof HTMLElement ? this.#items.indexOf(item) : -1;
    if (place < 0) return;
    ReviewList.#resumeAt = null;
    const isOpen = this.#items[place].matches("[data-open]") || this.#items[place].querySelector('[data-key~="r"], [data-key~="g"]') !== null;
    this.#decided = isOpen ? null : this.#items[place];
    this.#moveTo(isOpen ? place : Math.min(place + 1, this.#items.length - 1));
  };

  /**
   * A group that came anew is gone on from where the reader was: to the next item that waits, or stays at the one that
   * the answer is about if that waits again.
   * @param {HTMLElement} group
   */
  #goOnFrom(group) {
    const items = this.#items;
    const about = items.findIndex((item) => item.matches("[data-review-current]") && group.contains(item));
    const here = about >= 0 ? about : (ReviewList.#resumeAt ?? items.findIndex((item) => group.contains(item)));
    ReviewList.#resumeAt = null;
    if (here < 0) return;
    const next = items.findIndex((item, place) => place >= here && !item.matches("[data-decided]"));
    this.#moveTo(next < 0 ? Math.min(here, items.length - 1) : next);
  }

  /**
   * Move to the first item of the next group or of the one before.
   * @param {number} step 1 or -1
   */
  #moveToGroup(step) {
    const groups = [...this.querySelectorAll("[data-review-group]")];
    const here = groups.findIndex((group) => group.contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : groups.length - 1) : Math.max(0, Math.min(here + step, groups.length - 1));
    const item = groups[next]?.querySelector("[data-review-item]") ?? groups[next];
    if (!(item instanceof HTMLElement)) return;
    item.focus({ preventScroll: true });
    groups[next].scrollIntoView({ block: "nearest" });
  }

  /** @param {number} place */
  #moveTo(place) {
    const item = this.#items[place];
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog, [contenteditable]")) return;
    if (event.key === "j" || event.key === "k") {
      if (!this.#items.length) return;
      const step = event.key === "j" ? 1 : -1;
      const next = this.#current < 0 ? (step > 0 ? 0 : this.#items.length - 1) : this.#current + step;
      event.preventDefault();
      this.#moveTo(Math.max(0, Math.min(next, this.#items.length - 1)));
      return;
    }
    if (event.key === "J" || event.key === "K") {
      event.preventDefault();
      this.#moveToGroup(event.key === "J" ? 1 : -1);
      return;
    }
    const button = this.#button(event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
    // A choice may ask for a word on it: the field that it names takes the focus.
    if (button.dataset.then) document.getElementById(button.dataset.then)?.focus();
  };

  /**
   * Without a current item only what stands outside of the items is pressed, and "undo" of the last decision: no
   * decision is made on an item that the reader has not gone to.
   * @param {string} key
   * @returns {HTMLElement | null}
   */
  #button(key) {
    if (!/^[a-z0-9]$/.test(key)) return null;
    const current = this.#items[this.#current];
    const inItem = current?.querySelector(`[data-key~="${key}"]`);
    if (inItem instanceof HTMLElement) return inItem;
    const ofGroup = [...(current?.closest("[data-review-group]")?.querySelectorAll(`[data-key~="${key}"]`) ?? [])];
    const inGroup = ofGroup.find((button) => !button.closest("[data-review-item]"));
    if (inGroup instanceof HTMLElement) return inGroup;
    const undo = this.#decided?.querySelector(`[data-key~="${key}"]`);
    if (undo instanceof HTMLElement) return undo;
    const outside = [...this.querySelectorAll(`[data-key~="${key}"]`)].find((button) => !button.closest("[data-review-item], [data-review-group]"));
    return outside instanceof HTMLElement ? outside : null;
  }
}

customElements.define("review-list", ReviewList);
