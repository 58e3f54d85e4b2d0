// The sample dossier by one click.
import { api } from "./api.js";

document.getElementById("exemple")?.addEventListener("click", async (event) => {
  event.target.disabled = true;
  const job = await api("/sample", { method: "POST" });
  window.location.assign(`/taches/${job.id}`);
});
