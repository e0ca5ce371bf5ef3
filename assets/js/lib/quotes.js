// @ts-check
// What a selection quotes of a text whose blocks carry the offset of their first character in `data-start`.
// Offsets count code points, as the server does; JavaScript's strings count UTF-16 units.

const BETWEEN_BLOCKS = "\n\n";

/**
 * @typedef {object} Quote
 * @property {string} exact the words as they stand in the canonical text
 * @property {number} start offset of the first one, in code points
 */

/** @param {string} text */
export function codePoints(text) {
  let number = 0;
  for (const _ of text) number += 1;
  return number;
}

/**
 * @param {Range} range
 * @param {Element} within the element that holds all blocks
 * @returns {Quote | null} null if the range touches no text
 */
export function quoteOf(range, within) {
  const parts = [];
  let start = -1;
  for (const block of within.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(block)) continue;
    const part = document.createRange();
    part.selectNodeContents(block);
    const before = part.cloneRange();
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
    const words = part.toString();
    if (!words) continue;
    if (start < 0) {
      before.setEnd(part.startContainer, part.startOffset);
      start = Number(block.getAttribute("data-start")) + codePoints(before.toString());
    }
    parts.push(words);
  }
  const whole = parts.join(BETWEEN_BLOCKS);
  const exact = whole.trim();
  if (!exact) return null;
  return { exact, start: start + codePoints(whole.slice(0, whole.indexOf(exact))) };
}
