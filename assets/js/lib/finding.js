// @ts-check
// What one may mean by typing into "Find": a page by its label, a heading, or words of a sentence.

const SHOWN = 12;

/**
 * @param {HTMLElement | null} text
 * @param {HTMLElement[]} sentences
 * @param {string} typed
 * @returns {import("./chooser.js").Choice[]} each with the id of the element to go to
 */
export function findPlaces(text, sentences, typed) {
  const wanted = typed.toLocaleLowerCase();
  if (!text || !wanted) return [];
  const label = wanted.replace(/^(p\.?|page)\s*/, "");
  const pages = Array.from(text.querySelectorAll(".page-break"))
    .filter((page) => page.getAttribute("data-label")?.toLocaleLowerCase() === label)
    .map((page) => ({ value: page.id, text: `Page ${page.getAttribute("data-label")}`, note: "Page" }));
  const headings = Array.from(text.querySelectorAll(".text--heading"))
    .filter((heading) => heading.textContent?.toLocaleLowerCase().includes(wanted))
    .map((heading) => ({ value: heading.parentElement?.id ?? "", text: heading.textContent ?? "", note: "Part" }));
  const found = [];
  for (const sentence of sentences) {
    if (found.length === SHOWN) break;
    const words = sentence.textContent ?? "";
    const at = words.toLocaleLowerCase().indexOf(wanted);
    if (at >= 0) found.push({ value: sentence.id, text: around(words, at), note: pageOf(text, sentence) });
  }
  return [...pages, ...headings.slice(0, 4), ...found];
}

/**
 * @param {string} words
 * @param {number} at
 */
function around(words, at) {
  const from = Math.max(0, at - 60);
  return `${from ? "…" : ""}${words.slice(from, at + 120)}${words.length > at + 120 ? "…" : ""}`;
}

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} sentence
 */
function pageOf(text, sentence) {
  let label = "";
  for (const page of text.querySelectorAll(".page-break")) {
    if (page.compareDocumentPosition(sentence) & Node.DOCUMENT_POSITION_PRECEDING) break;
    label = page.getAttribute("data-label") ?? "";
  }
  return label && `p. ${label}`;
}
