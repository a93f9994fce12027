// What waits on this phone, where it belongs: on Today, at its task, on its day of the week. The worker tells it; here it is
// held in memory alone, and a hollow dot stands beside it until the site has it.
import { ask, language } from "../../core/js/pocket.js";

const card = document.getElementById("kept-here");
const kinds = document.getElementById("waiting").dataset;
const bands = kinds.bands?.split("|"); // for whoever hides mood numbers: a word for each
const shown = new Map(); // resource and id -> { kind, at, state, body }
const FOR_THE_TASK = { rested: "rested", skipped: "skipped" };

/** Later writes of the same row lie on the first one; what was deleted again is not shown. */
function gather(entries) {
  const found = new Map();
  for (const { kind, at, state, items } of entries) {
    for (const { method, resource, id, body } of items) {
      const name = `${resource}/${id}`;
      if (method === "DELETE") found.delete(name);
      else found.set(name, { kind, at, state, resource, id, ...found.get(name), body: { ...found.get(name)?.body, ...body } });
    }
  }
  return found;
}

function readInto(found) {
  for (const [name, one] of shown) if (!found.has(name)) one.state = "arrived";
  for (const [name, one] of found) shown.set(name, one);
}

const formOf = (one, name) => one.body.form?.[name]?.[0] ?? "";
const minutesOf = (one) => (formOf(one, "minutes") ? `${formOf(one, "minutes")} ${card.querySelector("ul").dataset.min}` : "");
const activityOf = (one) => document.querySelector(`#offline-activity option[value="${CSS.escape(formOf(one, "activity"))}"]`)?.textContent;
const titleOf = (one) => formOf(one, "title") || activityOf(one) || kinds.session;
const answerOf = (one) => document.querySelector(`[name="answer"][value="${CSS.escape(one.body.answer)}"] + span`)?.textContent;

const WORDS = {
  "mood-ratings": (one) => [kinds.mood, bands?.[one.body.score] ?? one.body.score, one.body.note],
  "rest-days": () => [card.dataset.rested],
  "session-forms": (one) => [titleOf(one), minutesOf(one)],
  "night-forms": () => [kinds.night],
  "check-ins": (one) => [kinds.checkIn, answerOf(one)],
};

const stateOf = (one) => card.dataset[one.state === "waiting" ? "kept" : one.state];

function whenOf(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Date(at).toLocaleString(language, isToday ? clock : { day: "numeric", month: "short", ...clock });
}

function filled(id, one, words) {
  const row = document.getElementById(id).content.firstElementChild.cloneNode(true);
  row.dataset.keptState = one.state;
  row.querySelector("[data-words], h3").textContent = words;
  return row;
}

function drawList() {
  const rows = [...shown.values()].filter(({ resource }) => WORDS[resource]).sort((one, other) => other.at - one.at);
  card.querySelector("ul").replaceChildren(...rows.map((one) => {
    const words = WORDS[one.resource](one).filter((part) => part || part === 0).join(" · ");
    const row = filled("kept-row", one, words);
    row.querySelector("[data-state]").textContent = `${whenOf(one.at)} · ${stateOf(one)}`;
    return row;
  }));
  card.hidden = card.dataset.away === "yes" || !rows.length;
}

/** A task that was answered here says so and asks no more. */
function drawTasks() {
  for (const one of shown.values()) {
    const task = one.resource === "session-forms" ? formOf(one, "planned_session") : one.resource === "planned-sessions" && one.id;
    const does = one.resource === "session-forms" ? "done" : FOR_THE_TASK[one.body.state] ?? (one.body.short_version && "short");
    for (const part of task && does ? document.querySelectorAll(`[data-task="${CSS.escape(task)}"]`) : []) {
      const line = part.querySelector("[data-task-state]");
      line.querySelector("[data-words]").textContent = `${line.dataset[does]} · ${stateOf(one)}`;
      line.dataset.keptState = one.state;
      line.hidden = false;
      part.querySelector("form").hidden = does !== "short";
      if (does === "short") part.querySelector('[value="short"]').hidden = true;
    }
  }
}

/** A session without a task stands on its day. */
function drawWeek() {
  for (const old of document.querySelectorAll("[data-kept-session]")) old.remove();
  for (const one of shown.values()) {
    if (one.resource !== "session-forms" || document.querySelector(`[data-task="${CSS.escape(formOf(one, "planned_session") || "none")}"]`)) continue;
    const at = new Date(one.at);
    const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const row = filled("kept-session", one, titleOf(one));
    const parts = [at.toLocaleDateString(language, { weekday: "long" }), minutesOf(one), stateOf(one)];
    row.querySelector("[data-state]").textContent = parts.filter(Boolean).join(" · ");
    document.querySelector(`[data-day-end="${day}"]`)?.before(row);
  }
  const nothing = document.querySelector("[data-part~=week] [data-nothing]");
  if (nothing) nothing.hidden = Boolean(nothing.parentElement.querySelector("[data-day], [data-kept-session]"));
}

export async function draw() {
  readInto(gather((await ask({ kind: "list" })) ?? []));
  drawList();
  drawTasks();
  drawWeek();
}

export function begin() {
  card.dataset.away = card.hidden ? "yes" : "no"; // another part is shown
  card.hidden = true; // until there is something in it
  document.addEventListener("pocket", draw);
  draw();
}
