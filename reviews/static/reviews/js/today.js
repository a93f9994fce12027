// Today, come back to after a while, is read again; where that fails, it says of what time it is.
import "../../core/js/bottom_sheet.js";
import { parse, say } from "../../core/js/app.js";

const OLD_MS = 5 * 60_000;
const IN_USE = "main :is(dialog[open], [aria-busy=true], .failed, [data-kept-line])";
let read = Date.now();

function tell() {
  const line = document.querySelector("[data-as-of]");
  if (!line?.hidden) return;
  line.hidden = false;
  say(line.textContent);
}

async function again() {
  if (document.hidden || Date.now() - read < OLD_MS || document.querySelector(IN_USE)) return;
  const answer = await fetch(location.pathname).catch(() => null);
  if (answer?.redirected) return void location.reload();
  const fresh = answer?.ok && parse(await answer.text());
  if (!fresh?.querySelector("[data-as-of]")) return tell();
  read = Date.now();
  for (const part of ["main", "header.top h1"]) document.querySelector(part).replaceChildren(...fresh.querySelector(part).childNodes);
}

document.addEventListener("visibilitychange", again);
addEventListener("pageshow", again);
addEventListener("online", again);
