// @ts-check
// <toast-list>: gives every message a button that dismisses it; all but warnings and errors leave by themselves.

const STAY_MILLISECONDS = 7000;

class ToastList extends HTMLElement {
  connectedCallback() {
    this.dismissSoon();
    new MutationObserver(() => this.dismissSoon()).observe(this, { childList: true });
  }

  dismissSoon() {
    for (const toast of this.querySelectorAll(".toast:not([data-ready])")) {
      toast.setAttribute("data-ready", "");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "toast__close";
      button.setAttribute("aria-label", "Dismiss");
      button.textContent = "×";
      button.addEventListener("click", () => toast.remove());
      toast.append(button);
      if (!toast.matches(".toast--error, .toast--warning")) {
        setTimeout(() => {
          if (!toast.matches(":hover, :focus-within")) toast.remove();
        }, STAY_MILLISECONDS);
      }
    }
  }
}

customElements.define("toast-list", ToastList);
