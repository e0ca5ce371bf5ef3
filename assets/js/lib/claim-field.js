// @ts-check
// The claim of a piece of evidence: a combobox whose choices the server sends while one types. What is typed may be
// the wording of a new claim; then its kind is asked.

import { Combobox } from "./combobox.js";

export class ClaimField {
  /** @param {HTMLElement} holder what the form stands in; the form itself may be replaced */
  constructor(holder) {
    this.holder = holder;
    /** Whether Enter takes the wording as a new claim rather than the first claim that fits. */
    this.prefersNew = false;
    /** Whether the choices that are shown are still those of an earlier wording. */
    this.isStale = false;
    /** How often Enter was pressed meanwhile: it counts once the choices are there, to choose and then to save. */
    this.entered = 0;
    this.box = new Combobox(holder, {
      input: "[name=claim]",
      list: "#claim-choices",
      choose: (choice) => this.choose(choice),
      preferred: (choices) => this.preferred(choices),
    });
    holder.addEventListener("input", (event) => {
      if (event.target !== this.input) return;
      this.number.value = "";
      this.isStale = true;
      this.entered = 0;
      this.markKind();
    });
    holder.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
  }

  get input() {
    return this.box.input;
  }

  get number() {
    return /** @type {HTMLInputElement} */ (this.holder.querySelector("[name=number]"));
  }

  /** @param {HTMLElement[]} choices */
  preferred(choices) {
    if (!this.input.value.trim()) return -1;
    return this.prefersNew ? choices.findIndex((choice) => choice.id === "choice-new") : 0;
  }

  /** @param {string} wording of a new claim, "" to have one chosen */
  start(wording = "") {
    this.prefersNew = wording !== "";
    this.isStale = false;
    this.entered = 0;
    this.holder.classList.remove("asks-kind");
    this.input.value = wording;
    this.number.value = "";
    this.markKind();
    this.input.focus();
    this.input.select();
    if (!this.prefersNew) this.ask();
  }

  /** Have the server send what fits now. */
  ask() {
    this.input.form?.dispatchEvent(new Event("choices"));
  }

  /**
   * The choices for a wording are there.
   * @param {string | undefined} typed the wording that they fit
   */
  show(typed) {
    if (typed !== undefined && typed !== this.input.value) return;
    this.isStale = false;
    this.box.show();
    const { entered } = this;
    this.entered = 0;
    const first = this.box.choices[this.box.active];
    if (!entered || !first) return;
    this.box.choose(first);
    if (entered > 1) this.input.form?.requestSubmit();
  }

  hide() {
    this.box.hide();
  }

  /**
   * @param {string} number
   * @param {string} text
   */
  set(number, text) {
    this.number.value = number;
    this.input.value = (number ? `C-${number} · ` : "") + text;
    this.markKind();
  }

  /** @param {HTMLElement} choice */
  choose(choice) {
    this.set(choice.dataset.number ?? "", choice.dataset.text ?? "");
    if (!this.number.value) this.askKind();
  }

  /** The kind is asked only for a new claim. */
  markKind() {
    if (this.number.value) this.holder.classList.remove("asks-kind");
  }

  askKind() {
    this.holder.classList.add("asks-kind");
    const kind = this.holder.querySelector("[name=kind]:checked") ?? this.holder.querySelector("[name=kind]");
    if (kind instanceof HTMLElement) kind.focus();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.defaultPrevented || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    if (event.target === this.input && event.key === "Enter" && !this.number.value) {
      if (!this.input.value.trim()) return;
      if (this.isStale) this.entered += 1;
      else if (this.box.list.hidden || this.box.active < 0) {
        this.hide();
        this.askKind();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.target.name === "kind" && /^[1-9]$/.test(event.key)) {
      const kinds = this.holder.querySelectorAll("[name=kind]");
      const kind = kinds[Number(event.key) - 1];
      if (!(kind instanceof HTMLInputElement)) return;
      event.preventDefault();
      kind.checked = true;
      kind.form?.requestSubmit();
    }
  }
}
