// Runs while the browser still reads the page: each part goes to the worker once it has come, so
// that it is unpacked beside the reading. Where the page cannot run, or ends too soon, it says so.
import { bytesOf } from "./letters.js";
import { SHARES } from "./sparse.js";
import { fault, trouble, warning } from "./trouble.js";

const NEEDED = ["wasm", "files", ...SHARES];

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
    const node = document.currentScript.previousSibling;
    const bytes = bytesOf(node.data, name.length + 1);
    node.remove(); // what it holds is not kept twice
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
