// @ts-check
// How cards and headers of a map hang together, as the layout tells it.

export class MapTree {
  /** @param {import("./map-drawing.js").Layout} layout with cards in reading order */
  constructor(layout) {
    this.order = Object.keys(layout.groups);
    /** @type {Map<string, string>} group of each card */
    this.groupOf = new Map(Object.entries(layout.groups));
    /** @type {Map<string, string>} card or group that each group is about */
    this.parentOf = new Map(Object.entries(layout.parents));
    /** @type {Map<string, string[]>} */
    this.cardsIn = new Map();
    for (const [card, group] of this.groupOf) gather(this.cardsIn, group, card);
    /** @type {Map<string, string[]>} */
    this.groupsUnder = new Map();
    for (const [group, parent] of this.parentOf) gather(this.groupsUnder, parent, group);
  }

  /** Where else the claim of a card stands. @param {string} card @returns {string[]} */
  elsewhere(card) {
    const home = card.split("-again-")[0];
    return this.order.filter((key) => key !== card && key.split("-again-")[0] === home);
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

/** @param {Map<string, string[]>} lists @param {string} key @param {string} value */
function gather(lists, key, value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
