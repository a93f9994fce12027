// The browser's own copy of an unfinished session: the quickest layer, written at every change, read when the server has less.
// The key holds an opaque name of the person; signing out wipes all of them (core/js/app.js).
const START = "unfinished:";
const keyOf = (owner) => START + owner;

export const local = {
  /** What is kept for this person: { id, revision, body }, or null. */
  read(owner) {
    try {
      return JSON.parse(localStorage.getItem(keyOf(owner)));
    } catch {
      return null;
    }
  },
  /** Whether it could be kept: private windows and full disks may refuse. */
  write(owner, copy) {
    try {
      localStorage.setItem(keyOf(owner), JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  },
  forget(owner, id) {
    if (this.read(owner)?.id === id) localStorage.removeItem(keyOf(owner));
  },
  /** Nothing of anybody else stays in this browser. */
  wipeOthers(owner) {
    for (const key of Object.keys(localStorage)) if (key.startsWith(START) && key !== keyOf(owner)) localStorage.removeItem(key);
  },
};

// The first page of a session: offers what this phone kept and the server does not know; forgets what is over.
const offer = document.querySelector("[data-local]");
if (offer) {
  const owner = offer.dataset.local;
  local.wipeOthers(owner);
  const copy = local.read(owner);
  const isListed = copy && document.querySelector(`[data-unfinished="${CSS.escape(copy.id)}"]`);
  if (copy && !isListed) {
    const answer = await fetch(copy.keep, { redirect: "manual" }).catch(() => null);
    if (answer?.status === 404) {
      for (const [name, value] of new URLSearchParams(copy.body)) {
        offer.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      offer.hidden = false;
    } else if (answer) local.forget(owner, copy.id);
  }
}
document.addEventListener("submit", (event) => {
  const id = event.target.dataset?.discard;
  if (!id) return;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(START)) local.forget(key.slice(START.length), id);
  }
});
