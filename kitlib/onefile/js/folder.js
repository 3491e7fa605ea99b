// The team's folder: read by whichever way the browser has, and written whole, file by file.
import { archive, entries } from "./archive.js";

const ABOVE = "/mappe/"; // where the worker watches what changes
const LARGEST = 50e6;
const HELD = /^\.kit-laas-?/;
const MARK = ".kit-slettet"; // tells that somebody was deleted

export class Folder {
  static get canPick() {
    return "showDirectoryPicker" in window;
  }

  constructor(kit, { waits, refused }) {
    this.kit = kit;
    this.told = waits;
    this.refused = refused;
    this.forget();
  }

  forget() {
    this.root = null; // a handle to the folder, where the browser gives one
    this.practising = false;
    this.apart = new Map(); // not in the folder, so it goes along in every zip: path -> bytes
    this.waiting = new Set(); // paths of what has not been taken home as it is now
    this.made = new Map(); // written since the folder was chosen: path -> bytes
    this.known = new Map(); // files as they were when they were read: path -> when they changed
    this.taken = "";
    this.called("");
    this.unread = []; // too large to be read here
    this.left = []; // deleted here, and still in the folder
  }

  /** What was chosen is called the same inside as on the computer, since Python tells where things lie. */
  called(name) {
    this.name = name.replace(/[\\/]/g, "") || "mappe"; // a whole drive has no name
    this.inside = `${ABOVE}${this.name}/`;
    this.base = this.inside; // where the team is, in what was chosen
  }

  // Reading -------------------------------------------------------------------------------------

  async useHandle(handle, may = true) {
    this.forget();
    this.called(handle.name);
    const files = [];
    for await (const each of this.walk(handle)) files.push(each);
    this.root = may ? handle : null;
    if (!may) this.refused(new Error("denied"));
    this.lay(files);
  }

  async useFiles(list) {
    this.forget();
    const files = [];
    for (const file of list) {
      const parts = file.webkitRelativePath.split("/");
      this.called(parts.shift());
      if (parts.some((part) => part.startsWith(".") && part !== MARK)) continue;
      if (this.fits(parts.join("/"), file)) files.push(await this.read(parts.join("/"), file));
    }
    this.lay(files);
  }

  async useEntry(entry) {
    this.forget();
    this.called(entry.name);
    const files = [];
    const visit = async (folder, base) => {
      const reader = folder.createReader();
      const next = () => new Promise((done, failed) => { reader.readEntries(done, failed); });
      for (let some = await next(); some.length; some = await next()) {
        for (const each of some) {
          if (each.name.startsWith(".") && each.name !== MARK) continue;
          const path = `${base}${each.name}`;
          if (each.isDirectory) {
            await visit(each, `${path}/`);
          } else {
            const file = await new Promise((done, failed) => { each.file(done, failed); });
            if (this.fits(path, file)) files.push(await this.read(path, file));
          }
        }
      }
    };
    await visit(entry, "");
    this.lay(files);
  }

  async practise(name) {
    this.forget();
    this.practising = true;
    this.called(name);
  }

  lay(files) {
    for (const [path, , changed] of files) this.known.set(path, changed);
    this.kit.lay(files, true);
  }

  async* walk(handle, base = "") {
    for await (const [name, each] of handle.entries()) {
      if (HELD.test(name)) this.taken = "Mappen er måske åben i værktøjet på en anden computer. Aftal, hvem der skriver.";
      if (name.startsWith(".") && name !== MARK) continue;
      if (each.kind === "directory") {
        yield* this.walk(each, `${base}${name}/`);
      } else {
        const file = await each.getFile();
        if (this.fits(`${base}${name}`, file)) yield this.read(`${base}${name}`, file);
      }
    }
  }

  async read(path, file) {
    return [`${this.inside}${path}`, new Uint8Array(await file.arrayBuffer()), file.lastModified];
  }

  fits(path, file) {
    if (file.size > LARGEST) this.unread.push(path);
    return file.size <= LARGEST;
  }

  /** Read what others have written in the logbog since; ours are newer here. */
  async readAgain() {
    if (!this.root) return;
    const logbog = await this.placed(`${this.base}logbog/`, false).then(([folder]) => folder, () => null);
    if (!logbog) return;
    const files = [];
    for await (const [name, each] of logbog.entries()) {
      const path = `${this.base}logbog/${name}`;
      if (each.kind !== "file" || name.startsWith(".") || this.made.has(path)) continue;
      const file = await each.getFile();
      if (this.known.get(path) === file.lastModified) continue;
      files.push(await this.read(path.slice(this.inside.length), file));
      this.known.set(path, file.lastModified);
    }
    if (files.length) this.kit.lay(files);
  }

  // Writing -------------------------------------------------------------------------------------

  /** Put what Python has changed where it belongs; nothing is kept before this is done. */
  async bring(changed) {
    const written = changed.filter(([, bytes]) => bytes);
    const gone = changed.filter(([path, bytes]) => !bytes && (this.known.has(path) || this.made.has(path)));
    for (const [path, bytes] of written) {
      if (hidden(path)) continue;
      this.made.set(path, bytes);
      if (await this.writes(path, bytes)) {
        this.home(path);
      } else {
        this.apart.set(path, bytes);
        this.waiting.add(path);
      }
    }
    for (const [path] of gone) {
      this.made.delete(path);
      this.home(path);
      const there = this.known.delete(path);
      if (!(await this.removes(path)) && there && !this.practising) this.left.push(path.slice(this.inside.length));
    }
    if (changed.length) this.told();
  }

  /** It lies in the folder, or nowhere: it is not to be taken along. */
  home(path) {
    this.apart.delete(path);
    this.waiting.delete(path);
  }

  async writes(path, bytes) {
    if (!this.root) return false;
    try {
      const [folder, name] = await this.placed(path, true);
      // The browser writes beside the file, and puts it in place when it is closed.
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(bytes);
      await stream.close();
      return true;
    } catch (error) {
      this.root = null;
      this.refused(error);
      return false;
    }
  }

  /** Take a file away; whether it is gone. */
  async removes(path) {
    if (!this.root) return false;
    try {
      const [folder, name] = await this.placed(path, false);
      await folder.removeEntry(name, { recursive: true });
      return true;
    } catch (error) {
      return error.name === "NotFoundError";
    }
  }

  async placed(path, create) {
    const parts = path.slice(this.inside.length).split("/");
    const name = parts.pop();
    let folder = this.root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create });
    return [folder, name];
  }

  // Taking home, and laying back ----------------------------------------------------------------

  /** Hand out one zip of all that is not in the folder, so that the last zip is enough to go on. */
  takeHome() {
    const files = [...this.apart].map(([path, bytes]) => [path.slice(this.inside.length), bytes]);
    this.hand(`${this.name}-hjem.zip`, archive(files));
    this.waiting.clear();
  }

  /** Give a file to whoever sits here. */
  hand(name, content) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async layBack(file) {
    const files = [];
    for (const [name, content] of entries(new Uint8Array(await file.arrayBuffer()))) {
      const inside = name.replace(/\\/g, "/");
      if (!inside.split("/").includes("..")) files.push([`${this.inside}${inside}`, await content, Date.now()]);
    }
    this.kit.lay(files);
    // What comes from home is not in the folder yet.
    await this.bring(files.map(([path, bytes]) => [path, bytes]));
    // It lies at home, as it was; what else was written on the page still does not.
    for (const [path] of files) this.waiting.delete(path);
    this.told();
    return files.length;
  }
}

function hidden(path) {
  const name = path.split("/").pop();
  return name.startsWith(".kit-") && name !== MARK;
}
