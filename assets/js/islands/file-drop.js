// @ts-check
// <file-drop>: lets files be dropped on the file field that it surrounds, and lists what was chosen with its size.

class FileDrop extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=file]");
    if (!(input instanceof HTMLInputElement)) return;
    this.input = input;
    this.list = document.createElement("ul");
    this.list.className = "file-drop__list";
    this.list.setAttribute("aria-live", "polite");
    this.append(this.list);
    input.addEventListener("change", () => this.show());
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.classList.add("file-drop--over");
    });
    this.addEventListener("dragleave", () => this.classList.remove("file-drop--over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("file-drop--over");
      if (event.dataTransfer?.files.length) {
        input.files = event.dataTransfer.files;
        this.show();
      }
    });
  }

  show() {
    const largest = Number(this.dataset.largest);
    this.list?.replaceChildren(
      ...Array.from(this.input?.files ?? [], (file) => {
        const row = document.createElement("li");
        const size = document.createElement("span");
        const tooLarge = file.size > largest;
        row.append(file.name, size);
        row.classList.toggle("is-refused", tooLarge || file.size === 0);
        size.textContent = file.size === 0 ? "empty" : sizeInWords(file.size) + (tooLarge ? ", too large" : "");
        return row;
      }),
    );
  }
}

/** @param {number} bytes */
function sizeInWords(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

customElements.define("file-drop", FileDrop);
