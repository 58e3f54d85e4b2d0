// The page of a cell: moving between citations without losing what is being written, shortcuts, clock, review.
import { startClock } from "./clock.js";
import "./opinions.js";
import { draw } from "./page.js";
import { startPane } from "./pane.js";
import { startPicking } from "./picking.js";
import { startReview } from "./review.js";
import { roving } from "./roving.js";
import { listen, panelKeys } from "./shortcuts.js";
import { lastAsked } from "./turns.js";

const proof = document.getElementById("preuve");
const form = document.getElementById("relecture");
const { document: slug, indicator } = JSON.parse(form.dataset.state);

const clock = startClock({ document: slug, indicator, person: form.dataset.person, mode: "assiste" });
const ahead = lastAsked();
let waiting = 0; // the timer of what is asked for beforehand
const picking = startPicking(proof, (item) => review.addProof(item));
const review = startReview(form, clock, picking.turn);

startPane({
  follows: (link) => Boolean(link?.dataset.citation || link?.dataset.step), // else the address stays the cell's
  after: (drawn) => {
    const current = drawn.querySelector("#liste-citations [aria-current]")?.dataset.citation;
    if (!current) return; // another page, not a citation
    for (const link of document.querySelectorAll("a[data-citation]")) {
      link.removeAttribute("aria-current");
      if (link.dataset.citation !== current) continue;
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    }
    prefetch();
  },
});
prefetch();
for (const list of document.querySelectorAll("[data-roving]")) roving(list);

/** Ask for the next citation beforehand, so that its page is drawn when the person goes there. */
function prefetch() {
  const next = document.querySelector("#etapes a[data-step='1']");
  if (!next) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => ahead(async (signal) => {
    const drawn = await draw(next.href, { signal });
    const picture = drawn.querySelector("#preuve image")?.getAttribute("href");
    if (picture) new Image().src = picture;
  }).catch(() => null), 300); // a help: whoever goes there asks again, and is told then
}

const step = (by) => document.querySelector(`#etapes a[data-step='${by}']`)?.click();
// A decision that is on its way leads on by itself.
const follow = (id) => { if (!review.isSending()) document.getElementById(id)?.click(); };
listen({
  j: () => step(1),
  k: () => step(-1),
  n: () => follow("suivant"),
  p: () => follow("precedent"),
  a: review.accept,
  c: review.correct,
  d: review.doubt,
  ...panelKeys(proof, () => { review.correct(); picking.focus(); }),
});
