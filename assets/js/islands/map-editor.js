// @ts-check
// <map-editor>: everything by which members change a map on its drawing, by keys and by pointer. Every change is one edit,
// saved at once; what others change comes in beside it.

import { EditMenu, allow, fillBar } from "../lib/edit-bar.js";
import { Beside } from "../lib/edit-beside.js";
import { EditClient } from "../lib/edit-client.js";
import { EditComposer } from "../lib/edit-composer.js";
import { EditDrag } from "../lib/edit-drag.js";
import { EditEvidence } from "../lib/edit-evidence.js";
import { COMMANDS, commandOf, writeHelp } from "../lib/edit-keys.js";
import { EditMap } from "../lib/edit-map.js";
import { EditMover } from "../lib/edit-mover.js";
import { land, reorder, turnRelation, turnStatement, unlink } from "../lib/edit-operations.js";
import { EditTelling } from "../lib/edit-telling.js";
import { EditWatch } from "../lib/edit-watch.js";

/** @typedef {import("../lib/edit-client.js").Edit} Edit */
/** @typedef {import("../lib/edit-client.js").Operation} Operation */
/** @typedef {import("../lib/edit-composer.js").Task} Task */
/** @typedef {import("../lib/edit-composer.js").Worded} Worded */
/** @typedef {HTMLElement & { current?: string | null, refresh: (how: { keep?: string, focus?: string }) => Promise<void>, viewport: any, open?: string | null, show: (key: string | null) => void, say: (words: string) => void, focusCard: (key: string | undefined) => void }} Drawing */

const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, dialog, [contenteditable]";
const MARK_MS = 2600;

class MapEditor extends HTMLElement {
  connectedCallback() {
    if (this.client) return;
    this.map = /** @type {Drawing} */ (this.closest("argument-map"));
    this.drawn = new EditMap(this.map);
    this.ending = new AbortController();
    this.telling = new EditTelling(this);
    const address = this.dataset.map ?? "";
    const key = `${this.dataset.member} ${address}`;
    this.client = new EditClient(address, this.dataset.member ?? "", {
      saved: (edit, told) => this.saved(edit, told),
      refused: (edit, told, status) => this.refused(edit, told, status),
      changed: (waiting) => this.waitingChanged(waiting),
      trouble: (trouble, waiting) => this.telling?.trouble(trouble, waiting, () => this.client?.retry()),
      version: (argument) => this.drawn?.step(argument)?.version,
    });
    this.client.revision = Number(this.map.dataset.revision ?? 0);
    this.composer = new EditComposer(this.part("[data-composer]"), {
      claims: this.dataset.claims ?? "", key: `parallax-draft ${key}`, save: (worded) => this.word(worded), left: (task) => this.back(task.about),
    });
    this.mover = new EditMover(this.part("[data-mover]"), this.drawn, {
      move: (card, target, landing, isAlone) => this.moveOnto(card, target, landing, isAlone),
      left: (held) => this.back(held),
      look: (target) => this.point(target),
    });
    this.menu = new EditMenu(this.part("[data-menu]"), (name) => this.run(name), () => this.back(this.selected?.id));
    this.evidence = new EditEvidence(this, this.drawn, (operation) => this.send([operation]), () => this.back(this.selected?.id));
    this.drag = new EditDrag(this.map, this.drawn, {
      move: (card, target, landing, isAlone) => this.moveOnto(card, target, landing, isAlone),
      cite: (passage, target, bearing) => this.send([{ op: "link_evidence", claim: this.drawn?.number(target), passage, bearing }]),
      say: (words) => this.telling?.tell(words),
    });
    new Beside(this.part("[data-composer]"), () => this.drawn?.card(this.composer?.task?.about) ?? null);
    new Beside(this.part("[data-mover]"), () => this.drawn?.card(this.mover?.held) ?? null);
    fillBar(this.part("[data-tools]"));
    writeHelp(this.part("[data-help-body]"), COMMANDS);
    this.listen(this.ending.signal);
    this.watch = new EditWatch(`${address}changes/?session=${this.client.session}`, () => this.client?.revision ?? 0, (revision, changes) => this.othersChanged(revision, changes));
    this.select(null);
    this.client.run();
  }

  disconnectedCallback() {
    this.ending?.abort();
    this.watch?.end();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.map?.addEventListener("keydown", (event) => this.keyPressed(event), { signal, capture: true });
    document.addEventListener("keydown", (event) => event.target === document.body && this.keyPressed(event), { signal });
    this.map?.addEventListener("focusin", (event) => {
      const card = /** @type {Element} */ (event.target).closest(".map-card");
      if (card) this.select(card.id);
    }, { signal });
    this.map?.addEventListener("contextmenu", (event) => this.menuAsked(event), { signal });
    this.map?.addEventListener("map:selected", (event) => {
      const { key } = /** @type {CustomEvent} */ (event).detail ?? {};
      if (key) this.select(key);
    }, { signal });
    this.map?.addEventListener("click", (event) => this.linkPressed(event), { signal, capture: true });
    this.addEventListener("click", (event) => this.buttonPressed(event), { signal });
    addEventListener("beforeunload", (event) => this.client?.waiting.length && event.preventDefault(), { signal });
  }

  /** @param {string} selector @returns {HTMLElement} */
  part(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  // Which card is meant

  /** @returns {HTMLElement | null} the card that commands are about */
  get selected() {
    return this.drawn?.card(this.chosen) ?? null;
  }

  /** @param {string | null} key */
  select(key) {
    this.chosen = key;
    for (const card of this.map?.querySelectorAll(".map-card.is-chosen") ?? []) card.classList.toggle("is-chosen", card.id === key);
    const card = this.selected;
    card?.classList.add("is-chosen");
    const step = card && this.drawn?.stepOf(card);
    allow(this.part("[data-bar]"), Boolean(card), Boolean(step));
    this.part("[data-bar]").classList.toggle("has-card", Boolean(card));
    this.part("[data-invite]").hidden = (this.drawn?.cards.length ?? 0) !== 1 || Boolean(this.composer?.isOpen);
  }

  /** @param {Task} task */
  compose(task) {
    // An open card would lie over what is about to be added below it.
    if (this.map?.open) this.map.show(null);
    this.composer?.open(task);
    this.select(this.chosen ?? null);
  }

  /** Give the focus back to a card. @param {string | null | undefined} key */
  back(key) {
    const card = this.drawn?.card(key);
    if (!card) return;
    card.classList.remove("is-away");
    card.focus({ preventScroll: true });
    this.select(card.id);
  }

  /** Mark the card that is meant while one chooses. @param {HTMLElement | null} target */
  point(target) {
    for (const card of this.map?.querySelectorAll(".is-target") ?? []) card.classList.remove("is-target");
    target?.classList.add("is-target");
    if (target && !target.hidden) this.reveal(target);
  }

  /** @param {HTMLElement} card */
  reveal(card) {
    const [x, y, width, height] = /** @type {any} */ (this.map).layout?.cards?.[card.id] ?? [];
    if (x !== undefined) this.map?.viewport.reveal({ x, y, width, height });
  }

  // Keys, buttons, menu

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.defaultPrevented || target.closest(TYPING) || target.closest("[role=menu], .composer")) return;
    const command = commandOf(event);
    if (!command || this.drag?.isActive) return;
    event.preventDefault();
    event.stopPropagation();
    // A key held down is one decision, but for steps back and forth.
    if (!event.repeat || command.name === "undo" || command.name === "redo") this.run(command.name, event);
  }

  /** @param {MouseEvent} event */
  buttonPressed(event) {
    const made = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-command]"));
    if (made?.dataset.command) this.run(made.dataset.command, event);
  }

  /** A card's links to forms, which serve pages without a script, open the composer. @param {MouseEvent} event */
  linkPressed(event) {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest(".map-card__actions a[href*='relation=']"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = { supports: "reason", opposes: "objection", undercuts: "undercut" }[new URL(link.href).searchParams.get("relation") ?? ""];
    const card = link.closest(".map-card");
    if (!name || !card) return;
    event.preventDefault();
    event.stopPropagation();
    this.select(card.id);
    this.run(name, event);
  }

  /** @param {MouseEvent} event */
  menuAsked(event) {
    const card = /** @type {Element} */ (event.target).closest(".map-card");
    if (!card || /** @type {Element} */ (event.target).closest("a")) return;
    event.preventDefault();
    this.select(card.id);
    this.openMenu(event.clientX, event.clientY);
  }

  /** @param {number} [x] @param {number} [y] */
  openMenu(x, y) {
    const card = this.selected;
    if (!card) return;
    const place = card.getBoundingClientRect();
    this.menu?.open(x ?? place.left + 24, y ?? place.bottom - 8, Boolean(this.drawn?.stepOf(card)));
  }

  /** @param {string} name of a command @param {Event} [event] */
  run(name, event) {
    const command = COMMANDS.find((one) => one.name === name);
    const card = this.selected;
    const { client, drawn } = this;
    if (!command || !client || !drawn) return;
    if (name === "undo" || name === "redo") return client.step(name);
    if (name === "help") return this.openHelp();
    if (!card && drawn.cards.length === 1) {
      this.select(drawn.cards[0].id);
      return this.run(name, event);
    }
    if (!card) return this.say("Choose a card first: click one, or press Tab and the arrows.");
    if (command.on === "step" && !drawn.stepOf(card)) return this.say("That needs a card below the lead. Press r to add a reason.");
    const acts = /** @type {Record<string, () => unknown>} */ ({
      reason: () => this.composeReason(card, "supports"),
      objection: () => this.composeReason(card, "opposes"),
      premise: () => this.composePremise(card),
      undercut: () => this.composeUndercut(card),
      evidence: () => this.pick(card),
      reword: () => this.composeWording(card),
      unstated: () => this.carryOut(turnStatement(drawn, card)),
      relation: () => this.carryOut(turnRelation(drawn, card)),
      step: () => this.evidence?.describe(card),
      earlier: () => this.carryOut(reorder(drawn, card, -1, isSideways(event))),
      later: () => this.carryOut(reorder(drawn, card, 1, isSideways(event))),
      move: () => this.mover?.open(card),
      unlink: () => this.unlinkCard(card),
      leave: () => this.send([{ op: "leave_out", argument: drawn.stepOf(card)?.id }], { offersUndo: true }),
      opening: () => this.send([{ op: this.opensFolded(card) ? "unfold" : "fold", claim: drawn.number(card) }]),
      menu: () => this.openMenu(...(event instanceof MouseEvent && event.clientX ? [event.clientX - 20, event.clientY - 260] : [])),
    });
    acts[name]?.();
  }

  /** Whether the map is kept folded below a card. @param {HTMLElement} card */
  opensFolded(card) {
    return (/** @type {any} */ (this.map).layout?.kept_folded ?? []).includes(card.id);
  }

  /** @param {HTMLElement} card */
  pick(card) {
    this.evidence?.open(card);
    const covered = this.part("[data-evidence]").getBoundingClientRect().right + 16 - card.getBoundingClientRect().left;
    const isBeside = covered > 0 && !matchMedia("(max-width: 40rem)").matches;
    if (isBeside) this.map?.viewport.pan(covered, 0);
  }

  openHelp() {
    const dialog = /** @type {HTMLDialogElement} */ (this.part("[data-help]"));
    if (!dialog.open) dialog.showModal();
  }

  // Wording

  /** @param {HTMLElement} card @param {"supports" | "opposes"} relation */
  composeReason(card, relation) {
    const label = this.drawn?.label(card);
    const title = `${relation === "supports" ? "Reason" : "Objection"} · ${label}`;
    this.compose({ purpose: "reason", place: `reason ${label}`, title, about: card.id, relation });
  }

  /** @param {HTMLElement} card */
  composePremise(card) {
    const label = this.drawn?.label(card);
    this.compose({ purpose: "premise", place: `premise ${card.dataset.argument}`, title: `Needed together with ${label}`, about: card.id });
  }

  /** @param {HTMLElement} card */
  composeUndercut(card) {
    const step = this.drawn?.stepOf(card);
    if (!step) return;
    const title = `Undercut · the step from ${step.cards.map((one) => this.drawn?.label(one)).join(", ")} to ${this.drawn?.aim(step)}`;
    this.compose({ purpose: "undercut", place: `undercut ${step.id}`, title, about: card.id });
  }

  /** @param {HTMLElement} card */
  composeWording(card) {
    const label = this.drawn?.label(card);
    this.compose({ purpose: "reword", place: `reword ${label}`, title: `Reword ${label}`, about: card.id, text: this.drawn?.text(card) });
  }

  /** @param {Worded} worded */
  word(worded) {
    const { task, claim, text, isUnstated } = worded;
    const card = this.drawn?.card(task.about);
    const step = card && this.drawn?.stepOf(card);
    const premise = { ...(claim ? { claim } : { text }), is_implicit: isUnstated };
    const number = card && this.drawn?.number(card);
    const about = { worded, goes: worded.goes ? "new" : "" };
    if (task.purpose === "reword") {
      if (text !== task.text) this.send([{ op: "reword_claim", claim: number, text, expected: task.text }], about);
    } else if (task.purpose === "reason") {
      this.send([{ op: "add_argument", relation: worded.relation, conclusion: number, premises: [premise] }], about);
    } else if (task.purpose === "undercut") {
      this.send([{ op: "add_argument", relation: "undercuts", target: step?.id, premises: [premise] }], about);
    } else {
      this.send([{ op: "add_premise", argument: step?.id, version: step?.version, ...premise }], about);
    }
  }

  // Changing

  /** @param {Operation[]} operations @param {Record<string, any>} [about] */
  send(operations, about = {}) {
    this.telling?.quiet();
    this.client?.push(operations, { selected: this.chosen, ...about });
  }

  /** @param {import("../lib/edit-operations.js").Plan | string} plan @param {Record<string, any>} [about] */
  carryOut(plan, about = {}) {
    if (typeof plan === "string") this.say(plan);
    else if (plan.operations.length) this.send(plan.operations, { focus: plan.focus, ...about });
  }

  /** @param {HTMLElement} card */
  unlinkCard(card) {
    const { drawn } = this;
    if (!drawn) return;
    const plan = unlink(drawn, card);
    const step = drawn.stepOf(card);
    const next = step?.above?.id ?? drawn.cardOfArgument(step?.target)?.id;
    this.carryOut(plan, { offersUndo: true, lost: typeof plan === "string" ? "" : plan.lost, next });
  }

  /** @param {HTMLElement} card @param {HTMLElement} target @param {import("../lib/edit-operations.js").Landing} landing @param {boolean} isAlone */
  moveOnto(card, target, landing, isAlone) {
    const step = this.drawn?.stepOf(card);
    if (step && this.drawn) this.carryOut(land(this.drawn, step, card, target, landing, isAlone), { offersUndo: true, keep: target.id });
  }

  // Answers

  /** @param {number} waiting */
  waitingChanged(waiting) {
    if (waiting) this.hasSaved = true;
    this.dataset.waiting = String(waiting);
    this.telling?.saving(waiting, Boolean(this.hasSaved));
  }

  /** @param {Edit} edit @param {Record<string, any>} told */
  async saved(edit, told) {
    const { about } = edit;
    const before = this.drawn?.signature() ?? new Map();
    const isNext = told.revision === (this.client?.revision ?? 0) + 1;
    await this.redraw(about.keep);
    // What others did in between is told by the watch, which asks from the revision before.
    if (this.client && (isNext || edit.kind !== "edits")) this.client.revision = told.revision;
    const cards = this.drawn?.changedSince(before) ?? [];
    this.mark(cards);
    this.evidence?.refresh();
    const card = (about.focus && this.aimOf(about)) ?? this.aimOf(told) ?? this.drawn?.card(about.selected) ?? this.drawn?.card(about.next);
    this.goOn(edit, told, card);
    const words = `${told.said}${about.lost ?? ""}`;
    if (edit.kind === "edits") this.tellListeners(card ? `${words} ${this.drawn?.place(card)}` : words);
    else this.say(words);
    if (about.offersUndo) this.telling?.toast(words, { label: "Undo", act: () => this.client?.step("undo", told.edit) });
    if (about.worded) this.composer?.done(`Saved: ${told.said}`);
  }

  /** The card that an answer is about. @param {Record<string, any>} told */
  aimOf(told) {
    const { claim, argument } = told.focus ?? {};
    return this.drawn?.cardOfArgument(argument) ?? this.drawn?.cardOfClaim(claim) ?? null;
  }

  /** Where the focus goes after an edit. @param {Edit} edit @param {Record<string, any>} told @param {HTMLElement | null | undefined} card */
  goOn(edit, told, card) {
    if (this.composer?.isOpen || this.mover?.held || this.evidence?.isOpen) {
      // One writes on, but sees what came of it.
      if (edit.about.worded && card && !card.hidden) this.reveal(card);
      return;
    }
    const made = told.created?.[0]?.claim;
    const target = edit.about.goes === "new" && made ? this.drawn?.cardOfClaim(made) : edit.about.worded ? this.drawn?.card(edit.about.selected) : card;
    if (!target || target.hidden) return;
    this.back(target.id);
    this.reveal(target);
  }

  /** @param {Edit} edit @param {Record<string, any>} told @param {number} status */
  async refused(edit, told, status) {
    const { worded } = edit.about;
    const message = told.message ?? "That was not saved.";
    if (worded) this.composer?.refuse(worded, message);
    this.say(message);
    if (status !== 409) {
      if (!worded || !this.composer?.isOpen) this.telling?.ask(message, [{ label: "All right", act: () => this.back(this.chosen) }]);
      return;
    }
    await this.redraw();
    if (this.client && told.revision) this.client.revision = told.revision;
    const ways = [{ label: "See it", act: () => this.see(edit, told) }];
    if (edit.kind === "edits") ways.push({ label: "Try again", act: () => this.tryAgain(edit), isMain: true });
    this.telling?.ask(message, ways);
  }

  /** @param {Edit} edit */
  tryAgain(edit) {
    const { worded } = edit.about;
    if (worded) {
      this.composer?.drop(worded.task.place);
      if (this.composer?.task?.place === worded.task.place) this.composer.field.value = "";
    }
    this.client?.again({ ...edit, operations: edit.operations.map((one) => this.overWhatStands(one)) });
  }

  /** A wording is written over the one that stands now. @param {Operation} operation @returns {Operation} */
  overWhatStands(operation) {
    if (operation.op !== "reword_claim") return operation;
    const card = this.drawn?.cardOfClaim(operation.claim);
    return card ? { ...operation, expected: this.drawn?.text(card) } : operation;
  }

  /** @param {Edit} edit @param {Record<string, any>} told */
  see(edit, told) {
    const [operation = {}] = edit.operations;
    this.evidence?.refresh();
    const card = (about.focus && this.aimOf(about)) ?? this.aimOf(told) ?? this.drawn?.cardOfArgument(operation.argument) ?? this.drawn?.cardOfClaim(operation.claim);
    if (!card) return this.say("It is not in this map any more.");
    this.back(card.id);
    this.reveal(card);
    this.mark([card]);
  }

  /** @param {number} revision @param {import("../lib/edit-watch.js").Change[]} changes */
  async othersChanged(revision, changes) {
    if (this.client?.isSending) return;
    const before = this.drawn?.signature() ?? new Map();
    await this.redraw();
    if (this.client) this.client.revision = revision;
    this.mark(this.drawn?.changedSince(before) ?? []);
    const others = changes.filter((change) => !change.mine);
    if (!others.length) return;
    const last = others[others.length - 1];
    this.telling?.tell(others.length === 1 ? `${last.by} ${last.said}` : `${others.length} changes by others, the last: ${last.by} ${last.said}`);
    if (this.composer?.task && !this.drawn?.card(this.composer.task.about)) {
      this.telling?.tell(`What you are writing about is not in the map any more: ${last.by} ${last.said}`);
    }
  }

  /** Draw the map anew; what one looks at and writes in stays. @param {string} [keep] key of the card that stays where it is */
  async redraw(keep) {
    const hadFocus = document.activeElement?.closest(".map-card")?.id;
    const above = this.selected && this.drawn?.stepOf(this.selected)?.above?.id;
    await this.map?.refresh({ keep: this.composer?.task?.about ?? keep ?? above ?? this.chosen ?? undefined });
    this.select(this.chosen ?? null);
    if (hadFocus && !document.activeElement?.closest("input, textarea, .map-card")) this.back(hadFocus);
  }

  /** Point out for a moment. @param {HTMLElement[]} cards */
  mark(cards) {
    for (const card of cards) {
      card.classList.add("is-fresh");
      setTimeout(() => card.classList.remove("is-fresh"), MARK_MS);
    }
  }

  /** @param {string} words */
  tellListeners(words) {
    this.telling?.say(words);
  }

  /** @param {string} words */
  say(words) {
    this.telling?.tell(words);
  }
}

/** @param {Event | undefined} event */
function isSideways(event) {
  return event instanceof KeyboardEvent && (event.key === "ArrowLeft" || event.key === "ArrowRight");
}

customElements.define("map-editor", MapEditor);
