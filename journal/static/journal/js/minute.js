// One quiet minute before a line is written: a bar that fills, nothing that counts down, nothing that must be waited for.

const MINUTE_MS = 60_000;

document.addEventListener("click", (event) => {
  const start = event.target.closest?.("[data-minute-start]");
  if (!start) return;
  const box = start.closest("[data-minute]");
  const bar = box.querySelector("progress");
  const over = box.querySelector("[data-minute-over]");
  const from = Date.now();
  start.hidden = true;
  bar.hidden = false;
  const ticking = setInterval(() => {
    const passed = Date.now() - from;
    bar.value = Math.min(60, passed / 1000);
    if (passed < MINUTE_MS) return;
    clearInterval(ticking);
    bar.hidden = true;
    over.hidden = false;
    document.getElementById("live").textContent = over.textContent;
  }, 1000);
});
