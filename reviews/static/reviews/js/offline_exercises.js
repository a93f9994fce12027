// The exercises of a session without network: the same parts and names as in the form with a network, so that the script
// of that one (journal/js/logger.js) works on them. What buttons do there on the server, they do here.
import { linked, tidy, unlinked } from "../../journal/js/supersets.js";

export const kit = JSON.parse(document.getElementById("kit").textContent);
const place = document.getElementById("exercises");
const ROWS = 3;
const sheets = new WeakMap(); // a row -> its sheet

const made = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const known = (slug) => Object.entries(kit.exercises).find(([, [one]]) => one === slug);
const columnsOf = (slug) => kit.columns[known(slug)?.[1][1] ?? 0];
const nameOf = (slug) => known(slug)?.[0] ?? kit.last[slug]?.name ?? slug;
const wraps = () => [...place.querySelectorAll(".exercise-wrap")];
const rowsOf = (wrap) => [...wrap.querySelectorAll("tbody tr")];
const own = (wrap, name) => wrap.querySelector(`:scope > details [data-name="${name}"]`);
const supersetOf = (wrap) => Number(own(wrap, "superset").value) || null;
const setSuperset = (wrap, number) => (own(wrap, "superset").value = number ?? "");
const effortOf = (row) => sheets.get(row).querySelector('[data-name="rpe"]:checked')?.value ?? "";
const words = (one, values) => one.dataset.words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

function field(name, value) {
  const made = Object.assign(document.createElement("input"), { type: "hidden", value });
  made.dataset.name = name;
  return made;
}

/** Kind and effort of a set; an effort between those that are offered stays as it is. */
export function describe(row, kind, effort) {
  row.dataset.kind = kind;
  const sheet = sheets.get(row);
  if (!sheet.querySelector(`[data-name="rpe"][value="${effort}"]`)) {
    const chip = sheet.querySelector('[data-name="rpe"]').closest("label").cloneNode(true);
    chip.querySelector("input").setAttribute("value", effort);
    chip.querySelector("span").textContent = effort;
    sheet.querySelector("fieldset:last-of-type .chips").append(chip);
  }
  for (const [name, value] of [["kind", kind], ["rpe", effort]]) {
    for (const radio of sheet.querySelectorAll(`[data-name="${name}"]`)) radio.checked = radio.value === value;
  }
}

function cell(column, ghost) {
  const there = made("set-cell");
  const input = there.querySelector("input");
  Object.assign(input, { inputMode: column.mode, placeholder: ghost ?? "" });
  Object.assign(input.dataset, { name: column.name, column: column.label });
  if (column.name === "load") input.dataset.load = "";
  if (column.optional) input.dataset.optional = "";
  return there;
}

/** `grey` are the values that a tick takes; those of a plan travel with the form. */
function addRow(wrap, { kind = "working", grey = {}, plan = null } = {}) {
  const [row, sheet] = [made("set"), made("set-sheet")];
  for (const column of columnsOf(wrap.dataset.slug)) row.lastElementChild.before(cell(column, grey[column.name]));
  if (plan) row.querySelector("th").append(field("plan", String(new URLSearchParams(plan))));
  wrap.querySelector("tbody").append(row);
  wrap.append(sheet);
  sheets.set(row, sheet);
  describe(row, kind, "");
  return row;
}

/** The grey values of each row as journal/set_table.py lays them out: warm-ups from warm-ups, and a plan above them. */
function laidOut(slug, rows) {
  const last = kit.last[slug]?.rows ?? [];
  const isWarm = (row) => row.kind === "warmup";
  const [warm, worked] = [last.filter(isWarm), last.filter((row) => !isWarm(row))];
  const places = { true: 0, false: 0 };
  return rows.map(({ kind, ...plan }) => {
    const same = kind === "warmup" ? warm : worked.length ? worked : last;
    const { kind: _kind, ...grey } = same[Math.min(places[kind === "warmup"]++, same.length - 1)] ?? {};
    return { kind, grey: { ...grey, ...plan }, plan: Object.keys(plan).length ? plan : null };
  });
}

/** An exercise at the end, with `rows` of { kind, and what is planned }, else as many as last time. */
export function addExercise(slug, { rows = null, superset = null, rest = null } = {}) {
  const wrap = made("exercise");
  const last = kit.last[slug];
  const block = wrap.querySelector("[data-exercise]");
  wrap.dataset.slug = slug;
  wrap.querySelectorAll("h2").forEach((heading) => (heading.textContent = nameOf(slug)));
  wrap.querySelector('[name="exercise"]').value = slug;
  wrap.querySelector("[data-last]").hidden = !last;
  wrap.querySelector("[data-last] span").textContent = last?.words ?? "";
  const more = wrap.querySelector(".exercise-more");
  more.setAttribute("aria-label", words(more, { name: nameOf(slug) }));
  const columns = columnsOf(slug);
  for (const column of columns) {
    wrap.querySelector("thead tr").lastElementChild.before(Object.assign(document.createElement("th"), { scope: "col", textContent: column.label }));
  }
  const unit = columns[0].name === "load" ? "load" : "";
  Object.assign(block.dataset, { unit, letters: JSON.stringify(kit.letters), best: last?.best ?? "", restSeconds: kit.rests[slug] ?? rest ?? kit.rest });
  offerSteps(wrap, last?.step);
  setSuperset(wrap, superset);
  const begun = rows ?? last?.rows.map(({ kind }) => ({ kind })) ?? Array.from({ length: ROWS }, () => ({}));
  for (const row of laidOut(slug, begun)) addRow(wrap, row);
  place.append(wrap);
  name();
  return wrap;
}

function offerSteps(wrap, step) {
  for (const button of step ? wrap.querySelectorAll("[data-step]") : []) {
    const isLess = button.dataset.step === "-1";
    button.textContent = `${isLess ? "−" : "+"} ${step}`;
    button.dataset.nudge = isLess ? `-${step}` : step;
    button.setAttribute("aria-label", words(button, { step }));
    button.hidden = false;
  }
}

/** A field of an exercise that this form does not ask: it travels with it. */
export function carry(wrap, name, value) {
  wrap.querySelector("details .stack-s").append(field(name, value));
}

/** Fields are named by their place on the page, as the server reads them. What is chosen survives that radios change groups. */
function name() {
  const chosen = wraps().flatMap(rowsOf).map((row) => [row, row.dataset.kind, effortOf(row)]);
  wraps().forEach(nameExercise);
  for (const [row, kind, effort] of chosen) describe(row, kind, effort);
}

function nameExercise(wrap, number) {
  const [menu, note] = [wrap.querySelector('[data-sheet="menu"]'), wrap.querySelector("p.note")];
  wrap.querySelector("[data-exercise]").dataset.place = number;
  own(wrap, "rows").value = rowsOf(wrap).length;
  if (note) note.dataset.noteWords = number;
  menu.dataset.menu = number;
  opens(wrap.querySelector(".exercise-more"), menu, `menu-${number}`);
  for (const field of wrap.querySelectorAll(":scope > details [data-name], :scope > [data-sheet=menu] [data-name]")) {
    if (!field.closest("tr")) field.name = `${number}-${field.dataset.name}`;
  }
  for (const [does, isShown] of Object.entries(fitting(number))) menu.querySelector(`[data-does="${does}"]`).hidden = !isShown;
  let count = 0;
  rowsOf(wrap).forEach((row, index) => {
    count += row.dataset.kind === "working";
    nameRow(row, `${number}-${index}`, kit.letters[row.dataset.kind] ?? String(count), nameOf(wrap.dataset.slug));
  });
}

/** Which buttons of the menu have something to do. */
function fitting(number) {
  const [isFirst, isLast] = [number === 0, number === wraps().length - 1];
  return { link: !isLast, unlink: supersetOf(wraps()[number]) !== null, moveUp: !isFirst, moveDown: !isLast };
}

function nameRow(row, prefix, number, name) {
  const sheet = sheets.get(row);
  const button = row.querySelector(".set-no");
  row.dataset.row = sheet.dataset.more = prefix;
  button.textContent = number;
  opens(button, sheet, `more-${prefix}`);
  for (const field of [...row.querySelectorAll("[data-name]"), ...sheet.querySelectorAll("[data-name]")]) {
    field.name = `${prefix}-${field.dataset.name}`;
  }
  for (const one of row.querySelectorAll("[data-words]")) one.setAttribute("aria-label", words(one, { number, column: one.dataset.column }));
  const heading = sheet.querySelector("h2");
  heading.textContent = words(heading, { name, number });
}

function opens(button, sheet, id) {
  sheet.id = id;
  button.setAttribute("popovertarget", id);
  const close = sheet.querySelector("[data-hides]");
  close.setAttribute("popovertarget", id);
  close.setAttribute("popovertargetaction", "hide");
}

/** Puts exercises in this order; neighbours of one superset stand in one box. */
export function arrange(order = wraps()) {
  tidy(order.map(supersetOf)).forEach((number, index) => setSuperset(order[index], number));
  const parts = [];
  for (const wrap of order) {
    const number = supersetOf(wrap);
    const box = parts.at(-1);
    if (!number) parts.push(wrap);
    else if (box?.dataset.superset === String(number)) box.append(wrap);
    else {
      const fresh = made("superset");
      fresh.dataset.superset = String(number);
      fresh.append(wrap);
      parts.push(fresh);
    }
  }
  place.replaceChildren(...parts);
  name();
}

function move(wrap, by) {
  const order = wraps();
  const from = order.indexOf(wrap);
  order.splice(from, 1);
  order.splice(from + by, 0, wrap);
  arrange(order);
}

function alternate(wrap, change) {
  const order = wraps();
  change(order.map(supersetOf), order.indexOf(wrap)).forEach((number, index) => setSuperset(order[index], number));
  arrange(order);
}

/** A line in the place of what was taken away, until it is wanted back. */
function offerBack(before, text, back) {
  const line = made("taken-away");
  line.querySelector(".said").textContent = text(line.querySelector(".said").dataset);
  before(line);
  line.querySelector("[data-back]").addEventListener("click", () => {
    line.remove();
    back();
    name();
    line.dispatchEvent(new Event("change", { bubbles: true }));
  });
  line.querySelector("button").focus();
}

export const DOES = {
  addSet(wrap) {
    const before = rowsOf(wrap).at(-1);
    const cells = [...(before?.querySelectorAll("input.num") ?? [])];
    const kind = !before || before.dataset.kind === "warmup" ? "working" : before.dataset.kind;
    addRow(wrap, { kind, grey: Object.fromEntries(cells.map((one) => [one.dataset.name, one.value || one.placeholder])) });
    name();
  },
  removeSet(wrap, row) {
    const [body, sheet, at] = [row.parentElement, sheets.get(row), rowsOf(wrap).indexOf(row)];
    row.remove();
    sheet.remove();
    name();
    offerBack((line) => wrap.querySelector("table").after(line), (said) => said.set, () => {
      body.insertBefore(row, body.children[at] ?? null);
      wrap.append(sheet);
    });
  },
  removeExercise(wrap) {
    const before = wraps().map((one) => [one, supersetOf(one)]);
    const at = wraps().indexOf(wrap);
    arrange(wraps().filter((one) => one !== wrap));
    const next = wraps()[at];
    const there = next?.closest("[data-superset]") ?? next ?? null;
    offerBack((line) => place.insertBefore(line, there), (said) => said.exerciseWords.replace("{name}", nameOf(wrap.dataset.slug)), () => {
      const order = wraps();
      order.splice(at, 0, wrap);
      for (const [one, number] of before) setSuperset(one, number);
      arrange(order);
    });
  },
  link: (wrap) => alternate(wrap, linked),
  unlink: (wrap) => alternate(wrap, unlinked),
  moveUp: (wrap) => move(wrap, -1),
  moveDown: (wrap) => move(wrap, 1),
};

/** What a button of an exercise or a set does; whether it was one. */
export function press(button) {
  const wrap = button.closest(".exercise-wrap");
  const row = wrap && rowsOf(wrap).find((one) => sheets.get(one) === button.closest("[data-more]"));
  const sheet = button.closest("[data-sheet]");
  if (sheet?.matches(":popover-open")) sheet.hidePopover();
  DOES[button.dataset.does](wrap, row);
  if (wrap.isConnected && sheet?.dataset.sheet === "menu") wrap.querySelector(".exercise-more").focus();
}
