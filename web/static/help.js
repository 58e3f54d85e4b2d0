// The sample dossier by one click.
import { api } from "./api.js";
import { onceAtATime } from "./turns.js";

const button = document.getElementById("exemple");
button?.addEventListener("click", onceAtATime(async () => {
  const version = button.dataset.version; // another version of the same plan
  const job = await api(version ? `/sample?version=${version}` : "/sample", { method: "POST" });
  window.location.assign(`/taches/${job.id}`);
  return true;
}));
