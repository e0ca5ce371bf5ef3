// @ts-check
// Asks each second what others changed in a map, while somebody looks at the page; more rarely when it cannot be reached.

const EVERY_MS = 1000;
const MOST_MS = 15_000;

/** @typedef {{ revision: number, by: string, said: string, mine: boolean, at: string }} Change */

export class EditWatch {
  /**
   * @param {string} address of the changes, with the session
   * @param {() => number} revision that the page shows
   * @param {(revision: number, changes: Change[]) => Promise<void>} changed
   */
  constructor(address, revision, changed) {
    this.address = address;
    this.revision = revision;
    this.changed = changed;
    this.failures = 0;
    /** What the server called the state of the map last: it changes with every claim, not with edits alone. */
    this.version = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.isAsking = false;
    this.ending = new AbortController();
    document.addEventListener("visibilitychange", () => this.plan(0), { signal: this.ending.signal });
    this.plan(EVERY_MS);
  }

  end() {
    this.ending.abort();
    clearTimeout(this.timer);
  }

  /** @param {number} pause in milliseconds */
  plan(pause) {
    clearTimeout(this.timer);
    if (document.hidden || this.ending.signal.aborted) return;
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const since = this.revision();
      const answer = await fetch(`${this.address}&since=${since}`, { headers: { accept: "application/json" }, cache: "no-cache", redirect: "manual" });
      if (!answer.ok) throw new Error(answer.statusText);
      const told = await answer.json();
      this.failures = 0;
      const isNew = told.revision > since || (this.version && told.version !== this.version);
      if (isNew && this.revision() === since) await this.changed(told.revision, told.edits);
      this.version = told.version;
    } catch {
      this.failures += 1;
    } finally {
      this.isAsking = false;
    }
    this.plan(Math.min(EVERY_MS * 2 ** this.failures, MOST_MS));
  }
}
