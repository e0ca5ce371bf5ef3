// @ts-check
// Where a reader is in a text, and what they have taken of it: whole sentences, or words fitted at either end, in one
// stretch or several.

import { quoteOf } from "./quotes.js";

/** @typedef {import("./quotes.js").Quote} Quote */

const BETWEEN_STRETCHES = " […] ";

export class ReadingCursor {
  /** @param {string} id of the element that holds the text; it may be replaced */
  constructor(id) {
    this.id = id;
    /** First and last sentence that are taken; none if -1. */
    this.first = -1;
    this.last = -1;
    /** Stretches that stay taken while one goes on. @type {{quote: Quote, range: Range}[]} */
    this.kept = [];
    /** @type {HTMLElement[] | null} */
    this.known = null;
  }

  /** @returns {HTMLElement | null} */
  get text() {
    return document.getElementById(this.id);
  }

  /** The sentences that can be taken, in reading order: headings are passed over. @returns {HTMLElement[]} */
  get sentences() {
    this.known ??= Array.from(this.text?.querySelectorAll(".text:not(.text--heading) > .s") ?? []);
    return this.known;
  }

  /** The sentence that one is at. @returns {HTMLElement | undefined} */
  get current() {
    return this.sentences[this.last];
  }

  /** A part of the text was replaced: look at it anew. */
  refresh() {
    if (this.known === null) return;
    this.known = null;
    queueMicrotask(() => this.mark());
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  take(first, last) {
    const count = this.sentences.length;
    if (count === 0) return;
    document.getSelection()?.removeAllRanges();
    this.last = Math.max(0, Math.min(last, count - 1));
    this.first = Math.max(0, Math.min(first, this.last));
    this.mark();
    this.focus();
  }

  /** Show what is taken. */
  mark() {
    for (const sentence of this.text?.querySelectorAll(".s--current") ?? []) sentence.classList.remove("s--current");
    if (this.last < 0) return;
    for (const sentence of this.sentences.slice(this.first, this.last + 1)) sentence.classList.add("s--current");
  }

  focus() {
    const current = this.current;
    if (!current) return;
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement | null | undefined} sentence */
  goTo(sentence) {
    const place = sentence ? this.sentences.indexOf(sentence) : -1;
    if (place >= 0) this.take(place, place);
    return place >= 0;
  }

  /** The sentence in view that is nearest to the top: where one reads who has not moved yet. */
  inView() {
    const column = this.text?.querySelector(".text");
    const left = (column?.getBoundingClientRect().left ?? 0) + 40;
    for (let top = 90; top < window.innerHeight; top += 24) {
      const sentence = document.elementFromPoint(left, top)?.closest(".text:not(.text--heading) > .s");
      if (sentence) return this.sentences.indexOf(/** @type {HTMLElement} */ (sentence));
    }
    return 0;
  }

  /** @param {1 | -1} step */
  move(step) {
    if (this.last < 0) return this.take(this.inView(), this.inView());
    const at = step > 0 ? this.last + 1 : Math.max(0, this.first - 1);
    this.take(at, at);
  }

  /** @param {1 | -1} step one sentence more or less */
  extend(step) {
    if (this.last < 0) return this.move(1);
    this.take(this.first, step > 0 ? this.last + 1 : Math.max(this.first, this.last - 1));
  }

  /**
   * Move one end of what is taken by a word.
   * @param {"start" | "end"} edge
   * @param {"forward" | "backward"} direction
   */
  fit(edge, direction) {
    const selection = document.getSelection();
    const range = this.selectedRange() ?? this.takenRange();
    if (!selection || !range) return;
    const start = [range.startContainer, range.startOffset];
    const end = [range.endContainer, range.endOffset];
    const [still, moving] = edge === "end" ? [start, end] : [end, start];
    selection.setBaseAndExtent(
      /** @type {Node} */ (still[0]), Number(still[1]), /** @type {Node} */ (moving[0]), Number(moving[1]),
    );
    selection.modify("extend", direction, "word");
    if (selection.isCollapsed) selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }

  /** Keep what is taken and let one take another stretch. */
  keep() {
    const range = this.selectedRange() ?? this.takenRange();
    const quote = range && this.text ? quoteOf(range, this.text) : null;
    if (!range || !quote) return false;
    const overlaps = this.kept.some(({ quote: { start, exact } }) => start < quote.start + quote.exact.length && quote.start < start + exact.length);
    if (!overlaps) this.kept.push({ quote, range: range.cloneRange() });
    this.showKept();
    return !overlaps;
  }

  forgetKept() {
    this.kept = [];
    this.showKept();
  }

  showKept() {
    // Without the Custom Highlight API the number that is said must do.
    if (!("highlights" in CSS)) return;
    CSS.highlights.set("kept", new Highlight(...this.kept.map(({ range }) => range)));
  }

  selectedRange() {
    const selection = document.getSelection();
    if (!this.text || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    return this.text.contains(range.commonAncestorContainer) ? range : null;
  }

  takenRange() {
    const from = this.sentences[this.first];
    const to = this.sentences[this.last];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(from, 0);
    range.setEnd(to, to.childNodes.length);
    return range;
  }

  /** What is taken, stretches in the order of the text; null for nothing. @returns {{exact: string, starts: number[]} | null} */
  quote() {
    const range = this.selectedRange() ?? this.takenRange();
    const last = range && this.text ? quoteOf(range, this.text) : null;
    const quotes = this.kept.map(({ quote }) => quote);
    if (last && !quotes.some((quote) => quote.start === last.start)) quotes.push(last);
    if (quotes.length === 0) return null;
    quotes.sort((one, other) => one.start - other.start);
    return { exact: quotes.map((quote) => quote.exact).join(BETWEEN_STRETCHES), starts: quotes.map((quote) => quote.start) };
  }
}
