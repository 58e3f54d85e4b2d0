// The review of a cell: accept, correct, doubt. What is being written survives a reload. One decision at a time: until
// the next cell is there, whatever else is pressed on this one does nothing, so that it cannot go to the wrong cell.
import { api, path } from "./api.js";
import { cleanEvidence, cleanValues, editLists } from "./evidence.js";
import { rememberName } from "./identity.js";
import { announce, el } from "./say.js";
import { placeOf } from "./sheet.js";
import { onceAtATime } from "./turns.js";

const CHAIN = "biollm-ne-pas-enchainer";

/**
 * Prepare the form.
 * @param {HTMLFormElement} form
 * @param {{id: () => string | null}} clock
 * @param {(open: boolean) => void} onOpen called when the correction opens or closes
 * @returns what shortcuts and the page pane need
 */
export function startReview(form, clock, onOpen) {
  const state = JSON.parse(form.dataset.state);
  const first = structuredClone(state);
  const place = (id) => document.getElementById(id);
  const key = `biollm-relecture-${state.document}-${state.indicator}-${state.answer}`;
  let open = false;

  const keep = () => localStorage.setItem(key, JSON.stringify({ ...state, open, comment: place("commentaire").value }));
  const lists = editLists(state, keep, () => placeOf(place("preuve")));
  const radios = [...form.elements.verdict];

  const setOpen = (wanted) => {
    open = wanted;
    place("correction").hidden = !open;
    for (const id of ["enregistrer", "abandonner"]) place(id).hidden = !open;
    for (const id of ["accepter", "corriger", "douter"]) place(id).hidden = open;
    place("corriger").setAttribute("aria-expanded", String(open));
    onOpen(open);
    if (open) (radios.find((radio) => radio.checked) ?? radios[0]).focus();
  };
  const fill = () => {
    for (const radio of radios) radio.checked = radio.value === state.verdict;
    place("commentaire").value = state.comment;
    lists.draw();
  };

  const draft = JSON.parse(localStorage.getItem(key) ?? "null");
  if (draft) Object.assign(state, { ...draft, seen: state.seen, next: state.next });
  fill();
  if (draft?.open) setOpen(true);

  for (const radio of radios) radio.addEventListener("change", () => { state.verdict = radio.value; keep(); });
  place("commentaire").addEventListener("input", () => { state.comment = place("commentaire").value; keep(); });
  const chain = place("enchainer");
  chain.checked = localStorage.getItem(CHAIN) === null;
  chain.addEventListener("change", () => (chain.checked ? localStorage.removeItem(CHAIN) : localStorage.setItem(CHAIN, "1")));

  const send = onceAtATime(async (decision) => {
    const person = form.dataset.person || place("relecteur").value.trim();
    if (!person) {
      place("nom-champ").hidden = false;
      place("relecteur").focus();
      announce("Donnez votre nom pour signer la relecture.");
      return false;
    }
    if (!form.dataset.person) await rememberName(person);
    const corrects = decision === "corrige";
    const json = {
      answer_id: state.answer,
      seen: state.seen,
      decision,
      verdict: corrects ? state.verdict : null,
      values: corrects ? cleanValues(state.values) : null,
      evidence: corrects ? cleanEvidence(state.evidence) : null,
      comment: place("commentaire").value.trim() || null,
      reviewer: person,
      clock: clock.id(),
    };
    try {
      await api(path`/documents/${state.document}/indicators/${state.indicator}/review`, { method: "PUT", json, keepalive: true });
    } catch (error) {
      if (error.status !== 409 || !error.problem?.type?.endsWith("review-conflict")) throw error;
      showConflict(error);
      return false;
    }
    localStorage.removeItem(key);
    announce("Décision enregistrée.");
    if (chain.checked && state.next) window.location.assign(state.next);
    else window.location.reload();
    return true;
  });

  // Somebody else came first: nothing is overwritten, and nothing of one's own is lost.
  const showConflict = (error) => {
    const other = error.problem.current;
    const said = other ? `Décision gardée : ${other.decision}${other.verdict ? `, ${other.verdict}` : ""}${other.comment ? ` – « ${other.comment} »` : ""}.` : "";
    const take = el("button", { type: "button" }, "Voir sa décision");
    take.addEventListener("click", () => { localStorage.removeItem(key); window.location.reload(); });
    const insist = el("button", { type: "button" }, "Garder la mienne à la place");
    insist.addEventListener("click", () => {
      state.seen = other?.id ?? null;
      place("conflit").replaceChildren();
      announce("Vous pouvez enregistrer de nouveau : votre décision remplacera la sienne, qui reste dans l’historique.");
    });
    keep();
    place("conflit").replaceChildren(
      el("div", { class: "note note-error" }, el("p", {}, `${error.problem.title} ${said}`), el("p", { class: "actions" }, take, insist)),
    );
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); if (!open) send("accepte"); });
  place("corriger").addEventListener("click", () => { setOpen(true); keep(); });
  place("douter").addEventListener("click", () => send("doute"));
  place("enregistrer").addEventListener("click", () => send("corrige"));
  place("abandonner").addEventListener("click", () => {
    localStorage.removeItem(key);
    Object.assign(state, structuredClone(first));
    fill();
    setOpen(false);
    place("corriger").focus();
  });

  // Come back to from another page, this one shows what stood before the decision.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  return {
    isSending: send.busy,
    accept: () => { if (!open && !place("accepter").disabled) send("accepte"); },
    correct: () => { if (!send.busy()) setOpen(true); },
    doubt: () => { if (!open) send("doute"); },
    addProof: (item) => announce(lists.addProof(item) ? "Preuve ajoutée." : "Cette preuve y est déjà."),
  };
}
