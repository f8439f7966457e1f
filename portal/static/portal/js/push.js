// A message on this device, if the person and the browser both say yes. Without this script the page says what is needed.

const form = document.querySelector("[data-push]");
const status = document.querySelector("[data-push-said]");
const here = document.querySelector("[data-push-here]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const say = (name) => {
  status.textContent = status.dataset[name];
  status.hidden = false;
};

function bytes(letters) {
  const text = atob(letters.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(letters.length / 4) * 4, "="));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const present = async () => (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();

// Subscribed under an older key of ours: that one is ended first.
async function subscribed(key) {
  await navigator.serviceWorker.register("/push-worker.js", { scope: "/" });
  const registration = await navigator.serviceWorker.ready;
  const older = await registration.pushManager.getSubscription();
  if (older) await older.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== "granted") return say("refused");
    say("busy");
    const { endpoint, keys } = (await subscribed(form.dataset.push)).toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.submit();
  } catch {
    say("failed");
  } finally {
    button.disabled = false;
  }
});

// Which of the devices is this one? And the browser forgets too what was taken off the list.
async function find() {
  const subscription = await present();
  if (!subscription) return null;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", here.dataset.token);
  body.set("endpoint", subscription.endpoint);
  const answer = await fetch(here.dataset.pushHere, { method: "POST", body });
  if (answer.status === 204) await subscription.unsubscribe();
  return answer.status === 200 ? answer.text() : null;
}

if (form) {
  document.querySelector("[data-push-without]").hidden = true;
  if (able) form.hidden = false;
  else say(/iPhone|iPad/.test(navigator.userAgent) ? "apple" : "unable");
}
if (here && able) {
  try {
    const mark = document.querySelector(`[data-device="${(await find()) ?? ""}"]`);
    if (mark) {
      mark.hidden = false;
      if (form) form.hidden = true;
    }
  } catch {
    // no signal: the list is right without it
  }
}
