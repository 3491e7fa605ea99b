// Where one writes. Every field keeps itself; there is no button for it.

import { h, unique } from "./dom.js";

const HINT_STAYS = 6000;

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
 * Ask "Hvad så eller hørte I?" while a word is written that often carries a judgement.
 * It names no word, it is gone a moment after, and it is kept nowhere.
 */
function quietHint(input, app) {
  const hint = h("p.hint", { role: "status" });
  let timer = 0;
  const gone = () => {
    clearTimeout(timer);
    hint.textContent = "";
  };
  input.addEventListener("input", () => {
    gone();
    const { ask, words } = app.state.judging;
    if (!judges(input.value.slice(0, input.selectionStart), words)) return;
    hint.textContent = ask;
    timer = setTimeout(gone, HINT_STAYS);
  });
  input.addEventListener("blur", gone);
  return hint;
}

/** Does the text end in a word of the list, just written? */
export function judges(text, words) {
  const said = text.toLowerCase().replace(/[^\p{L}]{1,2}$/u, "").replace(/\s+/g, " ");
  return words.some((word) => said.endsWith(word.toLowerCase())
    && !/[\p{L}\p{N}_]/u.test(said.at(-word.length - 1) || " "));
}
