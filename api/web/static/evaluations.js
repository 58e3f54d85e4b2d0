// Import an analysis, with all its faults listed at once; start a comparison and go to it.
import { api } from "./api.js";
import { announce, el } from "./say.js";

const evaluate = document.getElementById("evaluer");
evaluate?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = evaluate.querySelector("button");
  button.disabled = true;
  button.textContent = "Comparaison en cours…";
  announce("Comparaison en cours");
  try {
    const note = evaluate.elements.note.value.trim();
    const done = await api("/evaluations", {
      method: "POST",
      json: { gold: evaluate.elements.reference.value, gold_note: note || null },
    });
    window.location.assign(`/evaluations/${done.id}`);
  } finally {
    button.disabled = false;
    button.textContent = "Comparer";
  }
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
