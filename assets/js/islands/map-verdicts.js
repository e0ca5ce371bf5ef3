// @ts-check
// <map-verdicts data-from="id of a JSON block">: hands the strengths in a fetched evaluation to the map around it.

class MapVerdicts extends HTMLElement {
  connectedCallback() {
    const map = this.closest("argument-map");
    const data = document.getElementById(this.dataset.from ?? "")?.textContent;
    if (map && data) map.dispatchEvent(new CustomEvent("map:strengths", { detail: JSON.parse(data) }));
  }
}

customElements.define("map-verdicts", MapVerdicts);
