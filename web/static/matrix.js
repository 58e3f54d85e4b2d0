// Filters act as soon as they are changed; the form works without this too. Two ticked documents are compared.
import { showEdges } from "./edges.js";

for (const frame of document.querySelectorAll(".matrix-scroll")) showEdges(frame);
const filters = document.getElementById("filtres");
for (const select of filters.querySelectorAll("select")) select.addEventListener("change", () => filters.requestSubmit());
// Empty filters stay out of the address.
filters.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});

const button = document.getElementById("comparer");
if (button) {
  const boxes = [...document.querySelectorAll("input[name=choix]")];
  const ticked = () => boxes.filter((box) => box.checked);
  const update = () => {
    button.disabled = ticked().length !== 2;
    // A third cannot be ticked: two are compared.
    for (const box of boxes) box.disabled = !box.checked && ticked().length === 2;
  };
  for (const box of boxes) box.addEventListener("change", update);
  button.form.addEventListener("formdata", (event) => {
    const [a, b] = event.formData.getAll("choix");
    event.formData.delete("choix");
    event.formData.set("a", a);
    event.formData.set("b", b);
  });
  update();
}
