// @ts-check
// Sends edits of a map one after another, in order. What is not saved yet outlives a reload, an expired session and an
// error of the server; every edit carries a name that was made here, so that one sent twice is made once.

import { freshToken, pageToken } from "./page-token.js";

const RETRY_AFTER_MS = [500, 1500, 4000, 10_000];

/** @typedef {Record<string, any>} Operation as docs/algorithms/editing.md lists them */
/**
 * @typedef {object} Edit
 * @property {"edits" | "undo" | "redo"} kind
 * @property {string} edit the name of this edit
 * @property {number} base the revision that was seen
 * @property {Operation[]} operations
 * @property {boolean} isLate whether the versions are read just before sending: edits before it change them
 * @property {Record<string, any>} about what the page wants to know when the answer comes
 */
/**
 * @typedef {object} Listener
 * @property {(edit: Edit, told: Record<string, any>) => Promise<void> | void} saved the next one waits for it
 * @property {(edit: Edit, told: Record<string, any>, status: number) => Promise<void> | void} refused
 * @property {(waiting: number) => void} changed how many wait to be saved
 * @property {(trouble: "" | "offline" | "logged out" | "broken", waiting: number) => void} trouble
 * @property {(argument: string) => number | undefined} version of an argument that the page shows now
 */

export class EditClient {
  /** @param {string} address of the map @param {string} key of the member, for what waits @param {Listener} listener */
  constructor(address, key, listener) {
    this.address = address;
    this.key = `parallax-edits ${key} ${address}`;
    this.listener = listener;
    /** Newest revision that the page shows. */
    this.revision = 0;
    /** @type {Edit[]} */
    this.waiting = this.#stored("waiting", []);
    /** Names this open page: undo goes along what was done here. @type {string} */
    this.session = this.#stored("session", crypto.randomUUID());
    this.isSending = false;
    /** Whether an answer is being shown: until it is, its edit counts as on its way. */
    this.isSettling = false;
    this.failures = 0;
    this.#store();
  }

  /** @param {Operation[]} operations @param {Record<string, any>} [about] */
  push(operations, about = {}) {
    this.#add("edits", operations, about);
  }

  /** One step back or forth. @param {"undo" | "redo"} kind @param {string} [of] the edit that is meant, else the last one */
  step(kind, of = "") {
    this.#add(kind, [], { of });
  }

  /** Send an edit again that was refused, over what stands now. @param {Edit} edit */
  again(edit) {
    this.#add(edit.kind, edit.operations, edit.about, true);
  }

  /** @param {Edit["kind"]} kind @param {Operation[]} operations @param {Record<string, any>} about @param {boolean} [isLate] */
  #add(kind, operations, about, isLate = this.waiting.length > 0 || this.isSettling) {
    this.waiting.push({ kind, edit: crypto.randomUUID(), base: this.revision, operations, isLate, about });
    this.#store();
    this.run();
  }

  /** Send what waits, if nothing is on its way. */
  async run() {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.waiting.length && (await this.#send(this.waiting[0])));
    } finally {
      this.isSending = false;
    }
  }

  /** Try again at once. */
  retry() {
    this.failures = 0;
    this.run();
  }

  /** @param {Edit} edit @returns {Promise<boolean>} whether the next one may go */
  async #send(edit) {
    const answer = await this.#post(edit);
    if (answer === null || answer.status >= 500) return this.#wait(answer ? "broken" : "offline");
    if (answer.type === "opaqueredirect" || answer.status === 401) return this.#wait("logged out");
    // A refusal with words is an answer; one without is about the token of the page.
    const isAnswer = (answer.headers.get("content-type") ?? "").includes("json");
    if (answer.status === 403 && !isAnswer && !(await freshToken())) return this.#wait("logged out");
    if (answer.status === 403 && !isAnswer && this.failures++ < 2) return true;
    const told = await answer.json().catch(() => ({ message: "This map is not there any more." }));
    this.failures = 0;
    this.waiting.shift();
    this.isSettling = true;
    this.listener.trouble("", this.waiting.length);
    this.#store();
    try {
      if (answer.ok) await this.listener.saved(edit, told);
      else await this.listener.refused(edit, told, answer.status);
    } finally {
      this.isSettling = false;
      this.#store();
    }
    return true;
  }

  /** @param {Edit} edit */
  async #post(edit) {
    const { kind, edit: name, operations, about } = edit;
    const base = edit.isLate ? this.revision : edit.base;
    const current = edit.isLate ? operations.map((operation) => this.#fresh(operation)) : operations;
    return fetch(`${this.address}${kind}/`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json", "x-csrftoken": pageToken() },
      body: JSON.stringify({ session: this.session, edit: name, base, ...(kind === "edits" ? { operations: current } : { of: about.of }) }),
      redirect: "manual",
    }).catch(() => null);
  }

  /** @param {Operation} operation @returns {Operation} */
  #fresh(operation) {
    if (!("version" in operation)) return operation;
    return { ...operation, version: this.listener.version(operation.argument) ?? operation.version };
  }

  /**
   * Tell what is wrong, and try again by and by unless a person has to do something first.
   * @param {"offline" | "logged out" | "broken"} trouble @returns {false}
   */
  #wait(trouble) {
    this.listener.trouble(trouble, this.waiting.length);
    const pause = RETRY_AFTER_MS[Math.min(this.failures++, RETRY_AFTER_MS.length - 1)];
    if (trouble !== "logged out") setTimeout(() => this.run(), pause);
    return false;
  }

  /** @template T @param {string} what @param {T} otherwise @returns {T} */
  #stored(what, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(`${this.key} ${what}`) ?? "null") ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  #store() {
    this.listener.changed(this.waiting.length + (this.isSettling ? 1 : 0));
    try {
      sessionStorage.setItem(`${this.key} waiting`, JSON.stringify(this.waiting));
      sessionStorage.setItem(`${this.key} session`, JSON.stringify(this.session));
    } catch {
      // Without storage, what waits is lost with the page; `beforeunload` asks first.
    }
  }
}
