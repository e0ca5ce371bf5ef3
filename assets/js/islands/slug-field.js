// @ts-check
// Proposes the address of a thing from its title as long as nobody typed one. Without this script one types it.

const LONGEST = 80;

class SlugField extends HTMLElement {
  connectedCallback() {
    const title = this.querySelector('[name="title"]');
    const slug = this.querySelector('[name="slug"]');
    if (!(title instanceof HTMLInputElement) || !(slug instanceof HTMLInputElement)) return;
    let isOurs = slug.value === "" || slug.value === SlugField.#of(title.value);
    slug.addEventListener("input", () => { isOurs = slug.value === ""; });
    title.addEventListener("input", () => { if (isOurs) slug.value = SlugField.#of(title.value); });
  }

  /** @param {string} title */
  static #of(title) {
    const letters = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return letters.replace(/[^a-z0-9]+/g, "-").slice(0, LONGEST).replace(/^-+|-+$/g, "");
  }
}

customElements.define("slug-field", SlugField);
