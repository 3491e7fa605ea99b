// Paper first: each writes alone, then one person types at the pace of talk. One field, Enter for
// the next; dots while hidden, then shown together in no one's order and laid in piles.

import { board, keep } from "./board.js";
import { fill, h, plural, unique } from "./dom.js";

const PEEK = "ArrowUp";

/** A field that holds several answers: [{id, text, hands, pile}]; `lead` stands there while they are written. */
export function answers(app, spec, lead = null) {
  const box = h("section.svar", { "aria-label": spec.label });
  const kept = `skjul:${spec.key}`;
  let hidden = app.memory.get(kept) ?? (spec.hidden || Boolean(app.phase.paper));
  const told = h("span.antal-skrevet", { role: "status" });
  let writing = !spec.answers.length || spec.waiting > 0;

  function show(focus) {
    fill(box,
      spec.worry ? h("p.bekymring", { role: "status" }, spec.worry) : null,
      spec.names ? h("p.hjaelp", { role: "status" }, spec.names) : null,
      writing ? [lead, entry()] : null,
      spec.answers.length && !spec.waiting ? board(app, spec, spec.answers, { tools: true }) : null,
      writing ? null : h("p.knapper", {}, h("button", { type: "button", onclick: () => {
        writing = true;
        show("input");
      } }, "Skriv flere")));
    action();
    if (focus) box.querySelector(focus)?.focus();
  }

  /** What is to be done before one goes on: show what has been typed, and how much that is. */
  function action() {
    told.textContent = spec.waiting ? `${plural(spec.waiting, "svar er skrevet", "svar er skrevet")}.` : "";
    fill(app.slot, spec.waiting ? h("button.stor", { type: "button", onclick: together }, "Vis dem sammen") : null, told);
  }

  function entry() {
    const id = unique("saadan");
    const input = h("input", { type: "text", lang: "da", "aria-label": spec.label, "aria-describedby": id });
    const add = () => {
      const text = input.value.trim();
      if (text) (hidden ? lay : say)(text);
      input.value = "";
      input.focus();
    };
    const peek = (on) => input.classList.toggle("lk-kig", on);
    input.classList.toggle("lk-skjult", hidden);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) add();
      if (event.key === PEEK && hidden) {
        event.preventDefault();
        peek(true);
      }
    });
    input.addEventListener("keyup", ({ key }) => key === PEEK && peek(false));
    input.addEventListener("blur", () => peek(false));
    return h("div.indtast", {},
      h("div.skriv", {}, input,
        hidden ? look(peek) : null,
        h("button", { type: "button", onclick: add }, "Næste")),
      h("p.hjaelp", { id }, hidden
        ? "Skriv, og tryk Enter. Giv så tastaturet videre. Hold pil op nede for at kigge."
        : "Skriv et svar, og tryk Enter."),
      hidden ? h("p.sagte", {}, app.state.worry_words) : null,
      h("p.skift", {}, h("label", {}, h("input", { type: "checkbox", checked: hidden, onchange: ({ target }) => {
        hidden = target.checked;
        app.memory.set(kept, hidden);
        show("input[type=checkbox]");
      } }), h("span", {}, "Vis prikker, mens vi skriver"))));
  }

  /** Look at one's own text while the button is held, by pointer or key. */
  function look(peek) {
    const button = h("button", { type: "button", title: "Hold nede for at se det, du skriver" }, "Kig");
    button.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      button.setPointerCapture(event.pointerId);
      peek(true);
    });
    for (const event of ["pointerup", "pointercancel", "keyup", "blur"]) button.addEventListener(event, () => peek(false));
    button.addEventListener("keydown", ({ key }) => (key === " " || key === "Enter") && peek(true));
    return button;
  }

  /** Lay an answer with those that are shown together later. */
  function lay(text) {
    spec.waiting += 1;
    const made = { field: spec.key, id: null, text, hands: null, hidden: true, token: app.token() };
    app.wire.keep(`svar:${spec.key}:${app.number()}`, () => ({ op: "answer", args: made }), { now: true });
    action();
  }

  /** Say an answer for all to see. */
  function say(text) {
    const answer = { id: null, text, hands: null, pile: "", local: app.number(), token: app.token() };
    spec.answers.push(answer);
    keep(app, spec, answer, true);
    show("input");
  }

  async function together() {
    await app.wire.settle();
    await app.ask("show_answers", { field: spec.key });
    await app.refresh();
    Object.assign(spec, app.field(spec.key));
    writing = false;
    show();
    app.atTop();
  }

  show();
  return h("div.felt", {}, spec.help ? h("p.hjaelp", {}, spec.help) : null, box);
}
