// Asking: the stages are told as they come, then the answer takes its place in the thread.
import { api, path, stream } from "./api.js";
import { draw, saidBy } from "./page.js";
import { alertProblem, announce } from "./say.js";

const form = document.getElementById("demande");
if (form) start(form);

const forget = document.getElementById("oublier");
if (forget) {
  const dialog = document.getElementById("oublier-dialogue");
  forget.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "oui") return;
    await api(path`/conversations/${form.dataset.conversation}`, { method: "DELETE" });
    window.location.assign("/questions");
  });
}

function start(form) {
  const question = form.elements.question;
  const send = document.getElementById("envoyer");
  const leave = document.getElementById("arreter");
  const stages = document.getElementById("etapes");
  const checks = [...form.querySelectorAll("input[name=dossier]")];
  let waiting = null;

  const place = () => placeOf(form);
  const lies = (check) => {
    const { departments, regions, territory } = check.closest("li").dataset;
    const asked = place();
    return (!asked.department || departments.split(" ").includes(asked.department))
      && (!asked.region || regions.split(" ").includes(asked.region))
      && (!asked.territory || territory === asked.territory);
  };
  const scope = () => checks.filter((check) => check.checked);
  const tellScope = () => {
    const chosen = scope();
    const titles = chosen.map((check) => check.parentElement.textContent.trim());
    const listed = checks.filter(lies).length;
    const where = [...form.querySelectorAll("select[name=region], select[name=departement], select[name=territoire]")]
      .filter((select) => select.value).map((select) => select.selectedOptions[0].textContent).join(", ");
    document.getElementById("portee").textContent = chosen.length ? titles.join(", ")
      : where ? `ceux de : ${where} (${listed})` : `tous (${checks.length})`;
  };
  checks.forEach((check) => check.addEventListener("change", tellScope));
  // A dossier that lies elsewhere is neither listed nor asked.
  form.addEventListener("change", (event) => {
    if (!event.target.matches("select[name=region], select[name=departement], select[name=territoire]")) return;
    checks.forEach((check) => {
      check.closest("li").hidden = !lies(check);
      if (!lies(check)) check.checked = false;
    });
    tellScope();
  });
  tellScope();

  // What the model words is shown as it comes, for the eye only, and goes when the checked answer is there.
  const draftBox = document.getElementById("brouillon");
  const showDraft = (text) => {
    const first = draftBox.hidden && text;
    draftBox.hidden = !text;
    draftBox.querySelector("p:last-child").textContent = text;
    if (first) draftBox.scrollIntoView({ block: "nearest" });
  };

  // What was typed survives a reload; it goes when it has been answered.
  const draft = `biollm-question-${form.dataset.conversation}`;
  question.value = question.value || localStorage.getItem(draft) || "";
  question.addEventListener("input", () => localStorage.setItem(draft, question.value));
  question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting) return;
    waiting = new AbortController();
    send.disabled = true;
    leave.hidden = false;
    const text = question.value;
    const began = Date.now();
    let stage = "La question est envoyée";
    const tell = () => { stages.textContent = `${stage}… ${Math.round((Date.now() - began) / 1000)}\u00a0s`; };
    tell();
    // The seconds are for the eye only: a screen reader hears each stage once, by the announcements.
    stages.setAttribute("aria-live", "off");
    stages.scrollIntoView({ block: "nearest" }); // what is being done is seen, however long the form is
    const clock = setInterval(tell, 1000);
    try {
      await ask(form, scope(), waiting.signal, (text) => { stage = text; announce(text); tell(); }, showDraft);
      if (question.value === text) { // else the next one is being written
        localStorage.removeItem(draft);
        question.value = "";
      }
    } catch (error) {
      if (error.name !== "AbortError") alertProblem(error);
    } finally {
      clearInterval(clock);
      stages.textContent = "";
      showDraft("");
      send.disabled = false;
      leave.hidden = true;
      waiting = null;
    }
  });
  // A question understood otherwise than it was meant is asked again, with what the person says of it.
  document.getElementById("fil").addEventListener("submit", async (event) => {
    const again = event.target.closest("form.again");
    if (!again) return;
    event.preventDefault();
    if (waiting) return;
    waiting = new AbortController();
    send.disabled = true;
    stages.textContent = "La question est reposée…";
    const documents = [...again.querySelectorAll("input[name=document]")].map((input) => input.value);
    const corrected = {
      question: again.elements.question.value,
      kind: again.elements.kind.value,
      scope: again.elements.scope.value,
      documents,
    };
    try {
      await ask(form, [], waiting.signal, (text) => { stages.textContent = `${text}…`; announce(text); }, showDraft, corrected);
    } catch (error) {
      if (error.name !== "AbortError") alertProblem(error);
    } finally {
      stages.textContent = "";
      showDraft("");
      send.disabled = false;
      waiting = null;
    }
  });
  leave.addEventListener("click", () => {
    waiting?.abort();
    announce("Attente abandonnée. La réponse sera dans vos questions quand elle sera prête.");
  });
}

/** Where the documents to be asked lie, as the selections say; empty for anywhere. */
function placeOf(form) {
  const chosen = (name) => form.elements[name]?.value ?? "";
  return { department: chosen("departement"), region: chosen("region"), territory: chosen("territoire") };
}

async function ask(form, chosen, signal, onStage, onDraft, corrected = {}) {
  const json = {
    question: form.elements.question.value,
    conversation: form.dataset.conversation || null,
    person: form.dataset.person,
    documents: chosen.map((check) => check.value),
    ...(corrected.documents ? {} : placeOf(form)), // a question asked again is asked of the same documents
    profile: form.elements.profil.value,
    ...corrected,
  };
  let asked = null;
  await stream("/conversations/stream", { json, signal }, (line) => {
    if (line.error) throw new Error(line.error);
    if (line.stage) onStage(line.stage);
    else if (line.draft !== undefined) onDraft(line.draft);
    else asked = line;
  });
  await show(form, asked, json.question, signal);
}

/** Put the answer, as the server draws it, at the end of the thread; a first one opens its conversation. */
async function show(form, asked, text, signal) {
  const here = `/questions/${asked.conversation}`;
  if (!form.dataset.conversation) {
    window.location.assign(`${here}#q${asked.id}`);
    return;
  }
  const drawn = await draw(`${here}/${asked.id}`, { signal });
  const answer = drawn.querySelector("article");
  if (!answer) throw saidBy(drawn);
  const article = document.importNode(answer, true);
  document.getElementById("fil").append(article);
  if (form.elements.question.value === text) article.focus(); // not away from what is being written
  announce("La réponse est arrivée.");
}
