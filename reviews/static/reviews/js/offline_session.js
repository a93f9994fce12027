// A session without network: exercises with their rows, the numbers of last time in grey, in the fields of the form that
// is used with a network. What is typed is kept like there, so that either one goes on with it.
import { touched } from "../../journal/js/keep_session.js";
import { local } from "../../journal/js/local_copy.js";
import { addExercise, arrange, carry, describe, kit, press } from "./offline_exercises.js";

const place = document.getElementById("exercises");
const form = document.getElementById("offline-session");
const OF_A_ROW = /^\d+-\d+-/;
const OF_AN_EXERCISE = /^(\d+)-([a-z-]+)$/;
const SHOWN = ["exercise", "rows", "superset", "note", "gone"];

/** What this phone kept of a session goes on here, whichever page it was begun on; what this page does not ask travels along. */
function goOn(body) {
  const fields = new URLSearchParams(body);
  for (const [name, value] of fields) {
    if (OF_A_ROW.test(name) || OF_AN_EXERCISE.test(name) || name === "exercise") continue;
    if (form.elements[name]) form.elements[name].value = value;
    else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  fields.getAll("exercise").forEach((slug, number) => {
    if (!fields.has(`${number}-gone`)) goOnWith(fields, slug, number);
  });
  arrange();
}

function goOnWith(fields, slug, number) {
  const count = Number(fields.get(`${number}-rows`)) || 0;
  const prefixes = Array.from({ length: count }, (_none, index) => `${number}-${index}`).filter((one) => !fields.has(`${one}-gone`));
  const planned = (one) => Object.fromEntries(new URLSearchParams(fields.get(`${one}-plan`) ?? ""));
  const rows = prefixes.map((one) => ({ kind: fields.get(`${one}-kind`) || "working", ...planned(one) }));
  const wrap = addExercise(slug, { rows, superset: Number(fields.get(`${number}-superset`)) || null });
  wrap.querySelectorAll("tbody tr").forEach((row, index) => {
    const one = prefixes[index];
    for (const input of row.querySelectorAll("input.num")) input.value = fields.get(`${one}-${input.dataset.name}`) ?? "";
    row.querySelector("[type=checkbox]").checked = fields.has(`${one}-done`);
    describe(row, row.dataset.kind, fields.get(`${one}-rpe`) ?? "");
  });
  const note = wrap.querySelector("textarea");
  if (note) note.value = fields.get(`${number}-note`) ?? "";
  const words = wrap.querySelector("p.note");
  if (words) Object.assign(words, { textContent: note.value, hidden: !note.value });
  for (const [name, value] of fields) {
    const [, of, rest] = OF_AN_EXERCISE.exec(name) ?? [];
    if (of === String(number) && !SHOWN.includes(rest)) carry(wrap, rest, value);
  }
}

function start(one) {
  place.replaceChildren();
  form.elements.activity.value = one.activity;
  form.elements.title.value = one.title;
  form.elements.planned_session.value = one.task;
  for (const { slug, rows, superset, rest } of one.exercises) addExercise(slug, { rows: rows.length ? rows : null, superset, rest });
  arrange();
}

function offerStarts() {
  const box = document.getElementById("starts");
  const wanted = new URLSearchParams(location.search).get("task");
  for (const one of kit.starts) {
    const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: one.title });
    chip.addEventListener("click", () => {
      start(one);
      touched();
    });
    box.append(chip);
    if (one.task && one.task === wanted && !place.children.length) chip.click();
  }
  box.hidden = !kit.starts.length;
}

function listen() {
  const field = document.getElementById("exercise-name");
  for (const name of Object.keys(kit.exercises)) {
    document.getElementById("exercise-names").append(Object.assign(document.createElement("option"), { value: name }));
  }
  document.getElementById("add-exercise").addEventListener("click", () => {
    const known = kit.exercises[field.value.trim()];
    if (!known) return field.focus();
    addExercise(known[0]);
    field.value = "";
    touched();
  });
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-does]");
    if (!button) return;
    press(button);
    touched();
  });
}

export async function begin() {
  form.elements.opened_at.value = form.elements.touched_at.value = String(Math.floor(Date.now() / 1000));
  listen();
  const kept = await local.read(form.dataset.owner);
  if (kept) goOn(kept.body);
  form.dataset.keep = `/sessions/unfinished/${form.elements.id.value}/`;
  offerStarts();
  await import("../../journal/js/logger.js"); // it begins at once, with what stands here
}

/** The session waits in the outbox now; nothing of it is unfinished any more. */
export function finished() {
  local.forget(form.dataset.owner, form.elements.id.value);
  place.replaceChildren();
}
