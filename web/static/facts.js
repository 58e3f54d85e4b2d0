// Reading the kept tables and layers of a dossier again.
import { api, path } from "./api.js";
import { alertProblem, announce } from "./say.js";

const again = document.getElementById("relire");
if (again) {
  again.disabled = false;
  again.addEventListener("click", async () => {
    again.disabled = true;
    announce("Les tables sont relues…");
    try {
      await api(path`/documents/${again.dataset.slug}/intake`, { method: "POST" });
      window.location.reload();
    } catch (error) {
      again.disabled = false;
      alertProblem(error);
    }
  });
}
