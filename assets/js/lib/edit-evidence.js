// @ts-check
// The list of passages beside the drawing: found by words, author or source, linked by one key or dragged onto a card; and
// the form that says who draws a step, on which passage, by which scheme.

/** @typedef {import("./edit-map.js").EditMap} EditMap */
/** @typedef {import("./edit-client.js").Operation} Operation */

const ASK_AFTER_MS = 150;
const KEYS = /** @type {Record<string, string>} */ ({ s: "supports", c: "contradicts", x: "context" });

export class EditEvidence {
  /**
   * @param {HTMLElement} editor @param {EditMap} map
   * @param {(operation: Operation) => void} send @param {() => void} left
   */
  constructor(editor, map, send, left) {
    this.editor = editor;
    this.map = map;
    this.send = send;
    this.left = left;
    this.box = /** @type {HTMLElement} */ (editor.querySelector("[data-evidence]"));
    this.list = /** @type {HTMLElement} */ (this.box.querySelector("[data-passages]"));
    this.field = /** @type {HTMLInputElement} */ (this.box.querySelector("[name=q]"));
    this.dialog = /** @type {HTMLDialogElement} */ (editor.querySelector("[data-step]"));
    /** @type {string | null} key of the card that evidence is looked for */
    this.about = null;
    /** @type {string | null} argument whose passage is chosen, instead of evidence */
    this.step = null;
    this.box.addEventListener("input", () => this.#askSoon());
    this.box.addEventListener("submit", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => this.#clicked(event));
    this.box.addEventListener("keydown", (event) => this.#pressed(event));
    this.dialog.addEventListener("submit", (event) => this.#described(event));
    this.dialog.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest("[data-choose-passage]")) this.#choosePassage();
    });
    this.dialog.addEventListener("close", () => !this.isOpen && this.left());
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
  }

  get isOpen() {
    return !this.box.hidden;
  }

  /** @param {HTMLElement} card @param {string | null} [step] argument whose passage is chosen */
  open(card, step = null) {
    this.about = card.id;
    this.step = step;
    const title = step ? "On which passage is the step drawn?" : `Evidence · ${this.map.label(card)}`;
    /** @type {HTMLElement} */ (this.box.querySelector("[data-evidence-title]")).textContent = title;
    this.box.classList.toggle("is-for-step", Boolean(step));
    this.box.hidden = false;
    this.field.focus();
    this.field.select();
    this.ask();
  }

  close() {
    if (!this.isOpen) return;
    this.box.hidden = true;
    this.left();
  }

  /** After an edit: what is linked now. */
  refresh() {
    if (this.isOpen) this.ask();
  }

  #askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), ASK_AFTER_MS);
  }

  async ask() {
    const card = this.map.card(this.about);
    const query = new URLSearchParams({ claim: card?.dataset.claim ?? "" });
    for (const field of this.box.querySelectorAll("input[name], select[name]")) {
      const { name, value } = /** @type {HTMLInputElement | HTMLSelectElement} */ (field);
      if (value) query.set(name, value);
    }
    const asked = (this.asked = query.toString());
    const answer = await fetch(`${this.editor.dataset.map}passages/?${asked}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (this.asked !== asked) return;
    const focused = document.activeElement?.closest("[data-passage]")?.getAttribute("data-passage");
    if (answer?.ok) this.list.innerHTML = await answer.text();
    else this.list.textContent = "The passages could not be fetched. Check the connection and type again.";
    const again = focused && this.rows.find((row) => row.dataset.passage === focused);
    if (again) again.focus();
  }

  /** @returns {HTMLElement[]} */
  get rows() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("[data-passage]"))];
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-leave]")) return this.close();
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-passage]"));
    const bearing = target.closest("[data-bearing]")?.getAttribute("data-bearing");
    const linked = target.closest("[data-unlink]")?.getAttribute("data-unlink");
    if (linked) this.send({ op: "unlink_evidence", evidence: linked });
    else if (row && target.closest("[data-take]")) this.#take(row);
    else if (row && bearing) this.#link(row, bearing);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    event.stopPropagation();
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-passage]"));
    const { rows } = this;
    const at = row ? rows.indexOf(row) : -1;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown" && (row || event.target === this.field)) rows[Math.min(at + 1, rows.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && row) (rows[at - 1] ?? this.field).focus();
    else if (row === event.target && row && this.step && event.key === "Enter") this.#take(row);
    else if (row === event.target && row && !event.repeat && (KEYS[event.key] || event.key === "Enter")) this.#link(row, KEYS[event.key] ?? "supports");
    else if (row === event.target && row && event.key === "Delete" && row.dataset.evidence) this.send({ op: "unlink_evidence", evidence: row.dataset.evidence });
    else if (event.target === this.field && event.key === "Enter") rows[0]?.focus();
    else return;
    event.preventDefault();
  }

  /** @param {HTMLElement} row @param {string} bearing */
  #link(row, bearing) {
    const card = this.map.card(this.about);
    if (!card || this.step || row.dataset.evidence) return;
    row.classList.add("is-sent");
    this.send({ op: "link_evidence", claim: this.map.number(card), passage: row.dataset.passage, bearing });
  }

  // The step itself: who draws it, where, how

  /** @param {HTMLElement} card */
  async describe(card) {
    const step = this.map.stepOf(card);
    if (!step) return;
    this.about = card.id;
    const answer = await fetch(`${this.editor.dataset.map}steps/${step.id}/`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return this.map.map.dispatchEvent(new CustomEvent("map:trouble", { bubbles: true }));
    /** @type {HTMLElement} */ (this.dialog.querySelector("[data-step-body]")).innerHTML = await answer.text();
    this.dialog.showModal();
    /** @type {HTMLElement | null} */ (this.dialog.querySelector("select, textarea"))?.focus();
  }

  #choosePassage() {
    const card = this.map.card(this.about);
    const step = card && this.map.stepOf(card);
    if (!card || !step) return;
    this.open(card, step.id);
    this.dialog.close();
  }

  /** @param {HTMLElement} row */
  #take(row) {
    const step = this.map.step(this.step ?? undefined);
    if (step) this.send({ op: "describe_argument", argument: step.id, version: step.version, passage: row.dataset.passage });
    this.close();
  }

  /** @param {SubmitEvent} event */
  #described(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-step-form]")) return;
    event.preventDefault();
    const told = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const { argument, version, ...fields } = told;
    this.send({ op: "describe_argument", argument, version: Number(version), ...fields });
    this.dialog.close();
  }
}
