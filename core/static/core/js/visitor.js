// A visitor's phone keeps the pages that belong to nobody: help, and why signing in needs the network.
import { registerWorker } from "./app.js";

async function keep() {
  await registerWorker();
  const there = await navigator.serviceWorker.ready;
  there.active.postMessage({ kind: "visit", language: document.documentElement.lang });
}

if (navigator.serviceWorker) setTimeout(() => keep().catch(() => {}), 1200); // nobody waits for it
