// The page of a cell: moving between citations without losing what is being written, shortcuts, clock, review.
import { startClock } from "./clock.js";
import { startReview } from "./review.js";
import { listen } from "./shortcuts.js";
import { onPick, placeOf, showSheet, toggleView, zoomBy } from "./sheet.js";
import { announce } from "./say.js";

const proof = document.getElementById("preuve");
const form = document.getElementById("relecture");
const { document: slug, indicator } = JSON.parse(form.dataset.state);

const clock = startClock({ document: slug, indicator, person: form.dataset.person, mode: "assiste" });
const review = startReview(form, clock);

showSheet(proof);
prefetch();
onPick(proof, review.isOpen, (quote) => {
  const at = placeOf(proof);
  if (at && quote) review.addProof({ piece: at.piece, page: at.number, quote });
});

// Citations and pages open in the pane; the address follows, so that it can be sent, reloaded or left by « back ».
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-citation], a[data-step], .sheet-bar a[rel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.rel) open(link.href, { keepAddress: true });
  else open(link.href);
});
window.addEventListener("popstate", () => open(window.location.href, { keepAddress: true }));

async function open(href, { keepAddress = false } = {}) {
  const drawn = await draw(href);
  const pane = drawn.getElementById("preuve");
  proof.replaceChildren(...document.importNode(pane, true).childNodes);
  const list = drawn.getElementById("liste-citations");
  if (list) {
    const current = list.querySelector("[aria-current]")?.dataset.citation;
    for (const link of document.querySelectorAll("a[data-citation]")) {
      if (link.dataset.citation === current) {
        link.setAttribute("aria-current", "true");
        link.scrollIntoView({ block: "nearest" });
      } else link.removeAttribute("aria-current");
    }
  }
  if (!keepAddress) window.history.pushState(null, "", href);
  showSheet(proof);
  announce(proof.querySelector(".sheet-name")?.textContent ?? "");
  prefetch();
}

async function draw(href) {
  const response = await fetch(href);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Ask for the next citation beforehand, so that its page is drawn when the person goes there. */
function prefetch() {
  const next = proof.querySelector("a[data-step='1']");
  if (!next) return;
  setTimeout(async () => {
    const drawn = await draw(next.href);
    const picture = drawn.querySelector("#preuve image")?.getAttribute("href");
    if (picture) new Image().src = picture;
  }, 300);
}

const step = (by) => proof.querySelector(`a[data-step='${by}']`)?.click();
const follow = (id) => document.getElementById(id)?.click();
listen({
  j: () => step(1),
  k: () => step(-1),
  n: () => follow("suivant"),
  p: () => follow("precedent"),
  a: review.accept,
  c: review.correct,
  d: review.doubt,
  t: () => toggleView(proof),
  "+": () => zoomBy(proof, 1),
  "-": () => zoomBy(proof, -1),
});
