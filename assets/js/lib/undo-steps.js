// @ts-check
// The steps that can be taken back in one text, the latest last. They outlive a reload, not the browser's tab.

const MOST = 50;

/**
 * @typedef {object} Step
 * @property {string} url where to send what takes the step back
 * @property {Record<string, string>} values what to send
 * @property {string} words what was done
 * @property {string} [restores] id of the sentence that is a candidate again
 */

export class UndoSteps {
  /** @param {string} place what the steps belong to, such as the address of the text */
  constructor(place) {
    this.key = `parallax-undo ${place}`;
  }

  /** @returns {Step[]} */
  get steps() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }

  /** @param {Step[]} steps */
  set steps(steps) {
    sessionStorage.setItem(this.key, JSON.stringify(steps.slice(-MOST)));
  }

  /** @param {Step} step */
  push(step) {
    const { steps } = this;
    // htmx tells of one answer several times.
    const last = steps.at(-1);
    if (last && last.url === step.url && JSON.stringify(last.values) === JSON.stringify(step.values)) return;
    this.steps = [...steps, step];
  }

  /** @returns {Step | undefined} */
  pop() {
    const steps = this.steps;
    const last = steps.pop();
    this.steps = steps;
    return last;
  }
}
