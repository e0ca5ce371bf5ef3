// @ts-check
// The token that a page carries against forged requests, and a new one when somebody has logged in anew elsewhere.

/** @returns {string} */
export function pageToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
}

/** Take the token of the session that counts now. @returns {Promise<boolean>} whether one is logged in */
export async function freshToken() {
  const page = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!page?.ok) return false;
  const headers = new DOMParser().parseFromString(await page.text(), "text/html").body.getAttribute("hx-headers");
  if (headers) document.body.setAttribute("hx-headers", headers);
  return headers !== null;
}
