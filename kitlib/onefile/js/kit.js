// The line to the Python in the worker: a question, what it says on the way, and its answer.
import { said } from "./trouble.js";

// The page is declared in an alphabet of eight bits; each letter is a byte again.
const BACK = new Uint8Array(65536);
for (let byte = 0; byte < 256; byte += 1) BACK[byte] = byte;
[...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, i) => 128 + i))].forEach((letter, i) => {
  BACK[letter.codePointAt(0)] = 128 + i;
});

/** Take a part out of the page; what it holds is not kept twice. */
function part(name) {
  const node = document.getElementById(`del-${name}`);
  const text = node.textContent;
  node.remove();
  const out = new Uint8Array(text.length);
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    let code = text.charCodeAt(i);
    if (code === 61) {
      i += 1;
      code = text.charCodeAt(i) - 64;
    }
    out[at] = BACK[code];
    at += 1;
  }
  return out.slice(0, at);
}

const written = (name) => document.getElementById(`del-${name}`).textContent;

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
    this.work = new Worker(URL.createObjectURL(new Blob([written("worker")], { type: "text/javascript" })));
    this.work.onmessage = ({ data }) => this.receive(data);
    this.work.onerror = (event) => this.broken(event.message || "");
    const parts = Object.fromEntries(["wasm", "memory", "files", "typst_js", "typst", "age_js"].map((name) => [name, part(name)]));
    const given = { ...parts, zstd: written("zstd"), open: JSON.parse(written("open")) };
    this.work.postMessage({ kind: "boot", parts: given }, Object.values(parts).map(({ buffer }) => buffer));
  }

  /** Ask Python; resolves with {data} or {problems} once what it wrote is in the folder. */
  async ask(op, args = {}, { prints = false } = {}) {
    await this.ready;
    this.number += 1;
    const id = this.number;
    return new Promise((resolve) => {
      this.waiting.set(id, { resolve, messages: [] });
      this.work.postMessage({ kind: "ask", id, op, args, prints });
    });
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
