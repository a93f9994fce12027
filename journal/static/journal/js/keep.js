// form[data-keep="address"]: sends what has been answered after each change, one at a time, and again until it has arrived.
// [data-kept] says so: its own words when all is kept, data-unsent while something waits.

const WAIT = 250;
const AGAIN = 4000;
const form = document.querySelector("form[data-keep]");
const line = document.querySelector("[data-kept]");
let timer = 0;
let isTravelling = false;
let isDirty = false;
let isOver = false;

function tell(text) {
  if (!line || line.textContent === text) return;
  line.hidden = false;
  line.textContent = text;
}

async function send({ isLeaving = false } = {}) {
  clearTimeout(timer);
  if ((isTravelling && !isLeaving) || isOver || !isDirty) return;
  isTravelling = true;
  isDirty = false;
  let isKept = false;
  try {
    const answer = await fetch(form.dataset.keep, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      keepalive: true,
    });
    isKept = answer.ok && !answer.redirected;
    if (answer.status === 422) isKept = null; // not whole yet: the button says what is missing
  } catch {
    isKept = false;
  }
  isTravelling = false;
  if (isOver) return;
  if (isKept === false) {
    isDirty = true;
    tell(line?.dataset.unsent);
    timer = setTimeout(send, AGAIN);
  } else if (isDirty) send();
  else if (isKept) tell(line?.dataset.kept);
}

form?.addEventListener("change", () => {
  isDirty = true;
  clearTimeout(timer);
  timer = setTimeout(send, WAIT);
});
form?.addEventListener("submit", () => {
  isOver = true;
  clearTimeout(timer);
});
window.addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") send({ isLeaving: true });
});
