// @ts-check
// The small form beside a card in which one words a claim: the next reason, an objection, a premise, an undercut, or
// another wording. What is not saved stays as a draft of its place, whatever happens to the map around it.

import { EditChoices, claimsThatFit } from "./edit-choices.js";

const ASK_AFTER_MS = 120;
const NARROW = "(max-width: 40rem)";
const NUMBER = /^\s*c\s*-?\s*(\d+)\s*$/i;

/** @typedef {"reason" | "premise" | "undercut" | "reword"} Purpose */
/**
 * @typedef {object} Task what is being worded
 * @property {Purpose} purpose
 * @property {string} place names the draft
 * @property {string} title
 * @property {string} about key of the card beside which it stands
 * @property {string} [relation] of a reason or objection at first
 * @property {string} [text] to begin with
 */
/** @typedef {{ task: Task, relation: string, text: string, claim: number | null, isUnstated: boolean, goes: boolean }} Worded */

export class EditComposer {
  /**
   * @param {HTMLElement} box
   * @param {object} parts
   * @param {string} parts.claims address of the claims that fit
   * @param {string} parts.key of the drafts
   * @param {(worded: Worded) => void} parts.save
   * @param {(task: Task) => void} parts.left
   */
  constructor(box, { claims, key, save, left }) {
    this.box = box;
    this.claims = claims;
    this.key = key;
    this.save = save;
    this.leaving = left;
    /** @type {Task | null} */
    this.task = null;
    this.relation = "supports";
    this.field = /** @type {HTMLTextAreaElement} */ (box.querySelector("[data-text]"));
    this.unstated = /** @type {HTMLInputElement} */ (box.querySelector("[name=unstated]"));
    const list = /** @type {HTMLElement} */ (box.querySelector("[data-choices]"));
    this.choices = new EditChoices(this.field, list, (choice) => this.#give(false, Number(choice.value)));
    box.addEventListener("keydown", (event) => this.#pressed(event));
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#give(false);
    });
    box.addEventListener("click", (event) => this.#clicked(event));
    this.field.addEventListener("input", () => this.#typed());
  }

  get isOpen() {
    return this.task !== null;
  }

  /** @param {Task} task */
  open(task) {
    if (this.task) this.#keep();
    this.task = task;
    this.choices.hide();
    this.#say("[data-error]", "");
    this.#say("[data-done]", "");
    this.unstated.checked = false;
    this.relation = task.relation ?? "";
    const draft = this.draft(task.place);
    this.field.value = draft || (task.text ?? "");
    if (draft && draft !== task.text) this.#say("[data-done]", "Your draft from before.");
    this.#dress(task);
    this.box.hidden = false;
    this.#grow();
    this.field.focus({ preventScroll: true });
    if (!draft) this.field.select();
  }

  /** Leave; what was written stays as a draft. */
  close() {
    const { task } = this;
    if (!task) return;
    this.#keep();
    this.task = null;
    this.choices.hide();
    this.box.hidden = true;
    this.leaving(task);
  }

  /** Forget the draft of a place. @param {string} place */
  drop(place) {
    this.#store(place, "");
  }

  /** @param {string} place */
  draft(place) {
    try {
      return sessionStorage.getItem(`${this.key} ${place}`) ?? "";
    } catch {
      return "";
    }
  }

  /** Put back what the server did not take. @param {Worded} worded @param {string} message */
  refuse(worded, message) {
    if (this.task?.place === worded.task.place && !this.field.value.trim()) {
      this.field.value = worded.text;
      this.#grow();
      this.#say("[data-error]", message);
      this.field.setAttribute("aria-invalid", "true");
      this.field.focus({ preventScroll: true });
    } else {
      this.#store(worded.task.place, worded.text);
    }
  }

  /** Say below the text what was saved. @param {string} words */
  done(words) {
    if (!this.isOpen) return;
    this.#say("[data-done]", words);
  }

  /** @param {Task} task */
  #dress(task) {
    const isNew = task.purpose !== "reword";
    this.box.dataset.purpose = task.purpose;
    this.#say("[data-title]", task.title);
    this.#show("[data-relations]", task.purpose === "reason");
    this.#show("[data-unstated]", isNew);
    /** @type {HTMLElement} */ (this.box.querySelector("[data-save]")).textContent = isNew ? "Add" : "Save";
    this.field.placeholder = isNew ? "Word a claim, or C-12 for one that there is" : "";
    this.#markRelation();
  }

  #markRelation() {
    this.box.dataset.relation = this.task?.purpose === "reason" ? this.relation : "";
    for (const button of this.box.querySelectorAll("[data-relation]")) {
      if (button !== this.box) button.setAttribute("aria-pressed", String(button.getAttribute("data-relation") === this.relation));
    }
    const other = this.relation === "supports" ? "objection" : "reason";
    const tab = this.task?.purpose === "reason" ? [["Tab", other]] : [];
    const rows = this.task?.purpose === "reword" ? [["Enter", "save"], ["Esc", "leave"]] : [["Enter", "add"], ...tab, ["Esc", "leave"]];
    this.box.querySelector("[data-hint]")?.replaceChildren(...rows.flatMap(([key, words]) => {
      const sign = document.createElement("kbd");
      sign.className = "kbd";
      sign.textContent = key;
      return [sign, ` ${words} `];
    }));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const isField = event.target === this.field;
    if (isField && this.choices.pressed(event)) event.preventDefault();
    else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (isField && event.key === "Enter") {
      event.preventDefault();
      // A key held down is one decision.
      if (!event.repeat) this.#give(event.shiftKey);
    } else if (isField && event.key === "Tab" && !event.shiftKey && this.task?.purpose === "reason") {
      event.preventDefault();
      this.#turn(this.relation === "supports" ? "opposes" : "supports");
    } else if (event.altKey && event.key.toLowerCase() === "i" && this.task?.purpose !== "reword") {
      event.preventDefault();
      this.unstated.checked = !this.unstated.checked;
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const relation = target.closest("button[data-relation]")?.getAttribute("data-relation");
    if (relation) this.#turn(relation);
    if (target.closest("[data-leave]")) this.close();
  }

  /** @param {string} relation */
  #turn(relation) {
    if (!this.task) return;
    this.relation = relation;
    this.#say("[data-title]", this.task.title.replace(/^(Reason|Objection)/, relation === "supports" ? "Reason" : "Objection"));
    this.#markRelation();
    this.field.focus({ preventScroll: true });
  }

  #typed() {
    this.field.removeAttribute("aria-invalid");
    this.#say("[data-error]", "");
    this.#grow();
    if (this.task) this.#store(this.task.place, this.field.value);
    clearTimeout(this.timer);
    const typed = this.field.value.trim();
    if (this.task?.purpose === "reword" || !typed) return this.choices.hide();
    this.timer = setTimeout(async () => {
      const found = await claimsThatFit(this.claims, typed);
      if (this.isOpen && this.field.value.trim() === typed) this.choices.show(found.slice(0, matchMedia(NARROW).matches ? 3 : 5));
    }, ASK_AFTER_MS);
  }

  /** @param {boolean} goes whether one goes to the new card @param {number} [chosen] number of a claim that there is */
  #give(goes, chosen) {
    const text = this.field.value.trim().replace(/\s+/g, " ");
    const { task } = this;
    // The second press of a double click finds nothing to save.
    if (!task || (!text && !chosen)) return this.field.focus({ preventScroll: true });
    clearTimeout(this.timer);
    const named = NUMBER.exec(text);
    const claim = task.purpose === "reword" ? null : (chosen ?? (named ? Number(named[1]) : null));
    const worded = { task, relation: this.relation, text, claim, isUnstated: this.unstated.checked, goes };
    this.choices.hide();
    this.field.value = "";
    this.unstated.checked = false;
    this.#store(task.place, "");
    this.#grow();
    this.#say("[data-done]", "Saving…");
    if (task.purpose === "reword" || goes) this.close();
    else this.field.focus({ preventScroll: true });
    this.save(worded);
  }

  #keep() {
    if (this.task) this.#store(this.task.place, this.field.value.trim() === this.task.text ? "" : this.field.value.trim());
  }

  /** @param {string} place @param {string} text */
  #store(place, text) {
    try {
      if (text) sessionStorage.setItem(`${this.key} ${place}`, text);
      else sessionStorage.removeItem(`${this.key} ${place}`);
    } catch {
      // Without storage a draft lasts as long as the form is open.
    }
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 220)}px`;
  }

  /** @param {string} where @param {string} words */
  #say(where, words) {
    const line = /** @type {HTMLElement} */ (this.box.querySelector(where));
    line.textContent = words;
    line.hidden = !words;
  }

  /** @param {string} where @param {boolean} isShown */
  #show(where, isShown) {
    /** @type {HTMLElement} */ (this.box.querySelector(where)).hidden = !isShown;
  }
}
