// @ts-check
// A field that narrows a long list of choices to those that hold the typed words. What is ticked always stays.
// Without this script the field is hidden and the whole list is there.

class ChoiceFilter extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector(".search");
    const field = box?.querySelector("input");
    if (!(box instanceof HTMLElement) || !field) return;
    box.hidden = false;
    field.addEventListener("input", () => this.#narrow(field.value));
    // Enter in the field of a form would send it.
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }

  /** @param {string} typed */
  #narrow(typed) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    for (const choice of this.querySelectorAll("[data-choice]")) {
      if (!(choice instanceof HTMLElement)) continue;
      const name = choice.dataset.choice ?? "";
      const isTicked = choice.querySelector("input:checked") !== null;
      choice.hidden = !isTicked && !words.every((word) => name.includes(word));
    }
  }
}

customElements.define("choice-filter", ChoiceFilter);
