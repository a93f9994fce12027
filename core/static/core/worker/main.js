// The worker's events, and what pages ask of it.

const SIGN_OUT = "/accounts/logout/";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOldShells(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "GET") {
    if (url.pathname.startsWith(CONFIG.static)) event.respondWith(file(request));
    else if (request.mode === "navigate") event.respondWith(page(request));
  } else if (request.method === "POST") {
    const isUpload = request.headers.get("content-type")?.startsWith("multipart/");
    if (url.pathname === SIGN_OUT) event.respondWith(signOut(request));
    else if (isKept(url.pathname)) event.respondWith(form(request));
    else if (request.mode === "navigate" && !isUpload) event.respondWith(sent(request));
    else if (!url.pathname.startsWith("/api/")) event.waitUntil(setPlain("dirty", true));
  }
});

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendOrTryAgain());
});

/** What still waits after this makes the browser come again later. */
async function sendOrTryAgain() {
  await flush();
  await tell();
  const { waiting, skew } = await summary();
  if (waiting && !skew) throw new Error("still waiting");
}

const ASKED = {
  /** A page of a signed-in person was opened. */
  async look({ owner, shared, language }) {
    if (shared) {
      await wipe();
      return void (await self.registration.unregister());
    }
    await belongTo(owner);
    await flush();
    await refreshCopy();
    await tell();
    await keepOpenPages(language);
  },
  /** A page of nobody was opened by somebody who is not signed in. */
  visit: ({ language }) => keepOpenPages(language),
  /** The page for strangers or the one to sign in was opened: what waits stays locked for its owner, nothing else stays. */
  async left() {
    if (await plain("leaving")) await setPlain("leaving", (await whoIsThere()) !== "nobody");
    await forgetCopy();
    if (!(await rows()).length) await wipe();
  },
  list,
  summary,
  async decide(said) {
    await decide(said);
    await flush();
    await tell();
  },
  async clock({ whose }) {
    await setClock(whose);
    await flush();
    await tell();
  },
  async send() {
    await flush();
    await tell();
  },
  /** Whether the network is back, for a page that was shown without it. */
  async reach() {
    await whoIsThere();
    await flush();
    await tell();
  },
};

self.addEventListener("message", (event) => {
  const work = ASKED[event.data?.kind];
  if (!work) return;
  event.waitUntil(
    Promise.resolve(work(event.data))
      .catch(() => null)
      .then((answer) => event.ports[0]?.postMessage(answer ?? null)),
  );
});
