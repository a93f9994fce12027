// Keeps an unfinished session as it stands: at once in this browser, a moment later on the server, at the latest when the
// page goes out of sight. A higher revision is never replaced by a lower one, so late requests do no harm.
import { local } from "./local_copy.js";

const SOON = 700;
const form = () => document.querySelector("form[data-keep]");
const line = () => document.querySelector("p[data-kept]");
let waiting = 0;
let sending = false;
let again = false;
let isOver = false;
let isDirty = false;

/** Everything the form would send. Grey loads that were nudged travel as typed ones. */
function body(part) {
  const data = new FormData(part);
  for (const cell of part.querySelectorAll("[data-own]")) if (!cell.value) data.set(cell.name, cell.placeholder);
  return new URLSearchParams(data);
}

function bodyFor(part) {
  const fields = body(part);
  fields.delete("csrfmiddlewaretoken");
  return fields;
}

/** Notes a change: the browser's copy now, the server's soon. */
export function touched() {
  const part = form();
  if (!part || isOver) return;
  isDirty = true;
  part.elements.touched_at.value = String(Math.floor(Date.now() / 1000));
  part.elements.revision.value = String(Number(part.elements.revision.value) + 1);
  copy(part);
  clearTimeout(waiting);
  waiting = setTimeout(send, SOON);
}

function copy(part) {
  const fields = bodyFor(part);
  const kept = { id: part.elements.id.value, keep: part.dataset.keep, revision: Number(part.elements.revision.value), body: String(fields) };
  local.write(part.dataset.owner, kept);
}

async function send() {
  const part = form();
  if (!part || isOver || !isDirty) return;
  if (sending) {
    again = true;
    return;
  }
  sending = true;
  isDirty = false;
  let answer = null;
  try {
    answer = await fetch(part.dataset.keep, { method: "POST", body: body(part), redirect: "manual" });
  } catch {
    isDirty = true;
  }
  sending = false;
  said(answer);
  if (again) {
    again = false;
    send();
  }
}

function said(answer) {
  const [part, words] = [form(), line()];
  if (!part || !words) return;
  if (answer?.status === 204) {
    history.replaceState(history.state, "", part.dataset.keep); // a reload brings this session, not a new one
    words.textContent = words.dataset.there;
  } else if (answer?.status === 409) {
    isOver = true;
    words.replaceChildren(words.dataset.elsewhere, " ", Object.assign(document.createElement("a"), { href: part.dataset.keep, textContent: words.dataset.again }));
  } else {
    isDirty = true;
    words.textContent = words.dataset.here;
  }
  words.hidden = false;
}

/** What is not on the server yet goes there while the page disappears. */
function flush() {
  const part = form();
  if (!part || isOver || !isDirty) return;
  clearTimeout(waiting);
  isDirty = false;
  navigator.sendBeacon(part.dataset.keep, body(part));
}

export const keeping = {
  /** The form is being saved: nothing may follow. */
  stop() {
    isOver = true;
    clearTimeout(waiting);
  },
  /** It could not be saved: what is typed is kept again. */
  goOn() {
    isOver = false;
  },
  /** Whether what was typed would be lost with the page. */
  get isAtRisk() {
    const part = form();
    return Boolean(part) && isDirty && local.peek(part.dataset.owner)?.id !== part.elements.id.value;
  },
  get isOn() {
    return Boolean(form());
  },
};

// Thrown away is thrown away: what the page would still send while it leaves must not bring the session back.
document.addEventListener("submit", (event) => {
  if ("discard" in event.target.dataset) keeping.stop();
});
addEventListener("pagehide", flush);
addEventListener("online", send);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
});

/** The browser has more than the server: its copy goes through the form like a button, so that the page shows it. */
export async function catchUp(swap) {
  const part = form();
  if (!part) return;
  local.wipeOthers(part.dataset.owner);
  const kept = await local.read(part.dataset.owner);
  if (kept?.id !== part.elements.id.value || kept.revision <= Number(part.elements.revision.value)) return;
  const fields = new URLSearchParams(kept.body);
  fields.set("csrfmiddlewaretoken", part.elements.csrfmiddlewaretoken.value);
  fields.set("keep", "1");
  await swap(part, fields);
  isDirty = true;
  send();
}
