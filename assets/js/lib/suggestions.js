// @ts-check
// Suggestions in a text as things to go through: passages that the margin asks about.

/** @typedef {import("./review.js").Item} Item */

export class Suggestions {
  /** @param {any} picker the <passage-picker> that saves what is decided */
  constructor(picker) {
    this.picker = picker;
  }

  /** Go through all that waits for a decision, from where one reads. */
  open() {
    const asked = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("#reading .note__ask")));
    if (asked.length === 0) return this.picker.tell("No suggestion waits in this text.");
    const at = this.picker.cursor.current;
    const ahead = (/** @type {HTMLElement} */ ask) =>
      !at || at.compareDocumentPosition(ask) & Node.DOCUMENT_POSITION_FOLLOWING;
    const first = asked.findIndex((ask) => ahead(ask));
    this.picker.review.open(asked.map((ask) => this.item(ask)), Math.max(0, first));
  }

  /**
   * @param {HTMLElement} ask
   * @returns {Item}
   */
  item(ask) {
    const evidence = ask.dataset.evidence ?? "";
    const url = ask.querySelector("button")?.formAction ?? "";
    const passage = ask.closest(".note")?.id.slice(2) ?? "";
    return {
      title: `${ask.previousElementSibling?.textContent?.trim() ?? ""} (${ask.querySelector(".badge")?.textContent ?? ""})`,
      show: () => {
        if (!document.querySelector(`.note__ask[data-evidence="${evidence}"]`)) return false;
        return this.picker.cursor.goTo(document.getElementById(`p-${passage}`)?.closest(".s"));
      },
      accept: (bearing) => this.decide(url, "accepted", bearing),
      reject: () => this.decide(url, "rejected", ""),
    };
  }

  /**
   * @param {string} url
   * @param {string} state
   * @param {string} bearing
   */
  async decide(url, state, bearing) {
    await this.picker.post(url, { state, bearing });
    this.decided();
  }

  /** Go on once the current one is decided. */
  decided() {
    if (this.picker.review.isOpen) this.picker.review.move(1);
  }

  /**
   * Decide on the suggestion in the sentence that one is at.
   * @param {string} state
   */
  decideHere(state) {
    const places = Array.from(this.picker.cursor.current?.querySelectorAll(".place") ?? []);
    const asks = places.map((place) => document.querySelector(`#n-${place.id.slice(2)} .note__ask`));
    const ask = asks.find((found) => found !== null);
    if (!ask) return this.picker.tell("No suggestion begins in this sentence.");
    this.picker.post(ask.querySelector("button")?.formAction ?? "", { state });
  }
}
