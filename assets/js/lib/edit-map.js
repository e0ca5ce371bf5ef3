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

export class EditMap {
  /** @param {HTMLElement} map */
  constructor(map) {
    this.map = map;
  }

  /** @returns {HTMLElement[]} */
  get cards() {
    return [...this.map.querySelectorAll(".map-stage .map-card")].map((card) => /** @type {HTMLElement} */ (card));
  }

  /** @returns {HTMLElement[]} */
  get heads() {
    return [...this.map.querySelectorAll(".map-stage .map-head")].map((head) => /** @type {HTMLElement} */ (head));
  }

  /** @param {string | null | undefined} key @returns {HTMLElement | null} */
  card(key) {
    const found = key ? document.getElementById(key) : null;
    return found?.matches(".map-card") ? found : null;
  }

  /** The card that shows a claim with all that bears on it. @param {string | number | null | undefined} claim its number */
  cardOfClaim(claim) {
    const cards = this.cards.filter((card) => card.dataset.claim === String(claim));
    return cards.find((card) => !card.matches(".map-card--reference")) ?? cards[0] ?? null;
  }

  /** The first premise of an argument. @param {string | null | undefined} argument */
  cardOfArgument(argument) {
    return this.cards.find((card) => argument && card.dataset.argument === argument) ?? null;
  }

  /** @param {string | undefined} argument @returns {Step | null} */
  step(argument) {
    const head = argument ? this.heads.find((one) => one.dataset.argument === argument) : undefined;
    if (!head || !argument) return null;
    const parent = document.getElementById(head.dataset.parent ?? "");
    return {
      id: argument,
      version: Number(head.dataset.version),
      relation: /** @type {Relation} */ (RELATION.exec(head.className)?.[1]),
      head,
      cards: this.cards.filter((card) => card.dataset.argument === argument),
      above: parent?.matches(".map-card") ? parent : null,
      target: parent?.matches(".map-head") ? (parent.dataset.argument ?? null) : null,
      fellows: this.heads.filter((one) => one.dataset.parent === head.dataset.parent).map((one) => one.dataset.argument ?? ""),
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
    const whole = card.querySelector(".map-card__full") ?? card.querySelector(".map-card__text");
    return (whole?.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  /** What a step bears on, in words. @param {Step} step */
  aim(step) {
    if (step.above) return this.label(step.above);
    const attacked = this.step(step.target ?? undefined);
    return attacked ? `the step from ${attacked.cards.map((card) => this.label(card)).join(", ")}` : "a step";
  }

  /** Cards and heads below a card, with the card's own. @param {HTMLElement} card */
  below(card) {
    const found = new Set([card.id]);
    const waiting = [card.id];
    while (waiting.length) {
      const key = waiting.pop();
      for (const head of this.heads.filter((one) => one.dataset.parent === key && !found.has(one.id))) {
        found.add(head.id);
        waiting.push(head.id);
        for (const inner of this.cards.filter((one) => one.dataset.group === head.id && !found.has(one.id))) {
          found.add(inner.id);
          waiting.push(inner.id);
        }
      }
    }
    return found;
  }

  /** Everything that goes along when an argument is moved. @param {Step} step */
  belongings(step) {
    const found = new Set([step.head.id]);
    for (const card of step.cards) for (const key of this.below(card)) found.add(key);
    for (const head of this.heads.filter((one) => one.dataset.parent === step.head.id)) {
      const inner = this.step(head.dataset.argument);
      if (inner && !found.has(head.id)) for (const key of this.belongings(inner)) found.add(key);
    }
    return found;
  }

  /** "2 reasons, 1 objection" directly below a card, "" if nothing is. @param {HTMLElement} card */
  losses(card) {
    const heads = this.heads.filter((one) => one.dataset.parent === card.id);
    const count = (/** @type {string} */ relation) => heads.filter((one) => one.matches(`.map-head--${relation}`)).length;
    const words = (/** @type {number} */ number, /** @type {string} */ word) => (number ? [`${number} ${word}${number === 1 ? "" : "s"}`] : []);
    return [...words(count("supports"), "reason"), ...words(count("opposes"), "objection")].join(" and ");
  }

  /** Where a card stands, for listeners: level, relation and place among its neighbours. @param {HTMLElement} card */
  place(card) {
    const said = document.getElementById(`${card.id}-said`)?.textContent?.trim() ?? "";
    const step = this.stepOf(card);
    if (!step) return said;
    const at = step.fellows.indexOf(step.id) + 1;
    return `${said.replace(/\.$/, "")}, ${at} of ${step.fellows.length}.`;
  }

  /** What can be compared after a change of the drawing. @returns {Map<string, string>} signature by claim and argument */
  signature() {
    const found = new Map();
    for (const card of this.cards) {
      const step = this.stepOf(card);
      found.set(`${card.dataset.claim} ${card.dataset.argument ?? ""}`, `${step?.version ?? ""} ${step?.relation ?? ""} ${this.text(card)} ${card.className.includes("unstated")} ${card.querySelector(".map-card__foot")?.textContent?.replace(/\s+/g, " ")}`);
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
