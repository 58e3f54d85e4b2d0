// Pages of this service, drawn by the server and taken in part into the page that is open.
import { reach } from "./api.js";

/**
 * A page of this service, as a document.
 * @param {string} href
 * @param {{signal?: AbortSignal}} options
 * @throws {Problem} the service does not answer
 */
export async function draw(href, { signal } = {}) {
  const text = await reach(href, { signal }, (response) => response.text());
  return new DOMParser().parseFromString(text, "text/html");
}

/** What a page says that lacks what was looked for in it: most often that something is not there any more. */
export function saidBy(drawn) {
  return new Error(drawn.querySelector("main")?.textContent.trim().replace(/\s+/g, " ") || "Cette page ne s’ouvre pas.");
}
