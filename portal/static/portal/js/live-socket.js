// The socket of a live room: says hello, comes back by itself, misses nothing. Used by every page of a room.
//
//   const socket = new LiveSocket(slug);
//   socket.on("snapshot", (snapshot, welcome) => …);   the whole state, at first and after a gap that is too long
//   socket.on("message", (type, data) => …);           each message once, in order: q.add, m.state, tick, mine …
//   socket.on("status", (word) => …);                  "open", "away", "recovered" (with what was missed), "refreshed", "over"
//   await socket.command("vote", { id, on: true });    the answer; throws { code, text, field, wait } when refused

const SHORTEST = 1000;
const LONGEST = 30000;

export class LiveSocket {
  constructor(slug) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.address = `${scheme}://${location.host}/ws/live/${slug}/`;
    this.listeners = {};
    this.waiting = new Map();
    this.epoch = null;
    this.seq = 0;
    this.mseq = 0;
    this.tries = 0;
    this.count = 0;
    this.prefix = crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.connect();
  }

  on(name, listener) {
    (this.listeners[name] ??= []).push(listener);
  }

  tell(name, ...values) {
    for (const listener of this.listeners[name] ?? []) listener(...values);
  }

  get isOpen() {
    return this.greeted && this.socket.readyState === WebSocket.OPEN;
  }

  connect() {
    this.greeted = false;
    this.retry = null;
    this.socket = new WebSocket(this.address);
    this.socket.addEventListener("open", () => this.hello());
    this.socket.addEventListener("message", ({ data }) => this.take(JSON.parse(data)));
    this.socket.addEventListener("close", ({ code }) => this.left(code));
  }

  // Come back after a while of chance, so that not everybody comes back at once.
  left(code) {
    const known = this.greeted || this.epoch !== null;
    this.greeted = false;
    if (code >= 4500 && code < 4600) {
      this.tell("status", "over", code);
      return;
    }
    if (known) this.tell("status", "away", code);
    const most = Math.min(LONGEST, SHORTEST * 2 ** this.tries++);
    setTimeout(() => this.connect(), this.retry ?? SHORTEST / 4 + Math.random() * most);
  }

  post(c, t, d) {
    this.socket.send(JSON.stringify({ v: 1, c, t, d }));
  }

  hello() {
    this.post("hello", "hello", { epoch: this.epoch, seq: this.seq, mseq: this.mseq });
  }

  take(message) {
    if (message.t === "welcome") this.welcome(message.d);
    else if (message.t === "bye") this.retry = message.d.retry_ms;
    else if (message.c !== undefined) this.answered(message);
    else this.next(message);
  }

  welcome(data) {
    const again = this.epoch !== null;
    if (data.recovered) {
      for (const event of data.events) this.next(event);
      this.tell("message", "tick", data.tick);
      if (data.line) this.tell("message", "line", data.line);
    } else {
      this.epoch = data.epoch;
      this.seq = data.seq;
      this.mseq = data.mseq ?? 0;
      this.tell("snapshot", data.snapshot, data);
    }
    for (const mine of data.mine) this.tell("message", "mine", mine);
    this.greeted = true;
    this.tries = 0;
    this.tell("status", again ? (data.recovered ? "recovered" : "refreshed") : "open", null, data.events ?? []);
    // What was asked when the line broke is asked once more, by the same name: it is done once.
    for (const [c, { t, d }] of this.waiting) this.post(c, t, d);
  }

  next(message) {
    if (message.s !== undefined) {
      if (message.e !== this.epoch) return this.hello();
      const counter = message.t.startsWith("m.") ? "mseq" : "seq";
      if (message.s <= this[counter]) return;
      if (message.s > this[counter] + 1) return this.hello();
      this[counter] = message.s;
    }
    this.tell("message", message.t, message.d);
  }

  command(t, d) {
    const c = `${this.prefix}-${this.count++}`;
    return new Promise((resolve, reject) => {
      this.waiting.set(c, { t, d, resolve, reject });
      if (this.isOpen) this.post(c, t, d);
    });
  }

  answered({ c, ok, d, err, text, field, wait }) {
    const asked = this.waiting.get(c);
    if (!asked) return;
    this.waiting.delete(c);
    if (ok) asked.resolve(d);
    else asked.reject({ code: err, text, field, wait });
  }
}
