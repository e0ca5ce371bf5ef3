// @ts-check
// Dragging in the drawing: a card, a whole step by its head, or a passage from the list. Over a card one sees what letting
// go there would do, each way a field of its own.

import { landings, landingWords } from "./edit-operations.js";

/** @typedef {import("./edit-operations.js").Landing} Landing */
/** @typedef {import("./edit-map.js").EditMap} EditMap */
/** @typedef {{ kind: "card" | "step", card: HTMLElement, x: number, y: number, id: number } | { kind: "passage", passage: string, words: string, x: number, y: number, id: number }} Held */

const THRESHOLD = 6;
const EDGE = 36;
/** A card that one only passes over offers nothing. */
const REST_MS = 130;
const BEARINGS = /** @type {const} */ (["supports", "contradicts", "context"]);

export class EditDrag {
  /**
   * @param {HTMLElement & { viewport?: any, show?: (key: string | null) => void }} root of the drawing @param {EditMap} map
   * @param {object} parts
   * @param {(card: HTMLElement, target: HTMLElement, landing: Landing, isAlone: boolean) => void} parts.move
   * @param {(passage: string, target: HTMLElement, bearing: string) => void} parts.cite
   * @param {(words: string) => void} parts.say
   */
  constructor(root, map, { move, cite, say }) {
    this.root = root;
    this.map = map;
    this.moving = move;
    this.citing = cite;
    this.say = say;
    /** @type {Held | null} what is pressed or held */
    this.held = null;
    this.isActive = false;
    /** @type {HTMLElement | null} */
    this.target = null;
    this.ghost = document.createElement("div");
    this.ghost.className = "edit-ghost";
    this.zones = document.createElement("div");
    this.zones.className = "edit-zones";
    root.addEventListener("pointerdown", (event) => this.#press(event), { capture: true });
    document.addEventListener("pointermove", (event) => this.#moved(event), { capture: true });
    document.addEventListener("pointerup", (event) => this.#release(event), { capture: true });
    document.addEventListener("pointercancel", () => this.#end(), { capture: true });
    document.addEventListener("keydown", (event) => {
      if (!this.isActive || event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.#end();
      this.say("Nothing was moved.");
    }, { capture: true });
    document.addEventListener("click", (event) => {
      // Letting go is no click on what lies there.
      if (!this.hasDropped) return;
      this.hasDropped = false;
      event.preventDefault();
      event.stopPropagation();
    }, { capture: true });
  }

  /** @param {PointerEvent} event */
  #press(event) {
    this.hasDropped = false;
    // A finger moves the view; the toolbar serves it.
    if (event.button || event.pointerType === "touch") return;
    const target = /** @type {HTMLElement} */ (event.target);
    const at = { x: event.clientX, y: event.clientY, id: event.pointerId };
    const passage = /** @type {HTMLElement | null} */ (target.closest("[data-passage]"));
    if (passage && !target.closest("button, a")) {
      this.held = { kind: "passage", passage: passage.dataset.passage ?? "", words: passage.dataset.words ?? "", ...at };
      return;
    }
    if (target.closest("a, button, .map-card__more, .is-open .map-card__text")) return;
    const head = /** @type {HTMLElement | null} */ (target.closest(".map-head"));
    const card = head ? this.map.step(head.dataset.argument)?.cards[0] : /** @type {HTMLElement | null} */ (target.closest(".map-card"));
    if (card && this.map.stepOf(card)) this.held = { kind: head ? "step" : "card", card, ...at };
  }

  /** @param {PointerEvent} event */
  #moved(event) {
    const { held } = this;
    if (!held || event.pointerId !== held.id) return;
    // The drawing must not move along.
    event.stopPropagation();
    if (!this.isActive) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < THRESHOLD) return;
      this.#begin(held);
    }
    event.preventDefault();
    this.ghost.style.translate = `${event.clientX + 14}px ${event.clientY + 12}px`;
    this.#panAtEdge(event);
    this.#aimAt(event.clientX, event.clientY);
  }

  /** @param {Held} held */
  #begin(held) {
    this.isActive = true;
    // The drawing was pressed too, and may never hear that the button was let go.
    this.root.viewport?.release({ pointerId: held.id });
    // An open card lies over its neighbours.
    this.root.show?.(null);
    const words = held.kind === "passage" ? held.words : this.#heldWords(held);
    this.ghost.textContent = words.length > 90 ? `${words.slice(0, 88)}…` : words;
    this.root.classList.add("is-dragging");
    document.body.append(this.ghost, this.zones);
    if (held.kind === "passage") return;
    const step = this.map.stepOf(held.card);
    for (const key of step && held.kind === "step" ? this.map.belongings(step) : this.map.below(held.card)) {
      document.getElementById(key)?.classList.add("is-held");
    }
  }

  /** @param {Extract<Held, { card: HTMLElement }>} held */
  #heldWords(held) {
    const step = this.map.stepOf(held.card);
    const cards = held.kind === "step" && step ? step.cards : [held.card];
    return cards.map((card) => `${this.map.label(card)} ${this.map.text(card)}`).join(" + ");
  }

  /** @param {number} x @param {number} y */
  #aimAt(x, y) {
    const [zone, card] = this.#under(x, y);
    clearTimeout(this.resting);
    if (!zone && card !== this.target) {
      if (!card) this.#offer(null);
      else this.resting = setTimeout(() => this.#rest(card, y), REST_MS);
    }
    this.#choose(zone ?? (card === this.target ? this.#nearestZone(y) : null));
  }

  /** @param {HTMLElement} card @param {number} y */
  #rest(card, y) {
    if (!this.isActive) return;
    this.#offer(card);
    this.#choose(this.#nearestZone(y));
  }

  /** @param {Element | null} chosen */
  #choose(chosen) {
    for (const one of this.zones.children) one.classList.toggle("is-over", one === chosen);
  }

  /** @param {number} x @param {number} y @returns {[Element | null, HTMLElement | null]} */
  #under(x, y) {
    const found = document.elementsFromPoint(x, y);
    const zone = found.find((one) => one.parentElement === this.zones) ?? null;
    const head = found.find((one) => one.closest(".map-stage .map-head"))?.closest(".map-head");
    const card = found.find((one) => one.closest(".map-stage .map-card"))?.closest(".map-card")
      ?? (head ? this.map.step(head.getAttribute("data-argument") ?? "")?.cards[0] : null) ?? null;
    return [zone, /** @type {HTMLElement | null} */ (card)];
  }

  /** @param {number} y */
  #nearestZone(y) {
    return [...this.zones.children].find((zone) => {
      const place = zone.getBoundingClientRect();
      return y >= place.top && y < place.bottom;
    }) ?? null;
  }

  /** Show what could be done on a card. @param {HTMLElement | null} card */
  #offer(card) {
    this.target?.classList.remove("is-target");
    this.target = card;
    const ways = card ? this.#ways(card) : [];
    this.zones.replaceChildren(...ways.map(([way, words]) => {
      const zone = document.createElement("div");
      zone.className = `edit-zone edit-zone--${way}`;
      zone.dataset.way = way;
      zone.textContent = words;
      return zone;
    }));
    if (!card || !ways.length) return;
    card.classList.add("is-target");
    const place = card.getBoundingClientRect();
    const width = Math.max(place.width, 210);
    this.zones.style.width = `${width}px`;
    this.zones.style.minHeight = `${place.height}px`;
    const top = Math.max(8, Math.min(place.top, innerHeight - Math.max(place.height, ways.length * 30) - 8));
    this.zones.style.translate = `${Math.min(place.left, innerWidth - width - 8)}px ${top}px`;
  }

  /** @param {HTMLElement} card @returns {[string, string][]} */
  #ways(card) {
    const { held } = this;
    const label = this.map.label(card);
    if (!held) return [];
    if (held.kind === "passage") {
      const words = { supports: `supports ${label}`, contradicts: `contradicts ${label}`, context: `context for ${label}` };
      return BEARINGS.map((bearing) => [bearing, words[bearing]]);
    }
    const step = this.map.stepOf(held.card);
    if (!step || card === held.card) return [];
    return landings(this.map, step, card, held.kind === "card").map((landing) => [landing, landingWords(landing, label)]);
  }

  /** @param {PointerEvent} event */
  #panAtEdge(event) {
    const stage = this.root.querySelector(".map-stage")?.getBoundingClientRect();
    if (!stage || !this.root.viewport) return;
    const step = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) =>
      at > from - EDGE && at < from + EDGE ? 12 : at > to - EDGE && at < to + EDGE ? -12 : 0;
    const [dx, dy] = [step(event.clientX, stage.left, stage.right), step(event.clientY, stage.top, stage.bottom)];
    if (dx || dy) {
      this.root.viewport.pan(dx, dy);
      this.#offer(null);
    }
  }

  /** @param {PointerEvent} event */
  #release(event) {
    const { held, target } = this;
    if (!held || event.pointerId !== held.id) return;
    const way = /** @type {HTMLElement | null} */ (this.zones.querySelector(".is-over"))?.dataset.way;
    const wasActive = this.isActive;
    this.#end();
    if (!wasActive) return;
    this.hasDropped = true;
    setTimeout(() => (this.hasDropped = false));
    if (!target || !way) return;
    if (held.kind === "passage") this.citing(held.passage, target, way);
    else this.moving(held.card, target, /** @type {Landing} */ (way), held.kind === "card");
  }

  #end() {
    clearTimeout(this.resting);
    this.held = null;
    this.isActive = false;
    this.target?.classList.remove("is-target");
    this.target = null;
    this.root.classList.remove("is-dragging");
    for (const item of this.root.querySelectorAll(".is-held")) item.classList.remove("is-held");
    this.zones.replaceChildren();
    this.zones.remove();
    this.ghost.remove();
  }
}
