// @ts-check
// <margin-notes>: puts each note beside its passage where there is a margin, and shows which belongs to which.
// Without it the notes stand beside, or on a phone below, the paragraph in which their passage begins.

const MARGIN = window.matchMedia("(min-width: 60rem)");
const GAP_PIXELS = 4;

class MarginNotes extends HTMLElement {
  connectedCallback() {
    this.resized = new ResizeObserver(() => this.place());
    this.resized.observe(this);
    document.fonts?.ready.then(() => this.place());
    for (const happening of ["pointerover", "focusin"]) {
      this.addEventListener(happening, (event) => this.point(event.target));
    }
    this.addEventListener("pointerleave", () => this.point(null));
  }

  disconnectedCallback() {
    this.resized?.disconnect();
  }

  /** @returns {HTMLElement[]} */
  get notes() {
    return Array.from(this.querySelectorAll(".note"));
  }

  place() {
    const beside = MARGIN.matches;
    this.classList.toggle("is-placed", beside);
    if (!beside) {
      for (const note of this.notes) note.style.removeProperty("top");
      this.style.removeProperty("min-height");
      return;
    }
    // All reading first, then all writing: one layout for any number of notes.
    const top = this.getBoundingClientRect().top;
    const wanted = this.notes.map((note) => ({
      note,
      height: note.offsetHeight,
      at: (document.getElementById(note.dataset.place ?? "")?.getBoundingClientRect().top ?? top) - top,
    }));
    let free = 0;
    for (const { note, height, at } of wanted) {
      const placed = Math.max(at, free);
      note.style.top = `${placed}px`;
      free = placed + height + GAP_PIXELS;
    }
    this.style.minHeight = `${free}px`;
  }

  /** @param {EventTarget | null} target */
  point(target) {
    for (const pointed of this.querySelectorAll(".is-pointed")) pointed.classList.remove("is-pointed");
    if (!(target instanceof Element)) return;
    const note = target.closest(".note");
    const mark = target.closest(".mark[data-p]");
    const keys = note ? [note.id.slice(2)] : (mark?.getAttribute("data-p") ?? "").split(" ").filter(Boolean);
    for (const key of keys) {
      document.getElementById(`n-${key}`)?.classList.add("is-pointed");
      if (note) this.querySelectorAll(`[data-p~="${key}"]`).forEach((piece) => piece.classList.add("is-pointed"));
    }
  }
}

customElements.define("margin-notes", MarginNotes);
