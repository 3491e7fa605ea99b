// One lasting Python with a door both ways: turn() in, host() out.
import { Wasi } from "./wasi.js";

const enc = new TextEncoder();
const ENV = {
  HOME: "/hjem", TMPDIR: "/tmp", MPLCONFIGDIR: "/hjem/mpl", PYTHONTZPATH: "",
  PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1", PYTHONUTF8: "1",
};

export class Python {
  constructor(tree, { host, said = () => {}, world }) {
    this.host = host;
    this.wasi = new Wasi({ tree, env: ENV, stdout: said, stderr: said, world });
    for (const folder of ["/hjem/mpl", "/tmp", "/usr/local/lib"]) tree.mkdirs(folder);
  }

  /** Begin anew, or from a memory that was kept: shares of it, each {bytes, restore(memory)}. */
  async start(module, shares = []) {
    const imports = { wasi_snapshot_preview1: this.wasi.imports(), host: { call: (...args) => this.door(...args) } };
    this.x = (await WebAssembly.instantiate(module, imports)).exports;
    this.wasi.memory = this.x.memory;
    if (!shares.length) this.x._initialize();
    for (const coming of shares) {
      const share = await coming;
      const lacks = share.bytes - this.x.memory.buffer.byteLength;
      if (lacks > 0) this.x.memory.grow(Math.ceil(lacks / 65536));
      share.restore(this.memory);
    }
  }

  get memory() {
    return new Uint8Array(this.x.memory.buffer);
  }

  door(at, length, atOut, lengthOut) {
    const request = this.memory.slice(at >>> 0, (at >>> 0) + length);
    let answer;
    try {
      answer = this.host(request);
    } catch (error) {
      answer = `!${(error && error.message) || error}`;
    }
    if (answer === null || answer === undefined) return -1;
    if (typeof answer === "string") answer = enc.encode(answer);
    const place = this.x.host_alloc(answer.length) >>> 0;
    if (!place) return -2;
    this.memory.set(answer, place);
    const view = new DataView(this.x.memory.buffer);
    view.setUint32(atOut >>> 0, place, true);
    view.setUint32(lengthOut >>> 0, answer.length, true);
    return 0;
  }

  /** Run code; 0 where it went well. */
  turn(code) {
    const bytes = enc.encode(code);
    const place = this.x.host_alloc(bytes.length) >>> 0;
    this.memory.set(bytes, place);
    return this.x.turn(place, bytes.length);
  }
}
