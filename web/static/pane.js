// A page beside what is being written. Whatever is opened in the panel stays in it: no link and no form of it can
// leave the page, wherever its content came from; a file is taken away as everywhere. Of pages asked for one after
// another, the last is shown, whichever answers first.
import { draw, saidBy } from "./page.js";
import { alertProblem, announce } from "./say.js";
import { showSheet } from "./sheet.js";
import { lastAsked } from "./turns.js";

const SLOW = 400; // ms after which it is shown that a page is on its way

/**
 * Keep what is opened beside the form inside the panel.
 * The panel is every element with `data-panel`; links with `data-open` elsewhere open in it as well. While a page is
 * on its way, `#preuve` is `aria-busy`.
 * @param {{follows?: (link: HTMLAnchorElement | null) => boolean, after?: (drawn: Document) => void}} options
 *   `follows`: whether the address of the browser becomes that of what was opened (null: a form of the panel)
 */
export function startPane({ follows = () => false, after = () => {} } = {}) {
  const pane = document.getElementById("preuve");
  const last = lastAsked();
  let coming = null; // what is on its way
  let slow = 0;
  let typed = null; // the field of the panel in which something was typed that was not sent
  let shown = window.location.href; // the address that belongs to what is shown

  /**
   * @param {string} href
   * @param {{address?: boolean, results?: boolean, link?: Element, back?: boolean}} options
   *   `back`: the browser went to this address itself
   */
  const open = async (href, options = {}) => {
    if (coming?.href === href && coming.address === options.address) return; // a second click asks for nothing new
    const mine = { href, address: options.address };
    coming = mine;
    pane.setAttribute("aria-busy", "true");
    clearTimeout(slow);
    slow = setTimeout(() => { pane.dataset.slow = ""; }, SLOW);
    try {
      await last(async (signal) => show(await draw(href, { signal }), href, options));
    } catch (error) {
      alertProblem(error);
      // What is told of the panel is what is in it.
      pane.querySelector("form.goto")?.reset();
      if (options.back) window.history.replaceState(null, "", shown);
    } finally {
      if (coming === mine) {
        coming = null;
        clearTimeout(slow);
        delete pane.dataset.slow;
        pane.removeAttribute("aria-busy");
      }
    }
  };

  const show = (drawn, href, { address = false, results = false, back = false, link = null }) => {
    if (!drawn.getElementById("preuve")) throw saidBy(drawn);
    const held = document.activeElement;
    replace(drawn, ["etapes", "preuve", ...(results ? ["resultats"] : [])]);
    if (address && href !== window.location.href) window.history.pushState(null, "", href);
    if (address || back) shown = window.location.href;
    if (back) tellSearch(drawn);
    markFound(link);
    showSheet(pane);
    if (takeUp(held, pane, held === typed)) typed = document.activeElement;
    after(drawn);
    document.dispatchEvent(new CustomEvent("biollm-page"));
    announce(pane.querySelector(".sheet-name")?.textContent ?? "");
  };

  document.addEventListener("click", (event) => {
    if (event.target.matches("#aller-page")) event.target.select(); // a number is typed over, not into another
    const link = event.target.closest("[data-panel] a[href], a[data-open]");
    if (!link || link.target || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.href, { address: follows(link), link });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-panel] form[method=get]");
    if (!form) return;
    event.preventDefault();
    typed = null;
    const href = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    open(href, { address: follows(null), results: form.getAttribute("role") === "search" });
  });
  pane.addEventListener("input", (event) => { typed = event.target; });
  // Another piece opens at its beginning: the page that was open means nothing in it.
  document.addEventListener("change", (event) => {
    const piece = event.target.closest("#aller-piece");
    if (!piece) return;
    const page = piece.form.elements.page;
    page.max = piece.selectedOptions[0].dataset.pages;
    page.value = 1;
    piece.form.requestSubmit();
  });
  window.addEventListener("popstate", () => {
    if (!coming && plain(window.location.href) === plain(shown)) return; // a place of this very page, as the link past the navigation
    open(window.location.href, { results: true, back: true });
  });
  showSheet(pane);
}

const plain = (href) => href.split("#")[0];

function replace(drawn, ids) {
  for (const id of ids) {
    const [fresh, old] = [drawn.getElementById(id), document.getElementById(id)];
    if (fresh && old) old.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
}

/** The list of what was found stays as it is, where it was scrolled to; what is open of it is marked. */
function markFound(link) {
  if (!link?.closest("#resultats")) return;
  for (const other of document.querySelectorAll("#resultats a[aria-current]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
}

/** Going back shows what was searched then. */
function tellSearch(drawn) {
  const [fresh, old] = [drawn.getElementById("texte"), document.getElementById("texte")];
  if (fresh && old && old !== document.activeElement) old.value = fresh.value;
  const [asked, box] = [drawn.getElementById("masque"), document.getElementById("masque")];
  if (asked && box && box !== document.activeElement) box.checked = asked.checked;
}

/** The keyboard stays on the control that it was on, and keeps what was being typed in it, though it was replaced. */
function takeUp(held, pane, typing) {
  if (!held || held === document.body || held.isConnected) return false;
  const fresh = held.id ? document.getElementById(held.id) : null;
  const typedOn = Boolean(typing && fresh?.matches("input"));
  (fresh ?? pane.querySelector(".sheet-scroll"))?.focus({ preventScroll: true });
  if (typedOn) fresh.value = held.value; // once it has the focus: the caret goes to the end
  return typedOn;
}
