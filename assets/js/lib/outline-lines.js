// @ts-check
// The lines of an outline as values: which hangs under which, and what a key on a line comes to as operations.

/** @typedef {import("./edit-client.js").Operation} Operation */
/**
 * @typedef {object} Line as the server sends it
 * @property {string} key
 * @property {string} parent key of the line that it bears on, "" for the lead
 * @property {number} level
 * @property {string} sign + reason, - objection, ~ undercut, & premise needed together with the line before
 * @property {number} claim
 * @property {string} text
 * @property {string} status
 * @property {string} argument
 * @property {number} version
 * @property {boolean} is_implicit
 * @property {boolean} is_reference
 * @property {number} passages
 */
/** @typedef {{ operations: Operation[] } | string} Plan operations, or the reason why it cannot be done */

export const RELATIONS = /** @type {Record<string, string>} */ ({ "+": "supports", "-": "opposes", "~": "undercuts" });
export const SIGN_WORDS = /** @type {Record<string, string>} */ ({
  "": "Lead claim", "+": "Reason", "-": "Objection", "~": "Undercut", "&": "Linked premise",
});

export class OutlineLines {
  /** @param {Line[]} lines */
  constructor(lines) {
    this.lines = lines;
    /** @type {Map<string, Line>} */
    this.byKey = new Map(lines.map((line) => [line.key, line]));
  }

  /** What stays the same when a line is moved. @param {Line} line */
  static identity(line) {
    return `${line.argument || "lead"} ${line.claim}`;
  }

  /** @param {Line} line @returns {Line | undefined} */
  parentOf(line) {
    return this.byKey.get(line.parent);
  }

  /** Lines under the same one, in their order. @param {Line} line */
  fellowsOf(line) {
    return this.lines.filter((one) => one.parent === line.parent);
  }

  /** The premises of a line's argument. @param {Line} line */
  premisesOf(line) {
    return line.argument ? this.lines.filter((one) => one.argument === line.argument) : [line];
  }

  /** The relation of the whole argument of a line. @param {Line} line */
  relationOf(line) {
    return RELATIONS[this.premisesOf(line)[0].sign] ?? "supports";
  }

  /** Arguments with the same aim, in their order. @param {Line} line @returns {string[]} */
  rivalsOf(line) {
    const isUndercut = this.relationOf(line) === "undercuts";
    return this.fellowsOf(line).filter((one) => one.sign !== "&" && (one.sign === "~") === isUndercut).map((one) => one.argument);
  }

  /** @param {Line} line @returns {string | null} the argument that follows with the same aim */
  after(line) {
    const rivals = this.rivalsOf(line);
    return rivals[rivals.indexOf(line.argument) + 1] ?? null;
  }

  /** What a new line under a parent aims at. @param {Line} parent @param {string} sign @returns {Operation | string} */
  aimAt(parent, sign) {
    if (sign !== "~") return { relation: RELATIONS[sign] ?? "supports", conclusion: parent.claim };
    return parent.argument ? { relation: "undercuts", target: parent.argument } : "The lead claim draws no step that could be undercut.";
  }

  /** Where a line stands, for listeners. @param {Line} line */
  place(line) {
    const fellows = this.fellowsOf(line);
    const parent = this.parentOf(line);
    const words = `${SIGN_WORDS[line.sign]}${line.is_implicit ? ", unstated" : ""}`;
    if (!parent) return `${words}, level 1`;
    return `${words} for C-${parent.claim}, level ${line.level}, ${fellows.indexOf(line) + 1} of ${fellows.length}`.replace("Objection for", "Objection to").replace("Undercut for", "Undercut of the step from");
  }

  /** Take one premise out and let it bear on something alone. @param {Line} line @param {Operation} aim @param {string | null} before */
  #alone(line, aim, before) {
    return { operations: [
      { op: "remove_premise", argument: line.argument, version: line.version, claim: line.claim },
      { op: "add_argument", ...aim, premises: [{ claim: line.claim, is_implicit: line.is_implicit }], before },
    ] };
  }

  /** @param {Line} line @param {Operation | string} aim @param {string | null} before @returns {Plan} */
  #aim(line, aim, before) {
    if (typeof aim === "string") return aim;
    if (line.sign === "&") return this.#alone(line, aim, before);
    return { operations: [{ op: "aim_argument", argument: line.argument, version: line.version, ...aim, before }] };
  }

  /** One level in: it bears on the line before. @param {Line} line @returns {Plan} */
  indent(line) {
    const fellows = this.fellowsOf(line);
    const above = fellows[fellows.indexOf(line) - 1];
    if (!line.argument || !above) return "There is no line before it on its level to go under.";
    if (above.is_reference) return "The line before is only a mention. What bears on it stands elsewhere.";
    return this.#aim(line, this.aimAt(above, line.sign === "&" ? "+" : line.sign), null);
  }

  /** One level out: it bears on what the line above it bears on. @param {Line} line @returns {Plan} */
  outdent(line) {
    if (!line.argument) return "The lead claim stands first.";
    if (line.sign === "&") return { operations: [{ op: "split_premise", argument: line.argument, version: line.version, claim: line.claim }] };
    const parent = this.parentOf(line);
    const above = parent && this.parentOf(parent);
    if (!parent || !above) return "It bears on the lead claim already.";
    const first = this.premisesOf(parent)[0];
    const before = first.sign === "~" || line.sign === "~" ? null : this.after(first);
    return this.#aim(line, this.aimAt(above, line.sign), before);
  }

  /** Give a line another sign. @param {Line} line @param {string} sign @returns {Plan} */
  turn(line, sign) {
    const parent = this.parentOf(line);
    if (!line.argument || !parent) return "The lead claim bears on nothing here.";
    if (line.sign === sign) return { operations: [] };
    if (sign === "&") return this.#join(line);
    const before = line.sign !== "~" && sign !== "~" ? this.after(line) : null;
    return this.#aim(line, this.aimAt(parent, sign), before);
  }

  /** @param {Line} line @returns {Plan} */
  #join(line) {
    const rivals = this.rivalsOf(line);
    const other = this.lines.find((one) => one.argument === rivals[rivals.indexOf(line.argument) - 1]);
    if (!other) return "There is no step before it to be a premise of.";
    const join = { op: "join_arguments", argument: other.argument, other: line.argument, version: other.version, other_version: line.version };
    const parent = this.parentOf(line);
    const aim = parent && this.aimAt(parent, other.sign);
    // Only two that do the same to the same can be joined.
    const first = other.sign === line.sign || typeof aim !== "object" ? [] : [{ op: "aim_argument", argument: line.argument, version: line.version, ...aim }];
    return { operations: [...first, join] };
  }

  /** @param {Line} line @param {-1 | 1} by @returns {Plan} */
  move(line, by) {
    if (!line.argument) return "The lead claim stands first.";
    if (line.sign === "&") {
      const premises = this.premisesOf(line);
      const position = premises.indexOf(line) + by;
      if (position >= premises.length) return "It is the last premise of its step.";
      return { operations: [{ op: "move_premise", argument: line.argument, version: line.version, claim: line.claim, position }] };
    }
    const rivals = this.rivalsOf(line);
    const at = rivals.indexOf(line.argument) + by;
    if (at < 0 || at >= rivals.length) return `It is the ${by < 0 ? "first" : "last"} of its level.`;
    return { operations: [{ op: "move_argument", argument: line.argument, before: by < 0 ? rivals[at] : (rivals[at + 1] ?? null) }] };
  }

  /** @param {Line} line @returns {Plan} */
  unlink(line) {
    if (!line.argument) return "The lead claim stays: the map is about it.";
    if (this.premisesOf(line).length > 1) return { operations: [{ op: "remove_premise", argument: line.argument, version: line.version, claim: line.claim }] };
    return { operations: [{ op: "remove_argument", argument: line.argument, version: line.version }] };
  }
}
