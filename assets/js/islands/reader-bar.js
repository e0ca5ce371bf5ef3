// @ts-check
// <reader-bar>: says where in a long text one is, and presses the reader's keys for the mouse.

class ReaderBar extends HTMLElement {
  connectedCallback() {
    this.ending = new AbortController();
    const listen = { signal: this.ending.signal, passive: true };
    this.querySelectorAll("[data-scripted]").forEach((part) => part.removeAttribute("hidden"));
    let waiting = false;
    const look = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        this.look();
      });
    };
    window.addEventListener("scroll", look, listen);
    window.addEventListener("resize", look, listen);
    this.addEventListener("click", (event) => this.onClick(event));
    this.look();
  }

  disconnectedCallback() {
    this.ending?.abort();
  }

  /** Say which page or part is at the top of the window; its offset in the text tells it, so nothing is measured. */
  look() {
    const where = this.querySelector("[data-where]");
    const column = document.querySelector("#reading .text");
    if (!where || !column) return;
    const left = column.getBoundingClientRect().left + 40;
    const top = this.getBoundingClientRect().bottom + 12;
    const block = document.elementFromPoint(left, top)?.closest(".reader__row")?.querySelector("[data-start]");
    const read = document.documentElement.scrollHeight - window.innerHeight;
    const part = read > 0 ? Math.round((100 * window.scrollY) / read) : 100;
    if (!block) return void (where.textContent = window.scrollY < 10 ? "" : where.textContent);
    const page = this.lastBefore(".page-break", block)?.getAttribute("data-label");
    where.textContent = window.scrollY < 10 ? "" : `${page ? `p. ${page} · ` : ""}${part} %`;
  }

  /**
   * @param {string} selector
   * @param {Element} block
   */
  lastBefore(selector, block) {
    this.breaks ??= Array.from(document.querySelectorAll(`#reading ${selector}`));
    let [low, high] = [0, this.breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const after = block.compareDocumentPosition(this.breaks[middle]) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (after && !block.contains(this.breaks[middle])) high = middle;
      else low = middle + 1;
    }
    return this.breaks[low - 1];
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(".toc a")) target.closest("details")?.removeAttribute("open");
    const act = target?.closest("[data-act]")?.getAttribute("data-act");
    if (act) document.dispatchEvent(new CustomEvent("reader:act", { detail: act }));
  }
}

customElements.define("reader-bar", ReaderBar);
