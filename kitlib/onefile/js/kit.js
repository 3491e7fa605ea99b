// The line to the Python in the worker: a question, what it says on the way, and its answer.
import { said } from "./trouble.js";

export class Kit {
  constructor({ step, fault }) {
    this.step = step;
    this.fault = fault;
    this.number = 0;
    this.waiting = new Map();
    this.heard = () => {}; // the meeting's ear
    this.changes = async () => {}; // what becomes of files that changed
    this.ready = new Promise((done) => {
      this.isReady = done;
    });
    this.log = [];
    const { work, said: early } = window.dele;
    this.work = work;
    this.work.onmessage = ({ data }) => this.receive(data);
    this.work.onerror = (event) => this.broken(event.message || "");
    for (const message of early) this.receive(message);
  }

  /** Ask Python; resolves with {data} or {problems} once what it wrote is in the folder. */
  async ask(op, args = {}, { prints = false } = {}) {
    await this.ready;
    this.number += 1;
    const id = this.number;
    this.last = new Promise((resolve) => {
      this.waiting.set(id, { resolve, messages: [] });
      this.work.postMessage({ kind: "ask", id, op, args, prints });
    });
    return this.last;
  }

  /** All that was asked is answered, in the order it was asked, and what it led to is done. */
  async still() {
    let last;
    while (last !== this.last) {
      last = this.last;
      await last;
      await new Promise((done) => { setTimeout(done); }); // an answer may lead to a question
    }
  }

  lay(files, clear = false) {
    this.work.postMessage({ kind: "files", files, clear });
  }

  receive(message) {
    if (message.kind === "ready") this.isReady();
    else if (message.kind === "print") this.log.push(message.text);
    else if (message.kind === "fault") this.broken(message.text, message.id);
    else if (message.kind === "said") this.said(JSON.parse(message.json));
    else if (message.kind === "done") this.done(message);
  }

  said(told) {
    if (told.kind === "progress") this.step(`${told.number} af ${told.total}: ${told.text}`);
    else if (told.kind === "answer") this.waiting.get(told.id).answer = told;
    else if ("busy" in told.message) this.heard(told.message);
    else this.current().messages.push(told.message);
  }

  /** The question Python is at: the oldest that is not answered. */
  current() {
    return this.waiting.values().next().value;
  }

  async done({ id, status, changed, memory }) {
    const job = this.waiting.get(id);
    this.waiting.delete(id);
    this.memory = memory;
    if (status !== 0 && !job.answer) {
      this.broken(this.log.slice(-5).join(""), id);
      return;
    }
    // Nothing is said to be kept before it lies in the folder.
    this.bringing = (this.bringing || Promise.resolve()).then(() => this.changes(changed));
    await this.bringing;
    for (const each of job.messages) this.heard(each);
    job.resolve(job.answer);
  }

  broken(text, id) {
    this.log.push(text);
    const key = /memory|RangeError|allocat/i.test(text) ? "memory" : null;
    this.fault(key ? said(key) : { message: "Siden gik i stå.", hint: "Hent det, I har skrevet, og åbn filen igen. Det, der er gemt, er der stadig." });
    const job = this.waiting.get(id);
    if (job) {
      this.waiting.delete(id);
      job.resolve({ problems: [{ place: "", message: "Siden gik i stå.", hint: "Åbn filen igen." }] });
    }
  }
}
