// The pane of a page: zoom, picture or text, scroll to what is marked.

const ZOOMS = [1, 2, 3, 4, 5];
const SHARP_FROM = 3; // from this zoom on the large picture is worth its weight
let zoom = 2;
let view = "image";

/** Prepare the pane under `root`; call it again whenever a new page was put there. */
export function showSheet(root) {
  const sheet = root.querySelector(".sheet");
  if (!sheet) return;
  const image = sheet.querySelector("[data-pane=image]");
  if (image) {
    applyZoom(sheet, image);
    setView(sheet, view);
    for (const button of sheet.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => setView(sheet, button.dataset.view));
    }
    for (const button of sheet.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => zoomBy(root, Number(button.dataset.zoom)));
    }
  }
  toMark(sheet);
}

/** One step nearer or farther; the zoom stays from one page to the next. */
export function zoomBy(root, step) {
  const sheet = root.querySelector(".sheet");
  const image = sheet?.querySelector("[data-pane=image]");
  if (!image) return;
  zoom = Math.min(Math.max(zoom + step, ZOOMS[0]), ZOOMS.at(-1));
  applyZoom(sheet, image);
  toMark(sheet);
}

/** Picture instead of text, or the other way round. */
export function toggleView(root) {
  const sheet = root.querySelector(".sheet");
  if (sheet?.querySelector("[data-pane=image]")) setView(sheet, view === "image" ? "text" : "image");
}

function applyZoom(sheet, image) {
  image.classList.remove(...ZOOMS.map((step) => `zoom-${step}`));
  image.classList.add(`zoom-${zoom}`);
  if (zoom >= SHARP_FROM) image.querySelector("image").setAttribute("href", sheet.dataset.large);
}

function setView(sheet, wanted) {
  view = wanted;
  for (const pane of sheet.querySelectorAll("[data-pane]")) pane.toggleAttribute("hidden", pane.dataset.pane !== view);
  for (const button of sheet.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  toMark(sheet);
}

/** Scroll the pane, never the page, so that the first mark stands in its upper third. */
function toMark(sheet) {
  const scroll = sheet.querySelector(".sheet-scroll");
  const mark = [...sheet.querySelectorAll("rect.mark, mark")].find((one) => one.getClientRects().length);
  if (!mark) return;
  const place = mark.getBoundingClientRect();
  const frame = scroll.getBoundingClientRect();
  scroll.scrollTop += place.top - frame.top - frame.height / 3;
  if (place.left < frame.left || place.right > frame.right) scroll.scrollLeft += place.left - frame.left - 24;
}

/**
 * Where the page under `root` stands: its piece, its place in it, the number of the page (null for a file without
 * pages) and the link that opens it.
 */
export function placeOf(root) {
  const sheet = root.querySelector(".sheet");
  if (!sheet) return null;
  const { piece, page, number, address } = sheet.dataset;
  return { piece, page: Number(page), number: number ? Number(number) : null, href: address };
}
