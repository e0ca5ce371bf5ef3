// @ts-check
// The claim field of a form: a combobox (W3C ARIA Authoring Practices 1.2, list with manual selection) whose
// choices the server sends while one types.

export class ClaimField {
  /** @param {HTMLElement} holder what the form stands in; the form itself may be replaced */
  constructor(holder) {
    this.holder = holder;
    this.active = -1;
    holder.addEventListener("input", (event) => {
      if (event.target !== this.input) return;
      this.number.value = "";
      this.markKind();
    });
    holder.addEventListener("keydown", (event) => {
      if (event.target === this.input) this.onKey(event);
    });
    holder.addEventListener("mousedown", (event) => {
      const choice = event.target instanceof Element ? event.target.closest("[role=option]:not([aria-disabled])") : null;
      if (!choice) return;
      event.preventDefault();
      this.choose(/** @type {HTMLElement} */ (choice));
    });
    // While a button is pressed the list stays: were it to go, the button would move away from under the pointer.
    this.pressing = false;
    holder.addEventListener("pointerdown", () => {
      this.pressing = true;
      document.addEventListener("pointerup", () => setTimeout(() => this.release()), { once: true });
    });
    holder.addEventListener("focusout", (event) => {
      if (event.target === this.input && !this.pressing) this.hide();
    });
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.holder.querySelector("[name=claim]"));
  }

  get number() {
    return /** @type {HTMLInputElement} */ (this.holder.querySelector("[name=number]"));
  }

  get list() {
    return /** @type {HTMLElement} */ (this.holder.querySelector("[role=listbox]"));
  }

  /** @returns {HTMLElement[]} */
  get choices() {
    return Array.from(this.list.querySelectorAll("[role=option]:not([aria-disabled])"));
  }

  clear() {
    this.input.value = "";
    this.number.value = "";
    this.markKind();
  }

  release() {
    this.pressing = false;
    if (document.activeElement !== this.input) this.hide();
  }

  /** Have the server send what fits now. */
  ask() {
    this.input.form?.dispatchEvent(new Event("choices"));
  }

  show() {
    if (document.activeElement !== this.input) return;
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "true");
    this.list.hidden = false;
    this.activate(this.input.value.trim() ? 0 : -1);
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
    const number = choice.dataset.number ?? "";
    this.number.value = number;
    this.input.value = (number ? `C-${number} · ` : "") + (choice.dataset.text ?? "");
    this.markKind();
    this.hide();
  }

  /** The kind is asked only for a new claim. */
  markKind() {
    this.holder.classList.toggle("has-claim", this.number.value !== "");
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.show();
      else this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      this.choose(this.choices[this.active]);
    } else if (event.key === "Escape" && this.active >= 0) {
      // Only a list in which one chooses is closed first; the rest is left to what the form stands in.
      event.stopImmediatePropagation();
      this.hide();
    }
  }
}
