// @ts-check
// Where shall it go? A field with the cards of the map below it: by words, by number or with the arrows. The card that is
// meant is marked in the drawing while one chooses.

import { EditChoices } from "./edit-choices.js";
import { landings, landingWords } from "./edit-operations.js";

/** @typedef {import("./edit-operations.js").Landing} Landing */
/** @typedef {import("./edit-map.js").EditMap} EditMap */
/** @typedef {import("./edit-map.js").Step} Step */

const KINDS = /** @type {Landing[]} */ (["supports", "opposes", "linked", "undercuts"]);
const LABELS = { supports: "Reason", opposes: "Objection", linked: "Linked premise", undercuts: "Undercut" };
const MOST = 40;

export class EditMover {
  /**
   * @param {HTMLElement} box @param {EditMap} map
   * @param {object} parts
   * @param {(card: HTMLElement, target: HTMLElement, landing: Landing, isAlone: boolean) => void} parts.move
   * @param {(card: string) => void} parts.left
   * @param {(target: HTMLElement | null) => void} parts.look
   */
  constructor(box, map, { move, left, look }) {
    this.box = box;
    this.map = map;
    this.moving = move;
    this.leaving = left;
    this.looking = look;
    /** @type {string | null} key of the card that is moved */
    this.held = null;
    /** @type {Landing} */
    this.kind = "supports";
    this.field = /** @type {HTMLInputElement} */ (box.querySelector("[data-mover-text]"));
    this.alone = /** @type {HTMLInputElement} */ (box.querySelector("[name=alone]"));
    this.choices = new EditChoices(
      this.field, /** @type {HTMLElement} */ (box.querySelector("[data-mover-choices]")), (choice) => this.#take(choice.value),
      (choice) => this.looking(choice && this.map.card(choice.value)),
    );
    this.#drawKinds();
    this.field.addEventListener("input", () => this.#offer());
    this.alone.addEventListener("change", () => this.#offer());
    box.addEventListener("keydown", (event) => this.#pressed(event));
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      const active = this.choices.choices[this.choices.active];
      if (active) this.#take(active.value);
    });
    box.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const kind = target.closest("[data-kind]")?.getAttribute("data-kind");
      if (kind) this.#turn(/** @type {Landing} */ (kind));
      if (target.closest("[data-leave]")) this.close();
    });
  }

  /** @param {HTMLElement} card */
  open(card) {
    const step = this.map.stepOf(card);
    if (!step) return;
    this.held = card.id;
    const isShared = step.cards.length > 1;
    /** @type {HTMLElement} */ (this.box.querySelector("[data-mover-title]")).textContent = `Move ${isShared ? step.cards.map((one) => this.map.label(one)).join(" + ") : this.map.label(card)} to…`;
    /** @type {HTMLElement} */ (this.box.querySelector("[data-mover-alone]")).hidden = !isShared;
    this.alone.checked = false;
    this.field.value = "";
    this.box.hidden = false;
    this.#turn(step.relation === "undercuts" ? "undercuts" : step.relation);
    this.field.focus({ preventScroll: true });
  }

  close() {
    if (this.box.hidden) return;
    const { held } = this;
    this.held = null;
    this.box.hidden = true;
    this.choices.hide();
    this.looking(null);
    if (held) this.leaving(held);
  }

  #drawKinds() {
    this.box.querySelector("[data-mover-kinds]")?.replaceChildren(...KINDS.map((kind) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `composer__relation composer__relation--${kind}`;
      made.dataset.kind = kind;
      made.textContent = LABELS[/** @type {keyof typeof LABELS} */ (kind)];
      return made;
    }));
  }

  /** @param {Landing} kind */
  #turn(kind) {
    this.kind = kind;
    for (const button of this.box.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-kind") === kind));
    }
    this.#offer();
  }

  #offer() {
    const card = this.map.card(this.held);
    const step = card && this.map.stepOf(card);
    if (!card || !step) return this.close();
    const words = this.field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const own = this.map.belongings(step);
    const fits = this.map.cards.filter((one) => {
      if (one.matches(".map-card--reference") || !landings(this.map, step, one, this.alone.checked, own).includes(this.kind)) return false;
      const whole = `${this.map.label(one)} ${this.map.text(one)}`.toLowerCase();
      return words.every((word) => whole.includes(word));
    });
    this.choices.show(
      fits.slice(0, MOST).map((one) => ({ value: one.id, label: this.map.label(one), text: this.map.text(one), why: landingWords(this.kind, this.map.label(one)) })),
      0,
    );
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    event.stopPropagation();
    if (event.target === this.field && event.key !== "Escape" && this.choices.pressed(event)) event.preventDefault();
    else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.target === this.field && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.#turn(KINDS[(KINDS.indexOf(this.kind) + 1) % KINDS.length]);
    }
  }

  /** @param {string} key */
  #take(key) {
    const card = this.map.card(this.held);
    const target = this.map.card(key);
    const { kind } = this;
    const isAlone = this.alone.checked;
    this.close();
    if (card && target) this.moving(card, target, kind, isAlone);
  }
}
