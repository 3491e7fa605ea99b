// The worker: holds the lasting Python, its files, and the compiler of PDF once it is asked for.
import { Tree } from "./wasi.js";
import { Python } from "./python.js";
import { SHARES, kept } from "./sparse.js";
import { entries } from "./archive.js";
import { compiler } from "./typst.js";
import { Locks } from "./locks.js";

const FOLDER = "/mappe";
const QUIET = 50; // ms without a question, before what may be asked next is done ahead
const dec = new TextDecoder();
const tree = new Tree();
tree.watched = `${FOLDER}/`;
let python;
let waiting = 0; // questions that are not answered
let resting; // nothing is left to be done ahead
let asked; // what Python is to answer in this turn
let zstd; // the script that unpacks
const parts = {}; // packed, as they come: a promise of each until it is unpacked
const coming = {};
let typst;
let age;
const locks = new Locks(async () => {
  age ??= await import(URL.createObjectURL(new Blob([await unpacked("age_js")], { type: "text/javascript" })));
  return age;
});

/** A part, once it has come. */
function packed(name) {
  parts[name] ??= new Promise((done) => {
    coming[name] = done;
  });
  return parts[name];
}

// Its decoder of zstd asks for its own bytes by fetch, which the page forbids, or as Node does.
const UNPACKS = (zstd) => `
const Buffer = { from: (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) };
self.fetch = undefined;
${zstd}
const decoder = new zstd.ZSTDDecoder();
onmessage = async ({ data }) => {
  await decoder.init();
  const out = decoder.decode(data);
  postMessage(out, [out.buffer]);
};`;

/** Unpack a part in a worker of its own, so that two are unpacked at a time. */
async function unpacked(name) {
  const bytes = await packed(name);
  delete parts[name];
  const helper = new Worker(URL.createObjectURL(new Blob([UNPACKS(zstd)], { type: "text/javascript" })));
  return new Promise((done, failed) => {
    helper.onerror = (event) => failed(new Error(event.message || `${name} cannot be unpacked`));
    helper.onmessage = ({ data }) => {
      helper.terminate();
      if (data.length) done(data);
      else failed(new Error(`${name} cannot be unpacked`));
    };
    helper.postMessage(bytes, [bytes.buffer]);
  });
}

function host(request) {
  const word = dec.decode(request.subarray(0, 5));
  if (word.startsWith("next")) return JSON.stringify(asked);
  if (word === "locks") return locks.ask(request.subarray(5));
  if (word === "typst") return typst.compile(request.subarray(5));
  if (word === "rest") resting = true;
  if (!word.startsWith("out")) return null;
  postMessage({ kind: "said", json: dec.decode(request.subarray(3)) });
  return "";
}

async function boot(given) {
  zstd = given.zstd;
  const compiling = unpacked("wasm").then((bytes) => WebAssembly.compile(bytes));
  const files = unpacked("files");
  const shares = []; // one is unpacked at a time: two at once take memory
  for (const name of SHARES) shares.push(Promise.resolve(shares.at(-1)).then(() => unpacked(name)).then(kept));
  const module = await compiling;
  for (const [path, bytes] of entries(await files)) tree.put(`/${path}`, bytes, 0);
  tree.mkdirs(FOLDER);
  const began = new Python(tree, { host, said: (text) => postMessage({ kind: "print", text }) });
  // Files that were open when the memory was kept are open again, by the same numbers.
  for (const [number, path, pos] of given.open) began.wasi.fds[number] = { node: tree.find(path), path, pos, append: false };
  await began.start(module, shares);
  python = began;
  postMessage({ kind: "ready" });
}

/** While nothing is asked, do what may be asked for next. */
async function ahead() {
  while (python && !waiting && !resting) {
    python.turn("from kitlib.onefile import guest; guest.ahead()");
    await new Promise((done) => { setTimeout(done); }); // a question comes in between
  }
}

async function answer(message) {
  asked = { id: message.id, op: message.op, args: message.args };
  if (message.prints && !typst) typst = await compiler(tree, dec.decode(await unpacked("typst_js")), await unpacked("typst"));
  let status;
  do {
    if (locks.wanted) await locks.settle();
    locks.begin();
    status = python.turn("from kitlib.onefile import guest; guest.answer()");
  } while (locks.wanted);
  locks.forget();
  // What changed in the folder goes along, and is written there before the answer is heard.
  const changed = [...tree.dirty].map((path) => [path, tree.bytes(path)?.slice() ?? null]);
  tree.dirty.clear();
  postMessage({ kind: "done", id: message.id, status, changed, memory: python.memory.length });
}

function lay({ files, clear }) {
  if (clear) {
    tree.root.entries.delete(FOLDER.slice(1));
    tree.mkdirs(FOLDER);
  }
  for (const [path, bytes, changed] of files) tree.put(path, bytes, changed);
  tree.dirty.clear();
}

let last = Promise.resolve();
const does = { boot, ask: answer, files: lay };

const told = (id) => (error) => postMessage({ kind: "fault", id, text: String((error && error.stack) || error) });

/** Do what the page asks once all before it is done; and where nothing is asked then, go ahead. */
async function after(before, message) {
  await before;
  await Promise.resolve(message).then(does[message.kind]).catch(told(message.id));
  waiting -= 1;
  resting = false;
  if (!waiting) setTimeout(() => { last = last.then(ahead).catch(told()); }, QUIET);
}

onmessage = ({ data }) => {
  if (data.kind === "part") {
    packed(data.name);
    coming[data.name](data.bytes);
    return;
  }
  waiting += 1;
  last = after(last, data);
};
