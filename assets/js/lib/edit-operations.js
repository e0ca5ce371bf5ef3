// @ts-check
// What a command on a card comes to, as operations for the server, or the reason why it cannot be done.

/** @typedef {import("./edit-client.js").Operation} Operation */
/** @typedef {import("./edit-map.js").EditMap} EditMap */
/** @typedef {import("./edit-map.js").Step} Step */
/** @typedef {{ operations: Operation[], focus?: Record<string, any> }} Plan */
/** @typedef {"supports" | "opposes" | "undercuts" | "linked" | "before" | "after"} Landing how something lands on a card */

/** @param {Step} step */
function held(step) {
  return { argument: step.id, version: step.version };
}

/**
 * One place earlier or later: a premise among those of its box, or the whole argument among its neighbours.
 * @param {EditMap} map @param {HTMLElement} card @param {-1 | 1} by @param {boolean} isWhole
 * @returns {Plan | string}
 */
export function reorder(map, card, by, isWhole) {
  const step = map.stepOf(card);
  if (!step) return "The lead claim stands first.";
  if (!isWhole && step.cards.length > 1) {
    const at = step.cards.indexOf(card) + by;
    if (at < 0 || at >= step.cards.length) return `${map.label(card)} is the ${by < 0 ? "first" : "last"} premise of its step.`;
    return { operations: [{ op: "move_premise", ...held(step), claim: map.number(card), position: at }], focus: { claim: map.number(card) } };
  }
  const at = step.fellows.indexOf(step.id) + by;
  if (at < 0 || at >= step.fellows.length) return `It is the ${by < 0 ? "first" : "last"} that bears on ${map.aim(step)}.`;
  const before = by < 0 ? step.fellows[at] : (step.fellows[at + 1] ?? null);
  return { operations: [{ op: "move_argument", argument: step.id, before }], focus: { claim: map.number(card) } };
}

/** @param {EditMap} map @param {HTMLElement} card @returns {Plan | string} */
export function turnRelation(map, card) {
  const step = map.stepOf(card);
  if (!step) return "The lead claim bears on nothing here.";
  if (!step.above) return "An undercut attacks a step. Move it (m) to make it a reason or an objection.";
  const relation = step.relation === "supports" ? "opposes" : "supports";
  return { operations: [{ op: "aim_argument", ...held(step), relation, conclusion: map.number(step.above), before: followingOf(step) }] };
}

/** @param {EditMap} map @param {HTMLElement} card @returns {Plan | string} */
export function turnStatement(map, card) {
  const step = map.stepOf(card);
  if (!step) return "The lead claim is no premise.";
  const isImplicit = !card.matches(".map-card--unstated");
  return { operations: [{ op: "mark_premise", ...held(step), claim: map.number(card), is_implicit: isImplicit }] };
}

/**
 * Take a card off what it bears on: the premise if others carry the step with it, else the whole argument.
 * @param {EditMap} map @param {HTMLElement} card
 * @returns {(Plan & { lost: string }) | string}
 */
export function unlink(map, card) {
  const step = map.stepOf(card);
  if (!step) return "The lead claim stays: the map is about it.";
  const kept = map.losses(card);
  const lost = kept ? ` Its ${kept} stay with the claim, off this map.` : "";
  if (step.cards.length > 1) return { operations: [{ op: "remove_premise", ...held(step), claim: map.number(card) }], lost };
  const undercuts = map.headsUnder(step.head).length;
  const gone = undercuts ? ` ${undercuts} undercut${undercuts === 1 ? "" : "s"} of the step went with it.` : "";
  return { operations: [{ op: "remove_argument", ...held(step) }], lost: lost + gone };
}

/** @param {Step} step @returns {string | null} the argument after it */
function followingOf(step) {
  return step.fellows[step.fellows.indexOf(step.id) + 1] ?? null;
}

/**
 * The ways in which a step, or one premise of it, can land on a card; none where it would hang on itself.
 * @param {EditMap} map @param {Step} step @param {HTMLElement} target @param {boolean} isAlone only one premise moves
 * @param {Set<string>} [own] what goes along
 * @returns {Landing[]}
 */
export function landings(map, step, target, isAlone, own = map.belongings(step)) {
  if (own.has(target.id) && !(isAlone && step.cards.length > 1)) return [];
  const other = map.stepOf(target);
  /** @type {Landing[]} */
  const found = [];
  if (other && other.id !== step.id && other.fellows.includes(step.id)) found.push("before");
  found.push("supports", "opposes");
  if (other && other.id !== step.id) found.push("linked", "undercuts");
  if (found[0] === "before") found.push("after");
  return found;
}

/**
 * Move a step, or one premise of it, onto a card.
 * @param {EditMap} map @param {Step} step @param {HTMLElement} card that is held @param {HTMLElement} target @param {Landing} landing
 * @param {boolean} isAlone
 * @returns {Plan | string}
 */
export function land(map, step, card, target, landing, isAlone) {
  const other = map.stepOf(target);
  const focus = { claim: map.number(card) };
  if (landing === "before" || landing === "after") {
    if (!other) return "Nothing stands beside the lead claim.";
    const before = landing === "before" ? other.id : followingOf(other);
    return { operations: before === step.id ? [] : [{ op: "move_argument", argument: step.id, before }], focus };
  }
  if (landing === "linked") return other ? link(map, step, card, other, isAlone) : "The lead claim is no premise.";
  if (landing === "undercuts" && !other) return "The lead claim draws no step.";
  const aim = landing === "undercuts" ? { relation: landing, target: other?.id } : { relation: landing, conclusion: map.number(target) };
  if (isAlone && step.cards.length > 1) {
    const premises = [{ claim: map.number(card), is_implicit: card.matches(".map-card--unstated") }];
    return { operations: [{ op: "remove_premise", ...held(step), claim: map.number(card) }, { op: "add_argument", ...aim, premises }], focus };
  }
  return { operations: [{ op: "aim_argument", ...held(step), ...aim, before: null }], focus };
}

/** @param {EditMap} map @param {Step} step @param {HTMLElement} card @param {Step} other @param {boolean} isAlone @returns {Plan} */
function link(map, step, card, other, isAlone) {
  const focus = { claim: map.number(card) };
  if (!isAlone || step.cards.length === 1) {
    const join = { op: "join_arguments", argument: other.id, other: step.id, version: other.version, other_version: step.version };
    // Only two that do the same to the same can be joined.
    const isAlike = step.relation === other.relation && step.above === other.above && step.target === other.target;
    const aim = other.above ? { conclusion: map.number(other.above) } : { target: other.target };
    const first = isAlike ? [] : [{ op: "aim_argument", ...held(step), relation: other.relation, ...aim }];
    return { operations: [...first, join], focus };
  }
  const premise = { claim: map.number(card), is_implicit: card.matches(".map-card--unstated") };
  return {
    operations: [
      { op: "remove_premise", ...held(step), claim: premise.claim },
      { op: "add_premise", argument: other.id, version: other.version, ...premise },
    ],
    focus,
  };
}

/** What landing on a card is called. @param {Landing} landing @param {string} label */
export function landingWords(landing, label) {
  return {
    before: `before ${label}`,
    after: `after ${label}`,
    supports: `as reason for ${label}`,
    opposes: `as objection to ${label}`,
    linked: `as premise linked with ${label}`,
    undercuts: `undercutting the step from ${label}`,
  }[landing];
}
