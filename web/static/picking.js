// Evidence from the page: a sentence clicked, text selected, or, by keyboard, a sentence reached by arrows and Enter.
import { roving } from "./roving.js";
import { placeOf } from "./sheet.js";

/**
 * Let sentences of the page under `root` be taken as evidence while picking is on.
 * @param {Element} root holds the pane, whatever page is in it
 * @param {(item: {piece: string, page: number | null, quote: string, href: string}) => void} onPick
 * @returns {{turn: (on: boolean) => void, focus: () => void}}
 */
export function startPicking(root, onPick) {
  let on = false;
  const pick = (quote, ranks) => {
    const at = placeOf(root);
    if (!at || !quote) return;
    const marked = ranks.length ? `?phrases=${ranks.join("%2C")}` : "";
    onPick({ piece: at.piece, page: at.number, quote, href: at.href + marked });
  };
  const turn = (wanted) => {
    on = wanted;
    document.body.classList.toggle("choosing", on);
    for (const pane of root.querySelectorAll("[data-pane]")) makeReachable(pane, root, on);
  };

  // Only what was pressed and released on the same page was meant: another may have come between.
  let pressed = null;
  root.addEventListener("mousedown", (event) => { pressed = event.target.closest(".sheet"); });
  root.addEventListener("mouseup", (event) => {
    if (!on || pressed !== event.target.closest(".sheet")) return;
    const chosen = selectedIn(root);
    if (chosen) {
      document.getSelection().removeAllRanges();
      pick(chosen.text, chosen.ranks);
      return;
    }
    const rank = event.target.closest("[data-rank]")?.dataset.rank;
    if (rank !== undefined) pick(sentence(root, rank), [rank]);
  });
  root.addEventListener("keydown", (event) => {
    if (!on || (event.key !== "Enter" && event.key !== " ")) return;
    const chosen = event.key === "Enter" ? selectedIn(root) : null;
    const rank = event.target.dataset?.rank;
    if (!chosen && rank === undefined) return;
    event.preventDefault();
    if (chosen) pick(chosen.text, chosen.ranks);
    else pick(sentence(root, rank), [rank]);
  });
  // All rectangles of a sentence show where the keyboard is, not only the first.
  root.addEventListener("focusin", (event) => {
    const rank = event.target.dataset?.rank;
    for (const one of root.querySelectorAll("[data-rank].at")) one.classList.remove("at");
    if (rank !== undefined) for (const one of ofRank(root, rank)) one.classList.add("at");
  });
  document.addEventListener("biollm-page", () => turn(on));

  return {
    turn,
    focus: () => {
      const pane = root.querySelector("[data-pane]:not([hidden])");
      const marked = pane?.querySelector("mark[tabindex], .mark[tabindex]");
      (marked ?? pane?.querySelector("[data-rank][tabindex='0']"))?.focus();
    },
  };
}

/** Sentences become one tab stop, with arrows between them; in the picture, the first rectangle of each stands for it. */
function makeReachable(pane, root, on) {
  const seen = new Set();
  for (const one of pane.querySelectorAll("[data-rank]")) {
    const first = !seen.has(one.dataset.rank);
    seen.add(one.dataset.rank);
    if (on && first) {
      one.setAttribute("role", "button");
      one.setAttribute("tabindex", "-1");
      one.setAttribute("data-pick", "");
      one.setAttribute("aria-label", `Prendre comme preuve : ${sentence(root, one.dataset.rank)}`);
    } else {
      for (const name of ["role", "tabindex", "data-pick", "data-at", "aria-label"]) one.removeAttribute(name);
    }
  }
  if (pane.matches("svg")) pane.setAttribute("role", on ? "group" : "img");
  if (!on) return;
  if (pane.roving) pane.roving.refresh();
  else pane.roving = roving(pane, { rows: "[data-pick]", controls: "[data-pick]" });
}

const ofRank = (root, rank) => root.querySelectorAll(`[data-rank="${CSS.escape(rank)}"]`);

function selectedIn(root) {
  const selection = document.getSelection();
  const text = selection.toString().replace(/\s+/g, " ").trim();
  const pane = root.querySelector("[data-pane=text]");
  if (!text || !pane?.contains(selection.anchorNode)) return null;
  const ranks = [...pane.querySelectorAll("[data-rank]")].filter((one) => selection.containsNode(one, true));
  return { text, ranks: ranks.map((one) => one.dataset.rank) };
}

function sentence(root, rank) {
  const span = root.querySelector(`[data-pane=text] [data-rank="${CSS.escape(rank)}"]`);
  return span ? span.textContent.replace(/\s+/g, " ").trim() : "";
}
