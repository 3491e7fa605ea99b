// A folder as a browser gives one; what it asks is answered by disk.py.
const call = (...args) => window.disk(JSON.stringify(args)).then(JSON.parse);
const fail = (said) => { throw Object.assign(new Error(said.failed), { name: said.failed }); };
async function asked(...args) {
  const said = await call(...args);
  return said?.failed ? fail(said) : said;
}
class OneFile {
  constructor(path) { this.path = path; this.kind = "file"; this.name = path.split("/").pop(); }
  async getFile() {
    const { bytes, changed } = await asked("read", this.path);
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    return new File([content], this.name, { lastModified: changed });
  }
  async createWritable() {
    const parts = [];
    return {
      write: async (bytes) => { parts.push(bytes); },
      close: async () => {
        const all = new Uint8Array(await new Blob(parts).arrayBuffer());
        let text = "";
        for (let i = 0; i < all.length; i += 32768) text += String.fromCharCode(...all.subarray(i, i + 32768));
        await asked("write", this.path, btoa(text));
      },
    };
  }
}
class OneFolder {
  constructor(path, name) { this.path = path; this.kind = "directory"; this.name = name ?? path.split("/").pop(); }
  at(name) { return this.path ? `${this.path}/${name}` : name; }
  async* entries() {
    for (const [name, kind] of await asked("list", this.path)) yield [name, kind === "file" ? new OneFile(this.at(name)) : new OneFolder(this.at(name))];
  }
  async getDirectoryHandle(name, { create = false } = {}) { await asked("folder", this.at(name), create); return new OneFolder(this.at(name)); }
  async getFileHandle(name) { return new OneFile(this.at(name)); }
  async removeEntry(name) { await asked("remove", this.at(name)); }
}
window.showDirectoryPicker = async () => new OneFolder(window.enfilSti ?? "", enfilMappe);
