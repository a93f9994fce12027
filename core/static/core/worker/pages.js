// Pages and files. The network comes first; without it every address of the site is answered by the one page that was kept,
// and a form that cannot be sent is kept by the outbox.

const CACHE = `shell-${CONFIG.version}`;
const PATIENCE_MS = 8000;
const FRESH_MS = 15 * 60 * 1000;
const SOON_MS = 20 * 1000;
const HEADERS = ["content-type", "content-language", "content-security-policy"];
const isAway = (answer) => [502, 503, 504].includes(answer.status);

/** What whoever holds the phone may read without network, as a stranger sees it; nothing in it is anybody's. */
const OPEN_PAGES = { help: "/help/", away: "/offline/away/" };
const DAY_MS = 24 * 3600 * 1000;

async function keepOpenPages(language = "") {
  const cache = await caches.open(CACHE);
  const known = await cache.match(OPEN_PAGES.away, { ignoreVary: true });
  const age = Date.now() - Date.parse(known?.headers.get("date") ?? 0);
  if (age < DAY_MS && (!language || known.headers.get("content-language") === language)) return;
  const isOfIt = (one) => one.split("-")[0] === language.split("-")[0]; // with the region, which says whom to call
  const languages = [...navigator.languages.filter(isOfIt), language, ...navigator.languages].filter(Boolean).join(",");
  for (const path of Object.values(OPEN_PAGES)) {
    const answer = await fetch(path, { credentials: "omit", cache: "no-store", headers: { "Accept-Language": languages } }).catch(() => null);
    if (answer?.ok && !answer.redirected) await cache.put(path, answer);
  }
}

async function openPage({ url }) {
  const { pathname } = new URL(url);
  const path = pathname === OPEN_PAGES.help ? OPEN_PAGES.help : pathname.startsWith("/accounts/") ? OPEN_PAGES.away : null;
  return path && (await (await caches.open(CACHE)).match(path, { ignoreVary: true }));
}

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(CONFIG.shell.map((url) => new Request(url, { cache: CONFIG.lasting ? "default" : "reload" })));
  await keepOpenPages();
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
    return (await readCopy()) ?? (await openPage(request)) ?? answer;
  } catch {
    return (await readCopy()) ?? (await openPage(request)) ?? fetch(request);
  }
}

/** Signed out without network: the sign-in on the server ends as soon as it can be reached. */
async function leaving(request) {
  const there = await whoIsThere();
  if (there === "nobody") await setPlain("leaving", false);
  const open = there === null && (await openPage(request));
  if (open) return open;
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

/** A form that only the site understands: where it cannot be sent, the page stays as it is and says so. */
async function sent(request) {
  await setPlain("dirty", true);
  try {
    return await fetch(request);
  } catch {
    for (const client of await self.clients.matchAll()) client.postMessage({ kind: "unsent", path: new URL(request.url).pathname });
    return new Response(null, { status: 204 });
  }
}

const SIGN_IN = "/accounts/login/";

/** The answer to a form; null where nobody is signed in any more, so that the form is kept. The header asks for a plain word. */
async function answered(request) {
  const body = await request.clone().blob();
  const headers = new Headers(request.headers);
  headers.set("X-Worker", "1");
  const { url, method, redirect, referrer, referrerPolicy } = request;
  const answer = await fetch(url, { method, redirect, referrer, referrerPolicy, body, headers, credentials: "same-origin" });
  const isOver = answer.status === 401 || (answer.status === 403 && (await whoIsThere()) === "nobody");
  return isOver ? null : answer;
}

/** A form that a page posts: sent, or kept when it cannot be sent. */
async function form(request) {
  const url = new URL(request.url);
  const copy = request.clone();
  let isSignedOut = false;
  try {
    const answer = (await isNext()) && (await answered(request));
    isSignedOut = answer === null;
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
  const again = `${SIGN_IN}?${new URLSearchParams({ next: kept.next, kept: kept.kind })}`;
  if (request.mode === "navigate") return Response.redirect(isSignedOut ? again : `${kept.next}?kept=${kept.kind}`, 303);
  const headers = isSignedOut ? { "X-Sign-In": again } : {};
  return new Response(null, { status: 202, headers: { "X-Kept": kept.kind, "X-Next": kept.next, ...headers } });
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
