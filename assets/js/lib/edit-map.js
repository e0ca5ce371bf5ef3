// @ts-check
// What a drawn map says about its arguments, read from the cards and headers: who stands where, and what changed.

/** @typedef {"supports" | "opposes" | "undercuts"} Relation */
/**
 * @typedef {object} Step an argument as it is drawn
 * @property {string} id
 * @property {number} version
 * @property {Relation} relation
 * @property {HTMLElement} head
 * @property {HTMLElement[]} cards of its premises, in their order
 * @property {HTMLElement | null} above card of the claim that it bears on
 * @property {string | null} target argument that it undercuts
 * @property {string[]} fellows arguments with the same aim, in their order, with itself
 */

const RELATION = /map-head--(supports|opposes|undercuts)/;

/**
 * @typedef {object} Index of what is drawn
 * @property {HTMLElement[]} cards
 * @property {HTMLElement[]} heads
 * @property {Map<string, HTMLElement[]>} cardsOfClaim
 * @property {Map<string, HTMLElement[]>} cardsOfArgument
 * @property {Map<string, HTMLElement>} headOfArgument
 * @property {Map<string, HTMLElement[]>} headsUnder
 */

export class EditMap {
  /** @param {HTMLElement} map */
  constructor(map) {
    this.map = map;
    /** @type {Index | null} */
    this.known = null;
    map.addEventListener("map:drawn", () => (this.known = null));
  }

  /** What is drawn, read once after every change. @returns {Index} */
  get index() {
    if (this.known) return this.known;
    const cards = [.../** @type {NodeListOf<HTMLElement>} */ (this.map.querySelectorAll(".map-stage .map-card"))];
    const heads = [.../** @type {NodeListOf<HTMLElement>} */ (this.map.querySelectorAll(".map-stage .map-head"))];
    this.known = {
      cards,
      heads,
      cardsOfClaim: grouped(cards, (card) => card.dataset.claim),
      cardsOfArgument: grouped(cards, (card) => card.dataset.argument),
      headOfArgument: new Map(heads.map((head) => [head.dataset.argument ?? "", head])),
      headsUnder: grouped(heads, (head) => head.dataset.parent),
    };
    return this.known;
  }

  /** @returns {HTMLElement[]} */
  get cards() {
    return this.index.cards;
  }

  /** @returns {HTMLElement[]} */
  get heads() {
    return this.index.heads;
  }

  /** Heads of what is directly about a card or a step. @param {HTMLElement} item @returns {HTMLElement[]} */
  headsUnder(item) {
    return this.index.headsUnder.get(item.id) ?? [];
  }

  /** @param {string | null | undefined} key @returns {HTMLElement | null} */
  card(key) {
    const found = key ? document.getElementById(key) : null;
    return found?.matches(".map-card") ? found : null;
  }

  /** The card that shows a claim with all that bears on it. @param {string | number | null | undefined} claim its number */
  cardOfClaim(claim) {
    const cards = this.index.cardsOfClaim.get(String(claim)) ?? [];
    return cards.find((card) => !card.matches(".map-card--reference")) ?? cards[0] ?? null;
  }

  /** The first premise of an argument. @param {string | null | undefined} argument */
  cardOfArgument(argument) {
    return (argument && this.index.cardsOfArgument.get(argument)?.[0]) || null;
  }

  /** @param {string | undefined} argument @returns {Step | null} */
  step(argument) {
    const head = argument ? this.index.headOfArgument.get(argument) : undefined;
    if (!head || !argument) return null;
    const parent = document.getElementById(head.dataset.parent ?? "");
    return {
      id: argument,
      version: Number(head.dataset.version),
      relation: /** @type {Relation} */ (RELATION.exec(head.className)?.[1]),
      head,
      cards: this.index.cardsOfArgument.get(argument) ?? [],
      above: parent?.matches(".map-card") ? parent : null,
      target: parent?.matches(".map-head") ? (parent.dataset.argument ?? null) : null,
      fellows: (parent ? this.headsUnder(parent) : [head]).map((one) => one.dataset.argument ?? ""),
    };
  }

  /** The argument that a card is a premise of. @param {HTMLElement} card */
  stepOf(card) {
    return this.step(card.dataset.argument);
  }

  /** @param {HTMLElement} card */
  number(card) {
    return Number(card.dataset.claim);
  }

  /** @param {HTMLElement} card */
  label(card) {
    return `C-${card.dataset.claim}`;
  }

  /** The whole wording of a card. @param {HTMLElement} card */
  text(card) {
    const whole = card.dataset.full ?? card.querySelector(".map-card__text")?.textContent ?? "";
    return whole.replace(/\s+/g, " ").trim();
  }

  /** What a step bears on, in words. @param {Step} step */
  aim(step) {
    if (step.above) return this.label(step.above);
    const attacked = this.step(step.target ?? undefined);
    return attacked ? `the step from ${attacked.cards.map((card) => this.label(card)).join(", ")}` : "a step";
  }

  /** Keys of a card or a step and of everything below it. @param {HTMLElement} item @returns {Set<string>} */
  below(item) {
    const found = new Set([item.id]);
    const waiting = [item];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      const inner = at.matches(".map-head") ? (this.index.cardsOfArgument.get(at.dataset.argument ?? "") ?? []) : [];
      for (const one of [...this.headsUnder(at), ...inner]) {
        if (found.has(one.id)) continue;
        found.add(one.id);
        waiting.push(one);
      }
    }
    return found;
  }

  /** Everything that goes along when an argument is moved. @param {Step} step */
  belongings(step) {
    return this.below(step.head);
  }

  /** "2 reasons, 1 objection" directly below a card, "" if nothing is. @param {HTMLElement} card */
  losses(card) {
    const heads = this.headsUnder(card);
    const count = (/** @type {string} */ relation) => heads.filter((one) => one.matches(`.map-head--${relation}`)).length;
    const words = (/** @type {number} */ number, /** @type {string} */ word) => (number ? [`${number} ${word}${number === 1 ? "" : "s"}`] : []);
    return [...words(count("supports"), "reason"), ...words(count("opposes"), "objection")].join(" and ");
  }

  /** Where a card stands, for listeners: level, relation and place among its neighbours. @param {HTMLElement} card */
  place(card) {
    return document.getElementById(`${card.id}-said`)?.textContent?.trim() ?? "";
  }

  /** What can be compared after a change of the drawing. @returns {Map<string, string>} signature by claim and argument */
  signature() {
    const found = new Map();
    for (const card of this.cards) {
      const head = this.index.headOfArgument.get(card.dataset.argument ?? "");
      const foot = card.querySelector(".map-card__foot")?.textContent?.replace(/\s+/g, " ");
      const isUnstated = card.matches(".map-card--unstated");
      found.set(`${card.dataset.claim} ${card.dataset.argument ?? ""}`, [head?.dataset.version, this.text(card), isUnstated, foot].join(" "));
    }
    return found;
  }

  /** Cards that are new or changed since. @param {Map<string, string>} before */
  changedSince(before) {
    const now = this.signature();
    return this.cards.filter((card) => {
      const key = `${card.dataset.claim} ${card.dataset.argument ?? ""}`;
      return before.get(key) !== now.get(key);
    });
  }
}

/** @param {HTMLElement[]} items @param {(item: HTMLElement) => string | undefined} key @returns {Map<string, HTMLElement[]>} */
function grouped(items, key) {
  /** @type {Map<string, HTMLElement[]>} */
  const found = new Map();
  for (const item of items) {
    const name = key(item) ?? "";
    const list = found.get(name);
    if (list) list.push(item);
    else found.set(name, [item]);
  }
  return found;
}
