// [data-countdown="360"]: counts seconds down from a start that is kept, so that a reload or a locked screen loses nothing.

const HOUR = 3600 * 1000;

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

for (const box of document.querySelectorAll("[data-countdown]")) {
  const length = Number(box.dataset.countdown) * 1000;
  const key = `countdown-${box.dataset.key}`;
  const part = (name) => box.querySelector(`[data-${name}]`);
  const show = (name, isShown) => {
    if (part(name)) part(name).hidden = !isShown;
  };
  let ticking = 0;

  const started = () => Number(localStorage.getItem(key) || 0);

  function draw() {
    const since = started();
    const left = since ? Math.ceil((since + length - Date.now()) / 1000) : 0;
    const isRunning = left > 0;
    const wasRunning = ticking !== 0;
    show("start", !isRunning);
    show("stop", isRunning);
    show("left", isRunning);
    show("over", since !== 0 && !isRunning);
    if (isRunning) part("left").textContent = clock(left);
    else if (wasRunning) end(since);
  }

  function end(since) {
    clearInterval(ticking);
    ticking = 0;
    if (!since) return;
    navigator.vibrate?.([200, 100, 200]);
    const live = document.getElementById("live");
    if (live) live.textContent = part("over").textContent;
    document.getElementById(box.dataset.overFocus)?.focus();
  }

  function run() {
    ticking ||= setInterval(draw, 250);
    draw();
  }

  box.addEventListener("click", (event) => {
    if (event.target.closest("[data-start]")) {
      localStorage.setItem(key, String(Date.now()));
      run();
    } else if (event.target.closest("[data-stop]")) {
      localStorage.removeItem(key);
      draw();
    }
  });
  // What was measured is on its way: the next time starts afresh.
  document.querySelector("main form.card")?.addEventListener("submit", () => localStorage.removeItem(key));

  if (Date.now() - started() > length + HOUR) localStorage.removeItem(key);
  if (started()) run();
}
