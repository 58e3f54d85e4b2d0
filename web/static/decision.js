// Acts on a decision that was made: take it up again, withdraw it, undo the last act, put a former one back.
import { api, path } from "./api.js";
import { announce, el } from "./say.js";

const place = (id) => document.getElementById(id);
const form = place("relecture");
const cell = form ? JSON.parse(form.dataset.state) : null; // on the page of a cell; elsewhere each button says its own

for (const button of document.querySelectorAll("[data-act]")) button.addEventListener("click", () => act(button));

async function act(button) {
  const slug = button.dataset.document ?? cell.document;
  const indicator = button.dataset.indicator ?? cell.indicator;
  const json = { seen: cell ? cell.seen : Number(button.dataset.seen), reviewer: signature() };
  if (!json.reviewer) {
    place("nom-champ").hidden = false;
    place("relecteur").focus();
    announce("Donnez votre nom pour signer.");
    return;
  }
  if (button.dataset.review) json.review = Number(button.dataset.review);
  button.disabled = true;
  try {
    await api(`${path`/documents/${slug}/indicators/${indicator}/review/`}${button.dataset.act}`, { method: "POST", json });
  } catch (error) {
    button.disabled = false;
    if (error.status !== 409) throw error;
    const again = el("button", { type: "button" }, "Recharger la page");
    again.addEventListener("click", () => window.location.reload());
    place("conflit").replaceChildren(
      el("div", { class: "note note-error" }, el("p", {}, error.problem?.title ?? "La case a changé entre-temps."), again),
    );
    return;
  }
  window.location.reload();
}

/** The name given in this browser, else the one just typed. */
function signature() {
  return form?.dataset.person || place("conflit").dataset.person || place("relecteur").value.trim();
}
