// Adds this browser to the list of devices: asks for permission on the person's own tap, subscribes, posts the form.
import { registerWorker } from "../core/js/app.js";

const box = document.getElementById("devices");
const form = box.querySelector("[data-device]");
const isAble = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function say(name) {
  for (const line of box.querySelectorAll("[data-device-says]")) line.hidden = line.dataset.deviceSays !== name;
}

function base64url(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") return say("denied");
  await registerWorker();
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: box.dataset.key };
  const subscription = await registration.pushManager.subscribe(options);
  form.elements.endpoint.value = subscription.endpoint;
  form.elements.p256dh.value = base64url(subscription.getKey("p256dh"));
  form.elements.auth.value = base64url(subscription.getKey("auth"));
  form.submit();
}

if (isAble) {
  say(Notification.permission === "denied" ? "denied" : "");
  form.hidden = false;
  form.querySelector("button").addEventListener("click", () => subscribe().catch(() => say("failed")));
}
