// @ts-check
// Suggestions in a text as things to go through: passages that the margin asks about, sentences that look worth a
// claim, and, for a chosen claim, the sentences that bear on it.

/** @typedef {import("./review.js").Item} Item */

export class Suggestions {
  /** @param {any} picker the <passage-picker> that saves what is decided */
  constructor(picker) {
    this.picker = picker;
  }

  /** Go through all that waits for a decision, from where one reads. */
  open() {
    const asked = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("#reading .note__ask, #reading .s--candidate")));
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
    if (ask.matches(".s")) return this.candidateItem(ask);
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
   * A sentence that looks worth a claim: accepting it is wording the claim.
   * @param {HTMLElement} sentence
   * @returns {Item}
   */
  candidateItem(sentence) {
    const { picker } = this;
    const { reject = "", score = "" } = sentence.dataset;
    const now = () => /** @type {HTMLElement | null} */ (document.querySelector(`#${sentence.id}.s--candidate`));
    return {
      title: `Worth a claim? (${score})`,
      show: () => picker.cursor.goTo(now()),
      accept: (bearing) => picker.openNew(bearing || "supports"),
      reject: async () => {
        await picker.post(reject, {});
        now()?.classList.remove("s--candidate");
        picker.undoSteps.push({ url: reject, values: { undo: "1" }, words: "Put aside", restores: sentence.id });
        picker.tell("Put aside for good. u takes it back.");
        this.decided();
      },
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
    const here = this.picker.cursor.current;
    if (here?.matches(".s--candidate")) {
      const candidate = this.candidateItem(here);
      return state === "accepted" ? candidate.accept("") : candidate.reject();
    }
    const places = Array.from(this.picker.cursor.current?.querySelectorAll(".place") ?? []);
    const asks = places.map((place) => document.querySelector(`#n-${place.id.slice(2)} .note__ask`));
    const ask = asks.find((found) => found !== null);
    if (!ask) return this.picker.tell("No suggestion begins in this sentence.");
    this.picker.post(ask.querySelector("button")?.formAction ?? "", { state });
  }

  /**
   * Have the sentences shown that bear on a claim.
   * @param {string} number of the claim
   */
  async ask(number) {
    if (!number) return;
    const answer = await fetch(`${this.picker.dataset.bearingUrl}?claim=${number}`);
    if (!answer.ok) return this.picker.tell("The sentences could not be found just now.");
    const found = await answer.json();
    if (found.sentences.length === 0) return this.picker.tell(found.said);
    this.picker.review.open(found.sentences.map((/** @type {any} */ one) => this.bearingItem(found.claim, one)));
    this.picker.tell(found.said);
  }

  /**
   * @param {{number: string, text: string}} claim
   * @param {{sentence: number, score: number, why: string}} one
   * @returns {Item}
   */
  bearingItem(claim, one) {
    const { picker } = this;
    const save = (/** @type {string} */ bearing) => {
      if (!picker.fill()) return;
      picker.check(bearing || "context");
      picker.claimField.set(claim.number, claim.text);
      picker.form.requestSubmit();
    };
    return {
      title: `C-${claim.number} ${claim.text} · ${one.why}`,
      show: () => picker.cursor.goTo(document.getElementById(`s-${one.sentence}`)),
      accept: save,
      reject: async () => {
        if (!picker.fill()) return;
        const values = Object.fromEntries(new FormData(picker.form));
        await picker.post(picker.dataset.dismissUrl, { ...values, claim: claim.text, number: claim.number, score: String(one.score) });
        this.decided();
      },
    };
  }
}
