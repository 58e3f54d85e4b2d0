// What is kept of deleted documents, and deleting that too.
import { api, path } from "./api.js";

const dialog = document.getElementById("effacer");

for (const button of document.querySelectorAll("button[data-forget]")) {
  button.addEventListener("click", () => {
    const slug = button.dataset.forget;
    document.getElementById("effacer-texte").textContent =
      `Les décisions, leur historique et les analyses à la main de « ${slug} » seront effacés. Cela ne peut pas être annulé.`;
    dialog.returnValue = "non";
    dialog.onclose = async () => {
      if (dialog.returnValue !== "oui") return;
      await api(`${path`/documents/${slug}`}?decisions=true`, { method: "DELETE" });
      window.location.reload();
    };
    dialog.showModal();
  });
}
