// A table wider than its frame shows that it goes on: a shadow at the edge, and how many columns are out of sight.
import { el } from "./say.js";

/** Watch the frame `scroll` of a wide table, which stays where it is in the page. */
export function showEdges(scroll) {
  const table = scroll.querySelector("table");
  if (!table) return;
  const frame = el("div", { class: "edged" });
  const more = el("button", { type: "button", class: "edge-more no-print", hidden: true });
  scroll.replaceWith(frame);
  frame.append(scroll, more);
  const heads = [...table.tHead.rows[0].cells];
  const update = () => {
    const right = scroll.getBoundingClientRect().right;
    const hidden = heads.filter((head) => head.getBoundingClientRect().right > right + 2).length;
    frame.classList.toggle("more-right", hidden > 0);
    frame.classList.toggle("more-left", scroll.scrollLeft > 2);
    more.hidden = hidden === 0;
    more.textContent = hidden === 1 ? "Encore 1 colonne à droite ›" : `Encore ${hidden} colonnes à droite ›`;
  };
  more.addEventListener("click", () => { scroll.scrollLeft += scroll.clientWidth / 2; });
  scroll.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(scroll);
  update();
}
