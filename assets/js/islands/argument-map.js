// @ts-check
// <argument-map>: the drawing of a map. The server says where everything stands; this moves the view, folds, opens cards.

import { MapCulling } from "../lib/map-culling.js";
import { drawLines, drawMini, markFolded, markView, placeElements } from "../lib/map-drawing.js";
import { MapPanel } from "../lib/map-panel.js";
import { markStrengths } from "../lib/map-strengths.js";
import { adoptCards } from "../lib/map-swap.js";
import { MapTree } from "../lib/map-tree.js";
import { MapViewport } from "../lib/map-viewport.js";

/** @typedef {import("../lib/map-drawing.js").Layout} Layout */

const PAN_STEP = 60;
const ZOOM_STEP = 1.2;

class ArgumentMap extends HTMLElement {
  connectedCallback() {
    this.stage = /** @type {HTMLElement} */ (this.querySelector("[data-stage]"));
    this.lines = /** @type {SVGSVGElement} */ (this.querySelector("[data-lines]"));
    this.mini = /** @type {SVGSVGElement} */ (this.querySelector("[data-mini]"));
    this.canvas = /** @type {HTMLElement} */ (this.querySelector("[data-canvas]"));
    this.readCards();
    this.culling = new MapCulling();
    this.panel = new MapPanel(this);
    this.viewport = new MapViewport(
      this.stage, this.canvas, () => this.viewChanged(),
    );
    /** @type {string | null} */
    this.open = null;
    const data = document.getElementById("map-layout")?.textContent ?? "";
    this.draw(/** @type {Layout} */ (JSON.parse(data)));
    this.stage.addEventListener("click", (event) => this.clicked(event));
    this.stage.addEventListener("keydown", (event) => this.keyPressed(event));
    this.stage.addEventListener("focusin", (event) => this.focused(event));
    this.mini.addEventListener("pointerdown", (event) => this.miniPressed(event));
    this.mini.addEventListener("pointermove", (event) => event.buttons && this.miniPressed(event));
    this.addEventListener("click", (event) => this.toolPressed(event));
    this.addEventListener("change", (event) => this.choiceMade(event));
    this.addEventListener("map:strengths", (event) => this.showStrengths(/** @type {CustomEvent} */ (event).detail));
    addEventListener("hashchange", () => this.goToHash());
    this.startView();
    requestAnimationFrame(() => {
      this.classList.add("is-ready");
      this.tell("map:drawn", { revision: this.revision });
    });
  }

  /** The key of the selected card, or null. @returns {string | null} */
  get current() {
    return this.open ?? null;
  }

  /** The edits of the arguments that the drawing has seen. @returns {number} */
  get revision() {
    return Number(this.dataset.revision ?? 0);
  }

  readCards() {
    /** @type {HTMLElement[]} */
    this.cards = [...this.canvas.querySelectorAll(".map-card")].map((card) => /** @type {HTMLElement} */ (card));
    /** @type {HTMLElement[]} */
    this.heads = [...this.canvas.querySelectorAll(".map-head")].map((head) => /** @type {HTMLElement} */ (head));
    this.tree = new MapTree(this.cards, this.heads);
  }

  /** Let the page know. @param {string} name @param {object} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  /** @param {import("../lib/map-strengths.js").Strengths} strengths */
  showStrengths(strengths) {
    this.strengths = strengths;
    markStrengths(this.cards, this.heads, strengths);
  }

  /**
   * Fetch the cards and where they stand anew, as after an edit. Folds, view and selection stay.
   * @param {{ keep?: string, focus?: string }} [wish] keep: the card that stays where it is on the screen; focus: the card to focus
   */
  async refresh({ keep, focus } = {}) {
    const query = new URLSearchParams({ folded: Object.keys(this.layout.hidden).join(",") });
    await this.refold(query, keep ?? this.reachable?.id ?? this.cards[0]?.id, true);
    if (focus) this.focusCard(focus);
  }

  /** Fit once the stage has a size: it has none while the page shows the outline instead. */
  startView() {
    const watcher = new ResizeObserver(() => {
      if (!this.stage.clientWidth) return;
      watcher.disconnect();
      this.fit();
      this.goToHash();
    });
    watcher.observe(this.stage);
  }

  /** @param {Layout} layout */
  draw(layout) {
    this.layout = layout;
    placeElements(this.cards, layout.cards);
    placeElements(this.heads, layout.headers);
    markFolded(this.cards, layout.hidden);
    drawLines(this.lines, layout);
    drawMini(this.mini, layout);
    this.culling.watch([...this.cards, ...this.heads], this.lines, layout);
    if (this.open && !layout.cards[this.open]) this.show(null);
    this.light();
    this.makeReachable(this.reachable ?? this.cards[0]);
  }

  fit(glide = false) {
    const lead = this.layout.cards[this.cards[0]?.id] ?? [0, 0, 0, 0];
    if (this.layout.width) this.viewport.fit(this.layout.width, this.layout.height, lead[0] + lead[2] / 2, glide);
  }

  viewChanged() {
    const scale = this.querySelector("[data-scale]");
    if (scale) scale.textContent = `${Math.round(this.viewport.scale * 100)} %`;
    markView(this.mini, this.layout, this.viewport.view);
    this.culling.update(this.viewport.view);
  }

  // Folding

  /**
   * Ask the server for the layout with other cards folded; what was asked about stays where it is on the screen.
   * @param {URLSearchParams} query @param {string} [kept] key of a card @param {boolean} [anew] whether to fetch the cards too
   */
  async refold(query, kept = this.cards[0]?.id, anew = false) {
    query.set("view", this.dataset.view ?? "");
    const request = (this.request = {});
    this.stage.setAttribute("aria-busy", "true");
    try {
      const address = anew ? this.dataset.drawing : this.dataset.layout;
      const response = await fetch(`${address}?${query}`, { headers: { accept: "application/json" } });
      if (!response.ok) throw new Error(response.statusText);
      const found = await response.json();
      if (request !== this.request) return;
      const layout = /** @type {Layout} */ (anew ? found.layout : found);
      if (anew) this.adopt(found);
      const before = this.layout.cards[kept];
      this.draw(layout);
      const after = this.layout.cards[kept];
      if (before && after) {
        this.viewport.x += (before[0] - after[0]) * this.viewport.scale;
        this.viewport.y += (before[1] - after[1]) * this.viewport.scale;
      }
      this.viewport.apply(true);
      this.folded = query.get("folded") ?? Object.keys(layout.hidden).join(",");
      this.pictureOf(query);
      if (anew) this.tell("map:drawn", { revision: this.revision });
    } catch {
      this.say("The map could not be laid out anew. Check the connection and try again.");
    } finally {
      this.stage.removeAttribute("aria-busy");
    }
  }

  /** Put newly fetched cards in the place of the old ones. @param {{ html: string, revision: number }} found */
  adopt(found) {
    adoptCards(this.canvas, found.html);
    this.dataset.revision = String(found.revision);
    this.readCards();
    if (this.strengths) markStrengths(this.cards, this.heads, this.strengths);
    this.look(/** @type {HTMLSelectElement | null} */ (this.querySelector("[data-act=lens]"))?.value ?? "");
    const reachable = this.reachable?.id;
    this.reachable = this.cards.find((card) => card.id === reachable);
  }

  /** @param {HTMLElement} card */
  async toggleFold(card) {
    const folded = new Set(Object.keys(this.layout.hidden));
    const opens = folded.delete(card.id);
    if (!opens) folded.add(card.id);
    await this.refold(new URLSearchParams({ folded: [...folded].join(",") }), card.id);
    this.say(this.layout.hidden[card.id] ? `Folded ${this.layout.hidden[card.id]}.` : "Unfolded.");
  }

  /** Let the pictures that one downloads be the one that one sees. @param {URLSearchParams} query */
  pictureOf(query) {
    for (const link of document.querySelectorAll("a[data-picture]")) {
      link.setAttribute("href", `${link.getAttribute("href")?.split("?")[0]}?${query}`);
    }
  }

  // Opening a card

  /** @param {string | null} key */
  show(key) {
    const before = this.open && this.card(this.open);
    if (before) {
      before.classList.remove("is-open");
      before.style.height = `${(this.layout.cards[before.id] ?? [])[3]}px`;
      /** @type {HTMLElement} */ (before.querySelector(".map-card__text")).style.paddingBottom = "";
      /** @type {HTMLElement} */ (before.querySelector(".map-card__more")).hidden = true;
    }
    this.open = key;
    const card = key && this.card(key);
    if (card) {
      const text = /** @type {HTMLElement} */ (card.querySelector(".map-card__text"));
      const foot = /** @type {HTMLElement} */ (card.querySelector(".map-card__foot"));
      // The foot of a card that is higher than its text stays where it is.
      text.style.paddingBottom = `${foot.offsetTop - text.offsetTop - text.offsetHeight}px`;
      card.classList.add("is-open");
      card.style.height = "auto";
      /** @type {HTMLElement} */ (card.querySelector(".map-card__more")).hidden = false;
      const [x, y, width] = this.layout.cards[card.id];
      this.viewport.reveal({ x, y, width, height: card.offsetHeight });
      this.makeReachable(card);
    }
    this.light();
    this.tell("map:selected", { key });
    history.replaceState(null, "", key ? `#${key}` : location.pathname + location.search);
  }

  light() {
    this.stage.classList.toggle("has-open", Boolean(this.open));
    const lit = this.open ? this.tree.lit(this.open) : new Set();
    for (const item of [...this.cards, ...this.heads]) item.classList.toggle("is-lit", lit.has(item.id));
    for (const path of this.lines.querySelectorAll("path")) {
      const { key, target, source } = path.dataset;
      const isOnWay = source ? lit.has(source) && this.hasLitBelow(source, lit) : lit.has(key ?? target ?? "");
      path.classList.toggle("is-lit", isOnWay);
      // Lines of one card share their first stretch: the lit one must not be drawn over.
      if (isOnWay) path.parentNode?.append(path);
    }
  }

  /** @param {string} key @param {Set<string>} lit */
  hasLitBelow(key, lit) {
    return (this.tree.groupsUnder.get(key) ?? []).some((group) => lit.has(group));
  }

  goToHash() {
    const key = decodeURIComponent(location.hash.slice(1));
    const card = this.card(key);
    if (!card) return;
    if (!this.layout.cards[key]) {
      const query = new URLSearchParams({ depth: "99" });
      this.refold(query).then(() => this.layout.cards[key] && this.visit(card));
      return;
    }
    this.visit(card);
  }

  /** @param {HTMLElement} card */
  visit(card) {
    const [x, y, width, height] = this.layout.cards[card.id];
    this.culling.summon(card);
    this.viewport.scale = Math.max(this.viewport.scale, 0.8);
    this.viewport.centre(x + width / 2, y + height / 2, true);
    this.show(card.id);
    card.focus({ preventScroll: true });
  }

  // Keyboard: one card is in the order of the Tab key, arrows move among them

  /** @param {string} key @returns {HTMLElement | null} */
  card(key) {
    return this.cards.find((card) => card.id === key) ?? null;
  }

  /** @param {HTMLElement | undefined} card */
  makeReachable(card) {
    for (const item of [this.reachable, card]) {
      if (!item) continue;
      item.tabIndex = item === card ? 0 : -1;
      for (const inner of item.querySelectorAll(".map-card__foot a, .map-card__foot button")) {
        /** @type {HTMLElement} */ (inner).tabIndex = item === card ? 0 : -1;
      }
    }
    this.reachable = card;
  }

  /** @param {FocusEvent} event */
  focused(event) {
    this.stage.scrollTo(0, 0);
    const card = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".map-card"));
    if (!card) return;
    this.makeReachable(card);
    const [x, y, width, height] = this.layout.cards[card.id];
    if (!this.viewport.isDragging && card.matches(":focus-visible")) this.viewport.reveal({ x, y, width, height });
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (this.viewKeyPressed(event.key)) {
      event.preventDefault();
    } else if (target.matches(".map-card") ? this.cardKeyPressed(event.key, target) : target === this.stage && this.stageKeyPressed(event.key)) {
      event.preventDefault();
    }
  }

  /** @param {string} key */
  viewKeyPressed(key) {
    if (key === "+" || key === "=") this.viewport.zoom(ZOOM_STEP);
    else if (key === "-") this.viewport.zoom(1 / ZOOM_STEP);
    else if (key === "0") this.fit(true);
    else if (key === "Escape" && this.open) this.close();
    else return false;
    return true;
  }

  close() {
    const card = this.open && this.card(this.open);
    this.show(null);
    if (card) card.focus({ preventScroll: true });
  }

  /** @param {string} key @param {HTMLElement} card */
  cardKeyPressed(key, card) {
    const shown = this.tree.order.filter((id) => this.layout.cards[id]);
    const at = shown.indexOf(card.id);
    const fold = card.querySelector(".map-card__fold");
    const isFolded = Boolean(this.layout.hidden[card.id]);
    /** @type {Record<string, () => string | undefined>} */
    const moves = {
      ArrowDown: () => shown[at + 1],
      ArrowUp: () => shown[at - 1],
      ArrowLeft: () => this.tree.cardAbove(card.id),
      ArrowRight: () => this.tree.cardBelow(card.id),
      Home: () => shown[0],
      End: () => shown[shown.length - 1],
    };
    if (key === "Enter" || key === " ") this.show(this.open === card.id ? null : card.id);
    else if (fold && (key === "f" || (key === "ArrowRight" && isFolded))) this.toggleFold(card);
    else if (moves[key]) this.focusCard(moves[key]());
    else return false;
    return true;
  }

  /** @param {string | undefined} key */
  focusCard(key) {
    const card = key && this.card(key);
    if (!card || card.hidden) return;
    this.culling.summon(card);
    card.focus({ preventScroll: true });
  }

  /** @param {string} key */
  stageKeyPressed(key) {
    const steps = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const step = steps[/** @type {keyof typeof steps} */ (key)];
    if (step) this.viewport.pan(step[0] * PAN_STEP, step[1] * PAN_STEP);
    else if (key === "Enter") this.focusCard(this.reachable?.id);
    else return false;
    return true;
  }

  // Pointer and tools

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const card = /** @type {HTMLElement | null} */ (target.closest(".map-card"));
    if (this.viewport.wasDragged || target.closest(".map-mini, .map-card__more")) return;
    if (card && target.closest(".map-card__fold, .map-card__hidden")) this.toggleFold(card);
    else if (target.closest("a")) return;
    else if (card) {
      this.show(this.open === card.id ? null : card.id);
      card.focus({ preventScroll: true });
    } else this.show(null);
  }

  /** @param {PointerEvent} event */
  miniPressed(event) {
    event.preventDefault();
    const matrix = this.mini.getScreenCTM();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    this.viewport.centre(point.x, point.y);
  }

  /** @param {MouseEvent} event */
  toolPressed(event) {
    const tool = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button[data-act]"));
    if (tool?.dataset.act === "in") this.viewport.zoom(ZOOM_STEP);
    if (tool?.dataset.act === "out") this.viewport.zoom(1 / ZOOM_STEP);
    if (tool?.dataset.act === "fit") this.fit(true);
    if (tool?.dataset.act === "panel") this.panel.toggle();
  }

  /** @param {Event} event */
  async choiceMade(event) {
    const choice = /** @type {HTMLSelectElement} */ (event.target);
    if (choice.dataset.act === "depth") {
      await this.refold(new URLSearchParams(choice.value ? { depth: choice.value } : {}));
      this.fit(true);
    }
    if (choice.dataset.act === "lens") this.look(choice.value);
  }

  /** Colour every card by one author's stance. @param {string} author */
  look(author) {
    this.stage.classList.toggle("has-lens", Boolean(author));
    for (const card of this.cards) {
      const stance = (card.dataset.lens ?? "").split(" ").find((part) => author && part.startsWith(`${author}:`));
      if (stance) card.dataset.position = stance.slice(author.length + 1);
      else delete card.dataset.position;
    }
  }

  /** Tell those who listen. @param {string} words */
  say(words) {
    const status = this.querySelector("[data-status]");
    if (status) status.textContent = words;
  }
}

customElements.define("argument-map", ArgumentMap);
