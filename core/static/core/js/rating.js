// The strip from 0 to 10. In a form[data-autosave] a tap saves at once; arrow keys only move, and save after Enter, Space
// or 600 ms of rest. In other forms a second tap on the chosen value takes it back.

const REST_MS = 600;
let byArrow = false;
let waiting = 0;

const strip = (target) => target.closest?.(".rate");
const savesAtOnce = (input) => input.form?.matches("[data-autosave]");

function save(input) {
  clearTimeout(waiting);
  if (input.checked) input.form.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  if (!strip(event.target)) return;
  byArrow = event.key.startsWith("Arrow");
  if (event.key === " " && savesAtOnce(event.target)) {
    event.preventDefault();
    event.target.checked = true;
    save(event.target);
  }
  if (event.key === "Enter" && savesAtOnce(event.target)) {
    event.preventDefault();
    save(event.target);
  }
});

document.addEventListener("pointerdown", (event) => {
  byArrow = false;
  const input = strip(event.target) && event.target.closest("label")?.querySelector("input");
  if (input) input.dataset.was = input.checked ? "1" : "";
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!strip(input) || !savesAtOnce(input)) return;
  clearTimeout(waiting);
  if (byArrow) waiting = setTimeout(save, REST_MS, input);
  else save(input);
});

document.addEventListener("click", (event) => {
  const input = event.target;
  if (!input.matches?.(".rate input") || savesAtOnce(input) || input.required || !input.dataset.was) return;
  input.checked = false;
  delete input.dataset.was;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
