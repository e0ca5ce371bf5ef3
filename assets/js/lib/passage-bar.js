// @ts-check
// The bar that appears at a selection or a pressed sentence, for mouse and touch.

const BUTTONS = [
  ["supports", "Supports"],
  ["contradicts", "Contradicts"],
  ["context", "Context"],
];

export class PassageBar {
  /**
   * @param {HTMLElement} holder where the icons of the bearings are
   * @param {(bearing: string) => void} open what a button does
   */
  constructor(holder, open) {
    this.bar = document.createElement("div");
    this.bar.className = "picker__bar no-print";
    this.bar.setAttribute("role", "toolbar");
    this.bar.setAttribute("aria-label", "Make evidence of this passage");
    this.bar.hidden = true;
    for (const [bearing, word] of BUTTONS) {
      const button = document.createElement("button");
      const icon = holder.querySelector(`.choice--${bearing} .icon`)?.cloneNode(true);
      button.type = "button";
      button.append(...(icon ? [icon] : []), word);
      // The selection must outlive the press.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => open(bearing));
      this.bar.append(button);
    }
    document.body.append(this.bar);
  }

  remove() {
    this.bar.remove();
  }

  /** @param {Element} target */
  contains(target) {
    return this.bar.contains(target);
  }

  /** @param {DOMRect | undefined} box */
  show(box) {
    if (!box) return;
    this.bar.hidden = false;
    const widest = document.documentElement.clientWidth - this.bar.offsetWidth - 8;
    const left = Math.max(8, Math.min(box.left, widest));
    const above = box.top - this.bar.offsetHeight - 8;
    this.bar.style.left = `${left + window.scrollX}px`;
    this.bar.style.top = `${(above > 60 ? above : box.bottom + 8) + window.scrollY}px`;
  }

  /** Take it away; whether it was there. */
  hide() {
    const shown = !this.bar.hidden;
    this.bar.hidden = true;
    return shown;
  }
}
