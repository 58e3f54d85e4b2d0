// Sending a dossier: files chosen or dropped, a description proposed from their names, the share that has left.
import { api } from "./api.js";
import { alertProblem, announce, el } from "./say.js";
import { lastAsked } from "./turns.js";
import "./help.js"; // the button of the sample

const form = document.getElementById("envoi");
const input = document.getElementById("fichiers");
const drop = document.getElementById("depot");
const typed = new Set(); // what a person wrote is never replaced by a guess
const said = new Set(["slug"]); // what is sent: what the names of the files tell, the service reads there again, and better
const lastGuess = lastAsked(); // nor is a guess by that of files chosen before

input.addEventListener("change", describe);
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  input.files = event.dataTransfer.files;
  describe();
});
for (const field of form.querySelectorAll("#description [name]")) {
  field.addEventListener("input", () => {
    typed.add(field.name);
    said.add(field.name);
    tell(field.name, "");
  });
}
form.elements.title.addEventListener("input", () => propose("slug", slugify(form.elements.title.value)));

form.elements.title.addEventListener("change", async () => {
  const fields = ["kind", "stage", "date"];
  const guess = await guessFrom([form.elements.title.value], fields);
  for (const field of fields) if (guess?.[field] && !typed.has(field)) said.add(field); // no file tells them
});

async function describe() {
  const files = [...input.files];
  document.getElementById("choisis").replaceChildren(...files.map((file) => el("li", {}, `${file.name} (${size(file.size)})`)));
  document.getElementById("description").hidden = files.length === 0;
  if (!files.length) return;
  await guessFrom(files.map((file) => file.name), ["title", "kind", "stage", "date", "slug"]);
  const free = [input, document.body].includes(document.activeElement); // nobody is writing in another field
  if (!form.elements.title.value && free) form.elements.title.focus();
}

async function guessFrom(names, fields) {
  const guess = await lastGuess((signal) => api("/documents/guess", { method: "POST", json: { names }, signal }));
  for (const field of fields) if (guess?.[field]) propose(field, guess[field]);
  for (const one of guess?.reasons ?? []) if (fields.includes(one.field) || !guess[one.field]) tell(one.field, typed.has(one.field) ? "" : one.reason);
  return guess;
}

/** Say under a field what tells it, or that nothing does yet. */
function tell(name, reason) {
  const place = document.getElementById(`raison-${name}`);
  if (place) place.textContent = reason;
}

function propose(name, value) {
  if (!typed.has(name)) form.elements[name].value = value;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const total = [...input.files].reduce((sum, file) => sum + file.size, 0);
  if (total > Number(form.dataset.max) * 1024 * 1024) {
    alertProblem(new Error(`L’envoi fait ${size(total)} ; le service accepte ${form.dataset.max}\u00a0Mo à la fois. Envoyez les pièces en plusieurs fois.`));
    return;
  }
  const body = new FormData();
  for (const file of input.files) body.append("files", file);
  for (const name of ["title", "territory", "kind", "stage", "date", "slug"]) {
    if (said.has(name) && form.elements[name].value) body.append(name, form.elements[name].value);
  }
  body.append("answer", document.getElementById("repondre").checked);
  send(body);
});

/** fetch() does not tell how much of a request has left: XMLHttpRequest does. */
function send(body) {
  const bar = document.getElementById("barre");
  const button = document.getElementById("envoyer");
  const request = new XMLHttpRequest();
  button.disabled = true;
  document.getElementById("progression").hidden = false;
  announce("Envoi en cours");
  request.upload.addEventListener("progress", (event) => { bar.value = (100 * event.loaded) / event.total; });
  request.addEventListener("loadend", () => {
    button.disabled = false;
    document.getElementById("progression").hidden = true;
    const said = parse(request.responseText);
    if (request.status === 202) window.location.assign(`/taches/${said.id}`);
    else alertProblem(new Error(said?.detail ?? "L’envoi n’a pas abouti. Vérifiez que le service tourne, puis recommencez."));
  });
  request.open("POST", "/api/v1/documents");
  request.send(body);
}

function parse(text) {
  try { return JSON.parse(text); } catch { return null; }
}

function slugify(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 100);
}

function size(bytes) {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))}\u00a0ko`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")}\u00a0Mo`;
}
