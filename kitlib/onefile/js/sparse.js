// A memory without its empty pages: [bytes of all, how many pages, bytes of one, their numbers ...]
const PAGE = 4096;

export function thinned(memory) {
  const words = new BigUint64Array(memory.buffer);
  const each = PAGE / 8;
  const pages = [];
  for (let page = 0; page < memory.length / PAGE; page += 1) {
    for (let i = page * each; i < (page + 1) * each; i += 1) {
      if (words[i] !== 0n) {
        pages.push(page);
        break;
      }
    }
  }
  const head = new Uint32Array([memory.length, pages.length, PAGE, ...pages]);
  const out = new Uint8Array(head.byteLength + pages.length * PAGE);
  out.set(new Uint8Array(head.buffer));
  pages.forEach((page, i) => out.set(memory.subarray(page * PAGE, (page + 1) * PAGE), head.byteLength + i * PAGE));
  return out;
}

export function kept(bytes) {
  const [all, count, page] = new Uint32Array(bytes.buffer, bytes.byteOffset, 3);
  const at = new Uint32Array(bytes.buffer, bytes.byteOffset + 12, count);
  const from = 12 + 4 * count;
  return {
    bytes: all,
    restore(memory) {
      for (let i = 0; i < count; i += 1) memory.set(bytes.subarray(from + i * page, from + (i + 1) * page), at[i] * page);
    },
  };
}
