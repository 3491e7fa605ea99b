// Two steps of the build that need a WebAssembly engine or zstd: `warm` and `pack`.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { Tree } from "./wasi.js";
import { Python } from "./python.js";
import { SHARES, thinned } from "./sparse.js";

// Files bear the time they are written, and that Python keeps it: here it stands still.
Date.now = () => Date.UTC(2026, 0, 1);

const WINDOW = 24; // the page's unpacker gives wrong bytes for a larger one

/** The clock and the chance of a build: the same each time. */
function world() {
  let ticks = 0;
  let seed = 2463534242;
  return {
    wall: () => Date.UTC(2026, 0, 1) + (ticks += 1),
    since: () => (ticks += 1),
    random(bytes) {
      for (let i = 0; i < bytes.length; i += 1) {
        seed ^= seed << 13;
        seed ^= seed >>> 17;
        seed ^= seed << 5;
        bytes[i] = seed & 255;
      }
    },
  };
}

function load(tree, from, to = "") {
  const found = fs.readdirSync(from, { withFileTypes: true });
  for (const each of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const [here, there] = [path.join(from, each.name), `${to}/${each.name}`];
    if (each.isDirectory()) {
      tree.mkdirs(there);
      load(tree, here, there);
    } else {
      tree.put(there, new Uint8Array(fs.readFileSync(here)), 0);
    }
  }
}

async function started(site, module) {
  const tree = new Tree();
  load(tree, site);
  let python;
  const host = (request) => {
    const word = new TextDecoder().decode(request.subarray(0, 5));
    if (word.startsWith("mem")) return String(python.x.memory.buffer.byteLength);
    return { typst: "%PDF-1.7", locks: "?" }[word] ?? "";
  };
  python = new Python(tree, { host, said: (text) => process.stdout.write(text), world: world() });
  await python.start(module);
  return { tree, python };
}

function run(python, code) {
  if (python.turn(code) !== 0) throw new Error(`failed: ${code.slice(0, 200)}`);
}

const COMPILE = `
import importlib._bootstrap_external as external, os
for root, _, names in os.walk('/kit'):
    for name in names:
        if name.endswith('.py'):
            path = root + '/' + name
            with open(path, 'rb') as stream:
                code = compile(stream.read(), path, 'exec', dont_inherit=True, optimize=2)
            with open(path + 'c', 'wb') as stream:
                stream.write(external._code_to_timestamp_pyc(code, 0, 0))
`;

// Where a fault in the kit stood is told by its line; nobody asks for those of the packages.
const BARE = `
import sys
from pathlib import Path
sys.path.append('/kit')
from kitlib.onefile.bare import bare_modules
for folder in (Path('/usr/local/lib'), *(p for p in Path('/kit').iterdir() if p.name != 'kitlib')):
    bare_modules(folder)
`;

/** Put each module's compiled code where its source stood, without what only its authors read. */
async function compile(site, module) {
  const { tree, python } = await started(site, module);
  run(python, COMPILE);
  run(python, BARE);
  for (const [name, node] of tree.walk()) {
    if (name.endsWith(".pyc")) {
      fs.writeFileSync(path.join(site, name), node.data.subarray(0, node.size));
      fs.rmSync(path.join(site, name.slice(0, -1)), { force: true });
    }
  }
}

async function warm(site, wasm, out) {
  const module = await WebAssembly.compile(fs.readFileSync(wasm));
  await compile(site, module);
  const { tree, python } = await started(site, module);
  run(python, "import sys; sys.path.append('/kit'); from kitlib.onefile import warm; warm.warm()");
  run(python, "import sys; sys.modules.pop('kitlib.onefile.warm', None); del warm");
  run(python, "import _host\nfrom kitlib.onefile import guest\nguest.clean()");
  fs.writeFileSync(path.join(out, "loaded.txt"), tree.bytes("/tmp/loaded.txt"));
  const open = python.wasi.fds.map((fd, number) => (fd && number > 3 ? [number, fd.path, fd.pos] : null)).filter(Boolean);
  fs.writeFileSync(path.join(out, "open.json"), JSON.stringify(open));
  thinned(python.memory).forEach((share, k) => fs.writeFileSync(path.join(out, SHARES[k]), share));
}

function pack(level, ...files) {
  const { ZSTD_c_compressionLevel, ZSTD_c_windowLog, ZSTD_c_checksumFlag } = zlib.constants;
  const params = { [ZSTD_c_compressionLevel]: Number(level), [ZSTD_c_windowLog]: WINDOW, [ZSTD_c_checksumFlag]: 1 };
  for (const file of files) fs.writeFileSync(`${file}.zst`, zlib.zstdCompressSync(fs.readFileSync(file), { params }));
}

const [step, ...args] = process.argv.slice(2);
await { warm, pack }[step](...args);
