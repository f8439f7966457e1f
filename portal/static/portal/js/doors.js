// At a door without signal: the answer waits on this telephone and goes when there is signal again. What waits is a
// number, an answer and a moment; the server takes the same answer twice as one.

const form = document.querySelector("[data-doors]");
const place = document.querySelector("[data-waiting]");
const key = `doors:${location.pathname}`;

const waiting = () => JSON.parse(localStorage.getItem(key) ?? "[]");

function keep(list) {
  if (list.length) localStorage.setItem(key, JSON.stringify(list));
  else localStorage.removeItem(key);
  if (!place) return;
  place.hidden = !list.length;
  place.textContent = list.length === 1 ? place.dataset.one : place.dataset.more.replace("#", list.length);
}

async function send(answer) {
  const body = new FormData();
  for (const [name, value] of Object.entries(answer)) body.set(name, value);
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  return fetch(`${location.pathname}antwoord/`, { method: "POST", body, headers });
}

// A refusal (a no that holds) is an answer too: it is shown by the page itself, so it need not wait any longer.
async function sendWaiting() {
  const list = waiting();
  let sent = 0;
  try {
    while (list.length) {
      const response = await send(list[0]);
      if (response.status >= 500 || response.redirected) break;
      list.shift();
      sent += 1;
    }
  } catch {
    // still no signal
  }
  keep(list);
  if (sent) location.replace(location.pathname);
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = { nummer: form.elements.nummer.value, antwoord: event.submitter.value, om: new Date().toISOString() };
  keep([...waiting().filter((row) => row.nummer !== answer.nummer), answer]);
  await sendWaiting();
});
window.addEventListener("online", sendWaiting);
keep(waiting());
if (waiting().length) sendWaiting();
