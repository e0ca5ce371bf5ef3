// @ts-check
// Whose stances colour the cards: one author's, or of two whether they agree.

/** @typedef {{ author: string, position: string }} Stance */

/**
 * What a card shows of the chosen authors: the position of one, or how two stand to each other.
 * @param {string} stances "vogt:affirms okafor:denies" @param {string[]} authors one or two
 * @returns {string} "" for silence
 */
export function seen(stances, authors) {
  const said = new Map(stances.split(" ").filter(Boolean).map((part) => /** @type {[string, string]} */ (part.split(":"))));
  const [first, second] = authors.map((author) => said.get(author));
  if (authors.length < 2) return first ?? "";
  if (!first && !second) return "";
  if (!first || !second) return "one-speaks";
  if (first === second && first === "affirms") return "both-affirm";
  if (first === second && first === "denies") return "both-deny";
  return new Set([first, second]).size === 2 && [first, second].every((one) => ["affirms", "denies"].includes(one)) ? "part" : "unsure";
}

/** What each colour and pattern means, in words. @param {string[]} names of the chosen authors @returns {[string, string][]} */
export function legend(names) {
  const [one, other] = names;
  if (names.length < 2) {
    return [["affirms", "affirms"], ["denies", "denies"], ["qualifies", "qualifies"], ["undecided", "is undecided"], ["", "is silent"]]
      .map(([position, words]) => [position, `${one} ${words}`]);
  }
  return [
    ["both-affirm", "both affirm"], ["both-deny", "both deny"], ["part", `${one} and ${other} part`],
    ["unsure", "one qualifies or is undecided"], ["one-speaks", "only one speaks"], ["", "both are silent"],
  ];
}
