// @ts-check
// <margin-notes>: puts each note beside its passage where there is a margin, and shows which belongs to which.
// Without it the notes stand beside, or on a phone below, the paragraph in which their passage begins.
//
// A long text comes in leaves. One that is out of view is not laid out at all (`content-visibility`), and its notes are
// placed when it comes near; a leaf grows where its notes need more room than its text.

const MARGIN = window.matchMedia("(min-width: 60rem)");
const GAP_PIXELS = 4;
const NEAR = "150% 0px";

class MarginNotes extends HTMLElement {
  connectedCallback() {
    /** @type {Set<Element>} */
    this.near = new Set();
    /** Leaves in which something was replaced. @type {Set<Element>} */
    this.changed = new Set();
    this.seen = new IntersectionObserver((entries) => this.onSeen(entries), { rootMargin: NEAR });
    let width = 0;
    this.resized = new ResizeObserver(() => {
      if (this.offsetWidth === width) return;
      width = this.offsetWidth;
      this.placeNear();
    });
    const leaves = this.querySelectorAll(".leaf");
    // One screen or two are laid out at once: nothing is gained by waiting.
    if (!this.querySelector(".leaf--lazy")) this.place([...leaves]);
    for (const leaf of leaves) this.seen.observe(leaf);
    this.resized.observe(this);
    MARGIN.addEventListener("change", this.placeNear);
    document.fonts?.ready.then(this.placeNear);
    document.addEventListener("htmx:oobAfterSwap", this.onSwap);
    for (const happening of ["pointerover", "focusin"]) {
      this.addEventListener(happening, (event) => this.point(event.target));
    }
    this.addEventListener("pointerleave", () => this.point(null));
  }

  disconnectedCallback() {
    this.seen?.disconnect();
    this.resized?.disconnect();
    MARGIN.removeEventListener("change", this.placeNear);
    document.removeEventListener("htmx:oobAfterSwap", this.onSwap);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  onSeen(entries) {
    const come = entries.filter((entry) => entry.isIntersecting && !this.near?.has(entry.target));
    for (const entry of entries) {
      if (entry.isIntersecting) this.near?.add(entry.target);
      else this.near?.delete(entry.target);
    }
    this.place(come.map((entry) => entry.target));
  }

  placeNear = () => this.place([...(this.near ?? [])]);

  /** @param {Event} event */
  onSwap = (event) => {
    const target = /** @type {CustomEvent} */ (event).detail.target;
    const leaf = target instanceof Element ? document.getElementById(target.id)?.closest(".leaf") : null;
    if (!leaf || !this.contains(leaf)) return;
    // htmx tells of one answer several times, and an answer may hold several blocks.
    if (this.changed.size === 0) {
      queueMicrotask(() => {
        this.place([...this.changed]);
        this.changed.clear();
      });
    }
    this.changed.add(leaf);
  };

  /** @param {Element[]} leaves */
  place(leaves) {
    const beside = MARGIN.matches;
    this.classList.toggle("is-placed", beside);
    // All reading first, then all writing: one layout for any number of leaves and notes.
    const wanted = leaves.filter((leaf) => leaf instanceof HTMLElement).map((leaf) => ({ leaf, notes: beside ? this.measure(leaf) : [] }));
    for (const { leaf, notes } of wanted) {
      let free = 0;
      for (const { note, height, at } of notes) {
        const placed = Math.max(at, free);
        note.style.top = `${placed}px`;
        free = placed + height + GAP_PIXELS;
      }
      /** @type {HTMLElement} */ (leaf).style.minBlockSize = free ? `${free}px` : "";
    }
  }

  /** @param {Element} leaf */
  measure(leaf) {
    const top = leaf.getBoundingClientRect().top;
    return Array.from(/** @type {NodeListOf<HTMLElement>} */ (leaf.querySelectorAll(".note"))).map((note) => ({
      note,
      height: note.offsetHeight,
      at: (document.getElementById(`p-${note.id.slice(2)}`)?.getBoundingClientRect().top ?? top) - top,
    }));
  }

  /** @param {EventTarget | null} target */
  point(target) {
    const note = target instanceof Element ? target.closest(".note") : null;
    const mark = target instanceof Element ? target.closest(".mark[data-p]") : null;
    const pointed = note?.id.slice(2) ?? mark?.getAttribute("data-p") ?? "";
    if (pointed === this.pointed) return;
    this.pointed = pointed;
    for (const one of this.querySelectorAll(".is-pointed")) one.classList.remove("is-pointed");
    for (const key of pointed.split(" ").filter(Boolean)) {
      document.getElementById(`n-${key}`)?.classList.add("is-pointed");
      if (note) this.querySelectorAll(`[data-p~="${key}"]`).forEach((piece) => piece.classList.add("is-pointed"));
    }
  }
}

customElements.define("margin-notes", MarginNotes);
