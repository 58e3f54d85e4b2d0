// References: import one, telling which dossier each name of the file is and all its faults at once; delete one.
import { api, path } from "./api.js";
import { announce, el } from "./say.js";
import { onSubmit } from "./turns.js";

const form = document.getElementById("importer");
const names = document.getElementById("noms");
const list = document.getElementById("noms-liste");
const faults = document.getElementById("fautes");

onSubmit(form, async () => {
  faults.replaceChildren();
  await told(async () => {
    const named = await api("/gold/names", { method: "POST", body: sent() });
    const unknown = named.filter((one) => !one.document);
    if (!unknown.length || !document.getElementById("dossiers-connus").content.children.length) {
      await keep([]);
      return;
    }
    list.replaceChildren(...unknown.map(question));
    names.hidden = false;
    document.getElementById("noms-titre").focus();
  });
});

onSubmit(names, async () => {
  const chosen = [...list.querySelectorAll("select")].filter((one) => one.value).map((one) => `${one.dataset.name}=${one.value}`);
  await told(() => keep(chosen));
});
// Other files have other names: what was asked about the former ones means nothing for them.
form.elements.fichiers.addEventListener("change", () => {
  names.hidden = true;
  faults.replaceChildren();
});
document.getElementById("noms-annuler").addEventListener("click", () => { names.hidden = true; });

/** « The file names X: which dossier? », with the likeliest chosen. */
function question({ name, cells, guess }, at) {
  const id = `nom-${at}`;
  const select = el("select", { id, "data-name": name }, el("option", { value: "" }, "laisser de côté"));
  select.append(document.getElementById("dossiers-connus").content.cloneNode(true));
  select.value = guess ?? "";
  const said = `Le fichier nomme « ${name} » (${cells} ${cells < 2 ? "case" : "cases"}) ; quel dossier ?`;
  return el("div", { class: "field" }, el("label", { for: id }, said), select, guess ? el("p", { class: "hint" }, "Proposé d’après le nom : vérifiez.") : "");
}

function sent() {
  const body = new FormData();
  for (const file of form.elements.fichiers.files) body.append("files", file);
  return body;
}

async function keep(documents) {
  const body = sent();
  for (const one of documents) body.append("documents", one);
  const { unknown_pieces: unknown } = await api("/gold", { method: "POST", body });
  if (!unknown.length) {
    window.location.reload();
    return;
  }
  // It is kept, and said before the page shows it: where these pieces are named, nothing can be compared.
  names.hidden = true;
  const seen = el("button", { type: "button" }, "Continuer");
  seen.addEventListener("click", () => window.location.reload());
  const said = unknown.length < 2
    ? "L’analyse est importée, mais elle nomme une pièce que son dossier n’a pas : ce qu’elle en cite ne sera pas comparé."
    : `L’analyse est importée, mais elle nomme ${unknown.length} pièces que leurs dossiers n’ont pas : ce qu’elle en cite ne sera pas comparé.`;
  faults.replaceChildren(
    el("div", { class: "note note-warning" }, el("p", {}, said), el("ul", {}, ...unknown.map((piece) => el("li", {}, piece))), seen),
  );
  seen.focus();
}

/** Do it, and show the faults of the files, all at once. */
async function told(act) {
  try {
    await act();
  } catch (error) {
    const lines = error.problem?.faults;
    if (!lines) throw error;
    faults.replaceChildren(
      el("div", { class: "note note-error" }, el("p", {}, `${error.problem.title} Rien n’a été importé.`), el("ul", {}, ...lines.map((line) => el("li", {}, line)))),
    );
  }
}

const dialog = document.getElementById("supprimer-dialogue");
for (const button of document.querySelectorAll("[data-remove-gold]")) {
  button.addEventListener("click", () => {
    document.getElementById("supprimer-nom").textContent = button.dataset.name;
    dialog.returnValue = "";
    dialog.addEventListener("close", async () => {
      if (dialog.returnValue !== "oui") return;
      await api(path`/gold/${button.dataset.removeGold}`, { method: "DELETE" });
      announce("Référence supprimée.");
      window.location.reload();
    }, { once: true });
    dialog.showModal();
  });
}
