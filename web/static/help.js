// The sample dossier by one click.
import { api } from "./api.js";
import { onceAtATime } from "./turns.js";

document.getElementById("exemple")?.addEventListener("click", onceAtATime(async () => {
  const job = await api("/sample", { method: "POST" });
  window.location.assign(`/taches/${job.id}`);
  return true;
}));
