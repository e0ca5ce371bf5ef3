// @ts-check
// The buttons of an editor: the toolbar for the selected card and the menu beside it, made of the table of commands.

import { COMMANDS, keyWords } from "./edit-keys.js";

/** @typedef {import("./edit-keys.js").Command} Command */

const NARROW = "(max-width: 52rem)";
/** Of the bar at the foot of a phone's page, in pixels. */
const TAB_BAR_HEIGHT = 58;
const SIGNS_OF_THE_MAP = new Set(["supports", "opposes", "undercuts"]);

/** @param {string} name */
function sign(name) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("class", SIGNS_OF_THE_MAP.has(name) ? `icon edit-sign edit-sign--${name}` : "icon");
  made.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${SIGNS_OF_THE_MAP.has(name) ? "mark" : "edit"}-${name}`);
  made.append(use);
  return made;
}

/** @param {Command} command @param {boolean} isItem whether it stands in the menu */
function button(command, isItem) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.command = command.name;
  made.className = isItem ? "edit-menu__item" : "edit-tool";
  made.setAttribute("aria-label", command.label);
  made.title = `${command.words} (${command.keys.map(keyWords).join(", ")})`;
  if (isItem) {
    made.setAttribute("role", "menuitem");
    made.tabIndex = -1;
  }
  if (command.mark) made.append(sign(command.mark));
  const label = document.createElement("span");
  label.className = isItem ? "edit-menu__label" : "edit-tool__label";
  label.textContent = command.label;
  const key = document.createElement("kbd");
  key.className = "kbd";
  key.setAttribute("aria-hidden", "true");
  key.textContent = keyWords(command.keys[0]);
  made.append(label, key);
  return made;
}

/** @param {HTMLElement} place */
export function fillBar(place) {
  place.replaceChildren(...COMMANDS.filter((command) => command.place === "bar").map((command) => button(command, false)));
}

/** @param {HTMLElement} menu */
export function fillMenu(menu) {
  menu.replaceChildren(...COMMANDS.filter((command) => command.place).map((command) => button(command, true)));
}

/**
 * Only what can be done with the selected card can be pressed.
 * @param {HTMLElement} place @param {boolean} hasCard @param {boolean} hasStep
 */
export function allow(place, hasCard, hasStep) {
  for (const one of place.querySelectorAll("[data-command]")) {
    const made = /** @type {HTMLButtonElement} */ (one);
    const command = COMMANDS.find((other) => other.name === made.dataset.command);
    made.disabled = (command?.on === "card" && !hasCard) || (command?.on === "step" && !hasStep);
  }
}

/** A menu that is opened at a place, walked with the arrows, and gives the focus back. */
export class EditMenu {
  /** @param {HTMLElement} menu @param {(command: string) => void} chosen @param {() => void} left */
  constructor(menu, chosen, left) {
    this.menu = menu;
    this.left = left;
    fillMenu(menu);
    menu.addEventListener("click", (event) => {
      const name = /** @type {Element} */ (event.target).closest("[data-command]")?.getAttribute("data-command");
      event.stopPropagation();
      if (!name) return;
      this.close();
      chosen(name);
    });
    menu.addEventListener("keydown", (event) => this.#pressed(event));
    menu.addEventListener("focusout", (event) => {
      if (!menu.contains(/** @type {Node | null} */ (event.relatedTarget))) this.menu.hidden = true;
    });
  }

  /** @param {number} x @param {number} y of the window @param {boolean} hasStep */
  open(x, y, hasStep) {
    allow(this.menu, true, hasStep);
    this.menu.hidden = false;
    const { offsetWidth, offsetHeight } = this.menu;
    const foot = matchMedia(NARROW).matches ? TAB_BAR_HEIGHT : 0;
    this.menu.style.left = `${Math.max(8, Math.min(x, innerWidth - offsetWidth - 8))}px`;
    this.menu.style.top = `${Math.max(8, Math.min(y, innerHeight - foot - offsetHeight - 8))}px`;
    this.items[0]?.focus();
  }

  close() {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    this.left();
  }

  /** @returns {HTMLButtonElement[]} */
  get items() {
    return [.../** @type {NodeListOf<HTMLButtonElement>} */ (this.menu.querySelectorAll("[data-command]:not(:disabled)"))];
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    event.stopPropagation();
    const { items } = this;
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const moves = /** @type {Record<string, number>} */ ({
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    });
    if (event.key in moves) items[moves[event.key]]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else return;
    event.preventDefault();
  }
}
