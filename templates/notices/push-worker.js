// Brings what the portal pushes: that there is a message, and where it is read. It keeps nothing and fetches nothing.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let words = {};
  try {
    words = event.data?.json() ?? {};
  } catch {
    // not of ours; the browser wants something shown for every push
  }
  const title = typeof words.title === "string" ? words.title : "Er is een bericht voor u";
  const url = typeof words.url === "string" ? words.url : "/mijn/berichten/lezen/";
  const options = { tag: "bericht", renotify: true, data: { url } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/mijn/berichten/lezen/", self.location.origin);
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});
