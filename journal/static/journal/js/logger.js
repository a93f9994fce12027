// The set logger. Ticking takes the grey values; whatever is typed counts as done. The form works without any of this.
import { send as swap } from "../../core/js/app.js";
import { behavior } from "../../core/js/motion.js";
import { ranking } from "./exercise_search.js";
import { catchUp, keeping, touched } from "./keep_session.js";
import { pace } from "./pace.js";
import { show as showPlates } from "./plates.js";
import { rest } from "./rest.js";
import { nextInRound } from "./supersets.js";

const ABANDONED = 3 * 3600; // seconds
const HOLD_MS = 500;
const rows = (block) => [...block.querySelectorAll("tr[data-row]")];
const tickOf = (row) => row.querySelector('input[type="checkbox"]');
const cells = (row) => [...row.querySelectorAll("input.num")];
const numeric = (text) => Number(String(text).replace(/[,，]/, "."));
const sheetOf = (row) => document.getElementById(`more-${row.dataset.row}`);
const form = () => document.querySelector("form[data-logger]");
const allBlocks = () => [...document.querySelectorAll("[data-exercise]")];
const isDone = (block) => rows(block).every((row) => tickOf(row).checked);
let sending = false;
let changed = false;

/** Takes the grey values of a row; false, with the place to type, when there is nothing to take. */
function accept(row) {
  for (const cell of cells(row)) if (!cell.value) cell.value = cell.placeholder;
  const asksLoad = row.closest("[data-exercise]").dataset.unit === "load" && !row.dataset.askedLoad;
  const counted = cells(row).filter((cell) => !("load" in cell.dataset) && !("optional" in cell.dataset));
  const load = cells(row).find((cell) => "load" in cell.dataset && !cell.value && asksLoad);
  const empty = load ?? (counted.some((cell) => cell.value) ? null : counted[0]);
  if (!empty) return true;
  if ("load" in empty.dataset) row.dataset.askedLoad = "1"; // asked once; a set without load is fine
  empty.focus();
  return false;
}

/** A changed load becomes the suggestion of the later sets that had the same one; where there was none, all values do. */
function carry(row) {
  if (row.dataset.kind === "warmup") return;
  const block = row.closest("[data-exercise]");
  const done = cells(row);
  for (const later of rows(block).slice(rows(block).indexOf(row) + 1)) {
    if (tickOf(later).checked || later.dataset.kind === "warmup") continue;
    cells(later).forEach((cell, index) => {
      const was = done[index].placeholder;
      const carries = done[index].value && done[index].value !== was && cell.placeholder === was && (!was || "load" in cell.dataset);
      if (carries && !cell.dataset.own) cell.placeholder = done[index].value;
    });
  }
}

function praise(block) {
  const pill = block.querySelector("[data-up]");
  const best = numeric(block.dataset.best);
  if (!pill || !best) return;
  const done = rows(block).filter((row) => tickOf(row).checked && row.dataset.kind === "working");
  const loads = done.map((row) => numeric(row.querySelector("[data-load]")?.value || 0));
  const more = Math.round((Math.max(0, ...loads) - best) * 100) / 100;
  const unit = block.querySelectorAll("thead th")[1].textContent.trim();
  pill.hidden = !(more > 0);
  if (more > 0) pill.textContent = pill.dataset.up.replace("%s", `${more} ${unit}`);
}

/** The exercise in which it goes on, and whether the rest begins: in a superset only after the round; warm-ups count in none. */
function following(block, row) {
  const group = block.closest("[data-superset]");
  if (group && row.dataset.kind !== "warmup") {
    const members = [...group.querySelectorAll("[data-exercise]")];
    const counts = members.map((one) => {
      const done = rows(one).filter((each) => tickOf(each).checked);
      return { done: done.filter((each) => each.dataset.kind !== "warmup").length, left: rows(one).length - done.length };
    });
    const { next, rests } = nextInRound(counts, members.indexOf(block));
    if (next >= 0) return { next: members[next], rests };
  }
  return { next: isDone(block) ? allBlocks().find((one) => !isDone(one)) : block, rests: true };
}

/** Opens what comes next and shows it, offers to finish when all is ticked. */
function goOn(block, next) {
  for (const row of document.querySelectorAll("tr.is-next")) row.classList.remove("is-next");
  if (next) {
    next.open = true;
    const row = rows(next).find((one) => !tickOf(one).checked);
    row?.classList.add("is-next");
    if (next !== block && row) {
      tickOf(row).focus({ preventScroll: true });
      row.scrollIntoView({ block: "center", behavior: behavior() });
    }
  }
  rest.offerFinish(allBlocks().length > 0 && allBlocks().every(isDone));
}

function tick(row, box) {
  const block = row.closest("[data-exercise]");
  if (box.checked && !accept(row)) {
    box.checked = false;
    return;
  }
  const { next, rests } = following(block, row);
  if (box.checked) {
    carry(row);
    const label = row.querySelector(".set-no").textContent.trim();
    rest.start(row.dataset.row, label, chosenEffort(row), rests ? Number(block.dataset.restSeconds) : 0);
    navigator.vibrate?.(10);
  } else {
    for (const cell of cells(row)) {
      if (cell.value) cell.placeholder = cell.value;
      cell.value = "";
    }
    rest.stop(row.dataset.row);
  }
  praise(block);
  if (box.checked) goOn(block, next);
  else rest.offerFinish(false);
  showLoads(block);
}

const chosenEffort = (row) => sheetOf(row)?.querySelector('input[name$="-rpe"]:checked')?.value ?? "";

function nudge(button) {
  const block = button.closest("[data-exercise]");
  const row = rows(block).find((one) => !tickOf(one).checked) ?? rows(block).at(-1);
  const cell = row?.querySelector("[data-load]");
  if (!cell) return;
  const next = Math.max(0, numeric(cell.value || cell.placeholder || 0) + Number(button.dataset.nudge));
  const text = String(Math.round(next * 100) / 100);
  if (tickOf(row).checked) cell.value = text;
  else {
    const was = cell.placeholder;
    cell.value = "";
    cell.placeholder = text;
    cell.dataset.own = "1";
    carryGrey(block, row, was, text);
  }
  showLoads(block);
  note();
}

/** A nudged grey load stands for the sets after it as well that had the same one. */
function carryGrey(block, row, was, text) {
  for (const later of rows(block).slice(rows(block).indexOf(row) + 1)) {
    const cell = later.querySelector("[data-load]");
    if (cell && !tickOf(later).checked && later.dataset.kind === row.dataset.kind && cell.placeholder === was) cell.placeholder = text;
  }
}

/** Grey values that differ from what the server knows travel as typed loads, so that another button loses none. */
function keepNudged() {
  for (const cell of document.querySelectorAll("[data-logger] [data-own]")) if (!cell.value) cell.value = cell.placeholder;
}

/** The plates for the next load of an exercise, typed or grey. */
function showLoads(block) {
  const box = document.querySelector(`#menu-${block.dataset.place} [data-plates]`);
  if (!box) return;
  const next = rows(block).find((row) => !tickOf(row).checked) ?? rows(block).at(-1);
  const cell = next?.querySelector("[data-load]");
  const typed = box.querySelector("[data-bar-typed]").value;
  const bar = numeric(typed || box.querySelector("[data-bar]:checked")?.value || 0);
  const load = numeric(cell?.value || cell?.placeholder || 0) * Number(box.dataset.factor) || bar;
  if (Number.isFinite(load) && Number.isFinite(bar)) showPlates(box, load, bar);
}

function showPace() {
  const line = document.querySelector("[data-pace]");
  const fields = form()?.elements;
  if (!line || !fields?.distance) return;
  const minutes = numeric(fields.minutes.value || fields.minutes.placeholder);
  const unitM = Number(line.dataset.unitM);
  const told = pace(minutes, Math.round(numeric(fields.distance.value) * unitM), line.dataset.pace, unitM);
  line.hidden = !told;
  line.textContent = told && line.dataset.sentence.replace("{pace}", told);
}

/** Everything that a person changes passes here. */
function note() {
  changed = true;
  touched();
}

document.addEventListener("change", (event) => {
  const target = event.target;
  if (!target.closest?.("form[data-logger]") || target.matches("[data-find]")) return;
  changed = true;
  if (target.closest("[data-filters]")) return narrow(target);
  const row = target.closest("tr[data-row]");
  const sheet = target.closest("[data-more]");
  const menu = target.closest("[data-menu]");
  if (row && target.type === "checkbox") tick(row, target);
  else if (row && target.matches(".num")) typed(row, target);
  else if (sheet) described(sheet, target);
  else if (menu) arranged(menu, target);
  note();
});

function typed(row, cell) {
  const box = tickOf(row);
  const block = row.closest("[data-exercise]");
  if (box.checked) {
    carry(row);
    praise(block);
  } else if (cell.value && !("load" in cell.dataset)) {
    box.checked = true;
    tick(row, box);
  } else if (cell.value) carryGrey(block, row, cell.placeholder, cell.value);
  showLoads(block);
}

/** Kind and effort from the sheet of a set. */
function described(sheet, target) {
  const row = document.querySelector(`tr[data-row="${sheet.dataset.more}"]`);
  if (target.name.endsWith("-kind")) {
    row.dataset.kind = target.value;
    relabel(row.closest("[data-exercise]"));
  } else if (target.name.endsWith("-rpe")) rest.show(row.dataset.row, target.value);
}

/** Note, rest and bar from the menu of an exercise. */
function arranged(menu, target) {
  const block = document.querySelector(`[data-exercise][data-place="${menu.dataset.menu}"]`);
  if ("restChoice" in target.dataset) block.dataset.restSeconds = target.dataset.restChoice;
  else if ("note" in target.dataset) {
    const words = document.querySelector(`[data-note-words="${menu.dataset.menu}"]`);
    words.textContent = target.value.trim();
    words.hidden = !words.textContent;
  } else showLoads(block);
}

function relabel(block) {
  const letters = JSON.parse(block.dataset.letters);
  let number = 0;
  for (const row of rows(block)) {
    if (row.dataset.kind === "working") number += 1;
    row.querySelector(".set-no").textContent = letters[row.dataset.kind] ?? String(number);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (button?.dataset.nudge) nudge(button);
  if (!button?.dataset.effort) return;
  if ("held" in button.dataset) delete button.dataset.held;
  else chooseEffort(button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.effort);
});

/** The effort of the set that was just ticked; whether the set can have it. */
function chooseEffort(value) {
  const radio = form()?.querySelector(`input[name="${rest.row()}-rpe"][value="${value}"]`);
  if (!radio) return false;
  radio.checked = true;
  rest.show(rest.row(), value);
  note();
  return true;
}

// A long press on an effort takes the half step above it; the sheet of the set has them all.
let pressing = 0;
document.addEventListener("pointerdown", (event) => {
  const chip = event.target.closest?.("[data-effort]");
  if (!chip) return;
  pressing = setTimeout(() => {
    if (chooseEffort(String(Number(chip.dataset.effort) + 0.5))) chip.dataset.held = "";
  }, HOLD_MS);
});
for (const name of ["pointerup", "pointercancel", "pointerleave"]) document.addEventListener(name, () => clearTimeout(pressing));
document.addEventListener("contextmenu", (event) => {
  if (event.target.closest?.("[data-effort]")) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.closest?.("form[data-logger]")) return;
  const row = event.target.closest("tr[data-row]");
  if (row && event.target.matches(".num")) {
    event.preventDefault();
    event.target.blur();
  }
  if (event.target.matches("[data-find], [data-bar-typed]")) event.preventDefault();
});

document.addEventListener("input", (event) => {
  const target = event.target;
  if (target.matches?.("[data-find]")) return find(target);
  if (!target.closest?.("form[data-logger]")) return;
  if (target.matches('[name="minutes"], [name="distance"]')) showPace();
  if (target.matches("[data-load], [data-bar-typed]")) {
    const menu = target.closest("[data-menu]");
    const block = menu ? document.querySelector(`[data-exercise][data-place="${menu.dataset.menu}"]`) : target.closest("[data-exercise]");
    showLoads(block);
  }
  note();
});

/** Asks the server for the exercises of the chosen kind: what was typed stays. */
function narrow(choice) {
  choice.form.requestSubmit(choice.closest("[data-picker]").querySelector('[name="search"]'));
}

function find(input) {
  const picker = input.closest("[data-picker]");
  const isAsked = input.value.trim() !== "";
  const rank = ranking(input.value);
  const chips = [...picker.querySelectorAll("[data-words]")].map((chip, place) => {
    chip.dataset.place ??= place;
    const found = rank(chip.dataset.words);
    chip.hidden = isAsked ? found === null : "asked" in chip.dataset;
    return { chip, key: [isAsked ? found ?? 4 : 0, Number(chip.dataset.place)] };
  });
  chips.sort((one, other) => one.key[0] - other.key[0] || one.key[1] - other.key[1]);
  picker.querySelector("[data-found]").append(...chips.map(({ chip }) => chip));
  picker.querySelector("[data-none]").hidden = chips.some(({ chip }) => !chip.hidden);
  const recent = picker.querySelector("[data-recent]");
  if (recent) recent.hidden = isAsked;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-logger]")) return;
  keepNudged();
  sending = ["save", "finish_at"].includes(event.submitter?.name);
  if (!sending) return;
  keeping.stop();
  if (event.target.dataset.swap) event.stopPropagation(); // saving leaves the page: the browser posts it, no part is swapped
}, true);

addEventListener("beforeunload", (event) => {
  const isAtRisk = keeping.isOn ? keeping.isAtRisk : changed;
  if (isAtRisk && !sending) event.preventDefault();
});

const elapsed = document.querySelector("[data-elapsed]");
if (elapsed) {
  const since = Number(elapsed.dataset.elapsed) * 1000;
  const show = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const two = (value) => String(value).padStart(2, "0");
    elapsed.textContent = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };
  show();
  setInterval(show, 1000);
}

/** A page that lay open for three hours asks once whether the session ended then. */
function askIfStill() {
  const card = document.querySelector("[data-still]");
  const last = Number(form()?.elements.touched_at?.value ?? 0);
  if (!card || !last || !allBlocks().length || Date.now() / 1000 - last < ABANDONED) return;
  const clock = new Date(last * 1000).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  card.querySelector("[data-still-said]").textContent = card.dataset.said.replace("{clock}", clock);
  const button = card.querySelector("[name=finish_at]");
  button.textContent = card.dataset.finishAt.replace("{clock}", clock);
  button.value = String(last);
  card.hidden = false;
}

/** A swapped-in form brings its own ticks: the dock and the pills follow, and it is kept. */
function follow() {
  allBlocks().forEach(praise);
  const isAllDone = allBlocks().length > 0 && allBlocks().every(isDone);
  rest.offerFinish(isAllDone && changed);
  if (changed || allBlocks().length) note();
}

new MutationObserver(follow).observe(document.querySelector("main"), { childList: true });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) askIfStill();
});
rest.follow(touched);
await catchUp((part, fields) => swap(part, null, fields));
rest.resume((name) => {
  const row = document.querySelector(`tr[data-row="${CSS.escape(name)}"]`);
  return row ? chosenEffort(row) : "";
});
askIfStill();
for (const row of document.querySelectorAll("form[data-logger] tr[data-row]")) {
  // Ticks made before this script arrived count like any other; what the browser restored has its values already.
  const box = tickOf(row);
  if (box?.checked && !box.defaultChecked && cells(row).some((cell) => !cell.value)) tick(row, box);
}
document.documentElement.dataset.logger = "ready";
