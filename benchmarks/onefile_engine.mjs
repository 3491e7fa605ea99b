// The kit in the Python of Pyodide, asked through the page's own door; see onefile_engine.py.
//     node onefile_engine.mjs PYODIDE SITE ANSWER
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, site, answer] = process.argv.slice(2);
const PACKAGES = ["pandas", "matplotlib", "scipy", "python-dateutil", "fonttools", "pillow"];

function seconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function told(what) {
  console.log(`${what.padEnd(22)} ${seconds().toFixed(1).padStart(6)} s`);
}

const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: `${pyodide}/`, env: { HOME: "/hjem", PYTHONHASHSEED: "0" } });
await python.loadPackage(PACKAGES, { messageCallback: () => {} });
told("started");

function lay(from, to) {
  python.FS.mkdirTree(to);
  for (const each of fs.readdirSync(from, { withFileTypes: true })) {
    const [here, there] = [path.join(from, each.name), `${to}/${each.name}`];
    if (each.isDirectory()) lay(here, there);
    else python.FS.writeFile(there, fs.readFileSync(here));
  }
}
lay(site, "/kit");
python.FS.mkdirTree("/hjem");

const dec = new TextDecoder();
let asked;
let said;
globalThis.door = (request) => {
  const word = dec.decode(request.subarray(0, 4));
  if (word === "next") return JSON.stringify(asked);
  const message = JSON.parse(dec.decode(request.subarray(3)));
  if (message.kind === "answer") said = message;
  return "";
};
python.runPython(`
import sys, types
import js
from pyodide.ffi import to_js
sys.path.insert(0, "/kit")
_host = sys.modules["_host"] = types.ModuleType("_host")
_host.call = lambda request: str(js.door(to_js(bytes(request)))).encode()
`);

function ask(op, args = {}) {
  asked = { id: 1, op, args };
  python.runPython("from kitlib.onefile import guest; guest.answer()");
  told(op);
  if (!said.data) throw new Error(JSON.stringify(said.problems));
  return said.data;
}
ask("practise", { name: "solsikken" });
ask("kind", { name: "solsikken" });
ask("open");
ask("first");
fs.writeFileSync(answer, ask("show").html);
console.log(`memory ${(python._module.HEAPU8.length / 1e6).toFixed(0)} MB`);
