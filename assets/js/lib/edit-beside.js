// @ts-check
// Keeps a small form beside a card of the drawing while the drawing moves under it; on a phone it lies at the bottom.

const GAP = 8;
const NARROW = "(max-width: 40rem)";

export class Beside {
  /** @param {HTMLElement} box @param {() => HTMLElement | null} card */
  constructor(box, card) {
    this.box = box;
    this.card = card;
    new MutationObserver(() => this.follow()).observe(box, { attributes: true, attributeFilter: ["hidden"] });
  }

  follow() {
    if (this.box.hidden) return;
    this.#place();
    requestAnimationFrame(() => this.follow());
  }

  #place() {
    const card = this.card();
    const isFree = !matchMedia(NARROW).matches && card && !card.hidden && card.isConnected;
    this.box.classList.toggle("is-docked", !isFree);
    if (!isFree || !card) return;
    const stage = /** @type {HTMLElement} */ (card.closest(".map-stage")).getBoundingClientRect();
    const place = card.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    // What bears on a card stands below it, so the form goes to its side where there is room.
    const isRoomRight = place.right + GAP + width <= stage.right - GAP;
    const isRoomLeft = place.left - GAP - width >= stage.left + GAP;
    const isRoomBelow = place.bottom + GAP + height <= stage.bottom - GAP;
    const left = isRoomRight ? place.right + GAP : isRoomLeft ? place.left - GAP - width : Math.min(Math.max(place.left, stage.left + GAP), stage.right - width - GAP);
    const top = isRoomRight || isRoomLeft ? place.top : isRoomBelow ? place.bottom + GAP : place.top - GAP - height;
    this.#put(left, Math.max(stage.top + GAP, Math.min(top, stage.bottom - height - GAP)));
  }

  /** @param {number} left @param {number} top */
  #put(left, top) {
    const now = `${Math.round(Math.max(GAP, left))}px ${Math.round(top)}px`;
    if (this.box.style.translate !== now) this.box.style.translate = now;
  }
}
