// @ts-check
// The one table of what an editor of maps can do and with which keys: the toolbar, the menu of a card, the help overlay
// and docs/map-keys.md are made of it.

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {string} group where it stands in the help
 * @property {string[]} keys each such as "r", "Shift+z" or "Alt+ArrowUp"; none for what is only in the menu
 * @property {string} label on a button
 * @property {string} words what it does
 * @property {"card" | "step" | "any" | "shown"} on a card, a card that is a premise of a step, anything; "shown" is only told
 * @property {"bar" | "more" | ""} [place] in the toolbar itself or behind "More"
 * @property {string} [mark] name of its sign
 */

/** @type {Command[]} */
export const COMMANDS = [
  { name: "reason", group: "Add to the selected card", keys: ["r"], label: "Reason", words: "add a reason for it", on: "card", place: "bar", mark: "supports" },
  { name: "objection", group: "Add to the selected card", keys: ["o"], label: "Objection", words: "add an objection to it", on: "card", place: "bar", mark: "opposes" },
  { name: "premise", group: "Add to the selected card", keys: ["p"], label: "Co-premise", words: "add a premise that is needed together with it", on: "step", place: "bar", mark: "linked" },
  { name: "undercut", group: "Add to the selected card", keys: ["u"], label: "Undercut", words: "undercut the step from it to what it bears on", on: "step", place: "bar", mark: "undercuts" },
  { name: "evidence", group: "Add to the selected card", keys: ["e"], label: "Evidence", words: "find passages of the library for and against it", on: "card", place: "bar", mark: "evidence" },
  { name: "reword", group: "Change", keys: ["w", "F2"], label: "Reword", words: "reword the claim", on: "card", place: "bar", mark: "edit" },
  { name: "unstated", group: "Change", keys: ["i"], label: "Unstated or stated", words: "mark the premise as unstated, or as stated", on: "step", place: "more" },
  { name: "relation", group: "Change", keys: ["x"], label: "Reason or objection", words: "turn the reason into an objection, or back", on: "step", place: "more" },
  { name: "step", group: "Change", keys: ["d"], label: "Describe the step", words: "say who draws the step, on which passage, by which scheme, and why", on: "step", place: "more" },
  { name: "earlier", group: "Order and move", keys: ["Alt+ArrowUp", "Alt+ArrowLeft"], label: "Earlier", words: "move it before its neighbour", on: "step", place: "more" },
  { name: "later", group: "Order and move", keys: ["Alt+ArrowDown", "Alt+ArrowRight"], label: "Later", words: "move it after its neighbour", on: "step", place: "more" },
  { name: "move", group: "Order and move", keys: ["m"], label: "Move to…", words: "move it with all that is below: choose where by words or arrows", on: "step", place: "bar", mark: "move" },
  { name: "unlink", group: "Take away", keys: ["Delete", "Backspace"], label: "Unlink", words: "unlink it; the claim itself stays", on: "step", place: "bar", mark: "unlink" },
  { name: "leave", group: "Take away", keys: ["h"], label: "Leave out of this map", words: "leave its step out of this map only", on: "step", place: "more" },
  { name: "opening", group: "Take away", keys: ["Shift+f"], label: "Fold here at opening", words: "have the map open folded below it, or not any more", on: "card", place: "more" },
  { name: "undo", group: "Undo", keys: ["z", "Ctrl+z"], label: "Undo", words: "take back your last change, as often as you like", on: "any" },
  { name: "redo", group: "Undo", keys: ["Shift+z", "Ctrl+Shift+z", "Ctrl+y"], label: "Redo", words: "make it again", on: "any" },
  { name: "menu", group: "Undo", keys: ["Shift+F10", "ContextMenu"], label: "Menu", words: "open the menu of the selected card", on: "card" },
  { name: "help", group: "Undo", keys: ["?"], label: "Keys", words: "show these keys", on: "any" },
  { name: "", group: "Look around", keys: ["ArrowUp", "ArrowDown"], label: "", words: "the card before, the card after", on: "shown" },
  { name: "", group: "Look around", keys: ["ArrowLeft", "ArrowRight"], label: "", words: "the card above it in the argument, the first one below", on: "shown" },
  { name: "", group: "Look around", keys: ["Home", "End"], label: "", words: "the lead, the last card", on: "shown" },
  { name: "", group: "Look around", keys: ["Enter"], label: "", words: "open the card with all that it knows", on: "shown" },
  { name: "", group: "Look around", keys: ["f"], label: "", words: "fold or unfold what is below", on: "shown" },
  { name: "", group: "Look around", keys: ["+", "-", "0"], label: "", words: "zoom in, out, fit", on: "shown" },
  { name: "", group: "While you write", keys: ["Enter"], label: "", words: "save, and go on with the next one", on: "shown" },
  { name: "", group: "While you write", keys: ["Shift+Enter"], label: "", words: "save and go to the new card", on: "shown" },
  { name: "", group: "While you write", keys: ["Tab"], label: "", words: "a reason instead of an objection, and back", on: "shown" },
  { name: "", group: "While you write", keys: ["ArrowDown"], label: "", words: "choose a claim that there is", on: "shown" },
  { name: "", group: "While you write", keys: ["Alt+i"], label: "", words: "nobody says it: an unstated premise", on: "shown" },
  { name: "", group: "While you write", keys: ["Escape"], label: "", words: "leave; what you wrote is kept as a draft", on: "shown" },
];

/** The keys of the outline; there one writes in the text itself. @type {Command[]} */
export const OUTLINE_COMMANDS = [
  { name: "", group: "In the outline", keys: ["Enter"], label: "", words: "a new line of the same level below", on: "shown" },
  { name: "", group: "In the outline", keys: ["Tab", "Shift+Tab"], label: "", words: "one level in (it bears on the line before), one level out", on: "shown" },
  { name: "", group: "In the outline", keys: ["ArrowUp", "ArrowDown"], label: "", words: "the line before, the line after", on: "shown" },
  { name: "", group: "In the outline", keys: ["Alt+ArrowUp", "Alt+ArrowDown"], label: "", words: "move the line with all that is below", on: "shown" },
  { name: "", group: "In the outline", keys: ["+", "-", "~", "&"], label: "", words: "at the start of a line: a reason, an objection, an undercut, a premise needed together with the one before", on: "shown" },
  { name: "", group: "In the outline", keys: ["Backspace"], label: "", words: "in an empty line: unlink it", on: "shown" },
  { name: "", group: "In the outline", keys: ["Ctrl+v"], label: "", words: "an indented list becomes lines, after you have looked at it", on: "shown" },
  { name: "", group: "In the outline", keys: ["Ctrl+z", "Ctrl+Shift+z"], label: "", words: "undo and redo changes that are saved", on: "shown" },
  { name: "", group: "In the outline", keys: ["Escape"], label: "", words: "take back what is not saved yet in this line; again: leave the lines, for Tab to go on", on: "shown" },
];

const NAMES = /** @type {Record<string, string>} */ ({
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", ContextMenu: "Menu", "-": "−", Backspace: "⌫",
});

/** A key as one reads it. @param {string} key */
export function keyWords(key) {
  return key === "+" ? "+" : key.split("+").map((part) => NAMES[part] ?? (part.length === 1 && key !== part ? part.toUpperCase() : part)).join("+");
}

/** The key that was pressed, written as in the table. @param {KeyboardEvent} event */
export function pressedKey(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isNamed = key.length > 1 || key.toUpperCase() !== key;
  const parts = [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && isNamed ? "Shift" : "",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

/** @param {KeyboardEvent} event @returns {Command | undefined} */
export function commandOf(event) {
  const pressed = pressedKey(event);
  return COMMANDS.find((command) => command.on !== "shown" && command.keys.includes(pressed));
}

/**
 * The table as rows of the help, by group.
 * @param {Command[]} commands @returns {Map<string, { keys: string[], words: string }[]>}
 */
export function helpRows(commands) {
  const rows = new Map();
  for (const { group, keys, words } of commands) {
    if (!keys.length) continue;
    rows.set(group, [...(rows.get(group) ?? []), { keys: keys.map(keyWords), words }]);
  }
  return rows;
}

/** Write the table into an element of the page. @param {Element} place @param {Command[]} commands */
export function writeHelp(place, commands) {
  place.replaceChildren(...[...helpRows(commands)].map(([group, rows]) => {
    const section = document.createElement("section");
    const heading = document.createElement("h3");
    heading.textContent = group;
    const list = document.createElement("dl");
    list.className = "edit-keys";
    for (const { keys, words } of rows) list.append(term(keys), definition(words));
    section.append(heading, list);
    return section;
  }));
}

/** @param {string[]} keys */
function term(keys) {
  const made = document.createElement("dt");
  keys.forEach((key, at) => {
    const sign = document.createElement("kbd");
    sign.className = "kbd";
    sign.textContent = key;
    made.append(at ? " " : "", sign);
  });
  return made;
}

/** @param {string} words */
function definition(words) {
  const made = document.createElement("dd");
  made.textContent = words;
  return made;
}
