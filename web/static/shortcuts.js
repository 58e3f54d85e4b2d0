// Keys of one letter, which a person can switch off (WCAG 2.2, 2.1.4); never while something is being typed.

import { toggleView, zoomBy } from "./sheet.js";

const OFF = "biollm-raccourcis-inactifs";

/**
 * Listen to keys.
 * @param {Record<string, () => void>} actions by key
 */
export function listen(actions) {
  const dialog = document.getElementById("raccourcis-dialogue");
  const active = document.getElementById("raccourcis-actifs");
  active.checked = localStorage.getItem(OFF) === null;
  active.addEventListener("change", () => {
    if (active.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
  document.getElementById("raccourcis")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    // A key held down acts once: its repetitions would reach the next cell, which nobody has looked at yet.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
    if (event.key === "?") {
      dialog.showModal();
      return;
    }
    const action = active.checked ? actions[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/**
 * The keys of the page beside the form, the same wherever there is one.
 * @param {Element} proof holds the page
 * @param {() => void} pick goes to the sentences of the page
 */
export function panelKeys(proof, pick) {
  return {
    t: () => toggleView(proof),
    "+": () => zoomBy(proof, 1),
    "-": () => zoomBy(proof, -1),
    ">": () => document.getElementById("page-apres")?.click(),
    "<": () => document.getElementById("page-avant")?.click(),
    "/": () => document.getElementById("texte")?.focus(),
    s: pick,
  };
}

function isTyping(target) {
  if (target.matches?.("textarea, select, [contenteditable]")) return true;
  return target.matches?.("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
}
