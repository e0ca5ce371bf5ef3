// @ts-check
// The lines of an outline on the page: one text field each, in a tree for listeners. What is written and not saved yet
// stays when the lines come anew; new lines stand among the others until the server has them.

import { OutlineLines, SIGN_WORDS } from "./outline-lines.js";

/** @typedef {import("./outline-lines.js").Line} Line */
/**
 * @typedef {object} Fresh a line that the server does not have yet
 * @property {string} id
 * @property {"after" | "first" | "last"} where
 * @property {string} beside identity of the line after or under which it stands
 * @property {string} sign
 * @property {string} argument the name that its step will have
 * @property {boolean} isSaving
 */
/** @typedef {{ id: string, line: Line | null, fresh: Fresh | null, level: number, parent: string }} Item */

export class OutlineRows {
  /** @param {HTMLElement} tree @param {string} claimPage */
  constructor(tree, claimPage) {
    this.tree = tree;
    this.claimPage = claimPage;
    this.lines = new OutlineLines([]);
    /** @type {Fresh[]} */
    this.fresh = [];
    /** @type {Item[]} */
    this.items = [];
    /** @type {Map<string, string>} text that the server has, by line */
    this.saved = new Map();
    this.isRendering = false;
  }

  /** @param {string} id @returns {HTMLElement | null} */
  row(id) {
    return this.tree.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  /** @param {string} id @returns {HTMLTextAreaElement | null} */
  field(id) {
    return this.row(id)?.querySelector("textarea") ?? null;
  }

  /** @param {string} id @returns {Item | undefined} */
  item(id) {
    return this.items.find((one) => one.id === id);
  }

  /** The line of an element of the page. @param {EventTarget | null} target @returns {Item | undefined} */
  itemOf(target) {
    const id = target instanceof Element ? target.closest("[data-id]")?.getAttribute("data-id") : null;
    return id ? this.item(id) : undefined;
  }

  /** @param {string} id */
  isDirty(id) {
    return this.field(id)?.value !== (this.saved.get(id) ?? "");
  }

  /** @param {Line[]} lines */
  take(lines) {
    this.lines = new OutlineLines(lines);
    this.render();
  }

  /** Show everything in its order; focus and caret stay in their line. */
  render() {
    this.isRendering = true;
    const focused = this.itemOf(document.activeElement)?.id;
    const caret = focused && document.activeElement instanceof HTMLTextAreaElement ? [document.activeElement.selectionStart, document.activeElement.selectionEnd] : null;
    this.items = this.#arrange();
    const known = new Map([...this.tree.children].map((row) => [row.getAttribute("data-id"), /** @type {HTMLElement} */ (row)]));
    this.items.forEach((item, at) => {
      const row = known.get(item.id) ?? this.#make(item);
      known.delete(item.id);
      if (this.tree.children[at] !== row) this.tree.insertBefore(row, this.tree.children[at] ?? null);
      this.#dress(row, item);
    });
    for (const row of known.values()) {
      this.saved.delete(row.dataset.id ?? "");
      row.remove();
    }
    this.isRendering = false;
    const field = focused ? this.field(focused) : null;
    if (!field || document.activeElement === field) return;
    field.focus({ preventScroll: true });
    if (caret) field.setSelectionRange(caret[0], caret[1]);
  }

  /** @returns {Item[]} */
  #arrange() {
    const { lines } = this.lines;
    /** @type {Item[]} */
    const items = lines.map((line) => ({
      id: OutlineLines.identity(line), line, fresh: null, level: line.level, parent: this.#identityOf(line.parent),
    }));
    // The same claim may be a premise of the same step only once, but the lead can come again as a mention.
    const seen = new Set();
    for (const item of items) {
      while (seen.has(item.id)) item.id += " again";
      seen.add(item.id);
    }
    for (const fresh of this.fresh) this.#insert(items, fresh);
    return items;
  }

  /** @param {string} key */
  #identityOf(key) {
    const line = this.lines.byKey.get(key);
    return line ? OutlineLines.identity(line) : "";
  }

  /** @param {Item[]} items @param {Fresh} fresh */
  #insert(items, fresh) {
    const found = items.findIndex((item) => item.id === fresh.beside);
    const at = Math.max(found, 0);
    const beside = items[at];
    if (!beside) return;
    const isUnder = fresh.where !== "after" || beside.level === 1;
    let end = at + 1;
    const isTwin = (/** @type {Item | undefined} */ item) => item?.fresh?.beside === fresh.beside && item.fresh.where === fresh.where;
    if (fresh.where === "first") {
      while (isTwin(items[end])) end += 1;
    } else {
      const level = beside.level;
      const argument = beside.line?.argument;
      const isOwn = (/** @type {Item} */ item) => item.level > level || (!isUnder && fresh.sign !== "&" && argument && item.line?.argument === argument) || isTwin(item);
      while (end < items.length && isOwn(items[end])) end += 1;
    }
    items.splice(end, 0, {
      id: fresh.id, line: null, fresh, level: isUnder ? beside.level + 1 : beside.level, parent: isUnder ? beside.id : beside.parent,
    });
  }

  /** @param {Item} item */
  #make(item) {
    const row = document.createElement("li");
    row.className = "outline-line";
    row.dataset.id = item.id;
    row.setAttribute("role", "treeitem");
    const sign = document.createElement("span");
    sign.className = "outline-line__sign";
    sign.setAttribute("aria-hidden", "true");
    const number = document.createElement("a");
    number.className = "claim-number outline-line__number";
    number.tabIndex = -1;
    const field = document.createElement("textarea");
    field.className = "outline-line__text";
    field.rows = 1;
    field.maxLength = 1000;
    field.dir = "auto";
    field.setAttribute("aria-describedby", "outline-help");
    const notes = document.createElement("span");
    notes.className = "outline-line__notes";
    const error = document.createElement("p");
    error.className = "outline-line__error";
    error.setAttribute("role", "alert");
    error.hidden = true;
    row.append(sign, number, field, notes, error);
    return row;
  }

  /** @param {HTMLElement} row @param {Item} item */
  #dress(row, item) {
    const { line, fresh } = item;
    const sign = line?.sign ?? fresh?.sign ?? "";
    row.dataset.sign = sign;
    row.style.setProperty("--level", String(item.level - 1));
    row.classList.toggle("outline-line--mention", Boolean(line?.is_reference));
    row.classList.toggle("outline-line--unstated", Boolean(line?.is_implicit));
    row.classList.toggle("is-saving", Boolean(fresh?.isSaving));
    const fellows = this.items.filter((one) => one.parent === item.parent && one.level === item.level);
    row.setAttribute("aria-level", String(item.level));
    row.setAttribute("aria-posinset", String(fellows.indexOf(item) + 1));
    row.setAttribute("aria-setsize", String(fellows.length));
    /** @type {HTMLElement} */ (row.children[0]).textContent = { "": "◆", "+": "+", "-": "−", "~": "+", "&": "&" }[sign] ?? sign;
    const number = /** @type {HTMLAnchorElement} */ (row.children[1]);
    number.textContent = line ? `C-${line.claim}` : "new";
    if (line) number.href = `${this.claimPage}${line.claim}/`;
    const notes = [line?.is_implicit ? "unstated" : "", line && line.status !== "accepted" ? line.status : "", line?.is_reference ? "shown elsewhere" : "", line?.passages ? `${line.passages} passage${line.passages === 1 ? "" : "s"}` : ""];
    /** @type {HTMLElement} */ (row.children[3]).textContent = notes.filter(Boolean).join(" · ");
    this.#fill(item, line ? this.lines.place(line) : `New line: ${SIGN_WORDS[sign]}, level ${item.level}`);
  }

  /** @param {Item} item @param {string} place */
  #fill(item, place) {
    const field = this.field(item.id);
    if (!field) return;
    field.setAttribute("aria-label", place);
    field.closest("[role=treeitem]")?.setAttribute("aria-label", place);
    field.readOnly = Boolean(item.fresh?.isSaving || item.line?.is_reference);
    if (item.line && !this.saved.has(item.id)) {
      field.value = item.line.text;
      this.saved.set(item.id, item.line.text);
    } else if (item.line && !this.isDirty(item.id)) {
      field.value = item.line.text;
      this.saved.set(item.id, item.line.text);
    }
    this.grow(field);
  }

  /** @param {HTMLTextAreaElement} field */
  grow(field) {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  /** @param {string} id @param {string} message "" takes it away */
  blame(id, message) {
    const error = /** @type {HTMLElement | null} */ (this.row(id)?.querySelector(".outline-line__error"));
    if (!error) return;
    error.textContent = message;
    error.hidden = !message;
  }

  /** @param {string | undefined} id @param {"start" | "end"} [caret] */
  focus(id, caret = "end") {
    const field = id ? this.field(id) : null;
    if (!field) return;
    field.focus();
    const at = caret === "end" ? field.value.length : 0;
    field.setSelectionRange(at, at);
  }
}
