// The progress of a task, told by the server as it comes; the page is drawn anew when it is over.
import { api, path } from "./api.js";
import { announce } from "./say.js";

const task = document.getElementById("tache");
const id = task.dataset.id;

if (task.dataset.over === "non") {
  const events = new EventSource(path`/api/v1/jobs/${id}/events`);
  events.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  events.addEventListener("end", () => {
    events.close();
    window.location.reload();
  });
  window.addEventListener("pagehide", () => events.close());
  for (const button of task.querySelectorAll("[data-do]")) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      await api(`${path`/jobs/${id}`}/${button.dataset.do}`, { method: "POST" }).finally(() => { button.disabled = false; });
    });
  }
}

let stage = "";
function show(job) {
  const said = job.status === "paused" ? "En pause" : (job.stage ?? "En attente");
  if (said !== stage) announce(said);
  stage = said;
  document.getElementById("etape").textContent = said.charAt(0).toUpperCase() + said.slice(1);
  const bar = document.getElementById("barre");
  if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
  } else bar.removeAttribute("value");
  document.getElementById("compte").textContent = job.total ? `${job.done} / ${job.total}` : "";
  document.getElementById("reste").textContent = job.seconds_left === null ? "" : `encore ${left(job.seconds_left)} environ pour cette étape`;
  task.querySelector("[data-do=pause]").hidden = job.status === "paused";
  task.querySelector("[data-do=resume]").hidden = job.status !== "paused";
}

function left(seconds) {
  if (seconds < 60) return `${seconds}\u00a0s`;
  return `${Math.round(seconds / 60)}\u00a0min`;
}
