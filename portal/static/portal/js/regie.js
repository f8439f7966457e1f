// The desks, the stage and the captions of the live room. Every button is a form: this script sends it without leaving
// the page, listens to the room's socket, and fetches the page anew, part by part, when something happened.
const root = document.querySelector("[data-regie]");
const said = document.querySelector("[data-said]");
let busy = false, again = false, timer = 0, wait = 1000;

const tell = (text) => { if (said) said.textContent = text; };
const typing = (part) => {
  const field = document.activeElement;
  return part.contains(field) && field.matches("textarea, input:not([type=hidden])") && (field.value !== field.defaultValue || field.matches("textarea"));
};

function place(part, fresh) {
  if (!fresh || part.innerHTML === fresh.innerHTML) return;
  if (part.hasAttribute("data-keep")) return;
  if (typing(part) && part.dataset.chosen === fresh.dataset.chosen) return;
  const open = [...part.querySelectorAll("details[open]")].map((one) => [...part.querySelectorAll("details")].indexOf(one));
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const pick = focused?.dataset.pick, id = focused?.id, scroll = part.scrollTop;
  part.replaceChildren(...fresh.childNodes);
  part.dataset.chosen = fresh.dataset.chosen ?? "";
  const details = part.querySelectorAll("details");
  if (part.dataset.chosen === "" || focused) open.forEach((index) => details[index]?.setAttribute("open", ""));
  part.scrollTop = scroll;
  (pick ? part.querySelector(`[data-pick="${pick}"]`) : id ? document.getElementById(id) : null)?.focus();
}

async function refresh(address = location.href) {
  if (busy) { again = true; return; }
  busy = true;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of root.querySelectorAll("[data-part]")) place(part, page.querySelector(`[data-part="${part.dataset.part}"]`));
      countDown();
    }
  } catch { /* the socket says when the network is back */ }
  busy = false;
  if (again) { again = false; refresh(); }
}

const soon = () => { clearTimeout(timer); timer = setTimeout(refresh, 250); };

async function send(form, button) {
  const data = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  const body = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : { ok: false, text: answer.statusText };
  tell(body.text || "");
  if (body.ok) {
    for (const field of form.querySelectorAll("textarea:not([data-key]), input:not([type=hidden], [data-stay], [data-key])")) if (form.querySelector("[data-enter], #zeg, #vraag, #regel")) { if (field.type === "checkbox") field.checked = false; else field.value = ""; }
    const mark = form.elements.c; if (mark) mark.value = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  }
  await refresh();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-send]")) return;
  event.preventDefault();
  send(event.target, event.submitter).catch(() => tell(document.documentElement.lang === "en" ? "No connection. Nothing was sent." : "Geen verbinding. Er is niets verstuurd."));
});

// Who looks at a question holds it, so that two moderators do not do the same; letting go and renewing is quiet.
let holding = 0;
const quiet = (form) => form && fetch(form.action, { method: "POST", body: fresh(form), headers: { Accept: "application/json" } }).catch(() => {});
function fresh(form) {
  const data = new FormData(form);
  data.set("c", `${Date.now()}-${Math.random().toString(36).slice(2)}`);
  return data;
}

function choose(link) {
  history.replaceState(null, "", link.href);
  quiet(root.querySelector("[data-release]"));
  clearTimeout(holding);
  holding = setTimeout(() => quiet(root.querySelector("[data-hold=free]")), 700);
  refresh(link.href).then(() => root.querySelector(`[data-pick="${link.dataset.pick}"]`)?.focus());
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-pick]");
  if (link && !event.ctrlKey && !event.metaKey) { event.preventDefault(); choose(link); }
});

document.addEventListener("keydown", (event) => {
  const field = event.target.matches("textarea, select, input:not([type=hidden])");
  if (field && event.target.matches("[data-enter]") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.target.form.requestSubmit(); return; }
  if (field && event.key === "Escape") { event.target.blur(); return; }
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "?") { document.querySelector("[data-keys]")?.showModal?.(); return; }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const links = [...root.querySelectorAll("[data-pick]")];
    if (!links.length) return;
    const at = links.findIndex((link) => link.getAttribute("aria-current"));
    event.preventDefault();
    choose(links[Math.max(0, Math.min(links.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]);
    return;
  }
  const target = root?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("button")) target.click(); else target.focus();
});

function countDown() {
  const undo = root.querySelector("[data-undo]:not([data-counting])");
  if (!undo) return;
  undo.dataset.counting = "1";
  let left = Number(undo.dataset.undo);
  undo.style?.setProperty?.("--left", left);
  const words = undo.querySelector("[data-undo-left]");
  const tick = setInterval(() => {
    left -= 1;
    if (!undo.isConnected) { clearInterval(tick); return; }
    if (left <= 0) { clearInterval(tick); undo.remove(); return; }
    words.textContent = words.textContent.replace(/\d+/, left);
  }, 1000);
}

function listen() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws/live/${root.dataset.slug}/`);
  socket.onopen = () => { wait = 1000; socket.send(JSON.stringify({ v: 1, t: "hello", c: "desk", d: { epoch: null, seq: 0, mseq: 0 } })); };
  socket.onmessage = (event) => { if (!event.data.includes('"t":"pong"')) soon(); };
  socket.onclose = (event) => {
    if (event.code >= 4500 && event.code < 4600 && event.code !== 4503) return;
    setTimeout(listen, Math.random() * wait); wait = Math.min(wait * 2, 30000);
  };
}

if (root) { countDown(); listen(); setInterval(refresh, 15000); setInterval(() => { if (!document.hidden) quiet(root.querySelector("[data-hold=mine]")); }, 40000); }
