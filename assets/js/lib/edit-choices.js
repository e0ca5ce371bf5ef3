// @ts-check
// A list of choices below a text field that is more than a line: one writes on, or goes down with the arrows and takes one.

/** @typedef {{ value: string, label: string, text: string, why?: string }} Choice */

export class EditChoices {
  /**
   * @param {HTMLTextAreaElement | HTMLInputElement} field @param {HTMLElement} list
   * @param {(choice: Choice) => void} take
   * @param {(choice: Choice | null) => void} [look] called when another one is active
   */
  constructor(field, list, take, look = () => {}) {
    this.field = field;
    this.list = list;
    this.take = take;
    this.look = look;
    /** @type {Choice[]} */
    this.choices = [];
    this.active = -1;
    // A text field of one line may be a combobox; one of several may not.
    if (field instanceof HTMLInputElement) field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      const choice = option && this.choices[[...list.children].indexOf(option)];
      if (choice) this.take(choice);
    });
  }

  /** @param {Choice[]} choices @param {number} [active] */
  show(choices, active = -1) {
    this.choices = choices;
    this.list.replaceChildren(...choices.map((choice, at) => this.#option(choice, at)));
    this.list.hidden = choices.length === 0;
    if (this.field instanceof HTMLInputElement) this.field.setAttribute("aria-expanded", String(choices.length > 0));
    this.activate(Math.min(active, choices.length - 1));
  }

  hide() {
    this.show([]);
  }

  /** @param {number} index @returns {boolean} whether there is such a choice */
  activate(index) {
    this.active = index < 0 || index >= this.choices.length ? -1 : index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    const option = this.list.children[this.active];
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
    this.look(this.choices[this.active] ?? null);
    return this.active >= 0;
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list */
  pressed(event) {
    if (!this.choices.length || event.altKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowDown") this.activate((this.active + 1) % this.choices.length);
    else if (event.key === "ArrowUp" && this.active >= 0) this.activate(this.active - 1);
    else if (event.key === "Enter" && this.active >= 0) this.take(this.choices[this.active]);
    else if (event.key === "Escape" && this.active >= 0) this.activate(-1);
    else return false;
    return true;
  }

  /** @param {Choice} choice @param {number} at */
  #option(choice, at) {
    const option = document.createElement("li");
    option.className = "edit-choice";
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    for (const [name, words] of [["claim-number", choice.label], ["edit-choice__text", choice.text], ["edit-choice__why", choice.why ?? ""]]) {
      if (!words) continue;
      const part = document.createElement("span");
      part.className = name;
      part.textContent = words;
      option.append(part, " ");
    }
    return option;
  }
}

/**
 * Claims that fit what is typed, from the server that every field for claims asks.
 * @param {string} address @param {string} typed @returns {Promise<Choice[]>}
 */
export async function claimsThatFit(address, typed) {
  const answer = await fetch(`${address}?${new URLSearchParams({ wanted: typed })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return [];
  const page = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, "text/html");
  return [...page.querySelectorAll("[data-number]")].map((found) => {
    const { number = "", text = "" } = /** @type {HTMLElement} */ (found).dataset;
    return { value: number, label: `C-${number}`, text, why: found.querySelector(".picker__why")?.textContent ?? "" };
  });
}
