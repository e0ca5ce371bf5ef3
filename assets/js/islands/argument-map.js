// @ts-check
// <argument-map>: the drawing of a map. The server says where everything stands; this moves the view, folds, opens cards.

import { MapCards } from "../lib/map-cards.js";
import { MapCulling } from "../lib/map-culling.js";
import { MapLines, boxes, drawMini, markFolded, markView, placeItem } from "../lib/map-drawing.js";
import { legend, seen } from "../lib/map-lens.js";
import { closeMore, openMore } from "../lib/map-more.js";
import { MapPanel } from "../lib/map-panel.js";
import { markStrength } from "../lib/map-strengths.js";
import { adoptCards } from "../lib/map-swap.js";
import { MapTree } from "../lib/map-tree.js";
import { MapViewport } from "../lib/map-viewport.js";

/** @typedef {import("../lib/map-drawing.js").Layout} Layout */

const PAN_STEP = 60;
const ZOOM_STEP = 1.2;

class ArgumentMap extends HTMLElement {
  connectedCallback() {
    this.stage = /** @type {HTMLElement} */ (this.querySelector("[data-stage]"));
    this.canvas = /** @type {HTMLElement} */ (this.querySelector("[data-canvas]"));
    this.mini = /** @type {SVGSVGElement} */ (this.querySelector("[data-mini]"));
    this.lines = new MapLines(/** @type {SVGSVGElement} */ (this.querySelector("[data-lines]")));
    this.cards = new MapCards(this.canvas, (item) => this.dress(item));
    this.culling = new MapCulling();
    this.panel = new MapPanel(this);
    this.viewport = new MapViewport(this.stage, this.canvas, () => this.viewChanged());
    /** @type {string | null} key of the open card */
    this.open = null;
    /** @type {Set<string>} */
    this.lit = new Set();
    const query = new URLSearchParams(location.search);
    this.authors = (query.get("lens") ?? "").split(",").filter(Boolean);
    this.adopt(/** @type {Layout} */ (JSON.parse(document.getElementById("map-layout")?.textContent ?? "")));
    this.listen();
    this.chooseAuthors(this.authors);
    this.startView();
    requestAnimationFrame(() => {
      this.classList.add("is-ready");
      performance.mark("map-drawn");
      this.tell("map:drawn", { revision: this.revision });
    });
  }

  listen() {
    this.stage.addEventListener("click", (event) => this.clicked(event));
    this.stage.addEventListener("keydown", (event) => this.keyPressed(event));
    this.stage.addEventListener("focusin", (event) => this.focused(event));
    this.mini.addEventListener("pointerdown", (event) => this.miniPressed(event));
    this.mini.addEventListener("pointermove", (event) => event.buttons && this.miniPressed(event));
    this.addEventListener("click", (event) => this.toolPressed(event));
    this.addEventListener("change", (event) => this.choiceMade(event));
    this.addEventListener("map:strengths", (event) => this.showStrengths(/** @type {CustomEvent} */ (event).detail));
    this.addEventListener("map:lens", (event) => this.chooseAuthors(/** @type {CustomEvent} */ (event).detail.authors));
    addEventListener("hashchange", () => this.goToHash());
  }

  /** The key of the selected card, or null. @returns {string | null} */
  get current() {
    return this.open ?? null;
  }

  /** The edits of the arguments that the drawing has seen. @returns {number} */
  get revision() {
    return Number(this.dataset.revision ?? 0);
  }

  /** The key of the lead's card. @returns {string} */
  get lead() {
    return this.tree.order[0] ?? "";
  }

  /** Let the page know. @param {string} name @param {object} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
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

  // Drawing

  /** Take a layout and draw it. @param {Layout} layout */
  adopt(layout) {
    this.layout = layout;
    this.tree = new MapTree(layout);
    this.cards.adopt(layout);
    if (this.open && !layout.cards[this.open]) this.show(null);
    this.lit = this.open ? this.tree.lit(this.open) : new Set();
    this.lines.clear(layout);
    drawMini(this.mini, layout);
    for (const item of this.cards.items) this.dress(item);
    if (this.cards.isLarge) this.culling.watch(this.things());
    else {
      this.culling.watch([]);
      for (const thing of this.things()) if (!thing.isNear) thing.show();
    }
    if (this.cards.isLarge) this.cards.summon(this.lead);
    this.makeReachable(this.cards.get(this.reachable?.id) ?? this.cards.get(this.lead) ?? undefined);
    this.light();
  }

  /** Everything that can come and go: cards and headers (near), shapes with their lines. */
  *things() {
    const { cards, headers, quotes, shapes, edges } = this.layout;
    for (const key of Object.keys(this.cards.isLarge ? { ...cards, ...headers } : {})) {
      const places = [cards[key] ?? headers[key], quotes[key]].filter(Boolean);
      yield { places, isNear: true, show: () => void this.cards.summon(key), hide: () => this.cards.dismiss(key) };
    }
    const edgeOf = new Map(edges.map((edge) => [edge.target, edge]));
    for (const shape of shapes) {
      const edge = edgeOf.get(shape.key);
      const ghosts = this.cards.isLarge ? boxes((this.tree.cardsIn.get(shape.key) ?? []).map((key) => cards[key])) : "";
      yield {
        places: edge ? [shape.box, edge.box] : [shape.box],
        isNear: false,
        show: () => this.lines.show(shape, edge, ghosts).forEach((path) => this.lightLine(path)),
        hide: () => this.lines.hide(shape.key),
      };
    }
  }

  /** Give a card or header everything that it shows. @param {HTMLElement} item */
  dress(item) {
    placeItem(item, this.layout);
    item.classList.toggle("is-lit", this.lit.has(item.id));
    if (this.strengths) markStrength(item, this.strengths);
    if (!item.matches(".map-card")) return;
    markFolded(item, this.layout.hidden);
    this.colour(item);
  }

  fit(glide = false) {
    const lead = this.layout.cards[this.lead] ?? [0, 0, 0, 0];
    if (this.layout.width) this.viewport.fit(this.layout.width, this.layout.height, lead[0] + lead[2] / 2, glide);
  }

  viewChanged() {
    const scale = this.querySelector("[data-scale]");
    if (scale) scale.textContent = `${Math.round(this.viewport.scale * 100)} %`;
    markView(this.mini, this.layout, this.viewport.view);
    this.culling.update(this.viewport.view, this.viewport.scale);
    this.stage.classList.toggle("is-far", this.cards.isLarge && this.culling.isFar);
  }

  /** Put newly fetched cards in the place of the old ones. @param {{ html: string, layout: Layout, revision: number }} found */
  swap(found) {
    const { open } = this;
    if (open) closeMore(/** @type {HTMLElement} */ (this.cards.get(open)));
    adoptCards(this.canvas, found.html);
    this.dataset.revision = String(found.revision);
    this.adopt(found.layout);
    if (open && this.layout.cards[open]) this.show(open, false);
  }

  // Fetching anew: folds, levels, passages, what others did

  /**
   * Fetch the cards and where they stand anew, as after an edit. Folds, view and selection stay.
   * @param {{ keep?: string, focus?: string }} [wish] keep: the card that stays where it is on the screen; focus: the card to focus
   */
  async refresh({ keep, focus } = {}) {
    await this.redraw({ folded: Object.keys(this.layout.hidden).join(",") }, keep ?? this.reachable?.id, false);
    if (focus) this.focusCard(focus);
  }

  /**
   * Ask the server for the drawing with something changed; the kept card stays where it is on the screen.
   * @param {Record<string, string | null>} changes of the address @param {string} [kept] key of a card @param {boolean} [isNoted] in the address
   */
  async redraw(changes, kept = this.lead, isNoted = true) {
    const query = new URLSearchParams(location.search);
    query.set("view", this.dataset.view ?? "");
    for (const [name, value] of Object.entries(changes)) value === null ? query.delete(name) : query.set(name, value);
    const request = (this.request = {});
    this.stage.setAttribute("aria-busy", "true");
    try {
      const { drawing, layout } = this.dataset;
      const response = await fetch(`${drawing ?? layout}?${query}`, { headers: { accept: "application/json" } });
      if (!response.ok) throw new Error(response.statusText);
      const found = await response.json();
      if (request !== this.request) return;
      const before = this.layout.cards[kept];
      if (drawing) this.swap(found);
      else this.adopt(found);
      const after = this.layout.cards[kept];
      if (before && after) {
        this.viewport.x += (before[0] - after[0]) * this.viewport.scale;
        this.viewport.y += (before[1] - after[1]) * this.viewport.scale;
      }
      this.viewport.apply(true);
      if (isNoted) this.note(query);
      this.tell("map:drawn", { revision: this.revision });
    } catch {
      this.say("The map could not be laid out anew. Check the connection and try again.");
    } finally {
      this.stage.removeAttribute("aria-busy");
    }
  }

  /** @param {HTMLElement} card */
  async toggleFold(card) {
    const folded = new Set(Object.keys(this.layout.hidden));
    const opens = folded.delete(card.id);
    if (!opens) folded.add(card.id);
    await this.redraw({ folded: [...folded].join(","), depth: null }, card.id);
    this.say(this.layout.hidden[card.id] ? `Folded ${this.layout.hidden[card.id]}.` : "Unfolded.");
  }

  /** Keep in the address what one sees, and let the picture that one downloads be it too. @param {URLSearchParams} query */
  note(query) {
    history.replaceState(null, "", `?${query}${location.hash}`);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-picture]"))) {
      link.href = `${link.href.split("?")[0]}?${query}`;
    }
  }

  // Opening a card

  /** @param {string | null} key @param {boolean} [isRevealed] whether to move the view to it */
  show(key, isRevealed = true) {
    this.shut();
    this.open = key;
    const card = key && this.cards.summon(key);
    if (card) {
      const text = /** @type {HTMLElement} */ (card.querySelector(".map-card__text"));
      const foot = /** @type {HTMLElement} */ (card.querySelector(".map-card__foot"));
      // The foot of a card that is higher than its text stays where it is.
      text.style.paddingBottom = `${foot.offsetTop - text.offsetTop - text.offsetHeight}px`;
      card.classList.add("is-open");
      card.style.height = "auto";
      const [x, y, width] = this.layout.cards[card.id];
      openMore(card, this, () => isRevealed && this.viewport.reveal({ x, y, width, height: card.offsetHeight }));
      this.makeReachable(card);
    }
    this.lit = key ? this.tree.lit(key) : new Set();
    this.light();
    this.tell("map:selected", { key });
    history.replaceState(null, "", key ? `#${key}` : location.pathname + location.search);
  }

  /** Close the card that is open. */
  shut() {
    const card = this.cards.get(this.open);
    if (!card) return;
    card.classList.remove("is-open");
    card.style.height = `${(this.layout.cards[card.id] ?? [])[3]}px`;
    /** @type {HTMLElement} */ (card.querySelector(".map-card__text")).style.paddingBottom = "";
    closeMore(card);
  }

  light() {
    this.stage.classList.toggle("has-open", Boolean(this.open));
    for (const item of this.cards.items) item.classList.toggle("is-lit", this.lit.has(item.id));
    for (const path of /** @type {NodeListOf<SVGElement>} */ (this.lines.svg.querySelectorAll("path"))) this.lightLine(path);
    const places = this.open ? this.tree.elsewhere(this.open).map((key) => this.layout.cards[key]) : [];
    this.lines.link(this.open ? this.layout.cards[this.open] : undefined, places);
  }

  /** @param {SVGElement} path */
  lightLine(path) {
    const { key, target, source } = path.dataset;
    const isOnWay = source ? this.lit.has(source) && this.hasLitBelow(source) : this.lit.has(key ?? target ?? "");
    if (isOnWay === path.classList.contains("is-lit")) return;
    path.classList.toggle("is-lit", isOnWay);
    // Lines of one card share their first stretch: the lit one must not be drawn over.
    if (isOnWay) path.parentNode?.append(path);
  }

  /** @param {string} key */
  hasLitBelow(key) {
    return (this.tree.groupsUnder.get(key) ?? []).some((group) => this.lit.has(group));
  }

  goToHash() {
    const key = decodeURIComponent(location.hash.slice(1));
    if (this.layout.cards[key]) this.visit(key);
    else if (/^c-\d+/.test(key)) this.redraw({ depth: "99", folded: null }).then(() => this.layout.cards[key] && this.visit(key));
  }

  /** @param {string} key */
  visit(key) {
    const [x, y, width, height] = this.layout.cards[key];
    this.viewport.scale = Math.max(this.viewport.scale, 0.8);
    this.viewport.centre(x + width / 2, y + height / 2, true);
    this.show(key);
    this.cards.get(key)?.focus({ preventScroll: true });
  }

  // Keyboard: one card is in the order of the Tab key, arrows move among them

  /** @param {HTMLElement | undefined} card */
  makeReachable(card) {
    for (const item of [this.reachable, card]) {
      if (!item) continue;
      item.tabIndex = item === card ? 0 : -1;
      for (const inner of item.querySelectorAll(".map-card__foot a, .map-card__foot button, .map-quotes a")) {
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
    const [x, y, width, height] = this.layout.cards[card.id] ?? [0, 0, 0, 0];
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
    const card = this.cards.get(this.open);
    this.show(null);
    if (card) card.focus({ preventScroll: true });
  }

  /** @param {string} key @param {HTMLElement} card */
  cardKeyPressed(key, card) {
    const shown = this.tree.order;
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
    const card = key && this.layout.cards[key] && this.cards.summon(key);
    if (!card) return;
    card.focus({ preventScroll: true });
  }

  /** @param {string} key */
  stageKeyPressed(key) {
    const steps = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const step = steps[/** @type {keyof typeof steps} */ (key)];
    if (step) this.viewport.pan(step[0] * PAN_STEP, step[1] * PAN_STEP);
    else if (key === "Enter") this.focusCard(this.reachable?.id ?? this.lead);
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
      await this.redraw({ depth: choice.value || null, folded: null });
      this.fit(true);
    }
    if (choice.dataset.act === "passages") await this.redraw({ passages: choice.value });
    if (choice.dataset.act === "lens") {
      const chosen = [...this.querySelectorAll("select[data-act=lens]")].map((one) => /** @type {HTMLSelectElement} */ (one).value);
      this.chooseAuthors([...new Set(chosen.filter(Boolean))]);
      const query = new URLSearchParams(location.search);
      if (this.authors.length) query.set("lens", this.authors.join(","));
      else query.delete("lens");
      this.note(query);
    }
  }

  // Whose stances colour the cards, and how strong claims came out

  /** @param {string[]} authors none, one or two */
  chooseAuthors(authors) {
    this.authors = authors.slice(0, 2);
    const choices = /** @type {HTMLSelectElement[]} */ ([...this.querySelectorAll("select[data-act=lens]")]);
    choices.forEach((choice, index) => (choice.value = this.authors[index] ?? ""));
    const names = choices.map((choice) => choice.selectedOptions[0]).filter((one) => one?.value).map((one) => one.text);
    if (choices[1]) /** @type {HTMLElement} */ (choices[1].closest("label")).hidden = !this.authors.length;
    this.stage.classList.toggle("has-lens", names.length > 0);
    for (const item of this.cards.items) if (item.matches(".map-card")) this.colour(item);
    const shown = /** @type {HTMLElement | null} */ (this.querySelector("[data-legend]"));
    if (shown) shown.hidden = !names.length;
    shown?.replaceChildren(...(names.length ? legend(names) : []).map(([position, words]) => {
      const entry = document.createElement("li");
      const swatch = document.createElement("span");
      swatch.className = "map-legend__swatch";
      if (position) swatch.dataset.position = position;
      entry.append(swatch, words);
      return entry;
    }));
  }

  /** Colour a card by the stances of the chosen authors. @param {HTMLElement} card */
  colour(card) {
    const position = this.authors.length ? seen(card.dataset.lens ?? "", this.authors) : "";
    if (position) card.dataset.position = position;
    else delete card.dataset.position;
  }

  /** @param {import("../lib/map-strengths.js").Strengths} strengths */
  showStrengths(strengths) {
    this.strengths = strengths;
    for (const item of this.cards.items) markStrength(item, strengths);
  }

  /** Tell those who listen. @param {string} words */
  say(words) {
    const status = this.querySelector("[data-status]");
    if (status) status.textContent = words;
  }
}

customElements.define("argument-map", ArgumentMap);
