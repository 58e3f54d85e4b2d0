// A dossier: answer the grid, correct its description and the kinds of its pieces, add, replace, take away.
import { api, path } from "./api.js";
import { alertProblem, announce } from "./say.js";
import { oneByOne, onSubmit } from "./turns.js";
import "./help.js"; // the button of the sample's second version

const slug = document.getElementById("dossier").dataset.slug;
const follow = (job) => {
  window.location.assign(`/taches/${job.id}`);
  return true;
};

onSubmit(document.getElementById("analyser"), async () => {
  const fresh = document.getElementById("refaire")?.checked ?? false;
  return follow(await api(path`/documents/${slug}/run`, { method: "POST", json: { profile: document.getElementById("profil").value, fresh } }));
});

onSubmit(document.getElementById("pieces-envoi"), async () => {
  const body = new FormData();
  for (const file of document.getElementById("nouvelles").files) body.append("files", file);
  body.append("slug", slug);
  return follow(await api("/documents", { method: "POST", body }));
});

for (const select of document.querySelectorAll("select[data-piece]")) {
  // Arrows change it as fast as they are pressed: what it shows last is what is kept.
  select.addEventListener("change", oneByOne(async () => {
    try {
      await api(path`/documents/${slug}/pieces/${select.dataset.piece}`, { method: "PATCH", json: { kind: select.value } });
      announce("Nature enregistrée.");
    } catch (error) {
      alertProblem(error);
    }
  }));
}

onSubmit(document.getElementById("decrire"), async (event) => {
  const json = Object.fromEntries(new FormData(event.target));
  for (const name of ["communes", "departments"]) json[name] = json[name].toUpperCase().split(/[\s,;]+/).filter(Boolean);
  json.authority = json.authority.replace(/\s+/g, "").toUpperCase() || null;
  for (const name of ["kind", "stage", "date", "procedure", "procedure_number", "identifier"]) json[name] = json[name] || null;
  await api(path`/documents/${slug}`, { method: "PATCH", json });
  window.location.reload();
  return true;
});

document.getElementById("renommer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const renamed = await api(path`/documents/${slug}/rename`, { method: "POST", json: { slug: document.getElementById("identifiant").value.trim() } });
  window.location.assign(path`/dossiers/${renamed.slug}`);
});

for (const button of document.querySelectorAll("button[data-remove]")) {
  button.addEventListener("click", async () => {
    const said = `« ${button.dataset.filename} » sortira du dossier, avec son texte et ses passages. Les réponses qui la citent resteront jusqu’à ce que vous les refassiez ; les décisions qui la citent sont gardées et marquées « preuve disparue ».`;
    if (!(await confirmed("Retirer cette pièce ?", said, "Retirer"))) return;
    await api(path`/documents/${slug}/pieces/${button.dataset.remove}`, { method: "DELETE" });
    window.location.reload();
  });
}

document.getElementById("supprimer").addEventListener("click", async (event) => {
  const decisions = Number(event.target.dataset.decisions);
  const kept = decisions
    ? ` Les décisions et analyses à la main de ce dossier (${decisions}) sont gardées : elles reviendront si vous envoyez de nouveau un dossier du même identifiant (${slug}). Cochez la case pour les supprimer aussi.`
    : "";
  const said = `Le dossier, ses copies de pièces et ses réponses seront effacés. Cela ne peut pas être annulé.${kept}`;
  const box = document.getElementById("aussi-decisions");
  document.getElementById("confirmer-decisions").hidden = !decisions;
  box.checked = false;
  const sure = await confirmed("Supprimer ce dossier ?", said, "Supprimer");
  document.getElementById("confirmer-decisions").hidden = true;
  if (!sure) return;
  await api(`${path`/documents/${slug}`}${box.checked ? "?decisions=true" : ""}`, { method: "DELETE" });
  window.location.assign("/dossiers");
});

function confirmed(title, text, yes) {
  const dialog = document.getElementById("confirmer");
  document.getElementById("confirmer-titre").textContent = title;
  document.getElementById("confirmer-texte").textContent = text;
  document.getElementById("confirmer-oui").textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "oui"), { once: true });
  });
}
