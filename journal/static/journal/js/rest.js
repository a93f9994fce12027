// The dock between sets. Only the end of the rest and the place of its row are kept, so that both survive a reload.

const KEY = "rest";
const USUAL = 90;
const dock = document.getElementById("rest");
const part = (name) => dock?.querySelector(`[data-${name}]`);
let state = null; // { until, row, label, long }
let ticking = 0;

function store() {
  if (state) sessionStorage.setItem(KEY, JSON.stringify(state));
  else sessionStorage.removeItem(KEY);
}

function draw() {
  if (!dock) return;
  const left = state ? Math.ceil((state.until - Date.now()) / 1000) : 0;
  part("rest").hidden = left <= 0;
  part("sound").hidden = left <= 0;
  part("left").textContent = `${Math.floor(Math.max(0, left) / 60)}:${String(Math.max(0, left) % 60).padStart(2, "0")}`;
  part("ask").hidden = !state?.label;
  if (state?.label) part("ask-words").textContent = part("ask-words").dataset.askWords.replace("%s", state.label);
  dock.hidden = !state?.label && part("all-done").hidden && left <= 0;
  if (left <= 0 && ticking) {
    clearInterval(ticking);
    ticking = 0;
    if (state && !document.hidden) navigator.vibrate?.([120, 80, 120]);
  }
}

function run() {
  if (!ticking) ticking = setInterval(draw, 250);
  draw();
}

export const rest = {
  row: () => state?.row ?? "",
  start(row, label, effort) {
    const long = state?.long ?? Number(sessionStorage.getItem("rest-seconds") || USUAL);
    state = { row, label, long, until: Date.now() + long * 1000 };
    store();
    this.show(row, effort);
    run();
  },
  stop(row) {
    if (state?.row !== row) return;
    state = null;
    store();
    draw();
  },
  show(row, effort) {
    if (!dock || state?.row !== row) return;
    for (const chip of dock.querySelectorAll("[data-effort]")) chip.setAttribute("aria-pressed", String(chip.dataset.effort === effort && effort !== ""));
  },
  offerFinish(isDone) {
    if (!dock) return;
    part("all-done").hidden = !isDone;
    if (isDone && state) state.until = 0;
    draw();
  },
  forget() {
    state = null;
    store();
  },
  resume() {
    const stored = sessionStorage.getItem(KEY);
    if (!stored) return;
    const { until, row, label, long } = JSON.parse(stored);
    const box = document.querySelector(`tr[data-row="${row}"] input[type="checkbox"]`);
    state = until > Date.now() ? { until, row, long, label: box?.checked ? label : "" } : null;
    if (state) run();
  },
};

dock?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !state) return;
  if (button.dataset.restBy) {
    const by = Number(button.dataset.restBy);
    state.until += by * 1000;
    state.long = Math.max(15, state.long + by);
    sessionStorage.setItem("rest-seconds", String(state.long));
  } else if ("skip" in button.dataset) state.until = 0;
  else return;
  store();
  draw();
});
