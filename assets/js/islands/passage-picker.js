// @ts-check
// <passage-picker>: makes evidence of a sentence or a selection, by keyboard, mouse or touch.
// It fills the form that stands inside; without it the form is an ordinary one into which one pastes a quote.

import { Chooser } from "../lib/chooser.js";
import { ClaimField } from "../lib/claim-field.js";
import { findPlaces } from "../lib/finding.js";
import { PassageBar } from "../lib/passage-bar.js";
import { ReadingCursor } from "../lib/reading-cursor.js";
import { Review } from "../lib/review.js";
import { Suggestions } from "../lib/suggestions.js";
import { UndoSteps } from "../lib/undo-steps.js";

const BEARING_OF_KEY = /** @type {Record<string, string>} */ ({ s: "supports", c: "contradicts", x: "context" });
const TYPING = "input, textarea, select, [contenteditable], dialog";
const LAST_CLAIM = "parallax-last-claim";

/** @typedef {{number: string, text: string, bearing: string}} LastClaim */

class PassagePicker extends HTMLElement {
  connectedCallback() {
    this.cursor = new ReadingCursor(this.dataset.text ?? "");
    this.claimField = new ClaimField(this);
    this.review = new Review((said) => this.tell(said));
    this.suggestions = new Suggestions(this);
    this.undoSteps = new UndoSteps(this.dataset.source ?? "");
    this.bar = new PassageBar(this, (bearing) => this.open(bearing));
    this.finder = new Chooser(this.dialog("find"), {
      choose: (choice) => this.jump(choice.dataset.value ?? ""),
      offer: (typed) => findPlaces(this.cursor.text, this.cursor.sentences, typed),
    });
    this.speakers = new Chooser(this.dialog("speakers"), {
      choose: (choice) => this.speak(choice.dataset.value ?? "", choice.dataset.text ?? ""),
      offer: (typed) => this.offerSpeakers(typed),
    });
    this.claimFinder = new Chooser(this.dialog("claim-finder"), {
      choose: (choice) => this.suggestions.ask(choice.dataset.number ?? ""),
    });
    this.listen();
    this.ready();
  }

  disconnectedCallback() {
    this.ending?.abort();
    this.bar?.remove();
    this.review?.strip.remove();
  }

  listen() {
    this.ending = new AbortController();
    /** How often one went to another place of the text, less the ways back. */
    this.jumps = 0;
    /** Changes of the address that are counted already: their events come later, perhaps behind the next key. */
    this.counted = 0;
    const listen = { signal: this.ending.signal };
    document.addEventListener("keydown", (event) => this.onKey(event), listen);
    document.addEventListener("selectionchange", () => this.onSelection(), listen);
    document.addEventListener("click", (event) => this.onClick(event), listen);
    document.addEventListener("reader:act", (event) => this.actOfKey(/** @type {CustomEvent} */ (event).detail)?.(), listen);
    window.addEventListener("hashchange", () => (this.counted ? (this.counted -= 1) : (this.jumps += 1)), listen);
    document.addEventListener("htmx:afterSwap", (event) => this.onSwap(event), listen);
    document.addEventListener("htmx:oobAfterSwap", (event) => this.onChange(event), listen);
    document.addEventListener("htmx:beforeRequest", (event) => this.onSend(event, true), listen);
    document.addEventListener("htmx:afterRequest", (event) => this.onSend(event, false), listen);
    document.addEventListener("submit", (event) => this.onSubmit(event), listen);
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
    this.addEventListener("input", (event) => {
      // Words that were changed by hand may stand elsewhere.
      if (event.target === this.field("quote")) this.field("start").value = "";
    });
  }

  get isOpen() {
    return this.classList.contains("is-open");
  }

  /** @param {string} name */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`#passage-form [name="${name}"]`));
  }

  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("#passage-form"));
  }

  /** @param {string} id */
  dialog(id) {
    return /** @type {HTMLDialogElement} */ (document.getElementById(id));
  }

  /** Shows what works only with a script; the form comes anew from the server when it refuses. */
  ready() {
    for (const part of this.querySelectorAll("[data-close], [data-keys], [data-take]")) part.removeAttribute("hidden");
    this.cursor.text?.classList.add("reader--picking");
  }

  /**
   * Say something that the eye sees as well, for as long as it holds.
   * @param {string} said
   */
  tell(said) {
    const told = document.getElementById("told");
    if (told && told.textContent !== said) told.textContent = said;
  }

  /** Fill in what is taken; false if nothing is. */
  fill() {
    if (this.cursor.last < 0 && !this.cursor.selectedRange() && !this.cursor.kept.length) this.cursor.move(1);
    const quote = this.cursor.quote();
    if (!quote) return false;
    this.field("quote").value = quote.exact;
    this.field("start").value = quote.starts.join(",");
    return true;
  }

  /** @param {string} bearing */
  check(bearing) {
    const choice = this.querySelector(`[name="bearing"][value="${bearing}"]`);
    if (choice instanceof HTMLInputElement) choice.checked = true;
  }

  /**
   * Open the form for what is taken.
   * @param {string} bearing
   * @param {string} wording of a new claim; "" to have one chosen
   */
  open(bearing, wording = "") {
    if (!this.fill()) return;
    this.check(bearing);
    this.bar?.hide();
    this.classList.add("is-open");
    this.claimField.start(wording);
    this.cursor.current?.scrollIntoView({ block: "nearest" });
  }

  /** Word a new claim, beginning with the words that are taken. */
  openNew(bearing = "supports") {
    const words = this.cursor.quote()?.exact ?? this.cursor.current?.textContent ?? "";
    this.open(bearing, words.replace(/\s+/g, " ").trim().slice(0, 1000) || " ");
  }

  /** Save what is taken as evidence on the same claim, with the same bearing, as the last time. */
  repeat() {
    const last = this.lastClaim;
    if (!last) return this.tell("No claim was used yet: press s, c or x.");
    if (!this.fill()) return;
    this.check(last.bearing);
    this.claimField.set(last.number, last.text);
    this.form.requestSubmit();
  }

  /** @returns {LastClaim | null} */
  get lastClaim() {
    try {
      return JSON.parse(sessionStorage.getItem(`${LAST_CLAIM} ${this.dataset.workspace}`) ?? "null");
    } catch {
      return null;
    }
  }

  close() {
    if (!this.isOpen) return;
    this.classList.remove("is-open");
    this.claimField.hide();
    this.querySelectorAll(".field__error, .callout").forEach((said) => said.remove());
    this.cursor.focus();
  }

  /** @param {string} typed */
  offerSpeakers(typed) {
    const wanted = typed.toLocaleLowerCase();
    const select = /** @type {unknown} */ (this.field("speaker"));
    const known = Array.from(/** @type {HTMLSelectElement} */ (select).options)
      .filter((option) => option.value && option.text.toLocaleLowerCase().includes(wanted))
      .map((option) => ({ value: option.value, text: option.text }));
    return typed ? [...known, { value: "", text: typed, note: "New" }] : known;
  }

  /**
   * What is saved next states the view of somebody; "" is a new author of that name.
   * @param {string} value
   * @param {string} name
   */
  speak(value, name) {
    if (value) this.field("speaker").value = value;
    this.field("new_speaker").value = value ? "" : name;
    this.tell(`View of ${name}: now s, c, x or n.`);
    if (!this.isOpen) this.cursor.focus();
  }

  /** The author speaks again. */
  forgetSpeaker() {
    const select = /** @type {unknown} */ (this.field("speaker"));
    /** @type {HTMLSelectElement} */ (select).selectedIndex = 0;
    this.field("new_speaker").value = "";
  }

  undo() {
    const step = this.undoSteps.pop();
    if (!step) return this.tell("Nothing to undo.");
    this.post(step.url, step.values);
    if (!step.restores) return;
    document.getElementById(step.restores)?.classList.add("s--candidate");
    this.tell("It is back among the candidates.");
  }

  /**
   * @param {string} url
   * @param {Record<string, string>} values
   */
  post(url, values) {
    // @ts-expect-error htmx is a global of the page.
    return window.htmx.ajax("POST", url, { source: this, target: this, swap: "none", values });
  }

  /** @param {string} id of the element to go to; the browser keeps the way back */
  jump(id) {
    if (location.hash !== `#${id}`) {
      this.jumps += 1;
      this.counted += 1;
    }
    location.hash = id;
    const target = document.getElementById(id);
    const sentence = target?.classList.contains("s") ? target : target?.querySelector(".s") ?? target?.closest(".s");
    if (!this.cursor.goTo(/** @type {HTMLElement | null} */ (sentence ?? null))) target?.scrollIntoView();
  }

  /** Back to where one jumped from, never out of the text. */
  goBack() {
    if (!this.jumps) return this.tell("You have not jumped anywhere.");
    this.jumps -= 1;
    this.counted += 1;
    history.back();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(TYPING) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const act = this.review.actOfKey(event.key) ?? this.actOfKey(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {string} key */
  actOfKey(key) {
    if (key in BEARING_OF_KEY) return () => this.open(BEARING_OF_KEY[key]);
    const acts = /** @type {Record<string, () => void>} */ ({
      j: () => this.moved(() => this.cursor.move(1)),
      k: () => this.moved(() => this.cursor.move(-1)),
      J: () => this.moved(() => this.cursor.extend(1)),
      K: () => this.moved(() => this.cursor.extend(-1)),
      l: () => this.moved(() => this.cursor.fit("end", "forward")),
      h: () => this.moved(() => this.cursor.fit("end", "backward")),
      L: () => this.moved(() => this.cursor.fit("start", "forward")),
      H: () => this.moved(() => this.cursor.fit("start", "backward")),
      "+": () => this.keep(),
      n: () => this.openNew(),
      ".": () => this.repeat(),
      v: () => this.speakers.open(),
      u: () => this.undo(),
      a: () => this.suggestions.decideHere("accepted"),
      r: () => this.suggestions.decideHere("rejected"),
      g: () => this.suggestions.open(),
      f: () => this.claimFinder.open(),
      "/": () => this.finder.open(),
      b: () => this.goBack(),
      "?": () => this.dialog("keys").showModal(),
      Escape: () => this.stepBack(),
    });
    return acts[key];
  }

  /** @param {() => void} move */
  moved(move) {
    move();
    this.bar?.hide();
    const stretches = this.cursor.kept.length;
    const range = this.cursor.selectedRange();
    const sentences = this.cursor.last - this.cursor.first + 1;
    const now = range ? `“${range.toString().slice(0, 80)}”` : sentences > 1 ? `${sentences} sentences.` : "";
    this.tell(stretches ? `${stretches} ${stretches > 1 ? "stretches" : "stretch"} kept. ${now}` : now);
  }

  keep() {
    const kept = this.cursor.keep();
    const number = this.cursor.kept.length;
    this.tell(kept ? `${number} ${number > 1 ? "stretches" : "stretch"} kept: go on to the next, then s, c, x or n.` : "That stretch is kept already.");
  }

  /** Escape gives up the last thing first. */
  stepBack() {
    if (this.isOpen) return this.close();
    if (this.bar?.hide()) return;
    if (this.cursor.kept.length) {
      this.cursor.forgetKept();
      return this.tell("Stretches given up.");
    }
    if (this.field("new_speaker").value || /** @type {any} */ (this.field("speaker")).selectedIndex > 0) {
      this.forgetSpeaker();
      return this.tell("The author speaks again.");
    }
    this.cursor.take(this.cursor.last, this.cursor.last);
    this.tell("");
  }

  onSelection() {
    const range = this.cursor.selectedRange();
    if (!range || this.isOpen || document.activeElement?.classList.contains("s")) return;
    this.bar?.show(range.getBoundingClientRect());
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || this.bar?.contains(target)) return;
    if (target.closest("[data-close]")) return this.close();
    if (target.closest("[data-keys]")) return this.dialog("keys").showModal();
    if (target.closest("[data-take]")) return this.takeNearest();
    const isMore = event.ctrlKey || event.metaKey;
    if (isMore && this.cursor.last >= 0) this.cursor.keep();
    if (this.cursor.selectedRange() || this.contains(target) || target.closest("dialog, .review")) return;
    const sentence = target.closest("a, button") ? null : target.closest(".s");
    this.bar?.hide();
    if (!sentence || this.isOpen) return;
    if (this.cursor.goTo(/** @type {HTMLElement} */ (sentence))) this.bar?.show(sentence.getClientRects()[0]);
    if (isMore) this.keep();
  }

  takeNearest() {
    const nearest = this.querySelector("[data-nearest]");
    this.field("quote").value = nearest?.textContent ?? "";
    this.field("start").value = nearest?.getAttribute("data-start") ?? "";
    nearest?.closest(".callout")?.remove();
    this.field("claim").focus();
  }

  /** Buttons in the margin and below the text decide without a new page. @param {SubmitEvent} event */
  onSubmit(event) {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (form?.id === "decide" && event.submitter instanceof HTMLButtonElement) {
      event.preventDefault();
      this.post(event.submitter.formAction, { state: event.submitter.value });
    } else if (form?.matches("[data-undo]")) {
      event.preventDefault();
      this.undo();
    }
  }

  /**
   * A form that is on its way is not sent twice.
   * @param {Event} event
   * @param {boolean} begins
   */
  onSend(event, begins) {
    const detail = /** @type {CustomEvent} */ (event).detail;
    if (detail.elt !== this.form) return;
    const button = this.form.querySelector("[type=submit]");
    if (button instanceof HTMLButtonElement) button.disabled = begins;
    if (!begins && detail.successful) this.saved();
  }

  saved() {
    this.cursor.forgetKept();
    this.forgetSpeaker();
    document.getSelection()?.removeAllRanges();
    if (this.isOpen) this.close();
    else this.cursor.focus();
    this.tell("");
    this.suggestions.decided();
  }

  /** The server filled a list, or refused the form. @param {Event} event */
  onSwap(event) {
    const target = /** @type {CustomEvent} */ (event).detail.target;
    const { requestConfig } = /** @type {CustomEvent} */ (event).detail;
    if (target?.id === "claim-choices") this.claimField.show(requestConfig?.parameters?.claim);
    if (target?.id === "finder-choices") this.claimFinder.box.show();
    if (target?.id === "passage-form") {
      this.ready();
      this.classList.add("is-open");
      if (!this.claimField.number.value) this.classList.add("asks-kind");
      const wrong = this.querySelector("[aria-invalid]") ?? this.field("claim");
      if (wrong instanceof HTMLElement) wrong.focus();
    }
  }

  /** A part of the text, or what was done, came from the server. @param {Event} event */
  onChange(event) {
    const target = /** @type {CustomEvent} */ (event).detail.target;
    if (target?.id !== "said") return this.cursor.refresh();
    const undo = document.querySelector("#said [data-undo]");
    if (!(undo instanceof HTMLFormElement)) return;
    const step = /** @type {HTMLInputElement} */ (undo.elements.namedItem("step")).value;
    this.undoSteps.push({ url: undo.action, values: { step }, words: undo.dataset.words ?? "" });
    if (undo.dataset.state !== "accepted") return;
    const last = { number: undo.dataset.claim, text: undo.dataset.claimText, bearing: undo.dataset.bearing };
    sessionStorage.setItem(`${LAST_CLAIM} ${this.dataset.workspace}`, JSON.stringify(last));
  }
}

customElements.define("passage-picker", PassagePicker);
