// The participant's page. Everything on it works without; with this nobody has to load it again.
import { pollsOf } from "./live-polls.js";
import { LiveSocket } from "./live-socket.js";
import { listOf, many } from "./live-words.js";
import { readAloud } from "./live-voice.js";

const place = document.querySelector("[data-room]");
const start = JSON.parse(document.getElementById("zaal").textContent);
const part = (name) => place.querySelector(`[data-part="${name}"]`);
const words = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), start.words[name]);
const AT_FIRST = 5;
const SUM_UP = 10000;

const questions = new Map();
const voted = new Set(start.voted);
const mine = new Map();
let room = start.room;
let all = start.everything;
let news = [];
let summedUp = 0;
let sent = "";
let crowd = 0;

const socket = new LiveSocket(start.slug);

// --- One polite line, that sums up -------------------------------------------------------------------------------------

function say(text) {
  part("melding").textContent = text;
}

function report(text) {
  news.push(text);
  const wait = Math.max(0, summedUp + SUM_UP - Date.now());
  if (news.length === 1) {
    setTimeout(() => {
      const counted = new Map();
      for (const item of news) counted.set(item, (counted.get(item) ?? 0) + 1);
      say([...counted].map(([item, n]) => (n > 1 ? `${n} × ${item}` : item)).join(" "));
      news = [];
      summedUp = Date.now();
    }, wait);
  }
}

// --- The list ----------------------------------------------------------------------------------------------------------

const list = part("vragen");

// Whoever points at the list, is in it by keyboard, types, or has scrolled past its beginning, keeps it where it is.
function isReading() {
  const busy = document.activeElement;
  const typing = busy && (list.contains(busy) || busy.matches("textarea, input:not([type=radio], [type=checkbox])"));
  return typing || list.matches(":hover") || list.getBoundingClientRect().top < 0;
}

function by(question) {
  const name = question.by ? words("by", { name: question.by }) : words("anonymous");
  return question.via === "phone" ? words("phoned", { by: name }) : question.via === "sent" ? words("sent", { by: name }) : name;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function rowOf(question) {
  const row = document.getElementById("een-vraag").content.firstElementChild.cloneNode(true);
  row.dataset.id = question.id;
  row.id = `v-${question.id}`;
  const form = row.querySelector("form");
  form.action = form.dataset.action.replace("00000000-0000-0000-0000-000000000000", question.id);
  return row;
}

function fill(row, question) {
  const set = (name, text) => {
    const target = row.querySelector(`[data-field="${name}"]`);
    if (target.textContent !== text) target.textContent = text;
  };
  set("text", question.text);
  set("by", `${words("waits")} ${capital(by(question))}`);
  set("votes", question.votes === null ? "" : String(question.votes));
  set("many", many(start.words, question.votes));
  const on = voted.has(question.id);
  const button = row.querySelector("button");
  set("ook", on ? words("you") : words("me"));
  button.setAttribute("aria-pressed", String(on));
  button.value = on ? "0" : "1";
  button.disabled = !(room.state === "open" && room.voting);
}

// Equal questions stand in an order of one's own, so that the first ones asked do not win; events/live/page.py reckons the same.
function rank(id) {
  let value = 0x811c9dc5;
  for (const letter of start.seed + id) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return value;
}

function ordered() {
  const waiting = [...questions.values()].filter((q) => q.state === "zichtbaar");
  return waiting.sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0) || rank(a.id) - rank(b.id));
}

function draw(force = false) {
  const wanted = ordered();
  const rows = new Map([...list.children].map((row) => [row.dataset.id, row]));
  for (const question of wanted) if (rows.has(question.id)) fill(rows.get(question.id), question);
  const shown = all ? wanted : wanted.slice(0, AT_FIRST);
  const keep = !force && rows.size > 0 && isReading();
  const fresh = wanted.filter((question) => !rows.has(question.id));
  for (const [id, row] of rows) {
    if (wanted.some((question) => question.id === id)) continue;
    if (keep) leave(row, questions.get(id));
    else row.remove();
  }
  if (!keep) {
    for (const [index, question] of shown.entries()) {
      const row = rows.get(question.id) ?? rowOf(question);
      fill(row, question);
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    }
    while (list.children.length > shown.length) list.lastElementChild.remove();
  }
  drawAround(wanted, keep ? fresh.length : 0);
}

// A row under somebody's eyes does not jump away: it says in a word what became of it.
function leave(row, question) {
  row.querySelector("form")?.remove();
  row.querySelector('[data-field="text"]').textContent = question ? question.text : "";
  row.querySelector('[data-field="by"]').textContent = question ? words(question.state) : words("gone");
}

function drawAround(wanted, waiting) {
  const more = part("meer");
  more.hidden = all || wanted.length <= AT_FIRST;
  more.querySelector("a").textContent = words("all", { n: wanted.length });
  const fresh = part("nieuw");
  fresh.hidden = waiting === 0;
  fresh.textContent = waiting === 1 ? words("new-one") : words("new", { n: waiting });
  part("leeg").hidden = wanted.length > 0;
  const answered = [...questions.values()].filter((q) => q.state === "beantwoord").length;
  const asked = [...questions.values()].filter((q) => q.state !== "samengevoegd").length;
  part("telling").textContent = words("counted", { asked, answered });
  drawNow();
}

function drawNow() {
  const box = part("nu");
  const now = [...questions.values()].find((question) => question.state === "nu");
  const text = box.querySelector("[data-field=text]");
  if (now && text.textContent !== now.text) report(words("now", { text: now.text }));
  box.hidden = !now;
  text.textContent = now?.text ?? "";
  box.querySelector("[data-field=by]").textContent = now ? words("question", { by: by(now) }) : "";
}

// --- What is said ------------------------------------------------------------------------------------------------------

function note({ id, text, speaker, by: writer, at }) {
  const log = part("gezegd");
  let row = log.querySelector(`[data-id="${id}"]`);
  if (!row) {
    row = document.getElementById("een-regel").content.firstElementChild.cloneNode(true);
    row.dataset.id = id;
    log.prepend(row);
    const time = new Date(at ?? Date.now());
    row.querySelector("time").textContent = `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`;
  }
  if (speaker !== undefined || writer !== undefined) row.querySelector("b").textContent = speaker ?? "";
  row.querySelector("span").textContent = text;
}

const tipRow = (n) => part("tip").querySelector(`li[value="${n}"]`);

function tip({ n, of, text }) {
  const box = part("tip");
  box.hidden = false;
  box.querySelector("[data-field=number]").textContent = words("tip", { n, of });
  box.querySelector("[data-field=text]").textContent = text;
  let row = tipRow(n);
  if (!row) {
    row = document.createElement("li");
    row.value = n;
    box.querySelector("ol").append(row);
  }
  row.textContent = text;
  box.querySelector("details").hidden = box.querySelectorAll("li").length < 2;
}

function announce({ text }) {
  const box = part("mededeling");
  box.hidden = false;
  box.querySelector("[data-field=text]").textContent = text;
}

function line({ text }) {
  const box = part("ondertitel");
  box.hidden = !text;
  box.textContent = text;
}

const ended = () => ["closed", "archived"].includes(room.state);

function here({ web, phone }) {
  const n = ended() ? 0 : web + phone;
  crowd = web;
  part("mensen").textContent = n < 2 ? "" : phone ? words("people-phone", { n, phone }) : words("people", { n });
}

function moveRoom(next) {
  const moved = next.state !== room.state || next.asking !== room.asking;
  room = next;
  // Another state is another page: with its own words, its own form or none. Not all at once: a full hall takes seconds.
  if (moved) setTimeout(anew, Math.random() * Math.min(5000, crowd * 4));
}

function anew() {
  if (part("formulier")?.querySelector("textarea")?.value) report(words("moved"));
  else location.reload();
}

// --- The own question --------------------------------------------------------------------------------------------------

function own(item) {
  const before = mine.get(item.question);
  mine.set(item.question, item);
  const box = part("eigen");
  let row = box.querySelector(`[data-id="${item.question}"]`);
  if (item.state === "weg") return row?.remove();
  if (!row) {
    row = document.getElementById("eigen-vraag").content.firstElementChild.cloneNode(true);
    row.dataset.id = item.question;
    const form = row.querySelector("form");
    form.action = form.dataset.action.replace("00000000-0000-0000-0000-000000000000", item.question);
    box.append(row);
  }
  const minute = item.state === "beantwoord" && item.answer?.offset != null;
  row.querySelector("[data-field=state]").textContent = minute
    ? words("own-minute", { n: Math.floor(item.answer.offset / 60) })
    : words(`own-${item.state}`);
  row.querySelector("[data-field=text]").textContent = `“${item.text}”`;
  const shown = row.querySelector("[data-field=shown]");
  shown.hidden = !item.shown;
  shown.textContent = item.shown ? words("shown", { text: item.shown }) : "";
  const why = row.querySelector("[data-field=why]");
  why.hidden = !item.reason && !item.answer?.text;
  why.textContent = item.reason ?? item.answer?.text ?? "";
  row.querySelector("form").hidden = !["wacht", "zichtbaar", "geparkeerd"].includes(item.state);
  if (before && before.state !== item.state) report(words(`own-${item.state}`));
}

function help(lines) {
  const box = part("hulp");
  box.hidden = false;
  const rows = lines.map(({ name, phone }) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = `tel:${phone.replace(/\D/g, "")}`;
    link.textContent = phone;
    row.append(`${name}: `, link);
    return row;
  });
  box.querySelector("ul").replaceChildren(...rows);
  box.focus();
}

const form = part("formulier");
// Without a socket a form is sent as a page is; without any network it would be lost, so it stays.
function stays(event) {
  if (navigator.onLine) return false;
  event.preventDefault();
  part("verbinding").hidden = false;
  part("verbinding").querySelector("p").textContent = words("offline");
  return true;
}

form?.addEventListener("submit", async (event) => {
  if (stays(event) || !socket.isOpen || form.dataset.ahead !== undefined) return;
  event.preventDefault();
  const data = new FormData(form);
  const anonymous = data.get("anonymous") !== "0";
  const refusal = part("weigering");
  sent = data.get("text").trim();
  try {
    const answer = await socket.command("ask", {
      text: data.get("text"),
      name: data.get("name") || null,
      anonymous,
      for_other: data.get("for_other") !== null,
    });
    refusal.hidden = true;
    form.querySelector("textarea").value = "";
    form.querySelector("[name=for_other]").checked = false;
    if (answer.help) help(answer.help);
    else say(words(answer.same ? "same" : `own-${answer.state}`));
  } catch ({ text, wait }) {
    refusal.hidden = false;
    refusal.textContent = wait ? `${text} ${words("wait", { n: wait })}` : text;
    refusal.focus();
  }
});

list.addEventListener("submit", async (event) => {
  if (stays(event) || !socket.isOpen) return;
  event.preventDefault();
  const row = event.target.closest("[data-id]");
  const id = row.dataset.id;
  const on = !voted.has(id);
  const question = questions.get(id);
  on ? voted.add(id) : voted.delete(id);
  if (question && question.votes !== null) question.votes += on ? 1 : -1;
  if (question) fill(row, question);
  try {
    const answer = await socket.command("vote", { id, on });
    if (question && answer.votes !== null) question.votes = answer.votes;
  } catch ({ text }) {
    on ? voted.delete(id) : voted.add(id);
    if (question && question.votes !== null) question.votes += on ? -1 : 1;
    say(text);
  }
  if (question && questions.has(id)) fill(row, question);
});

part("nieuw").addEventListener("click", () => {
  const first = ordered().find((question) => !list.querySelector(`[data-id="${question.id}"]`));
  draw(true);
  document.getElementById(`v-${first?.id}`)?.querySelector("button")?.focus();
});
part("meer").addEventListener("click", (event) => {
  event.preventDefault();
  all = true;
  draw(true);
});

const polls = pollsOf({ place, socket, words, say, report, stays });
readAloud(part("voorlezen"), () => part("nu").querySelector("[data-field=text]").textContent);

// --- Messages ----------------------------------------------------------------------------------------------------------

const change = (id, values) => questions.has(id) && questions.set(id, { ...questions.get(id), ...values });
const HEAR = {
  "q.add": ({ question }) => {
    if (!questions.has(question.id) && question.text !== sent) report(words("arrived"));
    questions.set(question.id, question);
  },
  "q.edit": ({ id, text }) => change(id, { text, edited: true }),
  "q.state": ({ id, state, answer }) => change(id, { state, answer, into: null }),
  "q.merge": ({ id, into }) => change(id, { state: "samengevoegd", into }),
  "q.gone": ({ id }) => questions.delete(id),
  tick: ({ votes = {}, poll = {}, here: people }) => {
    for (const [id, n] of Object.entries(votes)) change(id, { votes: n });
    polls.tick(poll);
    if (people) here(people);
  },
  "room.state": moveRoom,
  "note.add": ({ note: item }) => note(item),
  "note.edit": note,
  "note.gone": ({ id }) => part("gezegd").querySelector(`[data-id="${id}"]`)?.remove(),
  "tip.show": ({ tip: item }) => {
    tip(item);
    report(words("tip", item));
  },
  "poll.open": ({ poll }) => polls.open(poll),
  "poll.close": ({ id, results, phone }) => polls.close(id, results, phone),
  say: (item) => {
    announce(item);
    report(item.text);
  },
  line,
  mine: own,
};

socket.on("message", (type, data) => {
  HEAR[type]?.(data);
  if (type.startsWith("q.") || type === "tick") requestAnimationFrame(() => draw());
});
socket.on("snapshot", (snapshot) => {
  questions.clear();
  for (const question of snapshot.questions) questions.set(question.id, question);
  if (snapshot.room.state !== room.state) moveRoom(snapshot.room);
  const noted = new Set(snapshot.notes.map(({ id }) => id));
  for (const row of part("gezegd").querySelectorAll("[data-id]")) if (!noted.has(row.dataset.id)) row.remove();
  for (const item of snapshot.notes.slice(-6)) note(item);
  for (const item of snapshot.tips) if (!tipRow(item.n)) tip(item);
  if (snapshot.say.length) announce(snapshot.say.at(-1));
  for (const poll of snapshot.polls) poll.open ? polls.open(poll) : polls.close(poll.id, poll.results, poll.phone);
  if (snapshot.line) line(snapshot.line);
  here(snapshot.tick.here);
  draw();
});
socket.on("status", (word, code, missed) => {
  place.dataset.status = word;
  const away = part("verbinding");
  away.hidden = word !== "away" && (word !== "over" || (code === 4503 && ended()));
  away.querySelector("p").textContent = word === "over" ? words(code === 4503 ? "over" : "out") : words("away");
  const came = word === "recovered" ? listOf(start.words, missed) : "";
  if (word === "recovered" || word === "refreshed") report(came ? `${words(word)} ${words("missed", { list: came })}` : words(word));
});
