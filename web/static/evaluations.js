// Import an analysis, with all its faults listed at once; start a comparison or a study and follow it.
import { api } from "./api.js";
import { alertProblem, el } from "./say.js";

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

const form = document.getElementById("importer");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const faults = document.getElementById("fautes");
  faults.replaceChildren();
  const body = new FormData();
  for (const file of form.elements.fichiers.files) body.append("files", file);
  try {
    await api("/gold", { method: "POST", body });
    window.location.reload();
  } catch (error) {
    const lines = error.problem?.faults;
    if (!lines) throw error;
    const box = el("div", { class: "note note-error" }, el("p", {}, `${error.problem.title} Rien n’a été importé.`));
    const list = el("ul", {});
    for (const line of lines) list.append(el("li", {}, line));
    box.append(list);
    faults.append(box);
  }
});
