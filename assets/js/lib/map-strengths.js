// @ts-check
// Shows how strong each claim came out, as a small meter in the foot of its card.

/** @typedef {{ strength: number | null, words: string, status?: string }} Verdict */
/** @typedef {{ claims: Record<string, Verdict>, arguments: Record<string, Verdict> }} Strengths claims by number, arguments by id */

/** @param {HTMLElement} item a card or a header @param {Strengths} strengths */
export function markStrength(item, strengths) {
  if (item.matches(".map-head")) {
    mark(item, item.querySelector(".map-head__word"), strengths.arguments[item.dataset.argument ?? ""]);
  } else if (!item.matches(".map-card--reference")) {
    mark(item, item.querySelector(".map-card__foot .claim-number"), strengths.claims[item.dataset.claim ?? ""]);
  }
}

/** @param {HTMLElement} item @param {Element | null} after @param {Verdict | undefined} verdict */
function mark(item, after, verdict) {
  item.querySelector(".map-strength")?.remove();
  if (!verdict || !after) return;
  const meter = document.createElement("span");
  meter.className = "map-strength";
  meter.title = verdict.words;
  if (verdict.status) meter.dataset.status = verdict.status;
  const bar = document.createElement("span");
  bar.className = "map-strength__bar";
  bar.setAttribute("aria-hidden", "true");
  bar.style.setProperty("--strength", String(verdict.strength ?? 0));
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = ` ${verdict.words}.`;
  const number = document.createElement("span");
  number.setAttribute("aria-hidden", "true");
  number.textContent = verdict.strength === null ? "–" : verdict.strength.toFixed(2);
  meter.append(bar, number, words);
  after.after(meter);
}
