// The PSQI sheet: one scroll. Counts, shows the last answer, brings the next item into view after a tap, goes back, skips.
// keep.js sends the answers. By keyboard: arrows choose, Enter goes on, nothing moves by itself.
import { behavior } from "../../core/js/motion.js";
import "./clock.js";
import "./keep.js";

const REST_MS = 300;
const form = document.getElementById("sheet");
const bar = form.querySelector(".sheet-progress");
const items = [...form.querySelectorAll(".sheet-item")];
const finish = document.getElementById("finish");
const count = form.querySelector("[data-count]");
const last = form.querySelector("[data-last]");
let byPointer = false;
let waiting = 0;

const isShown = (item) => item.getClientRects().length > 0;
const isAnswered = (item) =>
  Boolean(item.querySelector("input[type=radio]:checked")) ||
  [...item.querySelectorAll("input:not([type=radio])")].some((input) => input.value !== "") ||
  (item.id === "item-d_j_reason" && form.elements.d_j.value === "0");

function tally() {
  const done = items.filter(isAnswered).length;
  form.querySelector("progress").value = done;
  count.textContent = count.dataset.count.replace("{done}", done);
}

/** What an item says now, in a few words; "" for nothing. */
function answerOf(item) {
  const chosen = item.querySelector("input[type=radio]:checked");
  if (chosen) return chosen.closest("label").textContent.trim();
  const typed = [...item.querySelectorAll("input:not([type=radio])")].filter((input) => input.value !== "");
  return typed.map((input) => `${input.value} ${input.closest(".affix")?.querySelector(".unit")?.textContent ?? ""}`.trim()).join(" ");
}

function showLast(item) {
  const said = answerOf(item);
  last.hidden = said === "";
  last.href = `#${item.id}`;
  last.querySelector("span").textContent = item.querySelector("[data-name]").textContent.trim();
  last.querySelector("b").textContent = said;
}

function show(target, focus) {
  target.scrollIntoView({ block: target === finish ? "center" : "start", behavior: behavior() });
  if (focus) (target.querySelector("input:checked, input") ?? target).focus({ preventScroll: true });
}

/** On to the next item without an answer, or to the end. */
function goOn(item, focus = false) {
  const rest = items.slice(items.indexOf(item) + 1).filter(isShown);
  show(rest.find((each) => !isAnswered(each)) ?? finish, focus);
}

document.addEventListener("pointerdown", () => (byPointer = true), true);
document.addEventListener("keydown", () => (byPointer = false), true);

form.addEventListener("change", (event) => {
  if (event.target.name === "order") return form.requestSubmit(form.querySelector("[name=action][value=order]"));
  const item = event.target.closest(".sheet-item");
  tally();
  if (!item) return;
  showLast(item);
});

form.addEventListener("keydown", (event) => {
  const item = event.target.matches("input") && event.target.closest(".sheet-item");
  if (event.key !== "Enter" || !item) return;
  event.preventDefault();
  goOn(item, true);
});

form.addEventListener("click", (event) => {
  if (event.target.type === "radio" && byPointer && event.target.closest(".sheet-item")) {
    clearTimeout(waiting); // also for a tap on what is chosen already
    waiting = setTimeout(goOn, REST_MS, event.target.closest(".sheet-item"));
  }
  const button = event.target.closest("[data-fill], [data-skip]");
  if (!button) return;
  const item = button.closest(".sheet-item");
  const inputs = [...item.querySelectorAll("input")];
  if (button.dataset.fill) {
    button.dataset.fill.split(",").forEach((value, place) => (inputs[place].value = value));
  } else {
    for (const input of inputs) input.type === "radio" ? (input.checked = false) : (input.value = "");
  }
  inputs[0].dispatchEvent(new Event("change", { bubbles: true }));
  clearTimeout(waiting);
  waiting = setTimeout(goOn, REST_MS, item, !byPointer);
});

document.querySelector("[data-back]")?.addEventListener("click", () => {
  const edge = bar.getBoundingClientRect().bottom + 40;
  const shown = items.filter(isShown);
  const here = shown.findIndex((item) => item.getBoundingClientRect().bottom > edge);
  show(shown[Math.max(0, (here === -1 ? shown.length : here) - 1)], !byPointer);
});

// What is scrolled to stays clear of the line that is always in view, whatever the size of the text.
new ResizeObserver(() => {
  document.documentElement.style.scrollPaddingTop = `${bar.offsetHeight + 16}px`;
}).observe(bar);
tally();

// Who comes back to a sheet that is begun goes on where it stopped; who is told of something reads that first.
const begun = items.some(isAnswered) && form.dataset.keep && !form.querySelector("[role=alert]");
if (begun && !location.hash) requestAnimationFrame(() => show(items.find((item) => isShown(item) && !isAnswered(item)) ?? finish));
