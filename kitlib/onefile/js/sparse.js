// A memory without its empty pages, in shares: each is laid back while the next is on its way.
// A share: [bytes of all, how many pages, bytes of one, their numbers ...], and the pages.
export const SHARES = ["memory1", "memory2", "memory3", "memory4"];
const PAGE = 4096;

/** The shares of a memory. */
export function thinned(memory) {
  const words = new BigUint64Array(memory.buffer);
  const long = PAGE / 8;
  const pages = [];
  for (let page = 0; page < memory.length / PAGE; page += 1) {
    for (let i = page * long; i < (page + 1) * long; i += 1) {
      if (words[i] !== 0n) {
        pages.push(page);
        break;
      }
    }
  }
  const each = Math.ceil(pages.length / SHARES.length);
  return SHARES.map((_, k) => share(memory, pages.slice(k * each, (k + 1) * each)));
}

function share(memory, pages) {
  const head = new Uint32Array([memory.length, pages.length, PAGE, ...pages]);
  const out = new Uint8Array(head.byteLength + pages.length * PAGE);
  out.set(new Uint8Array(head.buffer));
  pages.forEach((page, i) => out.set(memory.subarray(page * PAGE, (page + 1) * PAGE), head.byteLength + i * PAGE));
  return out;
}

/** A share as it can be laid back. */
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
