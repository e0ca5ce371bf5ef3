// @ts-check
// <answer-desk>: one passage at a time, answered with one key or in two steps. What is decided shows at once and is sent in
// order; a key never waits for the server. Without this script every passage stands in a list with its form.

import { isOpen, itemsBeside, itemsOf, markRefused, markSent, nextOpen, reopen } from "../lib/answer-items.js";
import { AnswerQueue } from "../lib/answer-queue.js";

const WORDS = { supports: "supports", contradicts: "contradicts", context: "cannot tell", none: "neither" };
const TROUBLES = {
  offline: "The server cannot be reached.",
  broken: "The server made a mistake.",
  "logged out": "You are logged out. Log in again in another tab, then press Retry.",
};
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, dialog, [contenteditable]";

class AnswerDesk extends HTMLElement {
  connectedCallback() {
    if (this.queue) return;
    this.ending = new AbortController();
    const { signal } = this.ending;
    this.outcomes = JSON.parse(this.dataset.outcomes ?? "{}");
    this.queue = new AnswerQueue(this.dataset.key ?? "", {
      saved: (op, told) => this.onSaved(op, told),
      refused: (op, told) => this.onRefused(op, told),
      changed: (waiting) => (this.dataset.waiting = String(waiting)),
      trouble: (trouble, waiting) => this.onTrouble(trouble, waiting),
    });
    /** Ids of what was decided here, the latest last. @type {string[]} */
    this.decided = [];
    this.querySelectorAll("[data-act=look]").forEach((button) => button.removeAttribute("hidden"));
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.addEventListener("submit", (event) => this.onSubmit(event), { signal });
    this.addEventListener("change", (event) => this.onChange(event), { signal });
    window.addEventListener("beforeunload", (event) => this.queue?.ops.length && event.preventDefault(), { signal });
    for (const item of this.items) this.queue.mark(item.id, item.dataset.seen ?? "");
    for (const op of this.queue.ops) if (op.kind === "give") markSent(document.getElementById(op.item), "given before");
    this.queue.run();
    this.show(nextOpen(this.items, null), false);
  }

  disconnectedCallback() {
    this.ending?.abort();
  }

  /** @returns {HTMLElement[]} */
  get items() {
    return itemsOf(this);
  }

  /** @returns {HTMLElement | null} */
  get current() {
    return this.querySelector(".ask[data-current]");
  }

  /** @returns {HTMLElement | null} */
  get end() {
    return this.querySelector("[data-end]");
  }

  /**
   * @param {HTMLElement | null} item null for the end
   * @param {boolean} focus
   */
  show(item, focus = true) {
    this.current?.removeAttribute("data-current");
    for (const claim of this.querySelectorAll("[data-claim]")) claim.toggleAttribute("data-shown", !item || claim.contains(item));
    for (const cell of this.querySelectorAll("[data-cell]")) cell.toggleAttribute("data-shown", cell.getAttribute("data-cell") === item?.dataset.author);
    if (this.end) this.end.hidden = item !== null;
    item?.setAttribute("data-current", "");
    if (!focus) return;
    (item ?? this.end)?.focus({ preventScroll: true });
    (item ?? this.end)?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target instanceof Element && event.target.closest(TYPING);
    if (typing) {
      if ((event.key === "Enter" || event.key === "Escape") && this.contains(/** @type {Element} */ (typing))) {
        event.preventDefault();
        this.current?.focus({ preventScroll: true });
      }
      return;
    }
    const act = this.actOfKey(event.key);
    if (!act) return;
    event.preventDefault();
    // A key held down is one decision, not a hundred.
    if (!event.repeat || event.key === "j" || event.key === "k") act();
  }

  /**
   * @param {string} key
   * @returns {(() => void) | undefined}
   */
  actOfKey(key) {
    const item = this.current;
    const acts = /** @type {Record<string, () => void>} */ ({
      j: () => this.move(1),
      k: () => this.move(-1),
      u: () => this.undo(),
      p: () => this.nextAuthor(),
      g: () => this.nextClaim(),
      v: () => /** @type {HTMLElement | null} */ (item?.querySelector("input[name=speaker]"))?.focus(),
      Escape: () => item && this.clearSteps(item),
    });
    if (acts[key]) return acts[key];
    if (!item || !/^[scxn123fab]$/.test(key)) return undefined;
    const about = /** @type {HTMLInputElement | null} */ (item.querySelector("input[name=about]:checked"));
    const steps = about ? item.querySelector(`[name=attitude][data-press="${key}"]`) : null;
    const pressed = steps ?? item.querySelector(`[data-press="${key}"]:not([name=attitude])`);
    return pressed instanceof HTMLElement ? () => pressed.click() : undefined;
  }

  /** @param {1 | -1} step */
  move(step) {
    const { items } = this;
    const from = this.current;
    if (step > 0 && from?.dataset.kind === "silence") from.dataset.looking = "";
    const place = from ? items.indexOf(from) + step : items.length - 1;
    if (place >= 0) this.show(items[place] ?? null);
  }

  nextAuthor() {
    const from = this.current;
    const { items } = this;
    if (!from) return;
    const own = itemsBeside(from);
    const later = items.slice(items.indexOf(from)).filter((one) => !own.includes(one));
    const next = [...later, ...items].find((one) => !own.includes(one) && isOpen(one));
    if (next) this.show(next);
    else this.say("No other author has an open passage here.");
  }

  nextClaim() {
    const here = this.current?.closest("[data-claim]");
    const next = here && this.items.find((one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !here.contains(one) && isOpen(one));
    if (next) return void this.show(next);
    const link = this.querySelector("[data-next]");
    if (!(link instanceof HTMLElement)) return void this.say("No other claim has passages to answer.");
    this.leaving = () => link.click();
    if (!this.queue?.ops.length) this.leaving();
    else this.say("Saving first, then the next claim.");
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    // The second press of a double click would answer the passage that has just come up.
    if (event.detail > 1 && target?.closest("[data-press], [data-undo]")) return void event.preventDefault();
    const act = target?.closest("[data-act]");
    const item = /** @type {HTMLElement | null} */ (target?.closest(".ask") ?? null);
    if (act?.getAttribute("data-act") === "look") this.move(1);
    if (act?.getAttribute("data-act") === "theirs" && item) this.settle(item, "left as it is");
    if (act?.getAttribute("data-act") === "mine" && item) this.answerAnyway(item);
    const cell = target?.closest(".cell__author")?.closest("[data-cell]");
    const first = cell && this.items.filter((one) => cell.closest("[data-claim]")?.contains(one) && one.dataset.author === cell.getAttribute("data-cell"));
    if (!first?.length) return;
    event.preventDefault();
    this.show(first.find((one) => isOpen(one)) ?? first[0]);
  }

  /** @param {SubmitEvent} event */
  onSubmit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const item = /** @type {HTMLElement | null} */ (form.closest(".ask"));
    if (item) {
      event.preventDefault();
      const fields = /** @type {[string, string][]} */ ([...new FormData(form, event.submitter)]);
      const told = new Map(fields);
      if (item.dataset.kind === "passage" && !told.get("key") && !(told.get("about") && (told.get("attitude") || told.get("about") === "neither"))) {
        return void this.say("Answer both questions first.");
      }
      this.give(item, fields);
    } else if (form.matches("[data-undo], [data-withdraw]")) {
      event.preventDefault();
      this.takeBackByForm(form);
    }
  }

  /** @param {Event} event */
  onChange(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.type !== "radio") return;
    const item = /** @type {HTMLElement} */ (field.closest(".ask"));
    const form = /** @type {HTMLFormElement} */ (field.form);
    const told = new FormData(form);
    const about = String(told.get("about") ?? "");
    const attitude = String(told.get("attitude") ?? "");
    this.derive(item, about, attitude);
    if (about === "neither" || (about && attitude)) form.requestSubmit();
  }

  /**
   * @param {HTMLElement} item
   * @param {string} about
   * @param {string} attitude
   */
  derive(item, about, attitude) {
    const line = item.querySelector("[data-derives]");
    if (!line) return;
    const outcome = this.outcomes[about]?.[attitude];
    const label = item.closest("[data-claim]")?.querySelector(".claim-number")?.textContent ?? "the claim";
    line.textContent = outcome ? `→ ${outcome} ${label}` : about && about !== "neither" ? "Is the speaker for it or against it?" : "";
    if (line.textContent) this.say(line.textContent);
  }

  /** @param {HTMLElement} item */
  clearSteps(item) {
    item.querySelectorAll("input[type=radio]").forEach((radio) => (/** @type {HTMLInputElement} */ (radio).checked = false));
    this.derive(item, "", "");
  }

  /**
   * @param {HTMLElement} item
   * @param {[string, string][]} fields
   * @param {string} [seen] what is answered over knowingly
   */
  give(item, fields, seen) {
    const told = new Map(fields);
    const key = /** @type {keyof typeof WORDS} */ (told.get("key") ?? "");
    const outcome = this.outcomes[told.get("about") ?? ""]?.[told.get("attitude") ?? ""];
    const words = item.dataset.kind === "silence" ? "silent" : (WORDS[key] ?? outcome ?? "neither");
    item.toggleAttribute("data-accepted", item.dataset.kind === "passage" && words !== "neither");
    this.decided?.push(item.id);
    markSent(item, words);
    this.clearSteps(item);
    this.show(nextOpen(this.items, item));
    this.queue?.push({ url: item.dataset.give ?? "", fields, item: item.id, kind: "give", seen });
  }

  /** The last decision of this page that still stands is taken back, and its passage is there again. */
  undo() {
    const id = this.decided?.pop();
    if (!id) {
      const form = this.querySelector("[data-undo]");
      if (form instanceof HTMLFormElement) return void this.takeBackByForm(form);
      return void this.say("There is nothing to undo.");
    }
    const item = document.getElementById(id);
    if (!item) return;
    if (!this.queue?.cancel(id)) this.queue?.push({ url: item.dataset.back ?? "", fields: [], item: id, kind: "back" });
    reopen(item);
    this.show(item);
    this.say("Undone.");
  }

  /**
   * Take back what a list of the page names; its passage may not be on the page.
   * @param {HTMLFormElement} form
   */
  takeBackByForm(form) {
    if (!this.queue) return;
    const url = new URL(form.action).pathname;
    const item = this.items.find((one) => one.dataset.back === url);
    const seen = new FormData(form).get("seen");
    const id = item?.id ?? url;
    this.decided = this.decided?.filter((one) => one !== id);
    if (item) {
      reopen(item);
      this.show(item);
    }
    this.queue.push({ url, fields: [], item: id, kind: "back", seen: item || !seen ? undefined : String(seen) });
  }

  /** @param {HTMLElement} item */
  answerAnyway(item) {
    this.give(item, JSON.parse(item.dataset.refusedFields ?? "[]"), item.dataset.refusedSeen);
  }

  /**
   * @param {HTMLElement} item
   * @param {string} words
   */
  settle(item, words) {
    markSent(item, words);
    item.removeAttribute("data-saving");
    this.show(nextOpen(this.items, item));
  }

  /**
   * @param {import("../lib/answer-queue.js").Op} op
   * @param {Record<string, any>} told
   */
  onSaved(op, told) {
    const item = document.getElementById(op.item);
    item?.removeAttribute("data-saving");
    const given = item?.querySelector("[data-given]");
    if (given && op.kind === "give" && item?.dataset.state === "answered") given.textContent = `✓ ${told.said}`;
    const cells = item?.closest("[data-claim]")?.querySelector("[data-cells]");
    if (cells && told.cells) cells.innerHTML = told.cells;
    const progress = this.querySelector("[data-progress]");
    if (progress && told.progress) progress.innerHTML = told.progress;
    const author = this.current?.dataset.author;
    for (const cell of this.querySelectorAll("[data-cell]")) cell.toggleAttribute("data-shown", cell.getAttribute("data-cell") === author);
    this.say(told.said);
    if (this.leaving && !this.queue?.ops.length) this.leaving();
  }

  /**
   * @param {import("../lib/answer-queue.js").Op} op
   * @param {Record<string, any>} told
   */
  onRefused(op, told) {
    this.leaving = undefined;
    const item = document.getElementById(op.item);
    this.say(told.message ?? "That was not saved.");
    if (!item) return;
    this.decided = this.decided?.filter((one) => one !== item.id);
    if (op.kind === "give") reopen(item);
    else item.dataset.state = "answered";
    markRefused(item, op.fields, told);
    if (!this.current || this.current === item) this.show(item);
  }

  /**
   * @param {"" | keyof typeof TROUBLES} trouble
   * @param {number} waiting
   */
  onTrouble(trouble, waiting) {
    const box = this.querySelector("[data-trouble]");
    if (!(box instanceof HTMLElement)) return;
    box.hidden = trouble === "";
    box.textContent = "";
    if (trouble === "") return;
    const words = document.createElement("p");
    words.textContent = `${TROUBLES[trouble]} ${waiting} answer${waiting === 1 ? " is" : "s are"} kept here and not saved yet.`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = "Retry";
    button.addEventListener("click", () => this.queue?.retry());
    box.append(words, button);
  }

  /** @param {string} words */
  say(words) {
    const line = this.querySelector("[data-said]");
    if (line) line.textContent = words;
  }
}

customElements.define("answer-desk", AnswerDesk);
