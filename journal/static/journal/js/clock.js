// Clock times in steps of a quarter of an hour; the first step on an empty one takes the usual time, printed in grey.

const DAY = 24 * 60;

export const minutesOf = (text) => {
  const match = /^(\d\d):(\d\d)/.exec(text ?? "");
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
};

const clockOf = (minutes) => {
  const rest = ((minutes % DAY) + DAY) % DAY;
  return `${String(Math.floor(rest / 60)).padStart(2, "0")}:${String(rest % 60).padStart(2, "0")}`;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-quarter]");
  if (!button) return;
  const box = button.parentElement;
  const input = box.querySelector("input");
  const start = minutesOf(input.value);
  input.value = clockOf(start === null ? minutesOf(box.dataset.usual) : start + Number(button.dataset.quarter));
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
