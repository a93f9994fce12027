// Whether the page moves: the device may ask for less, and so may the person (Settings → Appearance).
const device = matchMedia("(prefers-reduced-motion: reduce)");

/** How to scroll to something. */
export const behavior = () => (device.matches || document.documentElement.dataset.motion === "less" ? "auto" : "smooth");
