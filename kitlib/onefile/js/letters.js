// Packed parts as the page carries them: a text in the alphabet it is declared in, each letter a byte.
const BYTES = new Uint8Array(65536);
for (let byte = 0; byte < 256; byte += 1) BYTES[byte] = byte;
[...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, i) => 128 + i))].forEach((letter, i) => {
  BYTES[letter.codePointAt(0)] = 128 + i;
});
const ESCAPE = 61;

/** The bytes of a part, from a place in its text on. */
export function bytesOf(text, from) {
  const out = new Uint8Array(text.length - from);
  let at = 0;
  for (let i = from; i < text.length; i += 1) {
    let code = text.charCodeAt(i);
    if (code === ESCAPE) {
      i += 1;
      code = text.charCodeAt(i) - 64;
    }
    out[at] = BYTES[code];
    at += 1;
  }
  return out.subarray(0, at);
}
