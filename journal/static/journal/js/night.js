// The sleep diary: steps of a quarter of an hour, chips or an exact number, and what the night adds up to, in words.

const form = document.getElementById("night");
const DAY = 24 * 60;
const NOON = 12 * 60;

const minutesOf = (text) => {
  const match = /^(\d\d):(\d\d)/.exec(text ?? "");
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
};
const clockOf = (minutes) => {
  const rest = ((minutes % DAY) + DAY) % DAY;
  return `${String(Math.floor(rest / 60)).padStart(2, "0")}:${String(rest % 60).padStart(2, "0")}`;
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quarter]");
  if (!button) return;
  const box = button.parentElement;
  const input = box.querySelector("input");
  const start = minutesOf(input.value);
  const usual = minutesOf(box.dataset.usual) ?? (/bed|sleep/.test(input.name) && input.name !== "out_of_bed" ? 23 * 60 : 7 * 60);
  // The first step on an empty time takes the usual one.
  input.value = clockOf(start === null ? usual : start + Number(button.dataset.quarter));
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

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

form.addEventListener("input", (event) => {
  const { name, type, value } = event.target;
  if (type === "radio" && name.endsWith("_chip")) form.elements[name.replace("_chip", "")].value = "";
  if (type === "number" && value !== "") {
    for (const chip of form.querySelectorAll(`input[name="${name}_chip"]:checked`)) chip.checked = false;
  }
  const output = document.getElementById("night-words");
  output.textContent = sentence();
  output.hidden = output.textContent === "";
});
