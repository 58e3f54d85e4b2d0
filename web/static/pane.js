// A page beside what is being written. Whatever is opened in the panel stays in it: no link and no form of it can
// leave the page, wherever its content came from; a file is taken away as everywhere.
import { alertProblem, announce } from "./say.js";
import { showSheet } from "./sheet.js";

/**
 * Keep what is opened beside the form inside the panel.
 * The panel is every element with `data-panel`; links with `data-open` elsewhere open in it as well.
 * @param {{follows?: (link: HTMLAnchorElement | null) => boolean, after?: (drawn: Document) => void}} options
 *   `follows`: whether the address of the browser becomes that of what was opened (null: a form of the panel)
 */
export function startPane({ follows = () => false, after = () => {} } = {}) {
  const open = async (href, { address = false, results = false, focus = null } = {}) => {
    const drawn = await draw(href);
    if (!drawn.getElementById("preuve")) {
      alertProblem(new Error(drawn.querySelector("main")?.textContent.trim().replace(/\s+/g, " ") || "Cette page ne s’ouvre pas."));
      return;
    }
    replace(drawn, ["etapes", "preuve", ...(results ? ["resultats"] : [])]);
    if (address) window.history.pushState(null, "", href);
    const pane = document.getElementById("preuve");
    showSheet(pane);
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    after(drawn);
    document.dispatchEvent(new CustomEvent("biollm-page"));
    announce(pane.querySelector(".sheet-name")?.textContent ?? "");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-panel] a[href], a[data-open]");
    if (!link || link.target || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.href, { address: follows(link), focus: document.activeElement?.id });
    if (!link.closest("#resultats")) return;
    for (const other of document.querySelectorAll("#resultats a[aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true"); // the list stays as it is, where it was scrolled to
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-panel] form[method=get]");
    if (!form) return;
    event.preventDefault();
    const href = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    open(href, { address: follows(null), results: form.getAttribute("role") === "search", focus: document.activeElement?.id });
  });
  // Another piece opens at its beginning: the page that was open means nothing in it.
  document.addEventListener("change", (event) => {
    const piece = event.target.closest("#aller-piece");
    if (!piece) return;
    const page = piece.form.elements.page;
    page.max = piece.selectedOptions[0].dataset.pages;
    page.value = 1;
    piece.form.requestSubmit();
  });
  window.addEventListener("popstate", () => open(window.location.href, { results: true }));
  showSheet(document.getElementById("preuve"));
  return open;
}

function replace(drawn, ids) {
  for (const id of ids) {
    const [fresh, old] = [drawn.getElementById(id), document.getElementById(id)];
    if (fresh && old) old.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
}

/** A page of this service, as a document. */
export async function draw(href) {
  const response = await fetch(href);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
