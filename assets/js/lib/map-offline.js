// @ts-check
// Answers of a map that has no server: where everything stands with other cards folded, and what a card tells.
// The whole layout is known; what is folded leaves a gap in its column, which closes.

/** @typedef {import("./map-drawing.js").Layout} Layout */
/** @typedef {import("./map-drawing.js").Place} Place */
/**
 * @typedef {{ opening: Layout, whole: Layout | null, pieces: Record<string, string>, facts: Record<string, string>,
 *   lens: string[] }} Known
 */
/** @typedef {{ left: number, right: number, groups: Set<string> }} Column */
/** @typedef {(y: number) => number} Shift */

const FOLD_ROW = 26;
const GAP = 22;
const MARGIN = 24;
const WORDS = [["supports", "reason"], ["opposes", "objection"], ["undercuts", "undercut"]];

/**
 * A stand-in for `fetch` that answers from what the page holds; the page's map gets its opening layout.
 * @param {Document} page
 */
export function answerOffline(page) {
  const known = knownOf(page);
  /** @param {string} address */
  return async (address) => {
    const [path, query = ""] = String(address).split("?");
    const card = /card\/(\d+)\/$/.exec(path);
    if (card) return new Response(known.facts[card[1]] ?? "", { status: known.facts[card[1]] ? 200 : 404 });
    const layout = withPieces(layoutFor(known, new URLSearchParams(query)), known);
    return new Response(JSON.stringify({ html: "", layout, revision: 0 }));
  };
}

/** Put the opening layout where the map looks for it. @param {Document} page */
function prepare(page) {
  const known = knownOf(page);
  const place = page.getElementById("map-layout");
  if (place) place.textContent = JSON.stringify(withPieces(known.opening, known));
}

/** Colour the map as it was when the file was made. @param {Document} page */
export function showLens(page) {
  const authors = knownOf(page).lens;
  if (authors.length) page.querySelector("argument-map")?.dispatchEvent(new CustomEvent("map:lens", { detail: { authors } }));
}

/** @type {Known | undefined} */
let read;

/** @param {Document} page @returns {Known} */
function knownOf(page) {
  return (read ??= JSON.parse(page.getElementById("map-known")?.textContent ?? ""));
}

/** The layout with the cards and headers that stand in it. @param {Layout} layout @param {Known} known @returns {Layout} */
function withPieces(layout, { pieces }) {
  const html = Object.fromEntries(Object.entries(pieces).filter(([key]) => layout.cards[key] || layout.headers[key]));
  return { ...layout, html };
}

/** @param {Known} known @param {URLSearchParams} query @returns {Layout} */
export function layoutFor(known, query) {
  const whole = known.whole ?? known.opening;
  if (query.has("folded")) return folded(known, (query.get("folded") ?? "").split(",").filter(Boolean));
  const depth = Number(query.get("depth"));
  if (!query.get("depth") || Number.isNaN(depth)) return known.opening;
  const depths = depthsOf(whole);
  return folded(known, Object.keys(whole.cards).filter((key) => depths.get(key) === depth));
}

/** @param {Known} known @param {string[]} keys @returns {Layout} */
function folded({ opening, whole: unfolded }, keys) {
  const whole = unfolded ?? opening;
  const atFirst = Object.keys(opening.hidden);
  const under = groupsUnder(whole);
  const asked = keys.filter((key) => under.get(key)?.length);
  if (asked.length === atFirst.length && asked.every((key) => atFirst.includes(key))) return opening;
  const gone = below(asked, whole, under);
  const hidden = Object.fromEntries(
    asked.filter((key) => !gone.has(key)).map((key) => [key, counted(key, whole, under)]),
  );
  return squeeze(whole, gone, hidden);
}

/** @param {Layout} whole @returns {Map<string, string[]>} groups by the card or group that they are about */
function groupsUnder(whole) {
  const under = new Map();
  for (const [group, parent] of Object.entries(whole.parents)) under.set(parent, [...(under.get(parent) ?? []), group]);
  return under;
}

/** @param {Layout} whole @returns {Map<string, string[]>} */
function cardsIn(whole) {
  const held = new Map();
  for (const [card, group] of Object.entries(whole.groups)) held.set(group, [...(held.get(group) ?? []), card]);
  return held;
}

/** Everything below some cards. @param {string[]} cards @param {Layout} whole @param {Map<string, string[]>} under */
function below(cards, whole, under) {
  const held = cardsIn(whole);
  /** @type {Set<string>} */
  const found = new Set();
  const waiting = [...cards];
  while (waiting.length) {
    for (const group of under.get(/** @type {string} */ (waiting.pop())) ?? []) {
      if (found.has(group)) continue;
      found.add(group);
      waiting.push(group);
      for (const card of held.get(group) ?? []) {
        found.add(card);
        waiting.push(card);
      }
    }
  }
  return found;
}

/** What a folded card hides, in words. @param {string} card @param {Layout} whole @param {Map<string, string[]>} under */
function counted(card, whole, under) {
  const gone = below([card], whole, under);
  const relations = whole.shapes.filter(({ key }) => gone.has(key)).map(({ relation }) => relation);
  return WORDS.map(([relation, word]) => [relations.filter((one) => one === relation).length, word])
    .filter(([number]) => number)
    .map(([number, word]) => `${number} ${word}${Number(number) > 1 ? "s" : ""}`)
    .join(", ");
}

/** @param {Layout} whole @returns {Map<string, number>} */
function depthsOf(whole) {
  const depths = new Map();
  /** @param {string} key @returns {number} */
  const depthOf = (key) => {
    if (depths.has(key)) return depths.get(key);
    const above = key in whole.parents ? whole.parents[key] : whole.groups[key];
    const depth = above ? depthOf(above) + Number(key in whole.parents) : 0;
    depths.set(key, depth);
    return depth;
  };
  for (const key of Object.keys(whole.cards)) depthOf(key);
  return depths;
}

/**
 * Take what is gone out of a layout and close the gaps, column by column.
 * @param {Layout} whole @param {Set<string>} gone @param {Record<string, string>} hidden @returns {Layout}
 */
function squeeze(whole, gone, hidden) {
  const columns = columnsOf(whole);
  const shifts = columns.map((column) => shiftOf(column, whole, gone, hidden));
  /** @type {Map<string, Shift>} */
  const shiftOfGroup = new Map();
  columns.forEach((column, index) => column.groups.forEach((group) => shiftOfGroup.set(group, shifts[index])));
  /** @type {Shift} */
  const still = (y) => y;
  /** @param {string} key @returns {Shift} */
  const shift = (key) => shiftOfGroup.get(key in whole.groups ? whole.groups[key] : key) ?? still;
  /** @param {Record<string, Place>} places @param {boolean} [grows] @returns {Record<string, Place>} */
  const moved = (places, grows = false) => Object.fromEntries(
    Object.entries(places).filter(([key]) => !gone.has(key)).map(([key, [x, y, width, height]]) =>
      [key, [x, shift(key)(y), width, height + (grows && hidden[key] ? FOLD_ROW : 0)]]),
  );
  const cards = moved(whole.cards, true);
  const quotes = moved(whole.quotes ?? {});
  const boxes = [...Object.values(cards), ...Object.values(quotes)];
  return {
    ...whole,
    cards,
    quotes,
    headers: moved(whole.headers),
    shapes: whole.shapes.filter(({ key }) => !gone.has(key)).map((shape) => ({
      ...shape, path: movedPath(shape.path, shift(shape.key)), box: movedBox(shape.box, shift(shape.key)),
    })),
    edges: whole.edges.filter(({ target }) => !gone.has(target)).map((edge) => ({
      ...edge,
      line: movedPath(edge.line, shift(edge.target)),
      tick: movedPath(edge.tick, shift(edge.target)),
      arrow: movedPath(edge.arrow, shift(edge.target)),
      box: movedBox(edge.box, shift(edge.target)),
    })),
    hidden,
    width: Math.max(...boxes.map(([x, , width]) => x + width)) + MARGIN,
    height: Math.max(...boxes.map(([, y, , height]) => y + height)) + MARGIN + 8,
  };
}

/** The stretches of the drawing's width that hold arguments of their own. @param {Layout} whole @returns {Column[]} */
function columnsOf(whole) {
  /** @type {Column[]} */
  const columns = [];
  const under = groupsUnder(whole);
  const spans = Object.keys(whole.parents)
    .filter((group) => !whole.groups[whole.parents[group]] && whole.cards[whole.parents[group]])
    .map((group) => spanOf(group, whole, under))
    .sort((first, second) => first.left - second.left);
  for (const span of spans) {
    const last = columns[columns.length - 1];
    if (last && span.left < last.right) {
      last.right = Math.max(last.right, span.right);
      span.groups.forEach((group) => last.groups.add(group));
    } else columns.push(span);
  }
  return columns;
}

/** @param {string} top @param {Layout} whole @param {Map<string, string[]>} under @returns {Column} */
function spanOf(top, whole, under) {
  const groups = new Set([top]);
  for (const card of Object.keys(whole.groups).filter((key) => whole.groups[key] === top)) {
    for (const key of below([card], whole, under)) if (key in whole.parents) groups.add(key);
  }
  for (const key of below([top], whole, under)) if (key in whole.parents) groups.add(key);
  const boxes = whole.shapes.filter(({ key }) => groups.has(key)).map(({ box }) => box);
  return {
    groups,
    left: Math.min(...boxes.map(([x]) => x)),
    right: Math.max(...boxes.map(([x, , width]) => x + width)),
  };
}

/**
 * Where each height of a column goes: gaps that something left close, cards that are folded grow. It never goes back.
 * @param {Column} column @param {Layout} whole @param {Set<string>} gone @param {Record<string, string>} hidden @returns {Shift}
 */
function shiftOf(column, whole, gone, hidden) {
  /** @param {string} key */
  const inside = (key) => column.groups.has(key in whole.groups ? whole.groups[key] : key);
  const all = [whole.cards, whole.headers, whole.quotes ?? {}].flatMap((places) => Object.entries(places))
    .filter(([key]) => inside(key));
  const kept = all.filter(([key]) => !gone.has(key)).map(([, box]) => box).sort((first, second) => first[1] - second[1]);
  const left = all.filter(([key]) => gone.has(key)).map(([, box]) => box);
  const steps = growth(Object.keys(hidden).filter(inside).map((key) => whole.cards[key]));
  let bottom = kept.length ? kept[0][1] : 0;
  for (const [, y, , height] of kept) {
    if (y - bottom > GAP && left.some((box) => box[1] < y && box[1] + box[3] > bottom)) {
      steps.push({ from: y, by: GAP - (y - bottom) });
    }
    bottom = Math.max(bottom, y + height);
  }
  return (y) => {
    let to = y;
    for (const { from, by } of steps) {
      if (by > 0) to += y >= from ? by : 0;
      // A gap closes in its middle: frames at its ends stay around what they hold.
      else if (y >= from - GAP / 2) to += by;
      else if (y > from + by - GAP / 2) to -= y - (from + by - GAP / 2);
    }
    return to;
  };
}

/**
 * Where a column grows for the rows of folded cards: once for cards that stand side by side.
 * @param {Place[]} cards @returns {{ from: number, by: number }[]}
 */
function growth(cards) {
  /** @type {{ from: number, by: number }[]} */
  const steps = [];
  for (const [, y, , height] of cards.sort((first, second) => first[1] - second[1])) {
    const last = steps[steps.length - 1];
    if (last && y < last.from) last.from = Math.max(last.from, y + height);
    else steps.push({ from: y + height, by: FOLD_ROW });
  }
  return steps;
}

/** @param {Place} box @param {Shift} shift @returns {Place} */
function movedBox([x, y, width, height], shift) {
  return [x, shift(y), width, shift(y + height) - shift(y)];
}

/** Move every absolute point of a path. @param {string} path @param {Shift} shift */
function movedPath(path, shift) {
  return path.replace(/([MLQ])([^A-Za-z]+)/g, (_, command, numbers) => {
    const points = numbers.trim().split(/[ ,]+/).map(Number);
    return command + points.map((/** @type {number} */ value, /** @type {number} */ at) => (at % 2 ? shift(value) : value)).join(" ");
  });
}

if (typeof document !== "undefined" && document.getElementById("map-known")) prepare(document);
