// Values and evidence that a person edits: the same in a review and in an analysis by hand.
import { el } from "./say.js";

/**
 * The lists of values and evidence of the form.
 * @param {{values: object[], evidence: object[]}} state changed in place
 * @param {() => void} onChange called after every change
 */
export function editLists(state, onChange) {
  const values = document.getElementById("valeurs");
  const proofs = document.getElementById("preuves");

  const draw = () => {
    values.replaceChildren(...state.values.map((value, at) => valueRow(value, () => remove(state.values, at), onChange)));
    proofs.replaceChildren(...state.evidence.map((item, at) => proofRow(item, () => remove(state.evidence, at), onChange)));
  };
  const remove = (list, at) => {
    list.splice(at, 1);
    draw();
    onChange();
  };
  document.getElementById("ajouter-valeur").addEventListener("click", () => {
    state.values.push({ value: "", unit: "", label: "" });
    draw();
    values.lastElementChild.querySelector("input").focus();
    onChange();
  });
  draw();
  return {
    draw,
    /** Add a piece of evidence; one already there is not added twice. */
    addProof(item) {
      const same = state.evidence.some((one) => one.piece === item.piece && one.page === item.page && one.quote === item.quote);
      if (same) return false;
      state.evidence.push({ pertinence: 3, ...item });
      draw();
      onChange();
      return true;
    },
  };
}

/** The values as the API takes them: numbers with a French comma are read, empty lines left out. */
export function cleanValues(values) {
  return values
    .filter((value) => String(value.value).trim() !== "")
    .map((value) => {
      const number = Number(String(value.value).replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));
      if (!Number.isFinite(number)) throw new Error(`« ${value.value} » n’est pas un nombre.`);
      return { value: number, unit: value.unit.trim() || null, label: value.label.trim() || null };
    });
}

function valueRow(value, remove, onChange) {
  const field = (name, label) => {
    const shown = name === "value" ? String(value.value).replace(".", ",") : value[name];
    const input = el("input", { inputmode: name === "value" ? "decimal" : null });
    input.value = shown;
    input.addEventListener("input", () => { value[name] = input.value; onChange(); });
    return el("label", {}, label, input);
  };
  const button = el("button", { type: "button", title: "Retirer cette valeur" }, "×", el("span", { class: "visually-hidden" }, " Retirer cette valeur"));
  button.addEventListener("click", remove);
  return el("div", { class: "value-row" }, field("value", "Valeur"), field("unit", "Unité"), field("label", "Ce que c’est"), button);
}

function proofRow(item, remove, onChange) {
  const where = item.page === null ? item.piece : `${item.piece}, p. ${item.page}`;
  const select = el("select", {});
  for (const [level, text] of [[3, "décisive"], [2, "d’appui"], [1, "liée"]]) {
    select.append(el("option", { value: level, selected: Number(item.pertinence) === level }, text));
  }
  select.addEventListener("change", () => { item.pertinence = Number(select.value); onChange(); });
  const button = el("button", { type: "button" }, "Retirer", el("span", { class: "visually-hidden" }, ` la preuve ${where}`));
  button.addEventListener("click", remove);
  return el("li", {}, el("span", { class: "quote" }, el("strong", {}, where), item.quote ? ` « ${item.quote} »` : ""), el("label", {}, "Portée", select), button);
}
