// @ts-check
// What an editor tells the person: saving and saved, what others did, what went wrong and what can be done about it.

const TROUBLES = {
  offline: "The server cannot be reached.",
  broken: "The server made a mistake.",
  "logged out": "You are logged out. Log in again in another tab, then press Retry.",
};

/** @typedef {{ label: string, act: () => void, isMain?: boolean }} Way */

export class EditTelling {
  /** @param {HTMLElement} editor */
  constructor(editor) {
    this.state = /** @type {HTMLElement} */ (editor.querySelector("[data-state]"));
    this.note = /** @type {HTMLElement} */ (editor.querySelector("[data-note]"));
    this.box = /** @type {HTMLElement} */ (editor.querySelector("[data-trouble]"));
    this.said = /** @type {HTMLElement} */ (editor.querySelector("[data-said]"));
  }

  /** @param {number} waiting how many changes are not saved yet @param {boolean} hasSaved whether any was */
  saving(waiting, hasSaved) {
    this.state.textContent = waiting ? "Saving…" : hasSaved ? "Saved" : "";
    this.state.dataset.is = waiting ? "saving" : "saved";
  }

  /** For those who listen: those who look see it happen. @param {string} words */
  say(words) {
    this.said.textContent = words;
  }

  /** What others did and what cannot be done, for some seconds. @param {string} words */
  tell(words) {
    this.note.textContent = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.note.textContent = ""), 8000);
  }

  /** A message that leaves by itself, with one thing to do about it. @param {string} words @param {Way} [way] */
  toast(words, way) {
    const list = document.getElementById("toasts");
    list?.querySelector("[data-way]")?.remove();
    const toast = document.createElement("div");
    toast.className = "toast toast--info";
    const text = document.createElement("p");
    text.textContent = words;
    toast.append(text);
    toast.toggleAttribute("data-way", Boolean(way));
    if (way) toast.append(this.#button(way, "toast__act", () => toast.remove()));
    list?.append(toast);
  }

  /** Something that a person has to decide. @param {string} words @param {Way[]} ways */
  ask(words, ways) {
    const text = document.createElement("p");
    text.textContent = words;
    this.box.replaceChildren(text, ...ways.map((way) => this.#button(way, `button button--small${way.isMain ? " button--primary" : ""}`, () => this.quiet())));
    this.box.hidden = false;
  }

  quiet() {
    this.box.hidden = true;
    this.box.replaceChildren();
  }

  /**
   * @param {"" | keyof typeof TROUBLES} trouble @param {number} waiting @param {() => void} retry
   */
  trouble(trouble, waiting, retry) {
    if (!trouble) {
      if (this.box.dataset.about === "trouble") this.quiet();
      this.box.dataset.about = "";
      return;
    }
    const many = waiting === 1 ? "1 change is" : `${waiting} changes are`;
    this.ask(`${TROUBLES[trouble]} ${many} kept here and not saved yet.`, [{ label: "Retry", act: retry, isMain: true }]);
    this.box.dataset.about = "trouble";
    this.state.textContent = "Not saved";
    this.state.dataset.is = "trouble";
  }

  /** @param {Way} way @param {string} look @param {() => void} then */
  #button(way, look, then) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = look;
    made.textContent = way.label;
    made.addEventListener("click", () => {
      then();
      way.act();
    });
    return made;
  }
}
