// The time of a cell: counted by the server, from the signs of work that this page sends.
import { api, path } from "./api.js";

const SIGN_EVERY = 30_000; // ms between two signs while the person works
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll"];

/**
 * Start the clock of a cell while the page is looked at.
 * @param {{document: string, indicator: string, person: string, mode: "assiste" | "main"}} cell
 * @returns {{id: () => string | null}} the clock's identifier, null until the server gave one
 */
export function startClock(cell) {
  let clock = null;
  let lastSign = 0;
  let shownAt = 0;
  const text = document.getElementById("chrono");
  const before = Number(text.dataset.seconds);

  const start = async () => {
    clock = await api(path`/documents/${cell.document}/indicators/${cell.indicator}/clock`, {
      method: "POST",
      json: { person: cell.person, mode: cell.mode },
    }).catch(() => null); // time is a help: the review goes on without it
    lastSign = shownAt = Date.now();
  };
  const sign = async () => {
    if (!clock || document.hidden || Date.now() - lastSign < SIGN_EVERY) return;
    lastSign = Date.now();
    clock = await api(path`/clocks/${clock.id}/sign`, { method: "POST" }).catch(() => clock);
    shownAt = Date.now();
  };
  const show = () => {
    if (!clock) return;
    const running = !document.hidden && Date.now() - lastSign < clock.idle_after * 1000;
    const own = clock.seconds + (running ? (Date.now() - shownAt) / 1000 : 0);
    text.textContent = duration(Math.max(before, own)) + (running ? "" : " (pause)");
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && clock) api(path`/clocks/${clock.id}/pause`, { method: "POST", keepalive: true }).catch(() => null);
    else start();
  });
  for (const name of SIGNS) document.addEventListener(name, sign, { passive: true, capture: true });
  setInterval(show, 1000);
  start();
  return { id: () => clock?.id ?? null };
}

function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}\u00a0s`;
  return `${Math.floor(whole / 60)}\u00a0min\u00a0${String(whole % 60).padStart(2, "0")}\u00a0s`;
}
