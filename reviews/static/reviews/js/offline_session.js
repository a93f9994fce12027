// A session without network: exercises with their rows, the numbers of last time in grey, in the fields of the form that
// is used with a network. What is typed is kept like there, so that either one goes on with it.
import { local } from "../../journal/js/local_copy.js";

const kit = JSON.parse(document.getElementById("kit")?.textContent ?? "null");
const place = document.getElementById("exercises");
const ROWS = 3;
let form = null;

const columnsOf = (slug) => kit.columns[Object.values(kit.exercises).find(([known]) => known === slug)?.[1] ?? 0];
const nameOf = (slug) => Object.entries(kit.exercises).find(([, [known]]) => known === slug)?.[0] ?? kit.last[slug]?.name ?? slug;
const blocks = () => [...place.querySelectorAll("[data-exercise]")];

function cell(column, number, ghost) {
  const input = Object.assign(document.createElement("input"), {
    className: "num", inputMode: column.mode, placeholder: ghost ?? "", autocomplete: "off",
  });
  input.dataset.name = column.name;
  input.setAttribute("aria-label", `${number} · ${column.label}`);
  return Object.assign(document.createElement("td"), {}).appendChild(input).parentElement;
}

function addRow(block, ghosts = {}) {
  const row = document.getElementById("set").content.querySelector("tr").cloneNode(true);
  const body = block.querySelector("tbody");
  const number = body.children.length + 1;
  row.querySelector("th").textContent = String(number);
  for (const column of columnsOf(block.dataset.slug)) row.lastElementChild.before(cell(column, number, ghosts[column.name]));
  body.append(row);
  return row;
}

function addExercise(slug, rows = null) {
  const block = document.getElementById("exercise").content.querySelector("section").cloneNode(true);
  const last = kit.last[slug];
  block.dataset.slug = slug;
  block.querySelector("h2").textContent = nameOf(slug);
  block.querySelector('[name="exercise"]').value = slug;
  block.querySelector("[data-last]").hidden = !last;
  block.querySelector("[data-last] span").textContent = last?.words ?? "";
  for (const column of columnsOf(slug)) {
    block.querySelector("thead tr").lastElementChild.before(Object.assign(document.createElement("th"), { scope: "col", textContent: column.label }));
  }
  const grey = rows?.length ? rows : last?.rows?.length ? last.rows : Array.from({ length: ROWS }, () => ({}));
  for (const ghosts of grey) addRow(block, ghosts);
  place.append(block);
  name();
  return block;
}

/** The names of the fields follow the order on the page, as the server reads them. */
function name() {
  blocks().forEach((block, number) => {
    const rows = [...block.querySelectorAll("tbody tr")];
    Object.assign(block.querySelector("[data-rows]"), { name: `${number}-rows`, value: rows.length });
    rows.forEach((row, place) => {
      for (const input of row.querySelectorAll("[data-name]")) input.name = `${number}-${place}-${input.dataset.name}`;
      row.querySelector("[type=checkbox]").name = `${number}-${place}-done`;
    });
  });
}

/** Ticking takes the grey values; whatever is typed counts as done. */
function changed(target) {
  const row = target.closest("tbody tr");
  if (row) {
    const box = row.querySelector("[type=checkbox]");
    const cells = [...row.querySelectorAll("[data-name]")];
    if (target === box && box.checked) for (const one of cells) one.value ||= one.placeholder;
    else if (target !== box && target.value && target.dataset.name !== "load") box.checked = true;
  }
  form.elements.touched_at.value = String(Math.floor(Date.now() / 1000));
  form.elements.revision.value = String(Number(form.elements.revision.value) + 1);
  remember();
}

function remember() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("csrfmiddlewaretoken");
  const id = form.elements.id.value;
  const kept = { id, keep: `/sessions/unfinished/${id}/`, revision: Number(form.elements.revision.value), body: String(fields) };
  local.write(form.dataset.owner, kept);
}

/** What this phone kept of a session goes on here, whichever page it was begun on. */
function goOn(body) {
  const fields = new URLSearchParams(body);
  for (const field of ["id", "opened_at", "touched_at", "revision", "planned_session", "title", "activity", "minutes"]) {
    if (fields.has(field)) form.elements[field].value = fields.get(field);
  }
  fields.getAll("exercise").forEach((slug, number) => {
    const block = addExercise(slug, Array.from({ length: Number(fields.get(`${number}-rows`)) || 0 }, () => ({})));
    block.querySelectorAll("tbody tr").forEach((row, place) => {
      for (const input of row.querySelectorAll("[data-name]")) {
        input.placeholder = new URLSearchParams(fields.get(`${number}-${place}-plan`) ?? "").get(input.dataset.name) ?? input.placeholder;
        input.value = fields.get(`${number}-${place}-${input.dataset.name}`) ?? "";
      }
      row.querySelector("[type=checkbox]").checked = fields.has(`${number}-${place}-done`);
    });
  });
}

function offerStarts() {
  const box = document.getElementById("starts");
  const wanted = new URLSearchParams(location.search).get("task");
  for (const start of kit.starts) {
    const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: start.title });
    chip.addEventListener("click", () => {
      place.replaceChildren();
      form.elements.activity.value = start.activity;
      form.elements.title.value = start.title;
      form.elements.planned_session.value = start.task;
      for (const { slug, rows } of start.exercises) addExercise(slug, rows);
      changed(form.elements.activity);
    });
    box.append(chip);
    if (start.task && start.task === wanted) chip.click();
  }
  box.hidden = !kit.starts.length;
}

export async function begin(there) {
  if (!there || !kit) return;
  form = there;
  const saved = /^\/sessions\/([0-9a-f-]{36})\/finish\//.exec(location.pathname);
  if (saved) local.forget(form.dataset.owner, saved[1]); // it waits in the outbox
  form.elements.opened_at.value = form.elements.touched_at.value = String(Math.floor(Date.now() / 1000));
  const names = document.getElementById("exercise-names");
  for (const known of Object.keys(kit.exercises)) names.append(Object.assign(document.createElement("option"), { value: known }));
  const field = document.getElementById("exercise-name");
  document.getElementById("add-exercise").addEventListener("click", () => {
    const known = kit.exercises[field.value.trim()];
    if (!known) return field.focus();
    addExercise(known[0]);
    field.value = "";
    changed(field);
  });
  place.addEventListener("click", (event) => {
    const block = event.target.closest("[data-exercise]");
    if (event.target.closest("[data-more]")) addRow(block, lastGhosts(block));
    else if (event.target.closest("[data-away]")) block.remove();
    else return;
    name();
    changed(block);
  });
  form.addEventListener("change", (event) => changed(event.target));
  const kept = await local.read(form.dataset.owner);
  if (kept) goOn(kept.body);
  offerStarts();
}

function lastGhosts(block) {
  const cells = block.querySelectorAll("tbody tr:last-child [data-name]");
  return Object.fromEntries([...cells].map((input) => [input.dataset.name, input.value || input.placeholder]));
}

/** The session waits in the outbox now; nothing of it is unfinished any more. */
export function finished(done) {
  if (done !== form) return;
  local.forget(form.dataset.owner, form.elements.id.value);
  place.replaceChildren();
}
