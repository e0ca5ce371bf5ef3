// @ts-check
// The passages and silences of the page of answers as its markup has them: which are open, and what stands on each.

/** @param {ParentNode} desk @returns {HTMLElement[]} */
export function itemsOf(desk) {
  return /** @type {HTMLElement[]} */ ([...desk.querySelectorAll(".ask")]);
}

/**
 * The items of the same author on the same claim, the item among them.
 * @param {HTMLElement} item
 * @returns {HTMLElement[]}
 */
export function itemsBeside(item) {
  const claim = item.closest("[data-claim]");
  return claim ? itemsOf(claim).filter((one) => one.dataset.author === item.dataset.author) : [item];
}

/**
 * Whether a person can still decide on it: a silence only while no passage speaks and, unless it was suggested, all are
 * answered; a passage only while nobody found its author silent.
 * @param {HTMLElement} item
 */
export function isOpen(item) {
  if (item.dataset.state !== "open") return false;
  const others = itemsBeside(item).filter((one) => one !== item);
  if (item.dataset.kind === "passage") return !others.some((one) => one.dataset.kind === "silence" && one.dataset.state === "answered");
  if (others.some((one) => one.dataset.accepted !== undefined)) return false;
  const isAskedFirst = item.dataset.suggested !== undefined && item.dataset.looking === undefined;
  return isAskedFirst || others.every((one) => one.dataset.state !== "open");
}

/**
 * The next open item; those before come last.
 * @param {HTMLElement[]} items
 * @param {HTMLElement | null} from
 */
export function nextOpen(items, from) {
  const place = from ? items.indexOf(from) + 1 : 0;
  return [...items.slice(place), ...items.slice(0, place)].find(isOpen) ?? null;
}

/**
 * @param {HTMLElement | null} item
 * @param {string} words what was answered
 */
export function markSent(item, words) {
  if (!item) return;
  item.dataset.state = "answered";
  item.dataset.saving = "";
  const refused = item.querySelector("[data-refused]");
  if (refused instanceof HTMLElement) refused.hidden = true;
  const given = item.querySelector("[data-given]");
  if (given) given.textContent = `Your answer: ${words}`;
}

/** @param {HTMLElement} item */
export function reopen(item) {
  item.dataset.state = "open";
  item.removeAttribute("data-accepted");
  item.removeAttribute("data-saving");
  const given = item.querySelector("[data-given]");
  if (given) given.textContent = "";
}

/**
 * Say on the item why its answer was not saved, and whether it can be given all the same.
 * @param {HTMLElement} item
 * @param {[string, string][]} fields that were sent
 * @param {Record<string, any>} told
 */
export function markRefused(item, fields, told) {
  item.removeAttribute("data-saving");
  item.dataset.refusedFields = JSON.stringify(fields);
  item.dataset.refusedSeen = told.seen ?? "";
  const words = item.querySelector("[data-refused-words]");
  if (words) words.textContent = told.message ?? "That was not saved.";
  const box = item.querySelector("[data-refused]");
  if (box instanceof HTMLElement) box.hidden = false;
  const mine = item.querySelector("[data-act=mine]");
  if (mine instanceof HTMLElement) mine.hidden = !told.seen;
}
