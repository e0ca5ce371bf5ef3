// @ts-check
// <mention-field>: while one types @ and a name into the text field inside, members that fit are offered (W3C ARIA
// Authoring Practices, list autocomplete). Without this script one types the whole name.

const TYPED = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]+)?)$/u;
let fields = 0;

class MentionField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("textarea");
    if (!field || this.list) return;
    this.field = field;
    this.active = -1;
    this.asked = "";
    this.list = document.createElement("ul");
    this.list.id = `mentions-${(fields += 1)}`;
    this.list.className = "mention-choices";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Members");
    this.list.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("role", "status");
    this.append(this.list, this.said);
    field.setAttribute("autocomplete", "off");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.ask());
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => this.hide());
    this.list.addEventListener("mousedown", (event) => {
      const choice = event.target instanceof Element ? event.target.closest("[data-name]") : null;
      event.preventDefault();
      if (choice instanceof HTMLElement) this.choose(choice);
    });
  }

  /** What stands between the @ and the caret, or null. @returns {string | null} */
  get typed() {
    const field = this.field;
    if (!field || field.selectionStart !== field.selectionEnd) return null;
    return TYPED.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
  }

  /** @returns {HTMLElement[]} */
  get choices() {
    return Array.from(this.list?.querySelectorAll("[data-name]") ?? []);
  }

  async ask() {
    const typed = this.typed;
    if (typed === null) return this.hide();
    this.asked = typed;
    const address = `${this.dataset.choices}?${new URLSearchParams({ q: typed })}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    // An answer that comes late, or that no member fits, is none.
    if (!answer?.ok || this.asked !== typed || this.typed !== typed || !this.list) return;
    this.list.innerHTML = await answer.text();
    this.choices.forEach((choice, at) => (choice.id = `${this.list?.id}-${at}`));
    if (!this.choices.length) return this.hide();
    this.list.hidden = false;
    this.activate(0);
    if (this.said) this.said.textContent = this.choices.length === 1 ? "1 member" : `${this.choices.length} members`;
  }

  hide() {
    this.asked = "";
    if (!this.list || this.list.hidden) return;
    this.list.hidden = true;
    this.active = -1;
    this.field?.removeAttribute("aria-activedescendant");
    if (this.said) this.said.textContent = "";
  }

  /** @param {number} index */
  activate(index) {
    const choices = this.choices;
    this.active = (index + choices.length) % choices.length;
    choices.forEach((choice, at) => choice.setAttribute("aria-selected", String(at === this.active)));
    this.field?.setAttribute("aria-activedescendant", choices[this.active].id);
    choices[this.active].scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} choice */
  choose(choice) {
    const field = this.field;
    const typed = this.typed;
    if (!field || typed === null) return;
    const end = field.selectionStart;
    field.setRangeText(`@${choice.dataset.name} `, end - typed.length - 1, end, "end");
    this.hide();
    field.focus();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.field?.form?.requestSubmit();
      return;
    }
    if (!this.list || this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      this.choose(this.choices[this.active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    }
  }
}

customElements.define("mention-field", MentionField);
