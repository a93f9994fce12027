// A visitor's phone keeps the pages that belong to nobody: help, and why signing in needs the network.

async function keep() {
  const policy = window.trustedTypes?.createPolicy("worker", { createScriptURL: (url) => url });
  const address = "/service-worker.js";
  await navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address);
  const there = await navigator.serviceWorker.ready;
  there.active.postMessage({ kind: "visit", language: document.documentElement.lang });
}

if (navigator.serviceWorker) setTimeout(() => keep().catch(() => {}), 1200); // nobody waits for it
