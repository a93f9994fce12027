// form[data-swap="#part"]: posts in the background and replaces that part with the same part of the answer.
// The server sees the header HX-Request, as from htmx, and may answer with the part alone.

const policy = window.trustedTypes?.createPolicy("app", { createHTML: (text) => text });

function parse(text) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
}

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
  const { name, type } = active;
  return (fresh) => {
    const again = type === "radio" && fresh.querySelector(`input[name="${CSS.escape(name)}"]:checked`);
    const first = fresh.querySelector("[data-focus]") ?? fresh.querySelector("button:not([disabled], [hidden]), a[href], input:not([type=hidden])");
    (again || first)?.focus({ preventScroll: true });
  };
}

function fail(form) {
  const template = document.getElementById("not-sent");
  const text = template?.content.textContent.trim() ?? "";
  let line = form.querySelector(".failed");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "failed" });
    form.append(line);
  }
  line.textContent = text;
  say(text);
}

/** Posts a form, or `body` in its place, and replaces its part with that of the answer. */
export async function send(form, submitter, body = null) {
  const part = document.querySelector(form.dataset.swap);
  if (!part || form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: body ?? new FormData(form, submitter),
      headers: { "HX-Request": "true", "HX-Target": part.id },
    });
    if (answer.redirected) return void location.assign(answer.url);
    if (!answer.ok && answer.status !== 422) return fail(form);
    const fresh = parse(await answer.text()).querySelector(form.dataset.swap);
    if (!fresh) return void location.reload();
    const refocus = remember(part);
    part.replaceWith(fresh);
    refocus(fresh);
    say(fresh.querySelector("[data-say]")?.textContent.trim() ?? "");
    settle(fresh);
  } catch {
    fail(form);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter);
});
settle(document);
