// Start a comparison or a study and follow it.
import { api } from "./api.js";
import { alertProblem } from "./say.js";

const evaluate = document.getElementById("evaluer");
evaluate?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = evaluate.querySelector("button");
  button.disabled = true;
  try {
    const job = await api("/evaluations/run", {
      method: "POST",
      json: {
        gold: evaluate.elements.reference.value,
        gold_note: evaluate.elements.note.value.trim() || null,
        answer_missing: document.getElementById("manquantes").checked,
        oracle: document.getElementById("oracle").checked,
      },
    });
    window.location.assign(`/taches/${job.id}`);
  } finally {
    button.disabled = false;
  }
});

document.getElementById("etudier")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const documents = new FormData(event.target).getAll("document");
  if (!documents.length) {
    alertProblem(new Error("Cochez au moins un dossier."));
    return;
  }
  const job = await api("/studies", { method: "POST", json: { documents } });
  window.location.assign(`/taches/${job.id}`);
});
