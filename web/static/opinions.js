// What authorities say of the indicator, taken from its own page when the person opens it: most never look.
import { draw, saidBy } from "./page.js";
import { alertProblem } from "./say.js";

const box = document.getElementById("avis");
let asked = false;

box?.addEventListener("toggle", async () => {
  if (!box.open || asked) return;
  asked = true;
  const place = document.getElementById("dits");
  try {
    const drawn = await draw(place.querySelector("a").href);
    const said = drawn.getElementById("dits");
    if (!said) throw saidBy(drawn);
    place.replaceChildren(...document.importNode(said, true).childNodes);
  } catch (error) {
    asked = false; // opened again, it is asked for again
    alertProblem(error);
  }
});
