// @ts-check
// A button that copies the address of the page (`data-what="link"`), or the text of the element of that id. It says what
// it did. Without this script it is not shown.

class CopyText extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#copy);
  }

  #copy = async () => {
    const label = this.querySelector("button > span");
    if (!label) return;
    const before = this.dataset.label ?? label.textContent ?? "";
    this.dataset.label = before;
    try {
      await navigator.clipboard.writeText(this.#text);
      label.textContent = "Copied";
    } catch {
      label.textContent = "Could not copy";
    }
    label.setAttribute("role", "status");
    setTimeout(() => { label.textContent = before; }, 2000);
  };

  /** @returns {string} */
  get #text() {
    const what = this.dataset.what ?? "link";
    if (what === "link") return location.href;
    const parts = [...(document.getElementById(what)?.children ?? [])];
    return parts.map((part) => (part.textContent ?? "").trim()).join("\n\n");
  }
}

customElements.define("copy-text", CopyText);
