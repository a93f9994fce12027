// The browser's own copy of an unfinished session: written at every change, read when the server has less. What was typed is
// encrypted with a key that no script can read out; signing out removes both (core/js/forget.js). The name of the copy is an
// opaque one of the person. Where the browser has no cryptography (plain http) there is no copy: the server has one.
const START = "unfinished:";
const [BASE, STORE, NAME] = ["small-wins", "keys", "copy"];
const keyOf = (owner) => START + owner;
const asked = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
let cached = null;

async function madeOrFound() {
  const opening = indexedDB.open(BASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const base = await asked(opening);
  const found = await asked(base.transaction(STORE).objectStore(STORE).get(NAME));
  const key = found ?? (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
  if (!found) await asked(base.transaction(STORE, "readwrite").objectStore(STORE).put(key, NAME));
  base.close();
  return key;
}

const secret = () => (cached ??= madeOrFound());

export const local = {
  /** What of it is no secret: { id, keep, revision }, or null. */
  peek(owner) {
    try {
      return JSON.parse(localStorage.getItem(keyOf(owner)));
    } catch {
      return null;
    }
  },
  /** All of it, with the `body` of the form; null when there is none or it cannot be read any more. */
  async read(owner) {
    const copy = this.peek(owner);
    try {
      const body = copy && (await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(copy.iv) }, await secret(), toBytes(copy.data)));
      return copy && { ...copy, body: new TextDecoder().decode(body) };
    } catch {
      return null;
    }
  },
  /** Keeps { id, keep, revision, body }, unless something newer was kept meanwhile. */
  async write(owner, { body, ...plain }) {
    if ("shared" in (document.getElementById("pocket")?.dataset ?? {})) return; // a shared phone keeps nothing
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret(), new TextEncoder().encode(body));
      const there = this.peek(owner);
      if (there?.id === plain.id && there.revision > plain.revision) return;
      localStorage.setItem(keyOf(owner), JSON.stringify({ ...plain, iv: toText(iv), data: toText(data) }));
    } catch {
      // A private window, a full disk or no cryptography: the server's copy is enough.
    }
  },
  forget(owner, id) {
    if (this.peek(owner)?.id === id) localStorage.removeItem(keyOf(owner));
  },
  /** Nothing of anybody else stays in this browser. */
  wipeOthers(owner) {
    for (const key of Object.keys(localStorage)) if (key.startsWith(START) && key !== keyOf(owner)) localStorage.removeItem(key);
  },
};

/** The first page of a session offers what this phone kept and the server does not know, and forgets what is over. */
async function offerCopy(offer) {
  const owner = offer.dataset.local;
  local.wipeOthers(owner);
  const copy = await local.read(owner);
  if (!copy || document.querySelector(`[data-unfinished="${CSS.escape(copy.id)}"]`)) return;
  const answer = await fetch(copy.keep, { redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") return local.forget(owner, copy.id); // saved: its address leads to the session
  if (!answer) return;
  for (const [name, value] of new URLSearchParams(copy.body)) {
    offer.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  offer.hidden = false;
}

const offer = document.querySelector("[data-local]");
if (offer) offerCopy(offer);

document.addEventListener("submit", (event) => {
  const id = event.target.dataset?.discard;
  if (!id) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(START)) local.forget(key.slice(START.length), id);
});
