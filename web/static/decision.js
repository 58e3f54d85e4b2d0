// Acts on a decision that was made: take it up again, withdraw it, undo the last act, put a former one back.
import { api, path } from "./api.js";
import { announce, el } from "./say.js";

const form = document.getElementById("relecture");
const { document: slug, indicator, seen } = JSON.parse(form.dataset.state);

for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => act(button));
}

async function act(button) {
  const json = { seen, reviewer: form.dataset.person || document.getElementById("relecteur").value.trim() };
  if (!json.reviewer) {
    document.getElementById("nom-champ").hidden = false;
    document.getElementById("relecteur").focus();
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
    document.getElementById("conflit").replaceChildren(
      el("div", { class: "note note-error" }, el("p", {}, error.problem?.title ?? "La case a changé entre-temps."), again),
    );
    return;
  }
  window.location.reload();
}
