// Values and evidence that a person edits: the same in a review and in a manual annotation. Each shows its place,
// which opens beside the form; each list is one tab stop.
import { roving } from "./roving.js";
import { announce, el } from "./say.js";
import { valueRow } from "./value_row.js";

/**
 * The lists of values and evidence of the form.
 * @param {{values: object[], evidence: object[]}} state changed in place
 * @param {() => void} onChange called after every change
 * @param {() => object | null} pageShown where the page beside the form stands (see `placeOf`)
 */
export function editLists(state, onChange, pageShown) {
  const values = editList({
    list: document.getElementById("valeurs"),
    clear: document.getElementById("retirer-valeurs"),
    items: () => state.values,
    row: (value, tools) => valueRow(value, { ...tools, pageShown }),
    names: ["valeur", "valeurs"],
    onChange,
  });
  const proofs = editList({
    list: document.getElementById("preuves"),
    clear: document.getElementById("retirer-preuves"),
    items: () => state.evidence,
    row: proofRow,
    names: ["preuve", "preuves"],
    onChange,
  });
  document.getElementById("ajouter-valeur").addEventListener("click", () => {
    const at = pageShown();
    const place = at ? { piece: at.piece, page: at.number, ordinal: at.page, href: at.href } : {};
    state.values.push({ value: "", unit: "", label: "", ...place });
    values.draw({ edit: state.values.length - 1 });
    onChange();
  });
  const draw = () => { values.draw(); proofs.draw(); };
  draw();
  return {
    draw,
    /** Add a piece of evidence; one already there is not added twice. */
    addProof(item) {
      const same = state.evidence.some((one) => one.piece === item.piece && one.page === item.page && one.quote === item.quote);
      if (same) return false;
      state.evidence.push({ pertinence: 3, ...item });
      proofs.draw();
      onChange();
      return true;
    },
  };
}

/** One list: rows that can be taken out one by one, or all at once and put back. */
function editList({ list, clear, items, row, names, onChange }) {
  let removed = null; // what « tout retirer » took out, until the list changes again
  const stop = roving(list);
  const draw = ({ edit = -1, focus = -1 } = {}) => {
    const all = items();
    list.replaceChildren(...all.map((item, at) => row(item, {
      editing: at === edit,
      onChange,
      remove: () => remove(at),
      edit: () => draw({ edit: at }),
      done: () => draw({ focus: at }),
    })));
    stop.refresh();
    clear.hidden = !removed && all.length < 2;
    clear.textContent = removed ? `Remettre les ${removed.length} ${names[1]}` : "Tout retirer";
    if (edit >= 0) list.children[edit].querySelector("input").select();
    if (focus >= 0) (list.children[Math.min(focus, all.length - 1)]?.querySelector("a, button") ?? clear).focus();
  };
  const remove = (at) => {
    removed = null;
    items().splice(at, 1);
    draw({ focus: at });
    announce(`Retirée ; ${items().length} ${names[items().length < 2 ? 0 : 1]}.`);
    onChange();
  };
  clear.addEventListener("click", () => {
    const all = items();
    const back = removed;
    removed = back ? null : all.splice(0);
    if (back) all.unshift(...back);
    draw();
    onChange();
  });
  // The key that takes out, on any control of a row.
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Delete" || event.target.matches("input")) return;
    const at = [...list.children].findIndex((one) => one.contains(event.target));
    if (at < 0) return;
    event.preventDefault();
    remove(at);
  });
  return { draw: (options) => { if (!options) removed = null; draw(options); } };
}

/** The values as the API takes them: numbers with a French comma are read, empty lines left out. */
export function cleanValues(values) {
  return values
    .filter((value) => String(value.value).trim() !== "")
    .map((value) => {
      const number = Number(String(value.value).replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));
      if (!Number.isFinite(number)) throw new Error(`« ${value.value} » n’est pas un nombre.`);
      const { href, ...kept } = value; // the link is the page's own
      return { ...kept, value: number, unit: value.unit.trim() || null, label: value.label.trim() || null, piece: value.piece || "" };
    });
}

/** The evidence as the API takes it. */
export function cleanEvidence(evidence) {
  return evidence.map(({ piece, page, quote, pertinence }) => ({ piece, page, quote, pertinence }));
}

function proofRow(item, { remove, onChange }) {
  const where = item.page === null ? item.piece : `${item.piece}, p. ${item.page}`;
  const text = item.quote ? ` « ${item.quote} »` : "";
  const select = el("select", { "aria-label": `Portée de la preuve ${where}` });
  for (const [level, name] of [[3, "décisive"], [2, "d’appui"], [1, "liée"]]) {
    select.append(el("option", { value: level, selected: Number(item.pertinence) === level }, name));
  }
  select.addEventListener("change", () => { item.pertinence = Number(select.value); onChange(); });
  const button = el("button", { type: "button" }, "Retirer", el("span", { class: "visually-hidden" }, ` la preuve ${where}`));
  button.addEventListener("click", remove);
  const place = el("span", { class: "where" }, where);
  const quote = item.href
    ? el("a", { class: "quote", href: item.href, "data-open": true }, place, text)
    : el("span", { class: "quote" }, place, text);
  return el("li", {}, quote, select, button);
}
