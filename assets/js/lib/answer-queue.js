// @ts-check
// Sends what was decided one after another, in order, and loses nothing: what is not saved yet outlives a reload, an
// expired session and an error of the server. Everything sent may be sent again, for the server takes the same twice as once.

import { freshToken, pageToken } from "./page-token.js";

const RETRY_AFTER_MS = [500, 1500, 4000];

/**
 * @typedef {object} Op
 * @property {string} url
 * @property {[string, string][]} fields
 * @property {string} item id of the element that it is about
 * @property {"give" | "back"} kind
 * @property {string} [seen] what the person was told stands there, if they answer over it
 */

/**
 * @typedef {object} Listener
 * @property {(op: Op, told: Record<string, any>) => void} saved
 * @property {(op: Op, told: Record<string, any>) => void} refused
 * @property {(waiting: number) => void} changed how many wait to be saved
 * @property {(trouble: "" | "offline" | "logged out" | "broken", waiting: number) => void} trouble
 */

export class AnswerQueue {
  /**
   * @param {string} key of the workspace and the user: nobody sends what another has decided
   * @param {Listener} listener
   */
  constructor(key, listener) {
    this.key = `parallax-answers ${key}`;
    this.listener = listener;
    /** @type {Op[]} */
    this.ops = this.#stored("ops", []);
    /** What the server last said that stands on an item, by item. @type {Record<string, string>} */
    this.marks = this.#stored("marks", {});
    this.isSending = false;
    this.failures = 0;
  }

  /**
   * Note what the page shows to stand on an item; what waits to be sent knows better.
   * @param {string} item
   * @param {string} seen
   */
  mark(item, seen) {
    if (!this.ops.some((op) => op.item === item)) this.marks[item] = seen;
  }

  /** @param {Op} op */
  push(op) {
    this.ops.push(op);
    this.#store();
    this.run();
  }

  /**
   * Take an answer out again that was not sent yet; one that may have arrived is left to be taken back.
   * @param {string} item
   * @returns {boolean} whether there was one
   */
  cancel(item) {
    const place = this.ops.findLastIndex((op) => op.item === item && op.kind === "give");
    if (place < 0 || (place === 0 && (this.isSending || this.failures))) return false;
    this.ops.splice(place, 1);
    this.#store();
    return true;
  }

  /** Send what waits, if nothing is on its way. */
  async run() {
    if (this.isSending) return;
    this.isSending = true;
    while (this.ops.length) {
      if (!(await this.#send(this.ops[0]))) break;
    }
    this.isSending = false;
  }

  /** Try again at once. */
  retry() {
    this.failures = 0;
    this.run();
  }

  /**
   * @param {Op} op
   * @returns {Promise<boolean>} whether the next one may go
   */
  async #send(op) {
    const answer = await this.#post(op);
    if (answer === null || answer.status >= 500) return this.#wait(answer ? "broken" : "offline");
    if (answer.type === "opaqueredirect") return this.#wait("logged out");
    if (answer.status === 403 && !(await freshToken())) return this.#wait("logged out");
    if (answer.status === 403 && this.failures++ < 2) return true;
    const told = await answer.json().catch(() => ({ message: "This is not there any more." }));
    this.failures = 0;
    this.ops.shift();
    if (answer.ok) this.marks[op.item] = told.seen ?? "";
    this.listener.trouble("", this.ops.length);
    if (answer.ok) this.listener.saved(op, told);
    else this.listener.refused(op, told);
    this.#store();
    return true;
  }

  /** @param {Op} op */
  async #post(op) {
    const form = new FormData();
    for (const [name, value] of op.fields) form.append(name, value);
    // What stands is known only now: earlier ones of the queue may have changed it.
    form.set("seen", op.seen ?? this.marks[op.item] ?? "");
    if (this.ops.length > 1) form.set("brief", "on");
    const headers = { accept: "application/json", "x-csrftoken": pageToken() };
    return fetch(op.url, { method: "POST", body: form, headers, redirect: "manual" }).catch(() => null);
  }

  /**
   * Tell what is wrong, and try again by and by unless a person has to do something first.
   * @param {"offline" | "logged out" | "broken"} trouble
   * @returns {false}
   */
  #wait(trouble) {
    this.listener.trouble(trouble, this.ops.length);
    const pause = RETRY_AFTER_MS[this.failures++];
    if (trouble !== "logged out" && pause) setTimeout(() => this.run(), pause);
    return false;
  }

  /**
   * @template T
   * @param {string} what
   * @param {T} otherwise
   * @returns {T}
   */
  #stored(what, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(`${this.key} ${what}`) ?? "null") ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  #store() {
    this.listener.changed(this.ops.length);
    try {
      sessionStorage.setItem(`${this.key} ops`, JSON.stringify(this.ops));
      sessionStorage.setItem(`${this.key} marks`, JSON.stringify(this.marks));
    } catch {
      // Without storage, what waits is lost with the page; `beforeunload` asks first.
    }
  }
}
