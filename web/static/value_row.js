// One value of the form: a link to its place, or, while it is edited, its fields.
import { el } from "./say.js";

const SCALE = "1/x"; // the symbol of a scale

/**
 * @param {object} value changed in place
 * @param {{editing: boolean, onChange: () => void, remove: () => void, edit: () => void, done: () => void,
 *   pageShown: () => object | null}} tools
 * @returns {HTMLLIElement}
 */
export function valueRow(value, tools) {
  return tools.editing ? editRow(value, tools) : shownRow(value, tools);
}

function shownRow(value, { remove, edit }) {
  const said = amount(value);
  const parts = [el("strong", {}, said), value.label ? ` ${value.label}` : "", el("span", { class: "where" }, placeName(value), others(value))];
  const text = value.href
    ? el("a", { class: "value-text", href: value.href, "data-open": true }, ...parts)
    : el("span", { class: "value-text" }, ...parts);
  return el("li", { class: "value-shown" }, text, button("Modifier", said, edit), button("Retirer", said, remove));
}

function editRow(value, { onChange, remove, done, pageShown }) {
  const before = { ...value };
  const field = (name, label) => {
    const input = el("input", { inputmode: name === "value" ? "decimal" : null });
    input.value = name === "value" ? String(value.value).replace(".", ",") : value[name];
    input.addEventListener("input", () => {
      value[name] = input.value;
      if (name !== "label") value.elsewhere = []; // the other places give what it was
      onChange();
    });
    return el("label", {}, label, input);
  };
  const place = el("span", { class: "where" }, placeName(value) || "lieu non noté");
  const here = el("button", { type: "button", class: "quiet" }, "Lue sur la page affichée");
  here.addEventListener("click", () => {
    const at = pageShown();
    if (!at) return;
    Object.assign(value, { piece: at.piece, page: at.number, ordinal: at.page, href: at.href, quote: null, start: null, end: null, elsewhere: [] });
    place.textContent = placeName(value);
    onChange();
  });
  const row = el("li", { class: "value-row" },
    field("value", "Valeur"), field("unit", "Unité"), field("label", "Ce que c’est"),
    el("span", { class: "value-place" }, place, here),
    button("OK", amount(value), done), button("Retirer", amount(value), remove));
  row.addEventListener("keydown", (event) => {
    if (!event.target.matches("input") || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") {
      Object.assign(value, before);
      onChange();
    }
    done();
  });
  return row;
}

function button(text, what, act) {
  const one = el("button", { type: "button" }, text, el("span", { class: "visually-hidden" }, ` la valeur ${what}`));
  one.addEventListener("click", act);
  return one;
}

/** « 4 863 ha », « 1/25 000 », « 12,5 » */
function amount({ value, unit }) {
  const number = typeof value === "number" ? value.toLocaleString("fr-FR", { maximumFractionDigits: 4 }) : value;
  if (unit === SCALE) return `1/${number}`;
  return unit ? `${number}\u00a0${unit}` : String(number);
}

/** « et 7 autres endroits » */
function others({ elsewhere }) {
  const count = elsewhere ? elsewhere.length : 0;
  if (!count) return "";
  return count > 1 ? ` et ${count} autres endroits` : " et un autre endroit";
}

function placeName({ piece, page }) {
  if (!piece) return "";
  return page === null || page === undefined ? piece : `${piece}, p.\u00a0${page}`;
}
