// @ts-check
// <passage-picker>: makes evidence of a sentence or a selection, by keyboard, mouse or touch.
// It fills the form that stands inside; without it the form is an ordinary one into which one pastes a quote.

import { ClaimField } from "../lib/claim-field.js";
import { quoteOf } from "../lib/quotes.js";

const BEARING_OF_KEY = /** @type {Record<string, string>} */ ({ s: "supports", c: "contradicts", x: "context" });
const BAR_BUTTONS = [
  ["supports", "Supports"],
  ["contradicts", "Contradicts"],
  ["context", "Context"],
];

class PassagePicker extends HTMLElement {
  connectedCallback() {
    /** First and last sentence that are taken; none if -1. */
    this.first = -1;
    this.last = -1;
    /** @type {import("../lib/quotes.js").Quote | null} */
    this.quote = null;
    this.claimField = new ClaimField(this);
    this.bar = this.makeBar();
    this.ending = new AbortController();
    const listen = { signal: this.ending.signal };
    document.addEventListener("keydown", (event) => this.onKey(event), listen);
    document.addEventListener("selectionchange", () => this.onSelection(), listen);
    document.addEventListener("click", (event) => this.onClick(event), listen);
    document.addEventListener("htmx:afterSwap", (event) => this.onSwap(event), listen);
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.addEventListener("input", (event) => {
      // Words that were changed by hand may stand elsewhere.
      if (event.target === this.field("quote")) this.field("start").value = "";
    });
    this.ready();
  }

  disconnectedCallback() {
    this.ending?.abort();
    this.bar?.remove();
  }

  /** @returns {HTMLElement | null} */
  get text() {
    return document.getElementById(this.dataset.text ?? "");
  }

  /** The sentences that can be taken, in reading order: headings are passed over. @returns {HTMLElement[]} */
  get sentences() {
    return Array.from(this.text?.querySelectorAll(".text:not(.text--heading) > .s") ?? []);
  }

  get isOpen() {
    return this.classList.contains("is-open");
  }

  /** @param {string} name */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`[name="${name}"]`));
  }

  /** Shows what works only with a script; the form comes anew from the server when it refuses. */
  ready() {
    for (const button of this.querySelectorAll("[data-close], [data-keys], [data-take]")) button.removeAttribute("hidden");
    this.text?.classList.add("reader--picking");
  }

  /** @param {string} bearing */
  open(bearing) {
    if (this.last < 0 && !this.selected()) this.take(0, 0);
    const quote = this.selected() ?? this.taken();
    if (!quote) return;
    this.quote = quote;
    this.field("quote").value = quote.exact;
    this.field("start").value = String(quote.start);
    const choice = this.querySelector(`[name="bearing"][value="${bearing}"]`);
    if (choice instanceof HTMLInputElement) choice.checked = true;
    this.claimField.clear();
    this.hideBar();
    this.classList.add("is-open");
    this.field("claim").focus();
    this.claimField.ask();
    this.sentences[this.last]?.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (!this.isOpen) return;
    this.classList.remove("is-open");
    this.claimField.hide();
    this.querySelectorAll(".field__error, .callout").forEach((said) => said.remove());
    this.sentences[this.last]?.focus({ preventScroll: true });
  }

  /** The quote of what is selected in the text, or null. */
  selected() {
    const selection = document.getSelection();
    if (!this.text || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    return this.text.contains(range.commonAncestorContainer) ? quoteOf(range, this.text) : null;
  }

  /** The quote of the sentences that are taken, or null. */
  taken() {
    const from = this.sentences[this.first];
    const to = this.sentences[this.last];
    if (!this.text || !from || !to) return null;
    const range = document.createRange();
    range.setStartBefore(from);
    range.setEndAfter(to);
    return quoteOf(range, this.text);
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  take(first, last) {
    const sentences = this.sentences;
    for (const sentence of this.text?.querySelectorAll(".s--current") ?? []) sentence.classList.remove("s--current");
    if (sentences.length === 0) return;
    this.last = Math.max(0, Math.min(last, sentences.length - 1));
    this.first = Math.max(0, Math.min(first, this.last));
    for (const sentence of sentences.slice(this.first, this.last + 1)) sentence.classList.add("s--current");
    const current = sentences[this.last];
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = event.target instanceof Element ? event.target : null;
    const typing = target?.closest("input, textarea, select, [contenteditable], dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.actOfKey(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {string} key */
  actOfKey(key) {
    if (key in BEARING_OF_KEY) return () => this.open(BEARING_OF_KEY[key]);
    const acts = /** @type {Record<string, () => void>} */ ({
      j: () => this.take(this.last + 1, this.last + 1),
      k: () => this.take(Math.max(0, this.first - 1), Math.max(0, this.first - 1)),
      J: () => this.take(Math.max(0, this.first), this.last + 1),
      K: () => this.take(this.first, Math.max(this.first, this.last - 1)),
      "?": () => this.showKeys(),
      Escape: () => (this.isOpen ? this.close() : this.hideBar()),
    });
    return acts[key];
  }

  showKeys() {
    const keys = this.querySelector("dialog");
    if (keys && !keys.open) keys.showModal();
  }

  onSelection() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || this.isOpen || !this.selected()) return;
    this.showBar(selection.getRangeAt(0).getBoundingClientRect());
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || this.bar?.contains(target)) return;
    if (target.closest("[data-close]")) return this.close();
    if (target.closest("[data-keys]")) return this.showKeys();
    if (target.closest("[data-take]")) return this.takeNearest();
    if (this.selected() || this.contains(target)) return;
    const sentence = target.closest("a") ? null : target.closest(".s");
    this.hideBar();
    if (!sentence || this.isOpen) return;
    const number = this.sentences.indexOf(/** @type {HTMLElement} */ (sentence));
    this.take(number, number);
    this.showBar(sentence.getClientRects()[0]);
  }

  takeNearest() {
    const nearest = this.querySelector("[data-nearest]");
    this.field("quote").value = nearest?.textContent ?? "";
    this.field("start").value = nearest?.getAttribute("data-start") ?? "";
    nearest?.closest(".callout")?.remove();
    this.field("claim").focus();
  }

  /** @param {Event} event */
  onSwap(event) {
    const target = /** @type {CustomEvent} */ (event).detail.target;
    if (target?.id === "claim-choices") this.claimField.show();
    if (target?.id === "passage-form") {
      this.ready();
      this.querySelector("[aria-invalid]")?.scrollIntoView({ block: "nearest" });
    }
    if (target?.id === "reading") {
      this.ready();
      this.close();
      this.take(this.first, this.last);
    }
  }

  makeBar() {
    const bar = document.createElement("div");
    bar.className = "picker__bar no-print";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Make evidence of this passage");
    bar.hidden = true;
    for (const [bearing, word] of BAR_BUTTONS) {
      const button = document.createElement("button");
      const icon = this.querySelector(`.choice--${bearing} .icon`)?.cloneNode(true);
      button.type = "button";
      button.append(...(icon ? [icon] : []), word);
      // The selection must outlive the press.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.open(bearing));
      bar.append(button);
    }
    document.body.append(bar);
    return bar;
  }

  /** @param {DOMRect | undefined} box */
  showBar(box) {
    if (!this.bar || !box) return;
    this.bar.hidden = false;
    const widest = document.documentElement.clientWidth - this.bar.offsetWidth - 8;
    const left = Math.max(8, Math.min(box.left, widest));
    const above = box.top - this.bar.offsetHeight - 8;
    this.bar.style.left = `${left + window.scrollX}px`;
    this.bar.style.top = `${(above > 60 ? above : box.bottom + 8) + window.scrollY}px`;
  }

  hideBar() {
    if (this.bar) this.bar.hidden = true;
  }
}

customElements.define("passage-picker", PassagePicker);
