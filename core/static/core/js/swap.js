// form[data-swap="#part"]: posts in the background and replaces that part with the same part of the answer.
// The server sees the header HX-Request, as from htmx, and may answer with the part alone.

import { parse } from "./trusted.js";

const BUTTONS = "button:not([disabled], [hidden], .no-js)";

/** Lets "Undo" and the nudges go quiet after eight seconds, but never while they are in use. */
export function settle(root) {
  for (const line of root.querySelectorAll("[data-settles]:not(.is-settled)")) {
    const rest = () => (line.matches(":hover, :focus-within") ? setTimeout(rest, 3000) : line.classList.add("is-settled"));
    setTimeout(rest, 8000);
  }
}

export function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

/** Where the focus was inside the old part, so that the keyboard does not fall back to the top of the page. */
function remember(part) {
  const active = document.activeElement;
  if (!part.contains(active)) return () => {};
  if (active.closest("dialog")) return (fresh) => fresh.querySelector("[data-sheet]")?.focus({ preventScroll: true });
  const { name, type, value } = active;
  const label = active.getAttribute("aria-label");
  return (fresh) => {
    const choice = active.matches("select, [type=checkbox]") && active.id && fresh.querySelector(`#${CSS.escape(active.id)}`);
    const radio = type === "radio" && fresh.querySelector(`input[name="${CSS.escape(name)}"]:checked`);
    const named = [...fresh.querySelectorAll(BUTTONS)].find((button) =>
      label ? button.getAttribute("aria-label") === label : value && button.value === value,
    );
    const first = fresh.querySelector("[data-focus]") ?? fresh.querySelector(`${BUTTONS}, a[href], input:not([type=hidden])`);
    (choice || radio || named || first)?.focus({ preventScroll: true });
  };
}

/**
 * Says so beside the form, which keeps what was chosen; the button, or the network's return, sends it once more. A switch
 * stays as it was, and nothing is switched later without its person.
 */
function fail(form, submitter) {
  const said = document.getElementById(submitter?.matches("[role=switch]") ? "not-switched" : "not-sent")?.content.cloneNode(true);
  let line = form.querySelector(".failed");
  if (!line && said) {
    line = Object.assign(document.createElement("div"), { className: "failed" });
    line.append(said);
    form.append(line);
  }
  if (!line) return;
  const again = line.querySelector("button");
  if (again) again.onclick = () => send(form, submitter);
  say("");
  say(line.querySelector("span").textContent);
}

/** The worker keeps it until the network is back (core/worker/outbox.js): says so in the place of what failed. */
function kept(form) {
  const line = document.getElementById("pocket")?.content.querySelector("[data-kept-line]").cloneNode(true);
  const sheet = form.closest("dialog");
  const place = sheet?.parentElement ?? form;
  for (const before of new Set([place, form])) before.querySelector(":is(.failed, [data-kept-line])")?.remove();
  sheet?.close();
  if (!line) return;
  place.append(line);
  say("");
  say(line.textContent);
}

window.addEventListener("online", () => {
  for (const button of document.querySelectorAll("form[data-swap] > .failed button")) button.click();
});

/** Posts a form, or `body` in its place, and replaces its part with that of the answer. */
export async function send(form, submitter, body = null) {
  const part = document.querySelector(form.dataset.swap);
  if (!part) return;
  if (form.getAttribute("aria-busy") === "true") {
    form.dataset.again = "yes"; // tapped once more while the first tap travels: the last one counts
    return;
  }
  form.setAttribute("aria-busy", "true");
  submitter?.setAttribute("aria-busy", "true");
  delete form.dataset.again;
  let fresh = null;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: body ?? new FormData(form, submitter),
      headers: { "HX-Request": "true", "HX-Target": part.id },
    });
    const signIn = answer.headers.get("X-Sign-In"); // the sign-in has ended; what was chosen is kept
    if (signIn) return void location.assign(signIn);
    if (answer.status === 202) return kept(form);
    if (answer.redirected) return void location.assign(answer.url);
    if (!answer.ok && answer.status !== 422) return fail(form, submitter);
    fresh = parse(await answer.text()).querySelector(form.dataset.swap);
    if (!fresh) return void location.reload();
  } catch {
    return fail(form, submitter);
  } finally {
    form.removeAttribute("aria-busy");
    submitter?.removeAttribute("aria-busy");
  }
  if (form.dataset.again && form.matches("[data-autosave]")) return send(form);
  const refocus = remember(part);
  part.replaceWith(fresh);
  refocus(fresh);
  say(fresh.querySelector("[data-say]")?.textContent.trim() ?? "");
  settle(fresh);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter);
});
settle(document);

// form[data-at-once]: what opening the page means; its button is there for pages without scripts.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  const headers = { "HX-Request": "true" };
  fetch(form.action, { method: "POST", body: new FormData(form), headers }).then((answer) => answer.ok && form.remove(), () => {});
}
