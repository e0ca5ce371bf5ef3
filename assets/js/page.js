// @ts-check
// What every page has: open menus that close when one looks elsewhere, and messages that leave.

import "./islands/toast-list.js";

const OPEN_MENU = "details.menu[open]";

/** @param {(menu: HTMLDetailsElement) => boolean} chosen */
function closeMenus(chosen) {
  for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(OPEN_MENU))) {
    if (chosen(menu)) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus((menu) => !(event.target instanceof Node && menu.contains(event.target)));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closeMenus((menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    return true;
  });
});

// Only errors that the server words for people replace a part of the page; anything else keeps it as it was.
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = /** @type {CustomEvent} */ (event).detail;
  if (detail.xhr.status === 422) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});
