// @ts-check
// Rows of a comparison that open to their quotes in place. The address keeps which rows are open, so that a copied link
// shows the same. Without this script each row is a link that opens it on a new page.

class ComparisonRows extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#click);
    this.addEventListener("keydown", this.#press);
    document.addEventListener("keydown", this.#export);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#export);
  }

  /** @param {MouseEvent} event */
  #click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const toggle = event.target instanceof Element ? event.target.closest(".matrix__toggle") : null;
    if (!(toggle instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    this.#toggle(toggle);
  };

  /** @param {KeyboardEvent} event */
  #press = (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLElement) || !event.target.matches("[data-review-item]")) return;
    const toggle = event.target.querySelector(".matrix__toggle");
    if (!(toggle instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    this.#toggle(toggle);
  };

  /** @param {KeyboardEvent} event */
  #export = (event) => {
    if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog")) return;
    const menu = document.getElementById("exports");
    if (!(menu instanceof HTMLDetailsElement)) return;
    event.preventDefault();
    menu.open = !menu.open;
    const target = menu.querySelector(menu.open ? "a" : "summary");
    if (target instanceof HTMLElement) target.focus();
  };

  /** @param {HTMLAnchorElement} toggle */
  #toggle(toggle) {
    const quotes = document.getElementById(toggle.getAttribute("aria-controls") ?? "");
    const row = toggle.closest("[data-number]");
    if (!quotes || !(row instanceof HTMLElement)) return;
    quotes.hidden = !quotes.hidden;
    toggle.setAttribute("aria-expanded", String(!quotes.hidden));
    // htmx asks for the quotes on the first "open".
    if (!quotes.hidden) quotes.firstElementChild?.firstElementChild?.dispatchEvent(new CustomEvent("open"));
    this.#remember(row, !quotes.hidden);
    if (!quotes.hidden) this.#show(row);
  }

  /**
   * Bring the row and its quotes into view, now and once the quotes have arrived.
   * @param {HTMLElement} row
   */
  #show(row) {
    const fit = () => {
      if (row.getBoundingClientRect().bottom > innerHeight) row.scrollIntoView({ block: "start" });
    };
    fit();
    row.addEventListener("htmx:afterSettle", fit, { once: true });
  }

  /**
   * @param {HTMLElement} row
   * @param {boolean} isOpen
   */
  #remember(row, isOpen) {
    const address = new URL(location.href);
    const open = address.searchParams.getAll("open").filter((number) => number !== row.dataset.number);
    if (isOpen && row.dataset.number) open.push(row.dataset.number);
    address.searchParams.delete("open");
    for (const number of open) address.searchParams.append("open", number);
    address.hash = isOpen ? row.id : "";
    history.replaceState(history.state, "", address);
  }
}

customElements.define("comparison-rows", ComparisonRows);
