// @ts-check
// Cards that were fetched anew take the place of the old ones. What stays the same element keeps focus and moves smoothly.

/**
 * Make the cards and headers on a canvas those of a piece of HTML, in its order.
 * @param {HTMLElement} canvas @param {string} html
 */
export function adoptCards(canvas, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  /** @type {Map<string, Element>} */
  const old = new Map([...canvas.querySelectorAll(".map-card, .map-head")].map((item) => [item.id, item]));
  /** @type {Element | null} */
  let before = canvas.querySelector("[data-lines]");
  for (const fresh of [...made.content.children]) {
    const kept = old.get(fresh.id);
    if (kept) old.delete(fresh.id);
    const item = kept && kept.tagName === fresh.tagName ? renew(kept, fresh) : fresh;
    if (before?.nextElementSibling !== item) before ? before.after(item) : canvas.prepend(item);
    before = item;
  }
  for (const gone of old.values()) gone.remove();
}

/** Give an element what another one holds; its place on the canvas stays. @param {Element} kept @param {Element} fresh */
function renew(kept, fresh) {
  for (const { name } of [...kept.attributes]) {
    if (name !== "style" && name !== "tabindex" && !fresh.hasAttribute(name)) kept.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== "tabindex" && kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  }
  kept.replaceChildren(...fresh.childNodes);
  return kept;
}
