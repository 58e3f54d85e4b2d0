// A list of links and buttons as one tab stop: arrows move in it, Tab leaves it (roving tabindex).

/**
 * Up and down move between the rows of `list`, left and right between the controls of a row.
 * @param {Element} list
 * @param {{rows?: string, controls?: string}} selectors
 * @returns {{refresh: () => void, current: () => HTMLElement | undefined}} call `refresh` after its content changed
 */
export function roving(list, { rows = ":scope > *", controls = "a[href], button, select" } = {}) {
  const grid = () => [...list.querySelectorAll(rows)].map((row) => cells(row)).filter((row) => row.length);
  const cells = (row) => (row.matches(controls) ? [row] : [...row.querySelectorAll(controls)]);
  const current = () => list.querySelector("[tabindex='0'][data-at]") ?? undefined;
  const make = (control) => {
    for (const one of list.querySelectorAll("[data-at]")) {
      one.tabIndex = -1;
      delete one.dataset.at;
    }
    control.tabIndex = 0;
    control.dataset.at = "";
  };
  const refresh = () => {
    const all = grid().flat();
    const kept = current() ?? all[0];
    for (const control of all) control.tabIndex = -1;
    if (kept) make(kept);
  };

  list.addEventListener("focusin", (event) => {
    const control = event.target.closest(controls);
    if (control && list.contains(control) && control.hasAttribute("tabindex")) make(control);
  });
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.matches("input, textarea")) return;
    const table = grid();
    const row = table.findIndex((one) => one.includes(event.target));
    if (row < 0) return;
    const column = table[row].indexOf(event.target);
    const vertical = !event.target.matches("select"); // up and down choose in it
    const wanted = {
      ArrowDown: vertical && table[row + 1]?.[Math.min(column, table[row + 1].length - 1)],
      ArrowUp: vertical && table[row - 1]?.[Math.min(column, table[row - 1].length - 1)],
      ArrowRight: table[row][column + 1],
      ArrowLeft: table[row][column - 1],
      Home: table[0][0],
      End: table.at(-1)[0],
    }[event.key];
    if (!(event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End")) return;
    if (!vertical && !wanted && event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    wanted?.focus();
  });
  refresh();
  return { refresh, current };
}
