// What was written without a network: kept in order, sent to `sync` when the network is back. A refused write stays until
// the person decides. One tab or the worker sends at a time.

const AT_ONCE = 40;
const SKEW_MS = 10 * 60 * 1000;
const LONG_MS = 24 * 3600 * 1000;
let reached = false; // whether the site answered the last time it was asked
const rows = () => inStore("outbox", "readonly", (store) => store.getAll());

/** A second answer to a question whose first one still waits changes that one. */
async function answeredAgain(kept) {
  const asked = ({ resource, body }) => resource === "check-ins" && JSON.stringify([body.group, body.meeting, body.day]);
  const [item] = kept.items;
  if (!asked(item)) return kept;
  const first = (await list()).flatMap(({ items }) => items).find((one) => asked(one) === asked(item));
  return first ? { ...kept, items: [{ ...item, id: first.id }] } : kept;
}

async function keep(said) {
  const kept = await answeredAgain(said);
  const row = { state: "waiting", at: kept.at, ...(await seal(kept)) };
  await inStore("outbox", "readwrite", (store) => store.put(row));
  await self.registration.sync?.register("outbox").catch(() => {});
  await tell();
}

async function summary() {
  const all = await rows();
  const [copied, skew] = [await inStore("copy", "readonly", (store) => store.count()), await plain("skew")];
  const waits = all.filter((row) => row.state === "waiting");
  const long = waits.map((row) => row.at).filter((at) => Date.now() - at > LONG_MS).sort((one, other) => one - other);
  const counts = { waiting: waits.length, refused: all.length - waits.length };
  return { kind: "state", reached, ...counts, long, copied: copied > 0, skew: skew ?? 0 };
}

async function tell() {
  const state = await summary();
  for (const client of await self.clients.matchAll()) client.postMessage(state);
}

/** Who is signed in by the server's word; null without network, "nobody" when the sign-in is over. */
async function whoIsThere() {
  try {
    const answer = await fetch("/offline/state/", { redirect: "manual", cache: "no-store" });
    reached = !isAway(answer);
    if (answer.type === "opaqueredirect" || answer.status === 401) return "nobody";
    return answer.ok ? await answer.json() : null;
  } catch {
    reached = false;
    return null;
  }
}

/** Sends what waits, in order. */
function flush() {
  return navigator.locks.request("outbox", async () => {
    if (!(await rows()).some((row) => row.state === "waiting")) return;
    const there = await whoIsThere();
    if (there === null) return;
    if (there === "nobody") return forgetCopy();
    if (there.shared || (await plain("owner")) !== there.owner) return wipe();
    if (!(await clockAgrees(Date.now() - there.now))) return;
    await sendAll(there.csrf);
    await setPlain("dirty", true);
  });
}

/** A phone whose clock is off by more than ten minutes asks first whether its times are meant. */
async function clockAgrees(skew) {
  const isOff = Math.abs(skew) > SKEW_MS;
  await setPlain("skew", isOff ? skew : 0);
  return !isOff || (await plain("clock")) === "mine";
}

async function sendAll(csrf) {
  for (;;) {
    const waiting = (await rows()).filter((row) => row.state === "waiting").slice(0, AT_ONCE);
    if (!waiting.length) return;
    const opened = await Promise.all(waiting.map(async (row) => ({ row, kept: await unseal(row) })));
    const results = await post(opened.flatMap(({ kept }) => kept.items), csrf);
    if (!results) return;
    for (const { row, kept } of opened) {
      if (!(await settle(row, kept, results.splice(0, kept.items.length)))) return;
    }
  }
}

async function post(items, csrf) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  try {
    const answer = await fetch("/api/v1/sync/", { method: "POST", headers, body: JSON.stringify(items) });
    return answer.ok ? await answer.json() : null;
  } catch {
    reached = false;
    return null;
  }
}

/** Forgets what arrived, marks what was refused; false when the rest has to wait. */
async function settle(row, kept, results) {
  if (results.some(({ status }) => status === 429 || status >= 500)) return false;
  const isGone = (status, place) => status === 404 && kept.items[place].method === "DELETE"; // as it was to be
  const refusal = results.find(({ status }, place) => status >= 400 && !isGone(status, place));
  if (refusal) {
    const told = { ...kept, answer: refusal };
    const marked = { n: row.n, at: row.at, state: "refused", ...(await seal(told)) };
    await inStore("outbox", "readwrite", (store) => store.put(marked));
  } else await inStore("outbox", "readwrite", (store) => store.delete(row.n));
  return true;
}

/** Everything that waits, readable, for the page that shows it. */
async function list() {
  const all = await rows();
  return Promise.all(all.map(async (row) => ({ n: row.n, state: row.state, ...(await unseal(row)) })));
}

/** What a person decided about one row: away with it, or once more, as it is, changed, or with the deleted entry restored. */
async function decide({ n, does, body }) {
  const row = await inStore("outbox", "readonly", (store) => store.get(n));
  if (!row) return;
  if (does === "discard") return inStore("outbox", "readwrite", (store) => store.delete(n));
  const { answer, ...kept } = await unseal(row);
  // Once more means a new key: another body under the old one would be refused. Where both texts are kept, none is "seen".
  const restore = does === "restore";
  kept.items = kept.items.map((item, place) => ({ ...item, base: {}, restore, key: uuid7(), body: place === 0 ? { ...item.body, ...body } : item.body }));
  const again = { n, at: row.at, state: "waiting", ...(await seal(kept)) };
  return inStore("outbox", "readwrite", (store) => store.put(again));
}

/** The person says whose clock is right; with the server's, what waits moves by the difference. */
async function setClock(whose) {
  const skew = (await plain("skew")) ?? 0;
  if (whose === "server") {
    for (const row of await rows()) {
      const kept = moved(await unseal(row), -skew);
      const fixed = { n: row.n, at: kept.at, state: row.state, ...(await seal(kept)) };
      await inStore("outbox", "readwrite", (store) => store.put(fixed));
    }
  }
  await setPlain("clock", "mine");
  await setPlain("skew", 0);
}
