// Make a reference of the finished cells.
import { api } from "./api.js";
import { onSubmit } from "./turns.js";

onSubmit(document.getElementById("garder"), async (event) => {
  const query = new URLSearchParams({ document: event.target.dataset.document, person: event.target.dataset.person });
  await api(`/manual-annotations/gold?${query}`, { method: "POST" });
  window.location.assign("/evaluations");
  return true;
});
