// A new version of the app waits until the person agrees; what is saved stays where it is.

const listeners = new Set();
let registration = null;

export async function registerWorker() {
  if (!navigator.serviceWorker) return null;
  registration = await navigator.serviceWorker.register("/phone/sw.js", { scope: "/phone/", updateViaCache: "none" });
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", tell);
  });
  tell();
  return registration;
}

export const isUpdateWaiting = () => Boolean(registration?.waiting && navigator.serviceWorker.controller);

function tell() {
  if (isUpdateWaiting()) listeners.forEach((callback) => callback());
}

export function onUpdate(callback) {
  listeners.add(callback);
  tell();
}

export function applyUpdate() {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting?.postMessage("skip");
}
