// What the worker keeps of one person. Everything they wrote or read is encrypted with a key that no script can read out;
// plain are only the owner's opaque name and instants. Wiping clears the key before all else.

const BASE = "pocket";
const IDLE_MS = 30 * 24 * 3600 * 1000;

const asked = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

let opened = null;
let secret = null;

function base() {
  opened ??= (async () => {
    const opening = indexedDB.open(BASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("plain");
      opening.result.createObjectStore("copy");
      opening.result.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
    };
    const there = await asked(opening);
    there.onversionchange = there.onclose = () => {
      there.close();
      opened = secret = null;
    };
    return there;
  })();
  return opened;
}

async function inStore(name, mode, work) {
  const change = (await base()).transaction(name, mode);
  const ended = new Promise((done, fail) => {
    change.oncomplete = done;
    change.onabort = change.onerror = () => fail(change.error);
  });
  const result = await asked(work(change.objectStore(name)));
  await ended;
  return result;
}

const plain = (name) => inStore("plain", "readonly", (store) => store.get(name));
const setPlain = (name, value) => inStore("plain", "readwrite", (store) => store.put(value, name));

async function key() {
  if (secret) return secret;
  const found = await plain("key");
  if (found) return (secret = found);
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await setPlain("key", made);
  return (secret = made);
}

async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) };
}

async function unseal({ iv, data }) {
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), data);
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function wipe() {
  secret = null;
  await inStore("plain", "readwrite", (store) => store.clear());
  await inStore("copy", "readwrite", (store) => store.clear());
  await inStore("outbox", "readwrite", (store) => store.clear());
}

/** The store belongs to one person: whoever else comes finds it empty. */
async function belongTo(owner) {
  const before = await plain("owner");
  const idle = Date.now() - ((await plain("used")) ?? Date.now());
  if ((before && before !== owner) || idle > IDLE_MS) await wipe();
  await setPlain("owner", owner);
  await setPlain("used", Date.now());
}
