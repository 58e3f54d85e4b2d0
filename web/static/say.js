// What pages tell the person: politely to a screen reader, or as an alert that stays until it is closed.

/** Say something that needs no action. */
export function announce(text) {
  const place = document.getElementById("annonces");
  place.textContent = "";
  // A screen reader speaks when the content changes: the same text twice must change twice.
  requestAnimationFrame(() => { place.textContent = text; });
}

/** Show a problem until the person closes it. */
export function alertProblem(error) {
  const box = document.createElement("div");
  box.className = "note note-error";
  const text = document.createElement("p");
  text.textContent = error.message;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Fermer";
  close.addEventListener("click", () => box.remove());
  box.append(text, close);
  document.getElementById("alertes").append(box);
}

/** Make an element: el("li", {class: "x"}, "text", child). Text is always text, never HTML. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}
