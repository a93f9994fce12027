// The one policy for trusted types (CSP `trusted-types app`): all that may become markup or a worker passes here.
const WORKER = "/service-worker.js";

const policy = window.trustedTypes?.createPolicy("app", {
  createHTML: (text) => text, // only ever answers of this site, parsed into a document in which no script runs (swap.js)
  createScriptURL(address) {
    if (address !== WORKER) throw new TypeError(`not a worker of this site: ${address}`);
    return address;
  },
});

/** A page of this site as a document of its own: scripts in it do not run. */
export function parse(text) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
}

/** The worker whose scope is the whole site (core/pwa.py). */
export function registerWorker() {
  return navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER);
}
