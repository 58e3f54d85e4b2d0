// The analysis by hand: what is noted is kept at once, on the server, under the person's name.
import { api, path } from "./api.js";
import { startClock } from "./clock.js";
import { cleanEvidence, cleanValues, editLists } from "./evidence.js";
import { rememberName } from "./identity.js";
import { startPane } from "./pane.js";
import { startPicking } from "./picking.js";
import { alertProblem, announce } from "./say.js";
import { placeOf } from "./sheet.js";
import { listen, panelKeys } from "./shortcuts.js";
import { oneByOne } from "./turns.js";

const KEEP_AFTER = 600; // ms without a change
const form = document.getElementById("analyse");
const state = JSON.parse(form.dataset.state);
const comment = document.getElementById("commentaire");
const doubt = document.getElementById("doute");
const kept = document.getElementById("garde");
const proof = document.getElementById("preuve");
startPane();

comment.value = state.comment;
doubt.checked = state.doubtful;
for (const radio of form.elements.verdict) {
  radio.checked = radio.value === state.verdict;
  radio.addEventListener("change", () => { state.verdict = radio.value; later(); });
}
comment.addEventListener("input", later);
doubt.addEventListener("change", later);
const lists = editLists(state, later, () => placeOf(proof));
form.addEventListener("submit", (event) => event.preventDefault());

const picking = startPicking(proof, (item) => announce(lists.addProof(item) ? "Preuve ajoutée." : "Cette preuve y est déjà."));
picking.turn(true);
listen(panelKeys(proof, picking.focus));

let clock = null;
if (form.dataset.person) begin();

const name = document.getElementById("relecteur");
name.addEventListener("change", async () => {
  form.dataset.person = name.value.trim();
  if (!form.dataset.person) return;
  await rememberName(form.dataset.person);
  begin();
  later();
});

function begin() {
  clock ??= startClock({ document: state.document, indicator: state.indicator, person: form.dataset.person, mode: "main" });
}

let timer = 0;
const keepInTurn = oneByOne(keep);
function later() {
  clearTimeout(timer);
  kept.textContent = "…";
  timer = setTimeout(keepInTurn, KEEP_AFTER);
}
// Leaving before the delay is over, or before an earlier state was kept, must lose nothing.
window.addEventListener("pagehide", () => { if (timer || keepInTurn.waiting()) keep(); });

async function keep() {
  clearTimeout(timer);
  timer = 0;
  if (!form.dataset.person) {
    kept.textContent = "Donnez votre nom pour garder l’analyse.";
    return;
  }
  try {
    const noted = await api(path`/documents/${state.document}/manual-annotations/${state.indicator}`, {
      method: "PUT",
      keepalive: true,
      json: {
        person: form.dataset.person,
        verdict: state.verdict,
        doubtful: doubt.checked,
        comment: comment.value.trim() || null,
        values: cleanValues(state.values),
        evidence: cleanEvidence(state.evidence),
      },
    });
    if (timer || keepInTurn.waiting()) return; // something was changed since: it is not kept yet
    kept.textContent = noted.finished ? "Gardé." : "Gardé ; il manque un verdict ou une preuve.";
  } catch (error) {
    kept.textContent = "Pas gardé.";
    alertProblem(error);
  }
}
