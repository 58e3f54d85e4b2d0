// The time of a cell: counted by the server, from the heartbeats that this page sends while the person works.
import { api, path } from "./api.js";

const HEARTBEAT_EVERY = 30_000; // ms between two heartbeats while the person works
const WORK_EVENTS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll"];

/**
 * Start the clock of a cell while the page is looked at.
 * @param {{document: string, indicator: string, person: string, mode: "assiste" | "main"}} cell
 * @returns {{id: () => string | null}} the clock's identifier, null until the server gave one
 */
export function startClock(cell) {
  let clock = null;
  let lastHeartbeat = 0;
  let shownAt = 0;
  const text = document.getElementById("chrono");
  const before = Number(text.dataset.seconds);

  const start = async () => {
    clock = await api(path`/documents/${cell.document}/indicators/${cell.indicator}/clock`, {
      method: "POST",
      json: { person: cell.person, mode: cell.mode },
    }).catch(() => null); // time is a help: the review goes on without it
    lastHeartbeat = shownAt = Date.now();
  };
  const heartbeat = async () => {
    if (!clock || document.hidden || Date.now() - lastHeartbeat < HEARTBEAT_EVERY) return;
    lastHeartbeat = Date.now();
    clock = await api(path`/clocks/${clock.id}/heartbeat`, { method: "POST" }).catch(() => clock);
    shownAt = Date.now();
  };
  const show = () => {
    if (!clock) return;
    const running = !document.hidden && Date.now() - lastHeartbeat < clock.idle_after * 1000;
    const own = clock.seconds + (running ? (Date.now() - shownAt) / 1000 : 0);
    text.textContent = duration(Math.max(before, own)) + (running ? "" : " (pause)");
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && clock) api(path`/clocks/${clock.id}/pause`, { method: "POST", keepalive: true }).catch(() => null);
    else start();
  });
  for (const name of WORK_EVENTS) document.addEventListener(name, heartbeat, { passive: true, capture: true });
  setInterval(show, 1000);
  start();
  return { id: () => clock?.id ?? null };
}

function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}\u00a0s`;
  return `${Math.floor(whole / 60)}\u00a0min\u00a0${String(whole % 60).padStart(2, "0")}\u00a0s`;
}
