// The dock between sets. The end of the rest and the place of its row stand in a hidden field of the form, so that they are
// kept with it: a reload, a killed tab and another device know when the rest ends.

const dock = document.getElementById("rest");
const part = (name) => dock?.querySelector(`[data-${name}]`);
const field = () => document.querySelector('form[data-logger] input[name="rest"]');
const TONES = [[660, 0], [880, 0.18]]; // hertz, seconds from now
const MUTED = "sound:off";
let state = null; // { until, row, label, total }
let ticking = 0;
let audio = null;
let lock = null;
let onChange = () => {};

function store() {
  const input = field();
  if (input) input.value = state ? JSON.stringify(state) : "";
  onChange();
}

const isMuted = () => localStorage.getItem(MUTED) !== null;

/** Two short tones and a buzz, only while the page is seen: a web page cannot promise more. */
function signal() {
  if (document.hidden) return;
  navigator.vibrate?.([120, 80, 120]);
  if (isMuted() || !audio) return;
  for (const [pitch, delay] of TONES) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.08, audio.currentTime + delay);
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + delay + 0.16);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + delay);
    tone.stop(audio.currentTime + delay + 0.17);
  }
}

function draw() {
  if (!dock) return;
  const left = state ? Math.ceil((state.until - Date.now()) / 1000) : 0;
  part("rest").hidden = left <= 0;
  part("sound").hidden = left <= 0;
  part("left").textContent = `${Math.floor(Math.max(0, left) / 60)}:${String(Math.max(0, left) % 60).padStart(2, "0")}`;
  part("ask").hidden = !state?.label;
  if (state?.label) part("ask-words").textContent = part("ask-words").dataset.askWords.replace("%s", state.label);
  part("sound-on").setAttribute("aria-pressed", String(!isMuted()));
  dock.hidden = !state?.label && part("all-done").hidden && left <= 0;
  if (left <= 0 && ticking) {
    clearInterval(ticking);
    ticking = 0;
    if (state?.total) signal();
  }
}

function run() {
  if (!ticking) ticking = setInterval(draw, 250);
  draw();
}

async function stayAwake() {
  lock = await navigator.wakeLock?.request("screen").catch(() => null);
}

export const rest = {
  row: () => state?.row ?? "",
  /** Called after every change of the rest. */
  follow(listener) {
    onChange = listener;
  },
  /** After a tick; `seconds` of 0 asks for the effort only. */
  start(row, label, effort, seconds) {
    state = { until: Date.now() + seconds * 1000, row, label, total: seconds };
    audio ??= window.AudioContext ? new AudioContext() : null;
    if (!lock || lock.released) stayAwake();
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
    const chips = [...dock.querySelectorAll("[data-effort]")];
    const isOnAChip = chips.some((chip) => chip.dataset.effort === effort);
    for (const chip of chips) {
      chip.dataset.words ??= chip.textContent;
      const isHalf = effort !== "" && !isOnAChip && Number(effort) === Number(chip.dataset.effort) + 0.5;
      chip.textContent = isHalf ? effort : chip.dataset.words;
      chip.setAttribute("aria-pressed", String(isHalf || (chip.dataset.effort === effort && effort !== "")));
    }
  },
  offerFinish(isDone) {
    if (!dock) return;
    part("all-done").hidden = !isDone;
    if (isDone && state) Object.assign(state, { until: 0, total: 0 });
    draw();
  },
  /** Where the form says that the rest stands. */
  resume(effortOf) {
    try {
      state = JSON.parse(field()?.value || "null");
    } catch {
      state = null;
    }
    const box = state && document.querySelector(`tr[data-row="${CSS.escape(state.row)}"] input[type="checkbox"]`);
    if (!box?.checked || state.until < Date.now()) state = null;
    if (!state) return draw();
    this.show(state.row, effortOf(state.row));
    run();
  },
};

dock?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("soundOn" in button.dataset) {
    if (isMuted()) localStorage.removeItem(MUTED);
    else localStorage.setItem(MUTED, "1");
    return draw();
  }
  if (!state) return;
  if (button.dataset.restBy) state.until += Number(button.dataset.restBy) * 1000;
  else if ("skip" in button.dataset) Object.assign(state, { until: 0, total: 0 });
  else return;
  store();
  draw();
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && lock?.released && state && state.until > Date.now()) stayAwake();
});
