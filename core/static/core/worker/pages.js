// Pages and files. The network comes first; without it every address of the site is answered by the one page that was kept,
// and a form that cannot be sent is kept by the outbox.

const CACHE = `shell-${CONFIG.version}`;
const PATIENCE_MS = 8000;
const FRESH_MS = 15 * 60 * 1000;
const SOON_MS = 20 * 1000;
const HEADERS = ["content-type", "content-language", "content-security-policy"];
const isAway = (answer) => [502, 503, 504].includes(answer.status);

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(CONFIG.shell.map((url) => new Request(url, { cache: CONFIG.lasting ? "default" : "reload" })));
}

async function forgetOldShells() {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== CACHE) await caches.delete(name);
}

/** Fingerprinted files never change; without fingerprints the network goes first. */
async function file(request) {
  const cache = await caches.open(CACHE);
  if (CONFIG.lasting) {
    const found = await cache.match(request);
    if (found) return found;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const found = await cache.match(request);
    if (found) return found;
    throw error;
  }
}

async function page(request) {
  if (await plain("leaving")) return leaving(request);
  try {
    const answer = await Promise.race([
      fetch(request),
      new Promise((_done, fail) => setTimeout(fail, PATIENCE_MS, new Error("slow"))),
    ]);
    if (!isAway(answer)) return answer;
    return (await readCopy()) ?? answer;
  } catch {
    return (await readCopy()) ?? fetch(request);
  }
}

/** Signed out without network: the sign-in on the server ends as soon as it can be reached. */
async function leaving(request) {
  const there = await whoIsThere();
  if (there === "nobody") await setPlain("leaving", false);
  if (there === null || there === "nobody" || new URL(request.url).pathname === "/accounts/logout/") return fetch(request);
  return Response.redirect("/accounts/logout/", 302);
}

async function readCopy() {
  const kept = await inStore("copy", "readonly", (store) => store.get("page"));
  if (!kept) return null;
  if (Date.now() - kept.at > IDLE_MS) {
    await wipe();
    return null;
  }
  const { text, headers } = await unseal(kept);
  return new Response(text, { headers: { ...headers, "cache-control": "no-store" } });
}

const forgetCopy = () => inStore("copy", "readwrite", (store) => store.clear());

/** Fetches the page for times without network, when it is old or something was written since. */
async function refreshCopy() {
  const kept = await inStore("copy", "readonly", (store) => store.get("page"));
  const age = kept ? Date.now() - kept.at : Infinity;
  if (age < SOON_MS || (age < FRESH_MS && !(await plain("dirty")))) return;
  try {
    const answer = await fetch("/offline/", { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 401) return void (await forgetCopy());
    if (!answer.ok || answer.headers.get("x-owner") !== (await plain("owner"))) return;
    const headers = Object.fromEntries(HEADERS.map((name) => [name, answer.headers.get(name)]).filter(([, value]) => value));
    const sealed = await seal({ text: await answer.text(), headers });
    await inStore("copy", "readwrite", (store) => store.put({ at: Date.now(), ...sealed }, "page"));
    await setPlain("dirty", false);
  } catch {
    // No network: the copy that is there stays.
  }
}

/** Nothing overtakes what waits: that goes first. False while some of it cannot go. */
async function isNext() {
  const waits = async () => (await rows()).some((row) => row.state === "waiting");
  if (!(await waits())) return true;
  await flush().catch(() => {});
  return !(await waits());
}

/** A form that a page posts: sent, or kept when it cannot be sent. */
async function form(request) {
  const url = new URL(request.url);
  const copy = request.clone();
  try {
    const answer = (await isNext()) && (await fetch(request));
    if (answer && !isAway(answer)) {
      await setPlain("dirty", true);
      return answer;
    }
  } catch {
    // No network, or it broke off on the way.
  }
  const kept = (await plain("owner")) && itemsOf(url, (await copy.formData()).entries());
  if (!kept) return Response.error();
  await keep(kept);
  if (request.mode === "navigate") return Response.redirect(`${kept.next}?kept=${kept.kind}`, 303);
  return new Response(null, { status: 202, headers: { "X-Kept": kept.kind, "X-Next": kept.next } });
}

/** Signing out: what waits is sent if that is possible, the key goes first of all that is wiped, then the server is told. */
async function signOut(request) {
  await flush().catch(() => {});
  await wipe();
  await self.registration.pushManager?.getSubscription().then((one) => one?.unsubscribe()).catch(() => {});
  try {
    return await fetch(request);
  } catch {
    await setPlain("leaving", true);
    return Response.redirect("/", 303);
  }
}
