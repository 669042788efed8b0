/* Keeps the empty shell and the files it is made of; nothing of anyone is ever kept here. */
importScripts({% for address in libraries %}"{{ address }}"{% if not forloop.last %}, {% endif %}{% endfor %});
const { precaching, routing } = self.workbox;
precaching.precacheAndRoute({{ files|safe }});
precaching.cleanupOutdatedCaches();
routing.registerRoute(
  new routing.NavigationRoute(precaching.createHandlerBoundToURL("{{ home }}"), { allowlist: [/^\/phone\/(\?.*)?$/] }),
);
self.addEventListener("message", (event) => event.data === "skip" && self.skipWaiting());
