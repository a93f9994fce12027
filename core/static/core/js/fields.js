// Small comforts of form fields: steppers, numbers that are replaced by typing, chips that send their form.

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-step]");
  if (!button) return;
  const input = button.parentElement.querySelector("input");
  const step = Number(input.step) || 1;
  const start = Number(input.value || input.placeholder || input.min || 0);
  const next = start + Number(button.dataset.step) * step;
  const low = input.min === "" ? -Infinity : Number(input.min);
  const high = input.max === "" ? Infinity : Number(input.max);
  input.value = String(Math.round(Math.min(high, Math.max(low, next)) * 1000) / 1000);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("input.num, .stepper input")) event.target.select();
});

// form[data-send-on-change]: a filter needs no button of its own.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-send-on-change]")) form.requestSubmit();
});
