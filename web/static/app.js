// On every page: nothing that a page could not do without.
import { alertProblem } from "./say.js";

// A module that fails must not fail silently.
window.addEventListener("unhandledrejection", (event) => {
  if (event.reason?.name !== "AbortError") alertProblem(event.reason);
});
