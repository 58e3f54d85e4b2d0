// Make a reference of the finished cells.
import { api } from "./api.js";

document.getElementById("garder")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const query = new URLSearchParams({ document: event.target.dataset.document, person: event.target.dataset.person });
  await api(`/manual-annotations/gold?${query}`, { method: "POST" });
  window.location.assign("/evaluations");
});
