// @ts-check
// The panel beside a map: tabs whose contents are fetched when they are opened.

export class MapPanel {
  /** @param {HTMLElement} map */
  constructor(map) {
    this.map = map;
    this.panel = /** @type {HTMLElement | null} */ (map.querySelector("[data-panel]"));
    this.button = /** @type {HTMLElement | null} */ (map.querySelector(".map-tools [data-act=panel]"));
    /** @type {HTMLElement[]} */
    this.tabs = [...(this.panel?.querySelectorAll("[role=tab]") ?? [])].map((tab) => /** @type {HTMLElement} */ (tab));
    if (this.button) this.button.hidden = !this.tabs.length;
    this.panel?.addEventListener("click", (event) => {
      const tab = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[role=tab]"));
      if (tab) this.choose(tab);
    });
    this.panel?.addEventListener("keydown", (event) => this.keyPressed(event));
    map.addEventListener("map:drawn", () => this.mayRefresh && this.fill(/** @type {HTMLElement} */ (this.chosen)));
  }

  get chosen() {
    return this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
  }

  /** Whether the open tab may be fetched anew: not while somebody writes in it, whose words that would take away. */
  get mayRefresh() {
    if (!this.panel || this.panel.hidden || !this.chosen || this.chosen.dataset.still !== undefined) return false;
    /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
    const fields = this.panel.querySelectorAll("textarea, input:not([type=hidden])");
    return ![...fields].some((field) => field === document.activeElement || field.value !== field.defaultValue);
  }

  /** Open or close the panel; opening shows the tab that was looked at last. */
  toggle() {
    if (!this.panel || !this.tabs.length) return;
    const isOpen = this.panel.hidden;
    this.panel.hidden = !isOpen;
    this.map.classList.toggle("has-panel", isOpen);
    this.button?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.choose(this.chosen ?? this.tabs[0]);
    else this.button?.focus();
  }

  /** @param {HTMLElement} chosen */
  choose(chosen) {
    for (const tab of this.tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const body = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (body) body.hidden = !isChosen;
    }
    chosen.focus();
    this.fill(chosen);
  }

  /** Fetch what a tab shows. @param {HTMLElement} tab */
  fill(tab) {
    tab.dispatchEvent(new CustomEvent("map:tab", { bubbles: false }));
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    if (event.key === "Escape") {
      this.toggle();
      event.stopPropagation();
    }
    const at = this.tabs.indexOf(/** @type {HTMLElement} */ (event.target));
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    this.choose(this.tabs[(at + step + this.tabs.length) % this.tabs.length]);
  }
}
