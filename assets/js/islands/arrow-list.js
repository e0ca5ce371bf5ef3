// @ts-check
// A field with buttons below it that change as one types: the arrows go from the field into the buttons and back, Escape
// goes back and empties. Without this script Tab does it.

class ArrowList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#onKey);
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    const field = this.querySelector("input");
    if (!field || event.isComposing) return;
    if (event.key === "Escape" && document.activeElement !== field) {
      field.focus();
      event.preventDefault();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [field, ...this.querySelectorAll("[data-arrow]")];
    const place = stops.findIndex((one) => one === document.activeElement);
    const next = stops[Math.min(Math.max(place + step, 0), stops.length - 1)];
    if (next instanceof HTMLElement) next.focus();
    event.preventDefault();
  };
}

customElements.define("arrow-list", ArrowList);
