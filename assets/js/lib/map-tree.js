// @ts-check
// How cards and headers of a map hang together, read once from the page.

export class MapTree {
  /** @param {HTMLElement[]} cards in reading order @param {HTMLElement[]} heads */
  constructor(cards, heads) {
    this.order = cards.map((card) => card.id);
    /** @type {Map<string, string>} group of each card */
    this.groupOf = new Map(cards.map((card) => [card.id, card.dataset.group ?? ""]));
    /** @type {Map<string, string>} card or group that each group is about */
    this.parentOf = new Map(heads.map((head) => [head.id, head.dataset.parent ?? ""]));
    /** @type {Map<string, string[]>} */
    this.cardsIn = new Map();
    for (const [card, group] of this.groupOf) this.cardsIn.set(group, [...(this.cardsIn.get(group) ?? []), card]);
    /** @type {Map<string, string[]>} */
    this.groupsUnder = new Map();
    for (const [group, parent] of this.parentOf) {
      this.groupsUnder.set(parent, [...(this.groupsUnder.get(parent) ?? []), group]);
    }
  }

  /** The card that a card's argument is about; for an undercut the first premise that it attacks. @param {string} card */
  cardAbove(card) {
    const parent = this.parentOf.get(this.groupOf.get(card) ?? "") ?? "";
    return this.groupOf.has(parent) ? parent : this.cardsIn.get(parent)?.[0];
  }

  /** The first card of the first argument about a card. @param {string} card */
  cardBelow(card) {
    const group = this.groupsUnder.get(card)?.[0];
    return group && this.cardsIn.get(group)?.[0];
  }

  /** A card, its way to the lead with all premises on it, and everything below it. @param {string} card */
  lit(card) {
    const found = new Set([card]);
    for (let at = this.groupOf.get(card); at; at = this.groupOf.get(this.parentOf.get(at) ?? "") ?? this.attacked(at)) {
      found.add(at);
      for (const premise of this.cardsIn.get(at) ?? []) found.add(premise);
      const parent = this.parentOf.get(at);
      if (parent) found.add(parent);
    }
    const waiting = [...(this.groupsUnder.get(card) ?? []), ...(this.groupsUnder.get(this.groupOf.get(card) || "-") ?? [])];
    while (waiting.length) {
      const group = /** @type {string} */ (waiting.pop());
      found.add(group);
      waiting.push(...(this.groupsUnder.get(group) ?? []));
      for (const premise of this.cardsIn.get(group) ?? []) {
        found.add(premise);
        waiting.push(...(this.groupsUnder.get(premise) ?? []));
      }
    }
    return found;
  }

  /** The group that an undercut attacks, nothing for other groups. @param {string} group */
  attacked(group) {
    const parent = this.parentOf.get(group);
    return parent && this.parentOf.has(parent) ? parent : undefined;
  }
}
