// A signed-in person's pages: the worker is told who is here, a pill says what waits, and the third visit offers to install.
import { listen } from "./unsent.js";

/** For dates: British order in English. */
export const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const told = document.getElementById("pocket");
const INSTALL_FROM = 3;
const AGAIN_MS = 30_000;
const isCopy = document.getElementById("copy") && !location.pathname.startsWith("/offline/");

/** Asks the worker something and waits for its answer; null where there is no worker. */
export async function ask(message) {
  const worker = (await navigator.serviceWorker?.ready)?.active;
  if (!worker) return null;
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => done(event.data);
    worker.postMessage(message, [port2]);
  });
}

let state = { waiting: 0, refused: 0, long: [] };

function show() {
  const place = document.querySelector("header.top");
  let pill = document.getElementById("waits");
  const { waiting, refused } = state;
  const offline = !navigator.onLine || (isCopy && !state.reached);
  if (!waiting && !refused && !offline) return pill?.remove();
  pill ??= Object.assign(told.content.querySelector("a").cloneNode(true), { id: "waits" });
  const words = refused ? "refused" : waiting ? (offline ? "offline" : "waiting") : "alone";
  pill.textContent = pill.dataset[words].replace("{n}", refused || waiting);
  if (!pill.isConnected) place?.insertBefore(pill, place.querySelector(".ico:last-child"));
}

/** Above every page: what has waited for more than a day. */
function showLong() {
  let box = document.getElementById("waits-long");
  const { long } = state;
  if (!long.length || location.pathname.startsWith("/offline/waiting/")) return box?.remove();
  box ??= Object.assign(told.content.querySelector("[data-long]").cloneNode(true), { id: "waits-long" });
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  const isYesterday = (at) => new Date(at).toDateString() === yesterday.toDateString();
  const words = (long.every(isYesterday) ? "long" : "older") + (long.length === 1 ? "One" : "More");
  const day = new Date(long[0]).toLocaleDateString(language, { day: "numeric", month: "long" });
  box.querySelector("span").textContent = box.dataset[words].replace("{n}", long.length).replace("{day}", day);
  if (!box.isConnected) document.getElementById("messages")?.append(box);
}

function heard({ data }) {
  if (data?.kind !== "state") return;
  state = data;
  show();
  showLong();
  if (data.copied) document.documentElement.dataset.pocket = "ready";
  document.dispatchEvent(new CustomEvent("pocket", { detail: data }));
}

// A form says beside its values what stood there before, so that an edit on another device is noticed (core/sync.py).
document.addEventListener("formdata", ({ target: form, formData }) => {
  const { pathname } = new URL(form.getAttribute("action") || "", location.href); // a field may be called `action`
  if (!/^\/(mood|sessions)\/[0-9a-f-]{36}\/(finish\/)?$/.test(pathname)) return;
  const before = {};
  for (const field of form.elements) {
    if (field.matches("textarea[name]")) before[field.name] = field.defaultValue;
    else if (field.matches("input[type=radio][name]") && (field.defaultChecked || !(field.name in before))) {
      before[field.name] = field.defaultChecked ? field.value : "";
    }
  }
  formData.set("base", JSON.stringify(before));
});

async function begin(registerWorker) {
  const shared = "shared" in told.dataset;
  if (shared && !(await navigator.serviceWorker.getRegistration())) return;
  if (!shared) await registerWorker();
  navigator.serviceWorker.addEventListener("message", heard);
  const look = () => ask({ kind: "look", owner: told.dataset.owner, shared, language: document.documentElement.lang });
  const again = () => {
    if (!document.hidden && (state.waiting || isCopy)) ask({ kind: isCopy ? "reach" : "send" });
  };
  addEventListener("online", again);
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", again);
  setInterval(again, AGAIN_MS);
  show();
  await look();
}

/** From the third visit on, once: a card on Today, and not again after "Not now". */
function offerToInstall() {
  if (location.pathname !== "/" || "shared" in told.dataset || matchMedia("(display-mode: standalone)").matches) return;
  if (!sessionStorage.getItem("visited")) {
    sessionStorage.setItem("visited", "1");
    localStorage.setItem("visits", String(Number(localStorage.getItem("visits") ?? 0) + 1));
  }
  if (Number(localStorage.getItem("visits")) < INSTALL_FROM || localStorage.getItem("install")) return;
  const isApple = /iPad|iPhone|iPod/.test(navigator.userAgent) && !navigator.standalone;
  if (!isApple && !window.installing) return void addEventListener("installable", offerToInstall, { once: true });
  const card = told.content.querySelector("[data-install]").cloneNode(true);
  card.querySelector(isApple ? "[data-elsewhere]" : "[data-apple]").remove();
  card.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    localStorage.setItem("install", button.value);
    card.remove();
    if (button.value === "yes") await window.installing?.prompt();
  });
  document.getElementById("main").append(card);
}

/** Called by app.js, once a page. */
export function start({ say, registerWorker }) {
  if (!told || !navigator.serviceWorker) return;
  listen(say);
  begin(registerWorker).catch(() => {}); // A private window or a full disk: everything works as it does without this script.
  try {
    offerToInstall();
  } catch {
    // A browser that refuses to store is not asked.
  }
}
