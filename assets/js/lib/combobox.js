// @ts-check
// A text field with a list below it: a combobox after the W3C ARIA Authoring Practices 1.2, list with manual selection.
// Who fills the list, and what choosing means, is left to the one who makes it.

export class Combobox {
  /**
   * @param {HTMLElement} holder what field and list stand in; both may be replaced
   * @param {object} parts
   * @param {string} parts.input selector of the field
   * @param {string} parts.list selector of the list
   * @param {(choice: HTMLElement) => void} parts.choose what choosing does
   * @param {(choices: HTMLElement[]) => number} [parts.preferred] place of the choice that Enter takes at first
   * @param {boolean} [parts.isWhole] whether the list is all there is, so that Escape closes what it stands in
   */
  constructor(holder, { input, list, choose, preferred, isWhole = false }) {
    this.holder = holder;
    this.inputSelector = input;
    this.listSelector = list;
    this.chosen = choose;
    this.preferred = preferred ?? (() => (this.input.value.trim() ? 0 : -1));
    this.isWhole = isWhole;
    this.active = -1;
    // While a button is pressed the list stays: were it to go, the button would move away from under the pointer.
    this.pressing = false;
    holder.addEventListener("keydown", (event) => {
      if (event.target === this.input) this.onKey(event);
    });
    holder.addEventListener("mousedown", (event) => {
      const choice = event.target instanceof Element ? event.target.closest("[role=option]:not([aria-disabled])") : null;
      if (!(choice instanceof HTMLElement) || !this.list.contains(choice)) return;
      event.preventDefault();
      this.choose(choice);
    });
    holder.addEventListener("pointerdown", () => {
      this.pressing = true;
      document.addEventListener("pointerup", () => setTimeout(() => this.release()), { once: true });
    });
    holder.addEventListener("focusout", (event) => {
      if (event.target === this.input && !this.pressing) this.hide();
    });
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.holder.querySelector(this.inputSelector));
  }

  get list() {
    return /** @type {HTMLElement} */ (this.holder.querySelector(this.listSelector));
  }

  /** @returns {HTMLElement[]} */
  get choices() {
    return Array.from(this.list.querySelectorAll("[role=option]:not([aria-disabled])"));
  }

  release() {
    this.pressing = false;
    if (document.activeElement !== this.input) this.hide();
  }

  show() {
    if (document.activeElement !== this.input) return;
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "true");
    this.list.hidden = false;
    this.activate(this.preferred(this.choices));
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  /** @param {number} index */
  activate(index) {
    const choices = this.choices;
    this.active = choices.length ? Math.max(-1, Math.min(index, choices.length - 1)) : -1;
    choices.forEach((choice, at) => choice.setAttribute("aria-selected", String(at === this.active)));
    const chosen = choices[this.active];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  /** @param {HTMLElement} choice */
  choose(choice) {
    this.hide();
    this.chosen(choice);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.show();
      else this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      event.stopPropagation();
      this.choose(this.choices[this.active]);
    } else if (event.key === "Escape" && !this.isWhole && !this.list.hidden && this.active >= 0) {
      // Only a list in which one chooses is closed first; the rest is left to what the field stands in.
      event.preventDefault();
      event.stopImmediatePropagation();
      this.hide();
    }
  }
}
