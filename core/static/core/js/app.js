// What every page gains from scripts. Each part listens on the document, so that swapped-in parts need no set-up of their own.
import { say, send } from "./swap.js";
import { parse, registerWorker } from "./trusted.js";
import "./rating.js";
import "./fields.js";
import "./theme.js";

export { parse, registerWorker, say, send };

document.documentElement.classList.add("js");

/** It is handed what it needs of this module: two that import each other could not both be named by their contents. */
async function bringPocket() {
  const { start } = await import("./pocket.js");
  start({ say, registerWorker });
}

// What the phone keeps comes last: nobody waits for it.
if (document.getElementById("pocket")) setTimeout(bringPocket, 1200);
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.installing = event;
  dispatchEvent(new Event("installable"));
});
