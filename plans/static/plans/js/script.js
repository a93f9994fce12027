// Shows the sentences of a script at their seconds. Only instants are kept, in this tab: after the screen was off, or after
// a reload, the page stands where the clock stands. { from } runs since then, { held } stands at so many milliseconds.

const box = document.getElementById("script");
const key = `script-${box.dataset.script}`;
const length = Number(box.dataset.seconds) * 1000;
const steps = [...document.querySelectorAll("[data-at]")].map((row) => ({
  at: Number(row.dataset.at) * 1000,
  text: row.querySelector("[data-text]").textContent,
  row,
}));
const part = (name) => box.querySelector(`[data-${name}]`);
const button = (name) => box.querySelector(`[data-do="${name}"]`);
const buzz = part("buzz");
let state = null;
let ticking = 0;
let shown = null;
let lock = null;

function store() {
  if (state) sessionStorage.setItem(key, JSON.stringify(state));
  else sessionStorage.removeItem(key);
}

const passed = () => (state ? (state.held ?? Date.now() - state.from) : 0);

function say(step) {
  if (shown === step) return;
  shown?.row.removeAttribute("aria-current");
  shown = step;
  step?.row.setAttribute("aria-current", "step");
  part("line").textContent = step?.text ?? "";
  const live = document.getElementById("live");
  if (live && step) live.textContent = step.text;
  if (step && buzz.querySelector("input").checked && !document.hidden) navigator.vibrate?.(120);
}

function end() {
  state = null;
  store();
  part("over").hidden = false;
  say(null);
  if (buzz.querySelector("input").checked && !document.hidden) navigator.vibrate?.([120, 80, 120]);
}

function draw() {
  const now = passed();
  if (state && now >= length) end();
  const isRunning = state !== null && state.held === undefined;
  part("now").hidden = state === null;
  button("start").hidden = state !== null;
  button("pause").hidden = !isRunning;
  button("go-on").hidden = state === null || isRunning;
  button("stop").hidden = state === null;
  if (!isRunning && ticking) {
    clearInterval(ticking);
    ticking = 0;
    lock?.release();
    lock = null;
  }
  if (state === null) return;
  const left = Math.ceil((length - now) / 1000);
  part("clock").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  box.querySelector("progress").value = now / 1000;
  say(steps.findLast((step) => step.at <= now));
}

async function stayAwake() {
  lock = await navigator.wakeLock?.request("screen").catch(() => null);
}

function run() {
  ticking ||= setInterval(draw, 250);
  stayAwake();
  draw();
}

const acts = {
  start() {
    part("over").hidden = true;
    state = { from: Date.now() };
    run();
  },
  pause() {
    state = { held: passed() };
  },
  "go-on"() {
    state = { from: Date.now() - passed() };
    run();
  },
  stop() {
    state = null;
    say(null);
  },
};

box.addEventListener("click", (event) => {
  const pressed = event.target.closest("button[data-do]");
  if (!pressed) return;
  acts[pressed.dataset.do]();
  store();
  draw();
  box.querySelector(".btn.pri:not([hidden])")?.focus({ preventScroll: true });
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  if (ticking && (!lock || lock.released)) stayAwake();
  draw();
});

buzz.hidden = !navigator.vibrate;
try {
  state = JSON.parse(sessionStorage.getItem(key) || "null");
} catch {
  state = null;
}
if (state && state.held === undefined) run();
else draw();
