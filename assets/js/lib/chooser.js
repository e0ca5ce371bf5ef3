// @ts-check
// A dialog with one field and a list: type, choose with the arrows, Enter. It closes with Escape and gives the focus
// back to where it was.

import { Combobox } from "./combobox.js";

/** @typedef {{value: string, text: string, note?: string}} Choice */

export class Chooser {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {object} parts
   * @param {(choice: HTMLElement) => void} parts.choose
   * @param {(typed: string) => Choice[]} [parts.offer] what fits; left out where the server fills the list
   */
  constructor(dialog, { choose, offer }) {
    this.dialog = dialog;
    this.offer = offer;
    this.box = new Combobox(dialog, {
      input: "[data-chooser]",
      list: "[role=listbox]",
      choose: (choice) => {
        dialog.close();
        choose(choice);
      },
      preferred: () => 0,
      isWhole: true,
    });
    if (offer) dialog.addEventListener("input", () => this.fill());
    dialog.addEventListener("submit", (event) => {
      if (event.target instanceof HTMLFormElement && !event.target.matches("[method=dialog]")) event.preventDefault();
    });
  }

  open() {
    if (this.dialog.open) return;
    this.box.input.value = "";
    this.dialog.showModal();
    this.box.input.focus();
    if (this.offer) this.fill();
    else this.box.input.dispatchEvent(new Event("choices"));
  }

  fill() {
    const typed = this.box.input.value.trim();
    const options = (this.offer?.(typed) ?? []).map((choice, at) => {
      const option = document.createElement("li");
      option.className = "picker__choice";
      option.setAttribute("role", "option");
      option.id = `${this.dialog.id}-choice-${at}`;
      option.dataset.value = choice.value;
      option.dataset.text = choice.text;
      const note = document.createElement("span");
      note.className = "claim-number";
      note.textContent = choice.note ?? "";
      const text = document.createElement("span");
      text.textContent = choice.text;
      option.append(note, text);
      return option;
    });
    this.box.list.replaceChildren(...options);
    this.box.show();
  }
}
