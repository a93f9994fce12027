// The set logger. Ticking takes the grey values; whatever is typed counts as done. The form works without any of this.
import { ranking } from "./exercise_search.js";
import { rest } from "./rest.js";

const rows = (block) => [...block.querySelectorAll("tr[data-row]")];
const tickOf = (row) => row.querySelector('input[type="checkbox"]');
const cells = (row) => [...row.querySelectorAll("input.num")];
const numeric = (text) => Number(String(text).replace(",", "."));
const sheetOf = (row) => document.getElementById(`more-${row.dataset.row}`);
const form = () => document.querySelector("form[data-logger]");
let sending = false;
let changed = false;

/** Takes the grey values of a row; false, with the place to type, when there is nothing to take. */
function accept(row) {
  for (const cell of cells(row)) if (!cell.value) cell.value = cell.placeholder;
  const asksLoad = row.closest("[data-exercise]").dataset.unit === "load" && !row.dataset.askedLoad;
  const asks = (cell) => !("optional" in cell.dataset) && (!("load" in cell.dataset) || asksLoad);
  const empty = cells(row).find((cell) => !cell.value && asks(cell));
  if (!empty) return true;
  if ("load" in empty.dataset) row.dataset.askedLoad = "1"; // asked once; a set without load is fine
  empty.focus();
  return false;
}

/** What was just done becomes the grey suggestion of the working sets after it. */
function carry(row) {
  if (row.dataset.kind === "warmup") return;
  const block = row.closest("[data-exercise]");
  const done = cells(row);
  for (const later of rows(block).slice(rows(block).indexOf(row) + 1)) {
    if (tickOf(later).checked || later.dataset.kind === "warmup") continue;
    cells(later).forEach((cell, index) => {
      const carries = block.dataset.carries === "all" || "load" in cell.dataset;
      if (carries && done[index].value && !cell.dataset.own) cell.placeholder = done[index].value;
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

/** Folds what is complete, opens what comes next, offers to finish when all is ticked. */
function goOn(block) {
  const blocks = [...document.querySelectorAll("[data-exercise]")];
  const isDone = (one) => rows(one).every((row) => tickOf(row).checked);
  const next = blocks.find((one) => !isDone(one));
  if (next && isDone(block) && !next.open) {
    next.open = true;
    next.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }
  rest.offerFinish(blocks.length > 0 && !next);
}

function tick(row, box) {
  const block = row.closest("[data-exercise]");
  if (box.checked && !accept(row)) {
    box.checked = false;
    return;
  }
  if (box.checked) {
    carry(row);
    const label = row.querySelector(".set-no").textContent.trim();
    rest.start(row.dataset.row, label, chosenEffort(row));
    navigator.vibrate?.(10);
    navigator.wakeLock?.request("screen").catch(() => {});
  } else {
    for (const cell of cells(row)) {
      if (cell.value) cell.placeholder = cell.value;
      cell.value = "";
    }
    rest.stop(row.dataset.row);
  }
  praise(block);
  goOn(block);
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
    cell.value = "";
    cell.placeholder = text;
    cell.dataset.own = "1";
  }
  carryGrey(block, row, text);
}

/** A nudged grey load stands for the sets after it as well, until one of them says otherwise. */
function carryGrey(block, row, text) {
  for (const later of rows(block).slice(rows(block).indexOf(row) + 1)) {
    const cell = later.querySelector("[data-load]");
    if (cell && !tickOf(later).checked && later.dataset.kind === row.dataset.kind) cell.placeholder = text;
  }
}

/** Grey values that differ from what the server knows travel as typed loads, so that another button loses none. */
function keepNudged() {
  for (const cell of document.querySelectorAll("[data-logger] [data-own]")) if (!cell.value) cell.value = cell.placeholder;
}

document.addEventListener("change", (event) => {
  const target = event.target;
  if (!target.closest?.("form[data-logger]")) return;
  changed = true;
  const row = target.closest("tr[data-row]");
  if (row && target.type === "checkbox") return tick(row, target);
  if (row && target.matches(".num")) return typed(row, target);
  const sheet = target.closest("[data-more]");
  if (sheet) described(sheet, target);
});

function typed(row, cell) {
  const box = tickOf(row);
  if (box.checked) {
    carry(row);
    praise(row.closest("[data-exercise]"));
  } else if (cell.value && !("load" in cell.dataset)) {
    box.checked = true;
    tick(row, box);
  } else if (cell.value) carryGrey(row.closest("[data-exercise]"), row, cell.value);
}

/** Kind and effort from the sheet of a set. */
function described(sheet, target) {
  const row = document.querySelector(`tr[data-row="${sheet.dataset.more}"]`);
  if (target.name.endsWith("-kind")) {
    row.dataset.kind = target.value;
    relabel(row.closest("[data-exercise]"));
  } else rest.show(row.dataset.row, target.value);
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
  if (button?.dataset.effort) {
    const value = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.effort;
    const radio = form()?.querySelector(`input[name="${rest.row()}-rpe"][value="${value}"]`);
    if (radio) radio.checked = true;
    rest.show(rest.row(), value);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.closest?.("form[data-logger]")) return;
  const row = event.target.closest("tr[data-row]");
  if (row && event.target.matches(".num")) {
    event.preventDefault();
    event.target.blur();
  }
  if (event.target.matches("[data-find]")) event.preventDefault();
});

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-find]")) return;
  const picker = event.target.closest("[data-picker]");
  const isAsked = event.target.value.trim() !== "";
  const rank = ranking(event.target.value);
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
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-logger]")) return;
  keepNudged();
  sending = event.submitter?.name === "save";
  if (!sending) return;
  rest.forget();
  event.stopPropagation(); // saving leaves the page: the browser posts it, the swap of parts does not
}, true);

addEventListener("beforeunload", (event) => {
  if (changed && !sending) event.preventDefault();
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

/** A swapped-in form brings its own ticks: the dock and the pills follow. */
function follow() {
  const blocks = [...document.querySelectorAll("[data-exercise]")];
  blocks.forEach(praise);
  rest.offerFinish(blocks.length > 0 && blocks.every((block) => rows(block).every((row) => tickOf(row).checked)) && changed);
}

new MutationObserver(follow).observe(document.querySelector("main"), { childList: true });
rest.resume();
for (const row of document.querySelectorAll("form[data-logger] tr[data-row]")) {
  // Ticks made before this script arrived count like any other; what the browser restored has its values already.
  const box = tickOf(row);
  if (box?.checked && !box.defaultChecked && cells(row).some((cell) => !cell.value)) tick(row, box);
}
document.documentElement.dataset.logger = "ready";
