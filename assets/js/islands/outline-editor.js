// @ts-check
// <outline-editor>: the map as an indented list that one writes in. Every key that changes something is one edit, in the
// same line of undo as on the drawing.

import { EditClient } from "../lib/edit-client.js";
import { COMMANDS, OUTLINE_COMMANDS, writeHelp } from "../lib/edit-keys.js";
import { EditTelling } from "../lib/edit-telling.js";
import { EditWatch } from "../lib/edit-watch.js";
import { OutlineLines, RELATIONS } from "../lib/outline-lines.js";
import { listOperations, listWords, readList } from "../lib/outline-paste.js";
import { OutlineRows } from "../lib/outline-rows.js";

/** @typedef {import("../lib/edit-client.js").Edit} Edit */
/** @typedef {import("../lib/outline-rows.js").Item} Item */
/** @typedef {import("../lib/outline-rows.js").Fresh} Fresh */
/** @typedef {import("../lib/outline-lines.js").Plan} Plan */

const NUMBER = /^\s*c\s*-?\s*(\d+)\s*$/i;
const SIGNS = "+-~&";

class OutlineEditor extends HTMLElement {
  connectedCallback() {
    if (this.client) return;
    this.ending = new AbortController();
    this.tree = /** @type {HTMLElement} */ (this.querySelector("[data-tree]"));
    this.rows = new OutlineRows(this.tree, this.dataset.claimPage ?? "");
    this.telling = new EditTelling(this);
    const address = this.dataset.map ?? "";
    this.client = new EditClient(address, this.dataset.member ?? "", {
      saved: (edit, told) => this.saved(edit, told),
      refused: (edit, told, status) => this.refused(edit, told, status),
      changed: (waiting) => this.waitingChanged(waiting),
      trouble: (trouble, waiting) => this.telling?.trouble(trouble, waiting, () => this.client?.retry()),
      version: (argument) => this.rows?.lines.lines.find((line) => line.argument === argument)?.version,
    });
    this.listen(this.ending.signal);
    writeHelp(/** @type {Element} */ (this.querySelector("[data-help-body]")), [...OUTLINE_COMMANDS, ...COMMANDS.filter((one) => one.group === "Undo" && one.name !== "menu")]);
    this.load().then(() => {
      this.tree?.setAttribute("aria-busy", "false");
      this.classList.add("is-ready");
      this.client?.run();
      this.watch = new EditWatch(`${address}changes/?session=${this.client?.session}`, () => this.client?.revision ?? 0, (revision, changes) => this.othersChanged(revision, changes));
    });
  }

  disconnectedCallback() {
    this.ending?.abort();
    this.watch?.end();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const tree = /** @type {HTMLElement} */ (this.tree);
    tree.addEventListener("keydown", (event) => this.keyPressed(event), { signal });
    tree.addEventListener("input", (event) => this.typed(event), { signal });
    tree.addEventListener("paste", (event) => this.pasted(event), { signal });
    tree.addEventListener("focusin", (event) => (this.current = this.rows?.itemOf(event.target)?.id ?? this.current), { signal });
    tree.addEventListener("focusout", (event) => this.left(event), { signal });
    this.addEventListener("mousedown", (event) => /** @type {Element} */ (event.target).closest(".outline-bar") && event.preventDefault(), { signal });
    this.addEventListener("click", (event) => this.pressed(event), { signal });
    this.querySelector("[data-paste-form]")?.addEventListener("submit", (event) => this.pasteDecided(/** @type {SubmitEvent} */ (event)), { signal });
    addEventListener("beforeunload", (event) => this.client?.waiting.length && event.preventDefault(), { signal });
  }

  async load() {
    const answer = await fetch(`${this.dataset.map}lines/`, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return void this.say("The outline could not be fetched. Check the connection.");
    const told = await answer.json();
    if (this.client && !this.client.isSending) this.client.revision = told.revision;
    this.rows?.take(told.lines);
  }

  // Sending

  /** @param {Plan} plan @param {Record<string, any>} [about] */
  carryOut(plan, about = {}) {
    if (typeof plan === "string") return this.say(plan);
    if (!plan.operations.length) return;
    this.telling?.quiet();
    const id = about.id ?? this.current;
    this.client?.push(plan.operations, { id, claim: this.rows?.item(id)?.line?.claim, ...about });
  }

  /** Save what is written in a line. @param {Item | undefined} item @returns {boolean} whether anything was */
  commit(item) {
    const field = item && this.rows?.field(item.id);
    if (!item || !field || field.readOnly) return false;
    const text = field.value.trim().replace(/\s+/g, " ");
    if (item.fresh) return this.commitFresh(item, item.fresh, text);
    const expected = this.rows?.saved.get(item.id) ?? "";
    if (!item.line || text === expected) return false;
    if (!text) {
      field.value = expected;
      return false;
    }
    this.rows?.saved.set(item.id, field.value);
    this.rows?.blame(item.id, "");
    this.carryOut({ operations: [{ op: "reword_claim", claim: item.line.claim, text, expected }] }, { id: item.id, text, expected });
    return true;
  }

  /** @param {Item} item @param {Fresh} fresh @param {string} text */
  commitFresh(item, fresh, text) {
    if (!text) return false;
    const named = NUMBER.exec(text);
    const premise = named ? { claim: Number(named[1]) } : { text };
    const operation = this.operationFor(item, fresh, premise);
    if (typeof operation === "string") {
      this.rows?.blame(item.id, operation);
      return false;
    }
    fresh.isSaving = true;
    this.rows?.blame(item.id, "");
    this.rows?.render();
    this.carryOut({ operations: [operation] }, { id: item.id, fresh: fresh.id, text });
    return true;
  }

  /** @param {Item} item @param {Fresh} fresh @param {Record<string, any>} premise @returns {import("../lib/edit-client.js").Operation | string} */
  operationFor(item, fresh, premise) {
    const { lines } = /** @type {OutlineRows} */ (this.rows);
    const under = this.rows?.item(item.parent);
    const parent = under?.line;
    const beside = this.rows?.item(fresh.beside)?.line;
    if (under?.fresh && fresh.sign !== "&") return this.operationUnder(under.fresh, fresh, premise);
    if (fresh.sign === "&") {
      return beside?.argument ? { op: "add_premise", argument: beside.argument, version: beside.version, ...premise } : "A linked premise needs a line before it on its level.";
    }
    if (!parent) return "The line that it stood under is gone. Move it with Tab, or copy its words.";
    const aim = lines.aimAt(parent, fresh.sign);
    if (typeof aim === "string") return aim;
    const children = lines.lines.filter((line) => line.parent === parent.key && line.sign !== "&");
    const first = children.find((line) => (line.sign === "~") === (fresh.sign === "~"))?.argument ?? null;
    const before = fresh.where === "first" ? first : fresh.where === "after" && beside?.argument ? lines.after(lines.premisesOf(beside)[0]) : null;
    return { op: "add_argument", argument: fresh.argument, ...aim, premises: [premise], before };
  }

  /** What bears on a line that is not saved yet names it by its wording. @param {Fresh} above @param {Fresh} fresh @param {Record<string, any>} premise */
  operationUnder(above, fresh, premise) {
    const text = this.rows?.field(above.id)?.value.trim().replace(/\s+/g, " ") ?? "";
    const aim = fresh.sign === "~" ? { target: above.argument } : { conclusion: { text } };
    return { op: "add_argument", argument: fresh.argument, relation: RELATIONS[fresh.sign], ...aim, premises: [premise] };
  }

  /** @param {number} waiting */
  waitingChanged(waiting) {
    if (waiting) this.hasSaved = true;
    this.dataset.waiting = String(waiting);
    this.telling?.saving(waiting, Boolean(this.hasSaved));
  }

  /** @param {Edit} edit @param {Record<string, any>} told */
  async saved(edit, told) {
    const { rows, client } = this;
    if (!rows || !client) return;
    const fresh = rows.fresh.find((one) => one.id === edit.about.fresh);
    const hadFocus = fresh && this.current === fresh.id;
    rows.fresh = rows.fresh.filter((one) => one !== fresh);
    if (told.revision === client.revision + 1 || edit.kind !== "edits") client.revision = told.revision;
    await this.load();
    const made = fresh && this.lineMade(fresh, told);
    if (fresh && made) {
      for (const other of rows.fresh) if (other.beside === fresh.id) other.beside = made;
      for (const other of rows.fresh) if (other.beside === fresh.beside && other.where === fresh.where) Object.assign(other, { beside: made, where: "after" });
      rows.render();
      if (hadFocus) rows.focus(made);
    }
    const item = rows.item(made ?? edit.about.id) ?? rows.items.find((one) => one.line?.claim === edit.about.claim) ?? this.itemToldOf(told);
    if (!rows.itemOf(document.activeElement)) rows.focus(item?.id, edit.about.caret);
    if (edit.kind === "edits") this.telling?.say(item?.line ? `${told.said} ${rows.lines.place(item.line)}.` : told.said);
    else this.say(told.said);
    if (edit.about.offersUndo) this.telling?.toast(told.said, { label: "Undo", act: () => client.step("undo", told.edit) });
  }

  /** @param {Fresh} fresh @param {Record<string, any>} told @returns {string | undefined} */
  lineMade(fresh, told) {
    const claim = told.created?.[0]?.claim ?? told.focus?.claim;
    const line = this.rows?.lines.lines.find((one) => one.argument === fresh.argument) ?? this.rows?.lines.lines.find((one) => one.claim === claim);
    return line && OutlineLines.identity(line);
  }

  /** @param {Record<string, any>} told @returns {Item | undefined} */
  itemToldOf(told) {
    const { claim, argument } = told.focus ?? {};
    return this.rows?.items.find((item) => item.line && (argument ? item.line.argument === argument : item.line.claim === claim));
  }

  /** @param {Edit} edit @param {Record<string, any>} told @param {number} status */
  async refused(edit, told, status) {
    const { rows } = this;
    const { id, fresh, text, expected } = edit.about;
    const message = told.message ?? "That was not saved.";
    const kept = rows?.fresh.find((one) => one.id === fresh);
    if (kept) kept.isSaving = false;
    if (expected !== undefined) rows?.saved.set(id, expected);
    await this.load();
    if (this.client && told.revision) this.client.revision = told.revision;
    const field = rows?.field(id);
    if (field && text) {
      field.value = text;
      rows?.grow(field);
    }
    rows?.blame(id, text ? message : "");
    this.say(message);
    if (status !== 409) return;
    const ways = [{ label: "Take theirs", act: () => this.takeTheirs(id) }];
    if (edit.kind === "edits") ways.push({ label: "Try again", act: () => this.tryAgain(edit), isMain: true });
    this.telling?.ask(message, ways);
  }

  /** @param {string} id */
  takeTheirs(id) {
    const item = this.rows?.item(id);
    const field = this.rows?.field(id);
    if (item?.line && field) {
      field.value = item.line.text;
      this.rows?.saved.set(id, item.line.text);
    }
    this.rows?.blame(id, "");
    this.rows?.focus(id);
  }

  /** @param {Edit} edit */
  tryAgain(edit) {
    const line = this.rows?.item(edit.about.id)?.line;
    this.rows?.blame(edit.about.id, "");
    const operations = edit.operations.map((one) => (one.op === "reword_claim" && line ? { ...one, expected: line.text } : one));
    this.client?.again({ ...edit, operations, about: { ...edit.about, expected: line?.text } });
  }

  /** @param {number} revision @param {import("../lib/edit-watch.js").Change[]} changes */
  async othersChanged(revision, changes) {
    if (this.client?.isSending) return;
    const before = new Map(this.rows?.items.map((item) => [item.id, `${item.line?.text} ${item.parent} ${item.line?.sign}`]));
    await this.load();
    if (this.client) this.client.revision = Math.max(revision, this.client.revision);
    for (const item of this.rows?.items ?? []) {
      if (before.get(item.id) === `${item.line?.text} ${item.parent} ${item.line?.sign}`) continue;
      const row = this.rows?.row(item.id);
      row?.classList.add("is-fresh");
      setTimeout(() => row?.classList.remove("is-fresh"), 2600);
    }
    const others = changes.filter((change) => !change.mine);
    const last = others[others.length - 1];
    if (last) this.telling?.tell(others.length === 1 ? `${last.by}: ${last.said}` : `${others.length} changes by others, the last by ${last.by}: ${last.said}`);
  }

  // Keys

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    const item = this.rows?.itemOf(event.target);
    const field = event.target;
    if (!item || !(field instanceof HTMLTextAreaElement) || event.isComposing) return;
    const wasLeaving = this.isLeaving;
    if (event.key !== "Shift") this.isLeaving = false;
    if (event.key === "Tab" && wasLeaving) return;
    const act = this.actOf(event, item, field);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {KeyboardEvent} event @param {Item} item @param {HTMLTextAreaElement} field @returns {(() => void) | undefined} */
  actOf(event, item, field) {
    const { key, shiftKey, altKey } = event;
    const isChord = event.ctrlKey || event.metaKey;
    const atStart = field.selectionStart === 0 && field.selectionEnd === 0;
    if (isChord && key.toLowerCase() === "z" && !this.rows?.isDirty(item.id)) return () => this.client?.step(shiftKey ? "redo" : "undo");
    if (isChord && key.toLowerCase() === "y" && !this.rows?.isDirty(item.id)) return () => this.client?.step("redo");
    if (isChord) return undefined;
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) return () => this.move(item, key === "ArrowUp" ? -1 : 1);
    if (altKey) return undefined;
    if (key === "Enter") return () => event.repeat || this.newLine(item);
    if (key === "Tab") return () => this.shift(item, shiftKey);
    if (key === "Backspace" && !field.value) return () => event.repeat || this.unlink(item);
    if (key === "Escape") return () => this.escape(item, field);
    if (key.length === 1 && SIGNS.includes(key) && atStart) return () => this.turn(item, key);
    const isOneLine = field.scrollHeight < 48;
    if (key === "ArrowUp" && (isOneLine || atStart)) return () => this.go(item, -1);
    if (key === "ArrowDown" && (isOneLine || field.selectionStart === field.value.length)) return () => this.go(item, 1);
    return undefined;
  }

  /** @param {Item} item @param {-1 | 1} by */
  go(item, by) {
    const items = this.rows?.items ?? [];
    this.rows?.focus(items[items.indexOf(item) + by]?.id);
  }

  /** A line of the same level after this one; under the lead one below. @param {Item} item */
  newLine(item) {
    this.commit(item);
    const { rows } = this;
    if (!rows) return;
    if (item.fresh && !item.fresh.isSaving) return rows.field(item.id)?.value.trim() ? undefined : this.shift(item, true);
    const sign = item.fresh?.sign ?? item.line?.sign ?? "+";
    /** @type {Pick<Fresh, "where" | "beside">} */
    const place = item.fresh ? { where: item.fresh.where, beside: item.fresh.beside } : item.level === 1 ? { where: "first", beside: item.id } : { where: "after", beside: item.id };
    this.open({ ...place, sign: sign === "" || sign === "&" ? "+" : sign }, item.fresh ?? undefined);
  }

  /** @param {Pick<Fresh, "where" | "beside" | "sign">} place @param {Fresh} [after] */
  open(place, after) {
    const fresh = { id: `new ${crypto.randomUUID()}`, argument: crypto.randomUUID(), isSaving: false, ...place };
    const at = after ? this.rows?.fresh.indexOf(after) ?? -1 : -1;
    if (at >= 0) this.rows?.fresh.splice(at + 1, 0, fresh);
    else this.rows?.fresh.push(fresh);
    this.rows?.render();
    this.rows?.focus(fresh.id);
  }

  /** @param {Item} item @param {boolean} isOut */
  shift(item, isOut) {
    const { rows } = this;
    if (!rows) return;
    if (item.fresh) return this.shiftFresh(item, item.fresh, isOut);
    this.commit(item);
    if (item.line) this.carryOut(isOut ? rows.lines.outdent(item.line) : rows.lines.indent(item.line), { id: item.id });
  }

  /** @param {Item} item @param {Fresh} fresh @param {boolean} isOut */
  shiftFresh(item, fresh, isOut) {
    const items = this.rows?.items ?? [];
    const parent = this.rows?.item(item.parent);
    if (isOut) {
      if (!parent || parent.level === 1) return this.say("It bears on the lead claim already.");
      Object.assign(fresh, { where: "after", beside: parent.id });
    } else {
      const above = items.slice(0, items.indexOf(item)).reverse().find((one) => one.level === item.level && one.parent === item.parent && (one.line || one.fresh?.isSaving));
      if (!above) return this.say("There is no line before it on its level to go under.");
      Object.assign(fresh, { where: "last", beside: above.id });
    }
    this.rows?.render();
    this.telling?.say(this.rows?.field(item.id)?.getAttribute("aria-label") ?? "");
  }

  /** @param {Item} item @param {-1 | 1} by */
  move(item, by) {
    if (!item.line) return this.say("Save the line first: press Enter.");
    this.commit(item);
    this.carryOut(/** @type {OutlineRows} */ (this.rows).lines.move(item.line, by), { id: item.id });
  }

  /** @param {Item} item @param {string} sign */
  turn(item, sign) {
    if (item.fresh) {
      item.fresh.sign = sign;
      this.rows?.render();
      this.telling?.say(this.rows?.field(item.id)?.getAttribute("aria-label") ?? "");
    } else if (item.line) {
      this.carryOut(/** @type {OutlineRows} */ (this.rows).lines.turn(item.line, sign), { id: item.id, caret: "start" });
    }
  }

  /** @param {Item} item */
  unlink(item) {
    const items = this.rows?.items ?? [];
    const above = items[items.indexOf(item) - 1]?.id;
    if (item.fresh) {
      this.drop(item.fresh);
      return this.rows?.focus(above);
    }
    if (!item.line) return;
    const plan = /** @type {OutlineRows} */ (this.rows).lines.unlink(item.line);
    this.carryOut(plan, { id: above, offersUndo: true });
    const field = this.rows?.field(item.id);
    if (field) field.value = item.line.text;
    if (typeof plan !== "string") this.rows?.focus(above);
  }

  /** @param {Fresh} fresh */
  drop(fresh) {
    if (!this.rows) return;
    this.rows.fresh = this.rows.fresh.filter((one) => one !== fresh);
    this.rows.render();
  }

  /** @param {Item} item @param {HTMLTextAreaElement} field */
  escape(item, field) {
    if (item.line && this.rows?.isDirty(item.id)) {
      field.value = this.rows.saved.get(item.id) ?? "";
      this.rows.grow(field);
      this.rows.blame(item.id, "");
      return this.say("What was not saved is taken back.");
    }
    this.isLeaving = true;
    this.say("Tab now leaves the outline.");
  }

  /** @param {Event} event */
  typed(event) {
    const field = event.target;
    const item = this.rows?.itemOf(field);
    if (!(field instanceof HTMLTextAreaElement) || !item) return;
    // Where a sign is a dead key it arrives as text.
    const sign = /^([+~&])(?=\s|$)/.exec(field.value)?.[1];
    if (sign) {
      field.value = field.value.slice(1).trimStart();
      this.turn(item, sign);
    }
    field.value = field.value.replace(/\n/g, " ");
    this.rows?.grow(field);
    this.rows?.blame(item.id, "");
  }

  /** @param {FocusEvent} event */
  left(event) {
    const item = this.rows?.itemOf(event.target);
    if (!item || this.rows?.isRendering) return;
    const field = this.rows?.field(item.id);
    if (item.fresh && !field?.value.trim()) this.drop(item.fresh);
    else this.commit(item);
  }

  /** @param {MouseEvent} event */
  pressed(event) {
    const name = /** @type {Element} */ (event.target).closest("[data-command]")?.getAttribute("data-command");
    if (!name) return;
    if (name === "undo" || name === "redo") return this.client?.step(name);
    if (name === "help") return /** @type {HTMLDialogElement} */ (this.querySelector("[data-help]")).showModal();
    const item = this.rows?.item(this.current ?? "") ?? this.rows?.items[0];
    if (!item) return;
    const acts = /** @type {Record<string, () => void>} */ ({
      indent: () => this.shift(item, false),
      outdent: () => this.shift(item, true),
      up: () => this.move(item, -1),
      down: () => this.move(item, 1),
      add: () => this.newLine(item),
      unlink: () => this.unlink(item),
    });
    acts[name]?.();
  }

  // Pasting a list

  /** @param {ClipboardEvent} event */
  pasted(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const item = this.rows?.itemOf(event.target);
    const lines = readList(text);
    if (!item || lines.length < 2) return;
    event.preventDefault();
    const under = item.fresh ? this.rows?.item(item.parent)?.line : item.line;
    if (!under) return;
    const operations = listOperations(lines, under);
    this.paste = { text, operations, id: item.id, fresh: item.fresh };
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("[data-paste]"));
    const words = typeof operations === "string" ? operations : `Below C-${under.claim}: ${listWords(lines)}. A wording that a claim has already becomes that claim; all others become drafts.`;
    /** @type {HTMLElement} */ (dialog.querySelector("[data-paste-words]")).textContent = words;
    /** @type {HTMLButtonElement} */ (dialog.querySelector("[data-paste-make]")).disabled = typeof operations === "string";
    dialog.querySelector("[data-paste-lines]")?.replaceChildren(...lines.map((line) => {
      const made = document.createElement("li");
      made.dataset.sign = line.sign;
      made.style.setProperty("--level", String(line.depth));
      made.textContent = `${{ "+": "Reason", "-": "Objection", "~": "Undercut", "&": "Linked premise" }[line.sign]}: ${line.text}`;
      return made;
    }));
    dialog.showModal();
    /** @type {HTMLElement | null} */ (dialog.querySelector("[data-paste-make]:not(:disabled)"))?.focus();
  }

  /** @param {SubmitEvent} event */
  pasteDecided(event) {
    const decided = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value;
    const { paste, rows } = this;
    this.paste = undefined;
    if (!paste || !rows) return;
    if (decided === "lines" && typeof paste.operations !== "string") {
      if (paste.fresh) this.drop(paste.fresh);
      this.carryOut({ operations: paste.operations }, { id: paste.id, offersUndo: true });
    } else {
      const field = rows.field(paste.id);
      field?.focus();
      field?.setRangeText(paste.text.replace(/\s+/g, " "), field.selectionStart, field.selectionEnd, "end");
      if (field) rows.grow(field);
    }
  }

  /** @param {string} words */
  say(words) {
    this.telling?.tell(words);
  }
}

customElements.define("outline-editor", OutlineEditor);
