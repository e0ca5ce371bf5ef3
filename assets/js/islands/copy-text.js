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
      await this.#write(this.#text);
      label.textContent = "Copied";
    } catch {
      label.textContent = "Could not copy";
    }
    label.setAttribute("role", "status");
    setTimeout(() => { label.textContent = before; }, 2000);
  };

  /**
   * A page that came without TLS has no clipboard: there the old way has to do.
   * @param {string} text
   */
  async #write(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    this.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    if (!isDone) throw new Error("refused");
  }

  /** @returns {string} */
  get #text() {
    const what = this.dataset.what ?? "link";
    if (what === "link") return location.href;
    const parts = [...(document.getElementById(what)?.children ?? [])];
    return parts.map((part) => (part.textContent ?? "").trim()).join("\n\n");
  }
}

customElements.define("copy-text", CopyText);
