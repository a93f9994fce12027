// What every page gains from scripts. Each part listens on the document, so that swapped-in parts need no set-up of their own.
export { say, send } from "./swap.js";
import "./rating.js";
import "./fields.js";
import "./theme.js";

document.documentElement.classList.add("js");

// What the phone keeps comes last: nobody waits for it.
if (document.getElementById("pocket")) setTimeout(() => import("./pocket.js"), 1200);
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.installing = event;
  dispatchEvent(new Event("installable"));
});
