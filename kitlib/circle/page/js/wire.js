// The line to the kernel. Nothing counts as kept before the kernel says so; what it has not
// said so of is handed over when the page is opened again in the same tab.

const ANSWER_WITHIN = 2000; // silence longer than this is asked about: is the kernel still there ...
const BUSY_WITHIN = 30000; // ... and one that is, or that said it is drawing, has this long
const WRITE_AFTER = 500; // of quiet while someone types ...
const WRITE_AT_LATEST = 1200; // ... and no later than this, so that two seconds hold
const PING_EVERY = 2000;

const UNSENT = /^laeringskit:[^:]*:venter:/;

/** What this tab remembers. A browser writes that on the disk, and what it is told to forget stays
 * there for a while; so what people write is put there only when the page is left too soon. */
export class Memory {
  constructor(key) {
    this.prefix = `laeringskit:${key}:`;
    this.unsent = new Map();
    for (const name of Object.keys(sessionStorage).filter((each) => UNSENT.test(each))) {
      this.unsent.set(name, JSON.parse(sessionStorage.getItem(name)));
      sessionStorage.removeItem(name);
    }
    this.left = () => this.leave();
    this.back = () => [...this.unsent.keys()].forEach((name) => sessionStorage.removeItem(name));
    addEventListener("pagehide", this.left);
    addEventListener("pageshow", this.back);
  }

  get(name) {
    const found = sessionStorage.getItem(this.prefix + name);
    return found === null ? undefined : JSON.parse(found);
  }

  set(name, value) {
    sessionStorage.setItem(this.prefix + name, JSON.stringify(value));
  }

  remove(name) {
    sessionStorage.removeItem(this.prefix + name);
  }

  /** Written, and not acknowledged yet. */
  hold(name, sent) {
    this.unsent.set(`${this.prefix}venter:${name}`, sent);
  }

  kept(name) {
    this.unsent.delete(`${this.prefix}venter:${name}`);
  }

  /** Everything written and not acknowledged: [name, {op, args}]. */
  pending() {
    const start = `${this.prefix}venter:`;
    return [...this.unsent].filter(([name]) => name.startsWith(start)).map(([name, sent]) => [name.slice(start.length), sent]);
  }

  /** Take out the texts that were never acknowledged in a meeting before this one. */
  strays() {
    const found = [...this.unsent].filter(([name]) => !name.startsWith(this.prefix));
    for (const [name] of found) this.unsent.delete(name);
    return found.map(([, { args: { value, text, children } }]) => value || text || children).filter((said) => typeof said === "string" && said);
  }

  /** Leave what is not acknowledged for the next who opens this tab. */
  leave() {
    for (const [name, sent] of this.unsent) sessionStorage.setItem(name, JSON.stringify(sent));
  }

  close() {
    this.leave();
    removeEventListener("pagehide", this.left);
    removeEventListener("pageshow", this.back);
  }
}

export class Wire {
  constructor(model, { onDead, onSaved, onPulse }) {
    this.model = model;
    this.onDead = onDead;
    this.onPulse = onPulse;
    this.onSaved = onSaved;
    this.memory = null; // set once the kernel has said which session this is
    this.waiting = new Map();
    this.writing = new Map(); // name -> {make, done, since, timer, sent}
    this.number = 0;
    this.busy = true; // until the first answer: a kernel that has just begun may be slow
    this.dead = false;
    this.heard = (message) => this.receive(message);
    model.on("msg:custom", this.heard);
    // Jupyter looks after the kernel, and starts a new one, which knows nothing of this page. There
    // is none where nothing lies between the page and the meeting.
    this.kernel = model.widget_manager?.kernel;
    this.begunAnew = (_, status) => /restarting$/.test(status) && this.die();
    this.kernel?.statusChanged?.connect(this.begunAnew);
    this.pulse = setInterval(() => this.ping(), PING_EVERY);
  }

  close() {
    this.stop();
    this.memory?.close();
  }

  stop() {
    clearInterval(this.pulse);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    for (const { timer } of this.writing.values()) clearTimeout(timer);
    this.model.off("msg:custom", this.heard);
    this.kernel?.statusChanged?.disconnect(this.begunAnew);
    this.dead = true;
  }

  /** Ask the kernel; resolves with its answer, rejects with what it says in Danish. */
  ask(op, args = {}) {
    if (this.dead) return new Promise(() => {});
    this.number += 1;
    const id = this.number;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, since: Date.now() });
      this.wait(id);
      this.model.send({ id, op, args });
    });
  }

  wait(id) {
    if (this.model.tellsItsEnd) return;
    const within = this.busy ? BUSY_WITHIN : ANSWER_WITHIN;
    const due = Date.now() + within;
    const waiting = this.waiting.get(id);
    clearTimeout(waiting.timer);
    waiting.timer = setTimeout(() => {
      // A laptop that has slept is late with everything; the kernel slept as well.
      if (Date.now() - due > 1000 || (this.lives() && Date.now() - waiting.since < BUSY_WITHIN)) this.wait(id);
      else this.die();
    }, within);
  }

  /** Whether the kernel is there, only slow: a computer with much to do lets it wait for its turn. */
  lives() {
    return this.kernel?.connectionStatus === "connected" && this.kernel.status !== "dead";
  }

  receive(message) {
    if ("busy" in message) {
      this.busy = message.busy;
      for (const id of this.waiting.keys()) this.wait(id);
      return;
    }
    const waiting = this.waiting.get(message.re);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.waiting.delete(message.re);
    if (message.problem) waiting.reject(message.problem);
    else waiting.resolve(message.data);
  }

  ping() {
    if (!this.dead && !this.waiting.size) this.ask("ping").then(this.onPulse).catch(() => {});
  }

  die() {
    if (this.dead) return;
    this.stop();
    this.onDead();
  }

  /**
   * Keep something: on the page at once, in the logbog within two seconds. `make` says what to
   * send as it stands then ({op, args}); `done` is told the receipt.
   */
  keep(name, make, { now = false, done = () => {} } = {}) {
    this.memory.hold(name, make());
    const job = this.writing.get(name) || { since: Date.now(), sent: false };
    job.make = make;
    job.done = done;
    this.writing.set(name, job);
    this.onSaved(name, false);
    if (job.sent) {
      job.again = true; // one at a time, so that each builds on the one before it
      return;
    }
    clearTimeout(job.timer);
    const wait = now ? 0 : Math.min(WRITE_AFTER, Math.max(0, job.since + WRITE_AT_LATEST - Date.now()));
    job.timer = setTimeout(() => this.write(name), wait);
  }

  async write(name) {
    const job = this.writing.get(name);
    if (!job || job.sent || this.dead) return;
    clearTimeout(job.timer);
    job.sent = true;
    job.again = false;
    const { op, args } = job.make();
    try {
      job.done(await this.ask(op, args));
    } catch (problem) {
      this.writing.delete(name);
      this.onSaved(name, false, problem);
      return;
    }
    job.sent = false;
    if (job.again) {
      job.since = Date.now();
      await this.write(name);
      return;
    }
    this.writing.delete(name);
    this.memory.kept(name);
    this.onSaved(name, true);
  }

  /** Write what is still on its way, before something that needs it. */
  async settle() {
    for (let turns = 0; this.writing.size && turns < 50; turns += 1) {
      await Promise.all([...this.writing.keys()].map((name) => this.write(name)));
      if (this.writing.size) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
