// Where one writes. Every field keeps itself; there is no button for it.

import { h, unique } from "./dom.js";

/** One field of a phase: a line or a text. */
export function field(app, spec) {
  const id = unique("felt");
  const line = spec.kind === "linje";
  const help = spec.help ? h("p.hjaelp", { id: `${id}-hjaelp` }, spec.help) : null;
  const input = h(line ? "input" : "textarea", {
    id,
    rows: line ? null : "3",
    type: line ? "text" : null,
    autocomplete: "off",
    lang: "da",
    "aria-describedby": help ? `${id}-hjaelp` : null,
  });
  input.value = spec.value;
  const hint = spec.judged ? quietHint(input, app) : null;
  input.addEventListener("input", () => {
    grow(input);
    spec.value = input.value;
    app.wire.keep(spec.key, () => ({
      op: "put",
      args: { field: spec.key, value: spec.value, base: spec.version },
    }), { done: (receipt) => { spec.version = receipt.version; } });
  });
  input.addEventListener("blur", () => app.wire.settle());
  requestAnimationFrame(() => grow(input));
  return h("div.felt", {}, h("label", { for: id }, spec.label), help, input, hint, others(app, spec, input));
}

/** What somebody else wrote in the same field at the same time; both stand until taken in. */
function others(app, spec, input) {
  if (!spec.others.length) return null;
  const box = h("div.andre", {},
    h("p", {}, "En anden har skrevet her samtidig:"),
    spec.others.map((text) => h("blockquote", {}, text)),
    h("button", { type: "button", onclick: async () => {
      await app.wire.settle();
      await app.ask("take_in", { field: spec.key });
      await app.refresh();
      Object.assign(spec, app.field(spec.key));
      input.value = spec.value;
      grow(input);
      box.remove();
      input.focus();
    } }, "Tag begge dele med"));
  return box;
}

/** A field is as tall as its text: nothing scrolls out of sight of the back row. */
export function grow(input) {
  if (input.tagName !== "TEXTAREA" || !input.isConnected) return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 4}px`;
}

/**
 * Ask "Hvad så eller hørte I?" in a sentence with a word that often carries a judgement. It names no
 * word, it stays until the sentence is left, and it is kept nowhere.
 */
function quietHint(input, app) {
  const hint = h("p.hint", { role: "status" });
  const look = () => {
    const { ask, words } = app.state.judging;
    const said = judges(sentence(input.value, input.selectionStart), words) ? ask : "";
    if (hint.textContent !== said) hint.textContent = said; // said aloud once, not at each key
  };
  for (const event of ["input", "keyup", "click", "focus"]) input.addEventListener(event, look);
  input.addEventListener("blur", () => { hint.textContent = ""; });
  return hint;
}

/** The sentence a place in a text belongs to: until its full stop is passed, or its line. */
export function sentence(text, at) {
  const ends = [...text.matchAll(/[.!?…]+(?=\s|$)|(?=\n)/g)].map(({ index, 0: found }) => index + found.length);
  const from = ends.filter((end) => end < at).at(-1) || 0;
  const to = ends.find((end) => end >= at) ?? text.length;
  return text.slice(from, to);
}

/** Does a sentence hold a word of the list, whole? The last one may still be growing. */
export function judges(said, words) {
  const text = ` ${said.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, " ")} `;
  return words.some((word) => text.includes(` ${word.toLowerCase()} `));
}
