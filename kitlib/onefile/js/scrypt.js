// The slow part of scrypt (RFC 7914), for r 8 and p 1: 128 * 8 * 2^n bytes, read in an order nobody can foresee.
const WORDS = 256; // 128 * r bytes

/** Salsa20/8 of sixteen words, in place. */
function salsa(x) {
  let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = x;
  const turn = (v, by) => (v << by) | (v >>> (32 - by));
  for (let round = 0; round < 4; round += 1) {
    e ^= turn((a + m) | 0, 7); i ^= turn((e + a) | 0, 9); m ^= turn((i + e) | 0, 13); a ^= turn((m + i) | 0, 18);
    j ^= turn((f + b) | 0, 7); n ^= turn((j + f) | 0, 9); b ^= turn((n + j) | 0, 13); f ^= turn((b + n) | 0, 18);
    o ^= turn((k + g) | 0, 7); c ^= turn((o + k) | 0, 9); g ^= turn((c + o) | 0, 13); k ^= turn((g + c) | 0, 18);
    d ^= turn((p + l) | 0, 7); h ^= turn((d + p) | 0, 9); l ^= turn((h + d) | 0, 13); p ^= turn((l + h) | 0, 18);
    b ^= turn((a + d) | 0, 7); c ^= turn((b + a) | 0, 9); d ^= turn((c + b) | 0, 13); a ^= turn((d + c) | 0, 18);
    g ^= turn((f + e) | 0, 7); h ^= turn((g + f) | 0, 9); e ^= turn((h + g) | 0, 13); f ^= turn((e + h) | 0, 18);
    l ^= turn((k + j) | 0, 7); i ^= turn((l + k) | 0, 9); j ^= turn((i + l) | 0, 13); k ^= turn((j + i) | 0, 18);
    m ^= turn((p + o) | 0, 7); n ^= turn((m + p) | 0, 9); o ^= turn((n + m) | 0, 13); p ^= turn((o + n) | 0, 18);
  }
  x[0] += a; x[1] += b; x[2] += c; x[3] += d; x[4] += e; x[5] += f; x[6] += g; x[7] += h;
  x[8] += i; x[9] += j; x[10] += k; x[11] += l; x[12] += m; x[13] += n; x[14] += o; x[15] += p;
}

/** Mix one block into another: what is even goes first, what is odd after. */
function mix(from, to, x) {
  x.set(from.subarray(WORDS - 16));
  for (let i = 0; i < WORDS / 16; i += 1) {
    for (let w = 0; w < 16; w += 1) x[w] ^= from[16 * i + w];
    salsa(x);
    to.set(x, 16 * (i >> 1) + (i & 1 ? WORDS / 2 : 0));
  }
}

export function romix(log, bytes) {
  const all = 2 ** log;
  const kept = new Int32Array(all * WORDS);
  const x = new Int32Array(16);
  let now = new Int32Array(bytes.slice().buffer);
  let next = new Int32Array(WORDS);
  for (let i = 0; i < all; i += 1) {
    kept.set(now, i * WORDS);
    mix(now, next, x);
    [now, next] = [next, now];
  }
  for (let i = 0; i < all; i += 1) {
    const from = (now[WORDS - 16] & (all - 1)) * WORDS;
    for (let w = 0; w < WORDS; w += 1) now[w] ^= kept[from + w];
    mix(now, next, x);
    [now, next] = [next, now];
  }
  return new Uint8Array(now.buffer);
}
