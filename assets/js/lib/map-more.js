// @ts-check
// What an open card shows below its text: all of it, who says what, every passage, and what one can do.

/**
 * Add it to a card; facts are fetched.
 * @param {HTMLElement} card @param {HTMLElement} map with the addresses @param {() => void} grown called when the card has its size
 */
export function openMore(card, map, grown) {
  const more = document.createElement("div");
  more.className = "map-card__more";
  if (card.dataset.full) more.append(paragraph("map-card__full", card.dataset.full));
  const facts = document.createElement("div");
  facts.className = "map-card__facts";
  const isReference = card.classList.contains("map-card--reference");
  const hasFacts = !isReference && Boolean(map.dataset.card);
  if (hasFacts) more.append(facts);
  const offered = actions(card, map, isReference);
  if (offered.childElementCount) more.append(offered);
  card.append(more);
  grown();
  if (hasFacts) fetchFacts(facts, `${map.dataset.card}${card.dataset.claim}/`).then(() => card.contains(more) && grown());
}

/** @param {HTMLElement} card */
export function closeMore(card) {
  card.querySelector(".map-card__more")?.remove();
}

/** @param {HTMLElement} facts @param {string} address */
async function fetchFacts(facts, address) {
  facts.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    facts.innerHTML = await response.text();
  } catch {
    facts.replaceChildren(paragraph("map-card__quiet", "Its passages could not be fetched. Close the card and open it again."));
  }
  facts.removeAttribute("aria-busy");
}

/** @param {HTMLElement} card @param {HTMLElement} map @param {boolean} isReference */
function actions(card, map, isReference) {
  const { claim, argument } = card.dataset;
  const { claimPage, argumentPage, may = "" } = map.dataset;
  const query = new URLSearchParams(location.search);
  query.delete("folded");
  query.delete("depth");
  query.set("lead", `C-${claim}`);
  const shown = paragraph("map-card__actions", "");
  if (claimPage) shown.append(link(`${claimPage}${claim}/`, "Open the claim"));
  if (claimPage && !isReference && card.querySelector(".map-card__fold")) shown.append(link(`?${query}`, "Show as a map of its own"));
  if (may.includes("annotate")) {
    shown.append(link(`${argumentPage}new/?relation=supports&conclusion=${claim}`, "Add a reason"));
    shown.append(link(`${argumentPage}new/?relation=opposes&conclusion=${claim}`, "Add an objection"));
    if (argument) shown.append(link(`${argumentPage}new/?relation=undercuts&target=${argument}`, "Undercut this step"));
  }
  if (may.includes("edit") && argument) shown.append(link(`${argumentPage}${argument}/remove/`, "Remove this argument"));
  return shown;
}

/** @param {string} name @param {string} words */
function paragraph(name, words) {
  const made = document.createElement("p");
  made.className = name;
  made.dir = "auto";
  made.textContent = words;
  return made;
}

/** @param {string} address @param {string} words */
function link(address, words) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = words;
  return made;
}
