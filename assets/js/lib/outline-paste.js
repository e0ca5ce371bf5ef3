// @ts-check
// An indented list that was copied elsewhere, read as reasons, objections, undercuts and linked premises below a claim.

/** @typedef {{ sign: string, text: string, depth: number, claim: number | null }} PastedLine */

const MOST_LINES = 150;
const MARK = /^(?:([+\-~&−–])|[*•·]|\d{1,3}[.)])\s+/;
const NUMBER = /^c-(\d+)\b\s*$/i;
const RELATIONS = /** @type {Record<string, string>} */ ({ "+": "supports", "-": "opposes", "~": "undercuts" });

/**
 * Read a list. Where every line begins with the same dash, it is only a bullet.
 * @param {string} text @returns {PastedLine[]}
 */
export function readList(text) {
  const rows = text.split(/\r?\n/).filter((row) => row.trim()).slice(0, MOST_LINES + 1);
  const read = rows.map((row) => {
    const [indent] = /** @type {RegExpExecArray} */ (/^\s*/.exec(row));
    const rest = row.slice(indent.length).trim();
    const mark = MARK.exec(rest);
    const words = (mark ? rest.slice(mark[0].length) : rest).replace(/\s+/g, " ");
    return { width: indent.replaceAll("\t", "    ").length, mark: (mark?.[1] ?? "").replace(/[−–]/, "-"), words };
  });
  const isBullets = read.length > 1 && read.every((row) => row.mark === "-");
  /** @type {number[]} widths of the levels above */
  const widths = [];
  return read.map(({ width, mark, words }) => {
    while (widths.length && widths[widths.length - 1] >= width) widths.pop();
    widths.push(width);
    const number = NUMBER.exec(words);
    return { sign: isBullets || !mark ? "+" : mark, text: words, depth: widths.length - 1, claim: number ? Number(number[1]) : null };
  });
}

/**
 * What a list comes to below a claim: one edit. Claims that do not exist yet are named by their wording.
 * @param {PastedLine[]} lines @param {{ claim: number, argument: string }} under
 * @returns {import("./edit-client.js").Operation[] | string}
 */
export function listOperations(lines, under) {
  if (lines.length > MOST_LINES) return `A list of more than ${MOST_LINES} lines is better imported: see Import among the actions of the map.`;
  /** @type {import("./edit-client.js").Operation[]} */
  const operations = [];
  /** @type {{ named: any, argument: string, made: any }[]} the line above on each level */
  const above = [{ named: under.claim, argument: under.argument, made: null }];
  for (const { sign, text, depth, claim } of lines) {
    const parent = above[depth];
    const premise = claim ? { claim } : { text };
    const before = above[depth + 1];
    if (sign === "&" && before?.made) {
      before.made.premises.push(premise);
      above.length = depth + 1;
      above.push({ ...before, named: premise });
      continue;
    }
    const argument = crypto.randomUUID();
    const relation = RELATIONS[sign] ?? "supports";
    if (relation === "undercuts" && !parent.argument) return `“${text}” would undercut a step, but stands under the lead claim, which draws none.`;
    const aim = relation === "undercuts" ? { target: parent.argument } : { conclusion: parent.named };
    const made = { op: "add_argument", argument, relation, ...aim, premises: [premise] };
    operations.push(made);
    above.length = depth + 1;
    above.push({ named: premise, argument, made });
  }
  return operations;
}

/** "3 reasons, 1 objection" @param {PastedLine[]} lines */
export function listWords(lines) {
  const count = (/** @type {string} */ sign, /** @type {string} */ word) => {
    const number = lines.filter((line) => line.sign === sign).length;
    return number ? [`${number} ${word}${number === 1 ? "" : "s"}`] : [];
  };
  return [...count("+", "reason"), ...count("-", "objection"), ...count("~", "undercut"), ...count("&", "linked premise")].join(", ");
}
