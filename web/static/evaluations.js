// Start a comparison, a study or the learning from reviews, and follow it.
import { api } from "./api.js";
import { alertProblem } from "./say.js";
import { onSubmit } from "./turns.js";

const evaluate = document.getElementById("evaluer");
onSubmit(evaluate, async () => {
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
  return true;
});

onSubmit(document.getElementById("etudier"), async (event) => {
  const documents = new FormData(event.target).getAll("document");
  if (!documents.length) {
    alertProblem(new Error("Cochez au moins un dossier."));
    return false;
  }
  const job = await api("/studies", { method: "POST", json: { documents } });
  window.location.assign(`/taches/${job.id}`);
  return true;
});

onSubmit(document.getElementById("apprendre-relectures"), async () => {
  const job = await api("/learning", { method: "POST" });
  window.location.assign(`/taches/${job.id}`);
  return true;
});

const undo = document.getElementById("apprendre-defaire");
undo?.addEventListener("click", async () => {
  undo.disabled = true;
  try {
    await api("/learning/undo", { method: "POST" });
    window.location.reload();
  } catch (error) {
    undo.disabled = false;
    alertProblem(error);
  }
});
