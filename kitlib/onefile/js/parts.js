// Runs while the browser still reads the page: each part goes to the worker once it has come, so
// that it is unpacked beside the reading. Where the page cannot run, or ends too soon, it says so.
import { fault, trouble, warning } from "./trouble.js";

const NEEDED = ["wasm", "memory", "files"];

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

class Parts {
  constructor() {
    this.why = trouble();
    this.come = new Set();
    this.said = []; // by the worker, until the page's own script listens
    document.addEventListener("DOMContentLoaded", () => this.read());
    if (this.why) return;
    this.work = new Worker(URL.createObjectURL(new Blob([written("worker")], { type: "text/javascript" })));
    this.work.onmessage = ({ data }) => this.said.push(data);
    this.work.onerror = ({ message }) => this.said.push({ kind: "fault", text: message || "" });
    this.work.postMessage({ kind: "boot", zstd: written("zstd"), open: JSON.parse(written("open")) });
  }

  give(name) {
    if (this.why) return;
    const bytes = part(name);
    this.come.add(name);
    this.work.postMessage({ kind: "part", name, bytes }, [bytes.buffer]);
  }

  get whole() {
    return !this.why && NEEDED.every((name) => this.come.has(name));
  }

  /** The browser has read all there is. */
  read() {
    if (window.enfil) return;
    this.work?.terminate();
    fault(...(this.why || warning("cut")));
  }
}

window.dele = new Parts();
