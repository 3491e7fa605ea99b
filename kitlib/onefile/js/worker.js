// The worker: holds the lasting Python, its files, and the compiler of PDF once it is asked for.
import { Tree } from "./wasi.js";
import { Python } from "./python.js";
import { kept } from "./sparse.js";
import { entries } from "./archive.js";
import { compiler } from "./typst.js";
import { Locks } from "./locks.js";

const FOLDER = "/mappe";
const dec = new TextDecoder();
const tree = new Tree();
tree.watched = `${FOLDER}/`;
let python;
let asked; // what Python is to answer in this turn
let given; // packed parts, until they are unpacked
let typst;
let age;
const locks = new Locks(async () => {
  age ??= await import(URL.createObjectURL(new Blob([await unpacked("age_js")], { type: "text/javascript" })));
  return age;
});

/** Unpack a part in a worker of its own, so that two are unpacked at a time. */
function unpacked(name) {
  const script = `${given.zstd}\nonmessage = ({ data }) => { const out = fzstd.decompress(data); postMessage(out, [out.buffer]); };`;
  const helper = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  return new Promise((done, failed) => {
    helper.onerror = (event) => failed(new Error(event.message || `${name} cannot be unpacked`));
    helper.onmessage = ({ data }) => {
      helper.terminate();
      done(data);
    };
    helper.postMessage(given[name], [given[name].buffer]);
    delete given[name];
  });
}

function host(request) {
  const word = dec.decode(request.subarray(0, 5));
  if (word.startsWith("next")) return JSON.stringify(asked);
  if (word === "locks") return locks.ask(request.subarray(5));
  if (word === "typst") return typst.compile(request.subarray(5));
  if (!word.startsWith("out")) return null;
  postMessage({ kind: "said", json: dec.decode(request.subarray(3)) });
  return "";
}

async function boot(parts) {
  given = parts;
  const compiling = unpacked("wasm").then((bytes) => WebAssembly.compile(bytes));
  const remembering = unpacked("memory");
  const files = compiling.then(() => unpacked("files"));
  const module = await compiling;
  for (const [path, bytes] of entries(await files)) tree.put(`/${path}`, bytes, 0);
  tree.mkdirs(FOLDER);
  python = new Python(tree, { host, said: (text) => postMessage({ kind: "print", text }) });
  // Files that were open when the memory was kept are open again, by the same numbers.
  for (const [number, path, pos] of given.open) python.wasi.fds[number] = { node: tree.find(path), path, pos, append: false };
  await python.start(module, kept(await remembering));
  postMessage({ kind: "ready" });
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
const does = { boot: ({ parts }) => boot(parts), ask: answer, files: lay };

onmessage = ({ data }) => {
  last = last.then(() => does[data.kind](data)).catch((error) => {
    postMessage({ kind: "fault", id: data.id, text: String((error && error.stack) || error) });
  });
};
