// Opening a page in the pane without leaving what is being written; the address follows.
import { announce } from "./say.js";
import { showSheet } from "./sheet.js";

/**
 * Links that match `selector` change the parts of the page named by `ids`, and nothing else.
 * @param {string} selector
 * @param {string[]} ids of the elements to take from the page behind the link
 * @param {(drawn: Document) => void} [after]
 * @param {(link: HTMLAnchorElement) => boolean} [stays] links that leave the address as it is
 */
export function startPane(selector, ids, after = () => {}, stays = () => false) {
  const open = async (href, { keepAddress = false } = {}) => {
    const drawn = await draw(href);
    for (const id of ids) {
      const fresh = drawn.getElementById(id);
      if (fresh) document.getElementById(id).replaceChildren(...document.importNode(fresh, true).childNodes);
    }
    if (!keepAddress) window.history.pushState(null, "", href);
    const pane = document.getElementById("preuve");
    showSheet(pane);
    after(drawn);
    announce(pane.querySelector(".sheet-name")?.textContent ?? "");
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(selector);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.href, { keepAddress: stays(link) });
  });
  window.addEventListener("popstate", () => open(window.location.href, { keepAddress: true }));
  showSheet(document.getElementById("preuve"));
  return open;
}

/** A page of this service, as a document. */
export async function draw(href) {
  const response = await fetch(href);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
