// @ts-check
// Draws the API's contract with Swagger UI, and lets a person who is logged in try requests.

/**
 * @typedef {{ method: string, headers: Record<string, string> }} TriedRequest
 * @typedef {{ SwaggerUIBundle: (options: object) => void }} WithSwagger
 */

class ApiReference extends HTMLElement {
  connectedCallback() {
    const place = document.createElement("div");
    this.replaceChildren(place);
    const csrf = this.getAttribute("csrf") ?? "";
    /** @type {WithSwagger} */ (/** @type {unknown} */ (window)).SwaggerUIBundle({
      url: this.getAttribute("src"),
      domNode: place,
      docExpansion: "none",
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      filter: true,
      persistAuthorization: false,
      validatorUrl: null,
      /** @param {TriedRequest} request */
      requestInterceptor: (request) => {
        if (request.method && request.method !== "GET") request.headers["X-CSRFToken"] = csrf;
        return request;
      },
    });
  }
}

customElements.define("api-reference", ApiReference);
