// The page for times without network. Each address of the site shows its part; forms are posted in the background, where
// the worker sends them or keeps them.
import { local } from "../../journal/js/local_copy.js";
import { begin as showKept } from "./offline_kept.js";

const PARTS = [
  [/^\/(offline\/)?$/, "today"],
  [/^\/plan\//, "week"],
  [/^\/log\//, "log"],
  [/^\/mood\//, "mood"],
  [/^\/sessions\/new\//, "session"],
  [/^\/sessions\/unfinished\//, "session"],
  [/^\/sessions\/[0-9a-f-]{36}\/finish\//, "finish"],
  [/^\/sleep\/(\d{4}-\d{2}-\d{2}\/)?$/, "night"],
  [/^\/groups\//, "group"],
  [/^\/help\//, "help"],
  [/^\/offline\/waiting\//, "waiting"],
];
const TABS = { today: "/", mood: "/", week: "/plan/", log: "/log/", session: "/log/", night: "/log/", finish: "/log/", group: "/groups/" };
const copy = document.getElementById("copy");
const said = document.getElementById("kept");
const session = document.getElementById("offline-session");
let writing = null; // the script of the session, once its part is shown

function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let place = 0; place < 6; place++) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function localDay() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The part of this address, and where there is none, the words that say so. */
function showPart() {
  const wanted = PARTS.find(([address]) => address.test(location.pathname))?.[1] ?? "elsewhere";
  const parts = [...copy.querySelectorAll("[data-part]")];
  const there = parts.some((part) => part.dataset.part.split(" ").includes(wanted)) ? wanted : "elsewhere";
  const reasons = [...copy.querySelectorAll("[data-why]")];
  const why = reasons.find((one) => new RegExp(one.dataset.why).test(location.pathname));
  for (const one of reasons) one.hidden = one !== why;
  for (const part of parts) part.hidden = !part.dataset.part.split(" ").includes(there);
  for (const tab of document.querySelectorAll("nav.tab a[aria-current]")) tab.removeAttribute("aria-current");
  const tab = document.querySelector(`nav.tab a[href="${TABS[wanted]}"]:not(.brand)`);
  tab?.setAttribute("aria-current", "page");
  if (tab) document.querySelector("header.top h1").textContent = tab.textContent.trim();
  const heading = copy.querySelector("[data-part]:not([hidden]) h2");
  if (!["today", "log", "mood", "group"].includes(there) && heading) document.title = heading.textContent;
}

/** Only today's tasks stand on Today; rest is of the day on which it is tapped. */
function showToday() {
  const today = localDay();
  for (const task of copy.querySelectorAll("#today-tasks [data-day]")) task.hidden = task.dataset.day !== today;
  for (const line of copy.querySelectorAll("[data-nothing]")) {
    line.hidden = Boolean(line.parentElement.querySelector("[data-day]:not([hidden])"));
  }
  for (const form of copy.querySelectorAll("[data-of-today]")) form.setAttribute("action", `/days/${today}/rest/`);
  for (const form of copy.querySelectorAll("[data-here]")) form.setAttribute("action", location.pathname);
  const night = copy.querySelector("#night-morning");
  if (night) night.value = /^\/sleep\/(\d{4}-\d{2}-\d{2})\//.exec(location.pathname)?.[1] ?? today;
  if (night) night.max = today;
}

function renew(form) {
  for (const input of form.querySelectorAll("[data-new-id]")) input.value = uuid7();
}

function say(words) {
  said.textContent = said.dataset[words];
  said.hidden = false;
  said.scrollIntoView({ block: "center" });
}

/** After the one tap: a line about the same rating, if wanted. */
function offerMore(form) {
  const more = document.getElementById(form.dataset.then);
  if (!more) return void (form.id === "mood-word" && (form.hidden = true));
  const at = new Date(Number(form.elements.at.value));
  const clock = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  more.setAttribute("action", `/mood/${form.elements.entry.value}/`);
  more.elements.score.value = form.elements.score.value;
  more.elements.rated_at.value = `${localDay()}T${clock}`;
  more.hidden = false;
}

async function send(form, button) {
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  if (form.elements.at) form.elements.at.value = String(Date.now());
  const body = new FormData(form, button);
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const signIn = answer.headers.get("X-Sign-In"); // the sign-in has ended; what was written is kept
    if (signIn) return void location.assign(signIn);
    if (answer.redirected) return void location.assign(answer.url);
    if (!answer.ok) return say("failed");
    if (form === session) writing?.finished();
    const next = answer.headers.get("X-Next") ?? "/";
    if (next !== "/") return void location.assign(`${next}?kept=1`);
    offerMore(form);
    form.reset();
    renew(form);
    say(answer.status === 202 ? "words" : "sent");
    if (form.hasAttribute("data-here")) location.assign("/?kept=1");
  } catch {
    say("failed");
  } finally {
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-kept]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("pocket", ({ detail }) => {
  document.getElementById("back").hidden = !detail.reached || location.pathname.startsWith("/offline/");
});
document.querySelector("#back a").href = location.href;

showPart();
showToday();
document.querySelectorAll("form[data-kept]").forEach(renew);
if (new URLSearchParams(location.search).has("kept")) say("words");
showKept();
const saved = /^\/sessions\/([0-9a-f-]{36})\/finish\//.exec(location.pathname);
if (session && saved) local.forget(session.dataset.owner, saved[1]); // it waits in the outbox
if (session && !session.closest("[data-part]").hidden) {
  writing = await import("./offline_session.js");
  await writing.begin();
}
document.documentElement.dataset.offline = "ready";
