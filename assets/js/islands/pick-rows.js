// @ts-check
// Rows with a box each that one ticks for what a button does with them: a box for all, how many are ticked on the button,
// Shift for a stretch of rows. Without this script one ticks row by row, and the button does the same.

class PickRows extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this.#onChange);
    this.addEventListener("click", this.#onClick);
    // Parts that come later, and rows that the browser remembers as ticked.
    this.addEventListener("htmx:afterSettle", this.#tell);
    window.addEventListener("pageshow", this.#tell);
    this.#tell();
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#tell);
  }

  /** @type {HTMLInputElement | null} */
  #last = null;

  /** @returns {HTMLInputElement[]} */
  get #boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll('input[type="checkbox"][name="claim"]')]);
  }

  /** @returns {HTMLInputElement | null} */
  get #all() {
    return this.querySelector("[data-pick-all] input");
  }

  /** @param {Event} event */
  #onChange = (event) => {
    if (event.target === this.#all) {
      for (const box of this.#boxes) box.checked = this.#all?.checked ?? false;
    }
    this.#tell();
  };

  /** @param {MouseEvent} event */
  #onClick = (event) => {
    const box = this.#boxes.find((one) => one === event.target);
    if (!box) return;
    if (event.shiftKey && this.#last) {
      const boxes = this.#boxes;
      const [from, to] = [boxes.indexOf(this.#last), boxes.indexOf(box)].sort((one, two) => one - two);
      for (const one of boxes.slice(Math.max(from, 0), to + 1)) one.checked = box.checked;
    }
    this.#last = box;
    this.#tell();
  };

  #tell = () => {
    const boxes = this.#boxes;
    const ticked = boxes.filter((box) => box.checked).length;
    this.classList.toggle("has-picked", ticked > 0);
    for (const part of this.querySelectorAll("[data-pick-all]")) part.removeAttribute("hidden");
    if (this.#all) {
      this.#all.checked = ticked > 0 && ticked === boxes.length;
      this.#all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    for (const count of this.querySelectorAll("[data-pick-count]")) {
      count.textContent = ticked === 0 ? "what is ticked" : `${ticked} claim${ticked === 1 ? "" : "s"}`;
    }
    for (const button of this.querySelectorAll("[data-pick-needed]")) {
      if (button instanceof HTMLButtonElement) button.disabled = ticked === 0;
    }
  };
}

customElements.define("pick-rows", PickRows);
