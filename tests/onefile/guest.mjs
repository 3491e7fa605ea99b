// Run pytest in the Python of the one file, as it is packed there: no page, the same memory.
//     node guest.mjs laeringskit.html result.xml FROM=TO ... -- ARGUMENT ...
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { entries } from "../../kitlib/onefile/js/archive.js";
import { bytesOf } from "../../kitlib/onefile/js/letters.js";
import { Python } from "../../kitlib/onefile/js/python.js";
import { SHARES, kept } from "../../kitlib/onefile/js/sparse.js";
import { compiler } from "../../kitlib/onefile/js/typst.js";
import { Tree, WORLD } from "../../kitlib/onefile/js/wasi.js";

const [file, result, ...rest] = process.argv.slice(2);
const places = rest.slice(0, rest.indexOf("--"));
const asked = rest.slice(rest.indexOf("--") + 1);
const page = fs.readFileSync(file);

function between(mark, end) {
  const from = page.indexOf(mark) + mark.length;
  return page.latin1Slice(from, page.indexOf(end, from));
}

function part(name) {
  return new Uint8Array(zlib.zstdDecompressSync(bytesOf(between(`<!--${name}:`, "-->"), 0)));
}

function lay(tree, from, to) {
  if (!fs.statSync(from).isDirectory()) {
    tree.put(to, new Uint8Array(fs.readFileSync(from)), 0);
    return;
  }
  for (const name of fs.readdirSync(from).sort()) {
    if (name !== "__pycache__" && !name.endsWith(".so")) lay(tree, path.join(from, name), `${to}/${name}`);
  }
}

const tree = new Tree();
for (const [name, bytes] of entries(part("files"))) tree.put(`/${name}`, await bytes, 0);
for (const place of places) lay(tree, ...place.split("="));
tree.put("/dev/null", new Uint8Array(0), 0);
const script = Buffer.from(part("typst_js"));
// A browser's modules come from blobs; here one comes from its text.
URL.createObjectURL = () => `data:text/javascript;base64,${script.toString("base64")}`;
const typst = await compiler(tree, "", part("typst"));

/** Answer what Python asks of its page: papers are set; of locks there are none. */
function host(request) {
  return Buffer.from(request.subarray(0, 5)).toString() === "typst" ? typst.compile(request.subarray(5)) : "";
}

/** What time is spent, also where others work on the machine. */
function since() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const world = { ...WORLD, since };
const python = new Python(tree, { host, said: (text) => process.stdout.write(text), world });
for (const [number, name, pos] of JSON.parse(between('id="del-open">', "</script>"))) python.wasi.fds[number] = { node: tree.find(name), path: name, pos, append: false };
await python.start(await WebAssembly.compile(part("wasm")), SHARES.map((name) => kept(part(name))));
const status = python.turn(`
import os, sys
sys.path[:0] = ["/proeve", "/proeve/pakker"]
sys.path.append("/proeve/bibliotek")
os.chdir("/proeve")
import unittest
unittest.__path__.append("/proeve/bibliotek/unittest")
os.environ["HYPOTHESIS_PROFILE"] = "faa"
sys.stdout.reconfigure(line_buffering=True)
import pytest
pytest.main(${JSON.stringify([...asked, "--junitxml=/tmp/svar.xml", "--color=no"])})
`);
fs.writeFileSync(result, tree.bytes("/tmp/svar.xml") ?? "");
process.exit(status);
