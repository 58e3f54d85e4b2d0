// The page of a cell: moving between citations without losing what is being written, shortcuts, clock, review.
import { startClock } from "./clock.js";
import { draw, startPane } from "./pane.js";
import { startReview } from "./review.js";
import { listen } from "./shortcuts.js";
import { onPick, placeOf, toggleView, zoomBy } from "./sheet.js";

const proof = document.getElementById("preuve");
const form = document.getElementById("relecture");
const { document: slug, indicator } = JSON.parse(form.dataset.state);

const clock = startClock({ document: slug, indicator, person: form.dataset.person, mode: "assiste" });
const review = startReview(form, clock);

startPane("a[data-citation], a[data-step], a[data-near], .sheet-bar a[rel]", ["preuve"], (drawn) => {
  const current = drawn.querySelector("#liste-citations [aria-current]")?.dataset.citation;
  if (!current) return; // a neighbouring page, not a citation
  for (const link of document.querySelectorAll("a[data-citation]")) {
    link.toggleAttribute("aria-current", link.dataset.citation === current);
    if (link.dataset.citation === current) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    }
  }
  prefetch();
}, (link) => !link.dataset.citation && !link.dataset.step); // a page nearby is looked at; the address stays the cell's
prefetch();
onPick(proof, review.isOpen, (quote) => {
  const at = placeOf(proof);
  if (at && quote) review.addProof({ piece: at.piece, page: at.number, quote });
});

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
