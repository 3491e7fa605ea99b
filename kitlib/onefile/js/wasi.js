// A small WASI preview 1 over a file tree in memory: just what CPython asks for.
// No dependency. Knows which files changed ("dirty"), so that a page can bring them to a real folder.
const OK = 0, BADF = 8, EXIST = 20, INVAL = 28, ISDIR = 31, NOENT = 44, NOTDIR = 54, NOTEMPTY = 55, NOTSUP = 58, PERM = 63;
const enc = new TextEncoder(), dec = new TextDecoder();

export class Exit extends Error {
  constructor(code) { super(`exit ${code}`); this.code = code; }
}

let inodes = 1n;
export const file = (data = new Uint8Array(0), mtime = Date.now()) => ({ data, size: data.length, mtime, ino: ++inodes });
export const dir = () => ({ entries: new Map(), mtime: Date.now(), ino: ++inodes });

export class Tree {
  constructor() {
    this.root = dir();
    this.dirty = new Set(); // paths below a watched folder
    this.watched = "";
  }
  find(path) {
    let node = this.root;
    for (const part of parts(path)) {
      if (!node.entries) return undefined;
      node = node.entries.get(part);
      if (!node) return undefined;
    }
    return node;
  }
  mkdirs(path) {
    let node = this.root;
    for (const part of parts(path)) {
      let next = node.entries.get(part);
      if (!next) node.entries.set(part, next = dir());
      node = next;
    }
    return node;
  }
  put(path, data, mtime) {
    const all = parts(path), name = all.pop();
    const made = file(data, mtime);
    this.mkdirs(all.join("/")).entries.set(name, made);
    return made;
  }
  touch(path) {
    if (this.watched && path.startsWith(this.watched)) this.dirty.add(path);
  }
  bytes(path) {
    const node = this.find(path);
    return node && node.data ? node.data.subarray(0, node.size) : undefined;
  }
  *walk(path = "/", node = this.find(path)) {
    if (!node) return;
    if (!node.entries) { yield [path, node]; return; }
    for (const [name, each] of node.entries) yield* this.walk(path === "/" ? `/${name}` : `${path}/${name}`, each);
  }
}

function parts(path) {
  const out = [];
  for (const part of path.split("/")) {
    if (!part || part === ".") continue;
    if (part === "..") out.pop();
    else out.push(part);
  }
  return out;
}

function write(node, at, bytes) {
  const end = at + bytes.length;
  if (end > node.data.length) {
    const grown = new Uint8Array(Math.max(end, node.data.length * 2, 256));
    grown.set(node.data.subarray(0, node.size));
    node.data = grown;
  }
  node.data.set(bytes, at);
  if (end > node.size) node.size = end;
  node.mtime = Date.now();
}

// The clock and the chance of the machine; a build has its own, so that it gives the same each time.
export const WORLD = {
  // The guest knows no time zones: its clock shows the wall clock here, so that today is today.
  wall: () => Date.now() - new Date().getTimezoneOffset() * 60000,
  since: () => performance.now(),
  random(bytes) {
    for (let i = 0; i < bytes.length; i += 65536) crypto.getRandomValues(bytes.subarray(i, i + 65536));
  },
};

export class Wasi {
  constructor({ tree, env = {}, args = ["python"], stdout = () => {}, stderr = () => {}, world = WORLD }) {
    this.world = world;
    this.tree = tree;
    this.env = Object.entries(env).map(([k, v]) => enc.encode(`${k}=${v}\0`));
    this.args = args.map((a) => enc.encode(`${a}\0`));
    this.out = { 1: stdout, 2: stderr };
    this.fds = [{ tty: 0 }, { tty: 1 }, { tty: 2 }, { node: tree.root, path: "/", pre: true }];
    this.calls = 0;
  }
  view() { if (!this._v || this._v.buffer !== this.memory.buffer) { this._v = new DataView(this.memory.buffer); this._b = new Uint8Array(this.memory.buffer); } return this._v; }
  b() { this.view(); return this._b; }
  str(p, n) { return dec.decode(this.b().slice(p, p + n)); }
  fd(n) { return this.fds[n]; }
  at(fd, p, n) {
    const base = this.fds[fd];
    if (!base || !base.node || !base.node.entries) return null;
    const said = this.str(p, n);
    const all = parts(`${base.path}/${said}`);
    const path = `/${all.join("/")}`;
    const name = all.pop();
    const up = this.tree.find(all.join("/"));
    return { path, name, up, node: name === undefined ? this.tree.root : up && up.entries && up.entries.get(name), slash: said.endsWith("/") };
  }
  stat(p, node, tty) {
    const v = this.view();
    v.setBigUint64(p, 1n, true);
    v.setBigUint64(p + 8, node ? node.ino : 0n, true);
    v.setBigUint64(p + 16, 0n, true);
    v.setUint8(p + 16, tty ? 2 : node.entries ? 3 : 4);
    v.setBigUint64(p + 24, 1n, true);
    v.setBigUint64(p + 32, BigInt(node && node.data ? node.size : 0), true);
    const when = BigInt(Math.round((node ? node.mtime : 0) * 1000)) * 1000n;
    for (const off of [40, 48, 56]) v.setBigUint64(p + off, when, true);
    return OK;
  }
  iovs(p, n) {
    const v = this.view(), out = [];
    for (let i = 0; i < n; i += 1) out.push([v.getUint32(p + 8 * i, true), v.getUint32(p + 8 * i + 4, true)]);
    return out;
  }
  read(fd, iovs, n, at) {
    let got = 0;
    const { node } = fd;
    for (const [p, len] of this.iovs(iovs, n)) {
      const some = node.data.subarray(at, Math.min(node.size, at + len));
      this.b().set(some, p);
      at += some.length; got += some.length;
      if (some.length < len) break;
    }
    return got;
  }
  write(fd, iovs, n, at) {
    let put = 0;
    for (const [p, len] of this.iovs(iovs, n)) {
      write(fd.node, at, this.b().slice(p, p + len));
      at += len; put += len;
    }
    this.tree.touch(fd.path);
    return put;
  }
  open(fd) {
    let n = 4;
    while (this.fds[n]) n += 1;
    this.fds[n] = fd;
    return n;
  }
  imports() {
    const w = this, nosys = () => NOTSUP;
    const table = {
      args_sizes_get(c, s) { const v = w.view(); v.setUint32(c, w.args.length, true); v.setUint32(s, w.args.reduce((a, b) => a + b.length, 0), true); return OK; },
      args_get(p, b) { for (const a of w.args) { w.view().setUint32(p, b, true); p += 4; w.b().set(a, b); b += a.length; } return OK; },
      environ_sizes_get(c, s) { const v = w.view(); v.setUint32(c, w.env.length, true); v.setUint32(s, w.env.reduce((a, b) => a + b.length, 0), true); return OK; },
      environ_get(p, b) { for (const a of w.env) { w.view().setUint32(p, b, true); p += 4; w.b().set(a, b); b += a.length; } return OK; },
      clock_res_get(id, p) { w.view().setBigUint64(p, 1000n, true); return OK; },
      clock_time_get(id, _, p) {
        const ms = id === 0 ? w.world.wall() : w.world.since();
        w.view().setBigUint64(p, BigInt(Math.round(ms * 1000)) * 1000n, true); return OK;
      },
      fd_advise: () => OK, fd_datasync: () => OK, fd_sync: () => OK, sched_yield: () => OK,
      fd_close(n) { const f = w.fds[n]; if (!f) return BADF; w.fds[n] = undefined; return OK; },
      fd_fdstat_get(n, p) {
        const f = w.fds[n]; if (!f) return BADF;
        const v = w.view();
        for (let i = 0; i < 24; i += 1) v.setUint8(p + i, 0);
        v.setUint8(p, f.node ? (f.node.entries ? 3 : 4) : 2);
        v.setUint16(p + 2, f.append ? 1 : 0, true);
        const rights = f.tty === undefined ? 0x1fffffffn : 0x8n | 0x40n | 0x2n | 0x200000n;
        v.setBigUint64(p + 8, f.tty !== undefined ? 0x40n | 0x2n : rights, true);
        v.setBigUint64(p + 16, f.tty !== undefined ? 0n : rights, true);
        return OK;
      },
      fd_fdstat_set_flags(n, flags) { const f = w.fds[n]; if (!f) return BADF; f.append = Boolean(flags & 1); return OK; },
      fd_filestat_get(n, p) { const f = w.fds[n]; if (!f) return BADF; return w.stat(p, f.node, f.tty !== undefined); },
      fd_filestat_set_size(n, size) {
        const f = w.fds[n]; if (!f || !f.node || !f.node.data) return BADF;
        size = Number(size);
        if (size > f.node.size) write(f.node, f.node.size, new Uint8Array(size - f.node.size));
        else { f.node.size = size; f.node.data.fill(0, size); }
        w.tree.touch(f.path); return OK;
      },
      fd_filestat_set_times(n, a, m, flags) { const f = w.fds[n]; if (!f || !f.node) return BADF; w.times(f.node, m, flags); return OK; },
      fd_pread(n, iovs, k, off, got) { const f = w.fds[n]; if (!f || !f.node || !f.node.data) return BADF; const r = w.read(f, iovs, k, Number(off)); w.view().setUint32(got, r, true); return OK; },
      fd_pwrite(n, iovs, k, off, put) { const f = w.fds[n]; if (!f || !f.node || !f.node.data) return BADF; const r = w.write(f, iovs, k, Number(off)); w.view().setUint32(put, r, true); return OK; },
      fd_prestat_get(n, p) { const f = w.fds[n]; if (!f || !f.pre) return BADF; const v = w.view(); v.setUint32(p, 0, true); v.setUint32(p + 4, 1, true); return OK; },
      fd_prestat_dir_name(n, p, len) { const f = w.fds[n]; if (!f || !f.pre) return BADF; w.b()[p] = 47; return OK; },
      fd_read(n, iovs, k, got) {
        const f = w.fds[n]; if (!f) return BADF;
        if (f.tty !== undefined) { w.view().setUint32(got, 0, true); return OK; }
        if (!f.node.data) return ISDIR;
        const r = w.read(f, iovs, k, f.pos); f.pos += r; w.view().setUint32(got, r, true); return OK;
      },
      fd_write(n, iovs, k, put) {
        const f = w.fds[n]; if (!f) return BADF;
        if (f.tty !== undefined) {
          let sum = 0;
          for (const [p, len] of w.iovs(iovs, k)) { if (w.out[f.tty]) w.out[f.tty](dec.decode(w.b().slice(p, p + len))); sum += len; }
          w.view().setUint32(put, sum, true); return OK;
        }
        if (!f.node.data) return ISDIR;
        if (f.append) f.pos = f.node.size;
        const r = w.write(f, iovs, k, f.pos); f.pos += r; w.view().setUint32(put, r, true); return OK;
      },
      fd_seek(n, off, whence, p) {
        const f = w.fds[n]; if (!f || !f.node || !f.node.data) return f && f.tty !== undefined ? 70 : BADF;
        const base = whence === 0 ? 0 : whence === 1 ? f.pos : f.node.size;
        const to = base + Number(off); if (to < 0) return INVAL;
        f.pos = to; w.view().setBigUint64(p, BigInt(to), true); return OK;
      },
      fd_tell(n, p) { const f = w.fds[n]; if (!f || f.pos === undefined) return BADF; w.view().setBigUint64(p, BigInt(f.pos), true); return OK; },
      fd_readdir(n, buf, len, cookie, used) {
        const f = w.fds[n]; if (!f || !f.node || !f.node.entries) return BADF;
        if (cookie === 0n || !f.list) f.list = [[".", f.node], ["..", f.node], ...f.node.entries];
        let at = 0;
        for (let i = Number(cookie); i < f.list.length; i += 1) {
          const [name, node] = f.list[i], bytes = enc.encode(name), head = new Uint8Array(24 + bytes.length), v = new DataView(head.buffer);
          v.setBigUint64(0, BigInt(i + 1), true); v.setBigUint64(8, node.ino, true); v.setUint32(16, bytes.length, true); v.setUint8(20, node.entries ? 3 : 4);
          head.set(bytes, 24);
          const some = head.subarray(0, Math.min(head.length, len - at));
          w.b().set(some, buf + at); at += some.length;
          if (some.length < head.length) break;
        }
        w.view().setUint32(used, at, true); return OK;
      },
      path_create_directory(fd, p, n) {
        const a = w.at(fd, p, n); if (!a) return BADF; if (a.node) return EXIST; if (!a.up || !a.up.entries) return NOENT;
        a.up.entries.set(a.name, dir()); w.tree.touch(a.path); return OK;
      },
      path_filestat_get(fd, flags, p, n, out) { const a = w.at(fd, p, n); if (!a) return BADF; if (!a.node) return NOENT; if (a.slash && !a.node.entries) return NOTDIR; return w.stat(out, a.node); },
      path_filestat_set_times(fd, flags, p, n, at, m, f) { const a = w.at(fd, p, n); if (!a) return BADF; if (!a.node) return NOENT; w.times(a.node, m, f); return OK; },
      path_link: nosys, path_symlink: nosys,
      path_readlink(fd, p, n) { const a = w.at(fd, p, n); if (!a) return BADF; return a.node ? INVAL : NOENT; },
      path_open(fd, _, p, n, oflags, rights, __, flags, out) {
        const a = w.at(fd, p, n); if (!a) return BADF;
        let { node } = a;
        if (!node) {
          if (!(oflags & 1)) return NOENT;
          if (!a.up || !a.up.entries) return NOENT;
          a.up.entries.set(a.name, node = file()); w.tree.touch(a.path);
        } else if (oflags & 4) return EXIST;
        if ((oflags & 2) && !node.entries) return NOTDIR;
        if (oflags & 8) { if (node.entries) return ISDIR; node.data = new Uint8Array(0); node.size = 0; node.mtime = Date.now(); w.tree.touch(a.path); }
        if (node.entries && (rights & 0x40n) && !(oflags & 2)) return ISDIR;
        w.view().setUint32(out, w.open({ node, path: a.path, pos: 0, append: Boolean(flags & 1) }), true);
        return OK;
      },
      path_remove_directory(fd, p, n) { const a = w.at(fd, p, n); if (!a) return BADF; if (!a.node) return NOENT; if (!a.node.entries) return NOTDIR; if (a.node.entries.size) return NOTEMPTY; a.up.entries.delete(a.name); w.tree.touch(a.path); return OK; },
      path_rename(fd, p, n, fd2, p2, n2) {
        const a = w.at(fd, p, n), b = w.at(fd2, p2, n2); if (!a || !b) return BADF; if (!a.node || !b.up) return NOENT;
        if (b.node && b.node.entries && b.node.entries.size) return NOTEMPTY;
        a.up.entries.delete(a.name); b.up.entries.set(b.name, a.node);
        w.tree.touch(a.path);
        if (a.node.entries) for (const [path] of w.tree.walk(b.path)) w.tree.touch(path);
        w.tree.touch(b.path); return OK;
      },
      path_unlink_file(fd, p, n) { const a = w.at(fd, p, n); if (!a) return BADF; if (!a.node) return NOENT; if (a.node.entries) return ISDIR; a.up.entries.delete(a.name); w.tree.touch(a.path); return OK; },
      poll_oneoff(inp, out, n, count) {
        // Only clocks are waited for; a page cannot sleep, so it counts as passed.
        for (let i = 0; i < n; i += 1) { const user = w.view().getBigUint64(inp + 48 * i, true); w.view().setBigUint64(out + 32 * i, user, true); w.view().setUint16(out + 32 * i + 8, 0, true); w.view().setUint8(out + 32 * i + 10, w.view().getUint8(inp + 48 * i + 8)); }
        w.view().setUint32(count, n, true); return OK;
      },
      proc_exit(code) { throw new Exit(code); },
      random_get(p, n) { const b = new Uint8Array(n); w.world.random(b); w.b().set(b, p); return OK; },
      sock_accept: nosys, sock_recv: nosys, sock_send: nosys, sock_shutdown: nosys,
    };
    return table;
  }
  times(node, m, flags) {
    if (flags & 8) node.mtime = Date.now();
    else if (flags & 4) node.mtime = Number(m / 1000n) / 1000;
  }
}
