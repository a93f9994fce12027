// The sleep diary: steps of a quarter of an hour, chips or an exact number, and what the night adds up to, in words.
import { minutesOf } from "./clock.js";

const form = document.getElementById("night");
const DAY = 24 * 60;
const NOON = 12 * 60;

/** The number typed, else the chip; null for neither. */
function number(name) {
  const typed = form.elements[name].value;
  if (typed !== "") return Number(typed);
  const chip = form.querySelector(`input[name="${name}_chip"]:checked`);
  return chip ? Number(chip.value) : null;
}

function words(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const { hours: long, minutes: short } = form.dataset;
  return hours ? long.replace("{h}", hours).replace("{mm}", String(rest).padStart(2, "0")) : short.replace("{m}", rest);
}

/** Minutes from an evening clock to a morning clock, by the server's rule for noon; data-shift is the hour of a clock change. */
function span(from, to) {
  const start = minutesOf(form.elements[from].value);
  const end = minutesOf(form.elements[to].value);
  if (start === null || end === null) return null;
  const overnight = start >= NOON ? end + DAY - start + Number(form.dataset.shift) : end - start;
  const length = overnight > 16 * 60 && start >= NOON && start < end ? end - start : overnight;
  return length > 0 && length <= 16 * 60 ? length : null;
}

function sentence() {
  const inBed = span("into_bed", "out_of_bed");
  const windowMinutes = span("tried_to_sleep", "final_wake");
  const latency = number("sol_min");
  const awakenings = number("awakenings");
  const awake = form.elements.waso_min.value === "" ? (awakenings === 0 ? 0 : null) : Number(form.elements.waso_min.value);
  const asleep = windowMinutes !== null && latency !== null && awake !== null ? windowMinutes - latency - awake : null;
  if (asleep !== null && asleep >= 0 && inBed !== null) {
    return form.dataset.asleepOf.replace("{asleep}", words(asleep)).replace("{in_bed}", words(inBed));
  }
  if (asleep !== null && asleep >= 0) return form.dataset.asleep.replace("{asleep}", words(asleep));
  if (windowMinutes !== null) return form.dataset.window.replace("{window}", words(windowMinutes));
  return inBed === null ? "" : form.dataset.inBed.replace("{in_bed}", words(inBed));
}

/** With both times given, nothing is left for the usual ones to fill. */
function buttons() {
  const usual = document.querySelector("[data-usual-times]");
  const plain = document.querySelector("[data-plain-save]");
  if (!usual) return;
  usual.hidden = form.elements.tried_to_sleep.value !== "" && form.elements.final_wake.value !== "";
  plain.classList.toggle("pri", usual.hidden);
  if (usual.hidden) plain.textContent = plain.dataset.plainSave;
}

form.addEventListener("input", (event) => {
  const { name, type, value } = event.target;
  buttons();
  if (type === "radio" && name.endsWith("_chip")) form.elements[name.replace("_chip", "")].value = "";
  if (type === "number" && value !== "") {
    for (const chip of form.querySelectorAll(`input[name="${name}_chip"]:checked`)) chip.checked = false;
  }
  const output = document.getElementById("night-words");
  output.textContent = sentence();
  output.hidden = output.textContent === "";
});
