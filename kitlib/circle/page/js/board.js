// Answers as large cards between all of us: moved into piles the team names, by mouse, finger or key.

import { fill, h, plural, shuffled } from "./dom.js";
import { grow } from "./fields.js";
import { movable } from "./moving.js";
import { counter, strokes } from "./tally.js";

/** The answers of a field, loose and in piles. With `tools` they can be mended and counted too. */
export function board(app, spec, those, { tools = false, moved = () => {} } = {}) {
  const box = h("section.bord", { "aria-label": spec.label });
  let chosen = null;
  mix(false);

  function mix(anew) {
    const known = app.order[spec.key] || [];
    const order = anew ? [] : known;
    const fresh = shuffled(those.filter((each) => !order.includes(name(each))));
    app.order[spec.key] = [...order, ...fresh.map(name)];
  }

  function inOrder() {
    const order = app.order[spec.key];
    return those.filter(({ text }) => text.trim())
      .sort((a, b) => order.indexOf(name(a)) - order.indexOf(name(b)));
  }

  function titles() {
    return [...new Set(those.map(({ pile }) => pile).filter(Boolean))].sort((a, b) => a.localeCompare(b, "da"));
  }

  async function move(answer, pile) {
    answer.pile = pile;
    show(answer);
    if (!answer.id) await app.wire.settle();
    app.wire.keep(`bunke:${answer.id}`, () => ({ op: "group", args: { id: answer.id, pile: answer.pile } }), { now: true, done: moved });
  }

  /** A pile that has no name yet is called by its number, and the name is asked for there. */
  function begin(answers) {
    const taken = titles();
    let number = 1;
    while (taken.includes(`Bunke ${number}`)) number += 1;
    const title = `Bunke ${number}`;
    for (const each of answers) move(each, title);
    rename(title);
  }

  function rename(title) {
    const head = [...box.querySelectorAll(".lk-bunke")].find(({ dataset }) => dataset.bunke === title)?.querySelector("h2");
    if (!head) return;
    const input = h("input", { type: "text", lang: "da", maxlength: "60", "aria-label": "Hvad hedder bunken?" });
    input.value = title;
    const done = () => {
      input.removeEventListener("blur", done);
      const said = input.value.trim();
      for (const each of those.filter(({ pile }) => pile === title)) if (said && said !== title) move(each, said);
      show();
    };
    input.addEventListener("keydown", (event) => event.key === "Enter" && done());
    input.addEventListener("blur", done);
    head.replaceWith(input);
    input.focus();
    input.select();
  }

  function drop(answer, place) {
    if (place.dataset.bunke !== undefined) move(answer, place.dataset.bunke);
    else {
      const other = those.find((each) => name(each) === place.dataset.svar);
      if (other.pile) move(answer, other.pile);
      else begin([other, answer]);
    }
  }

  function card(answer) {
    const words = h("p", {}, answer.text);
    const node = h("li", { tabindex: "0", "data-svar": name(answer), "aria-label": answer.text }, words, counted(answer), chosen === answer ? choices(answer, words) : null);
    node.classList.toggle("lk-valgt", chosen === answer);
    const choose = (on) => {
      chosen = on ? answer : null;
      show(answer);
    };
    node.addEventListener("click", (event) => !event.target.closest("button, textarea") && choose(chosen !== answer));
    node.addEventListener("keydown", (event) => {
      if (event.target !== node) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(chosen !== answer);
      } else step(event, node);
    });
    movable(node, { room: box, places: "[data-svar], [data-bunke]", drop: (place) => drop(answer, place) });
    return node;
  }

  function counted(answer) {
    return answer.hands ? h("p.antal", {}, strokes(answer.hands), plural(answer.hands, "hånd", "hænder")) : null;
  }

  /** What can be done with the card that is chosen. */
  function choices(answer, words) {
    const small = (said, onclick) => h("button.lille", { type: "button", onclick }, said);
    const piles = titles().filter((title) => title !== answer.pile);
    return h("div.med-den", {},
      piles.map((title) => small(`Læg i ${title}`, () => move(answer, title))),
      small("Ny bunke", () => begin([answer])),
      answer.pile ? small("Tag ud", () => move(answer, "")) : null,
      tools ? small("Tæl hænder", ({ target }) => target.replaceWith(counter(answer.hands || 0, answer.text, (n) => {
        answer.hands = n;
        keep(app, spec, answer);
      }))) : null,
      tools ? small("Ret", () => mend(answer, words)) : null,
      tools ? small("Slet", () => remove(answer)) : null);
  }

  function mend(answer, words) {
    const text = h("textarea", { rows: "1", lang: "da", "aria-label": "Ret svaret" });
    text.value = answer.text;
    text.addEventListener("input", () => {
      grow(text);
      answer.text = text.value;
      keep(app, spec, answer);
    });
    const done = () => show(answer);
    text.addEventListener("blur", done);
    text.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.shiftKey) text.blur();
    });
    words.replaceWith(text);
    grow(text);
    text.focus();
  }

  async function remove(answer) {
    await app.wire.settle();
    if (answer.id) await app.ask("take_back", { id: answer.id });
    those.splice(those.indexOf(answer), 1);
    show();
  }

  /** Arrow keys go from card to card. */
  function step(event, node) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = [...box.querySelectorAll("[data-svar]")];
    all[all.indexOf(node) + by]?.focus();
  }

  function show(focus) {
    const loose = inOrder().filter(({ pile }) => !pile);
    fill(box,
      loose.length || titles().length ? h("ul.sedler.store", { "data-bunke": "" }, loose.map(card)) : null,
      titles().map((title) => {
        const inside = inOrder().filter(({ pile }) => pile === title);
        return h("section.bunke", { "data-bunke": title },
          h("div.bunke-navn", {}, h("h2", {}, title), h("span.antal", {}, plural(inside.length, "svar", "svar")),
            h("button.lille", { type: "button", onclick: () => rename(title), "aria-label": `Giv bunken ${title} et navn` }, "Navn")),
          h("ul.sedler.store", {}, inside.map(card)));
      }),
      those.length > 1 ? h("p.knapper", {}, h("button.lille", { type: "button", onclick: () => { mix(true); show(); } }, "Bland igen")) : null);
    if (focus) [...box.querySelectorAll("[data-svar]")].find(({ dataset }) => dataset.svar === name(focus))?.focus();
  }

  show();
  return box;
}

/** What an answer is known by, before and after the kernel has it. */
function name(answer) {
  return answer.token || answer.id.slice(-16);
}

/** Keep an answer's words and hands; nobody is said to have counted who has not. */
export function keep(app, spec, answer, now = false) {
  if (!answer.text.trim() && !answer.id) return;
  app.wire.keep(`svar:${spec.key}:${answer.id || answer.local}`, () => ({
    op: "answer",
    args: { field: spec.key, id: answer.id, text: answer.text, hands: answer.hands, hidden: false, token: answer.token || null },
  }), { now, done: (receipt) => { answer.id = receipt.field; } });
}

/** Answers of an earlier field, laid in piles. */
export function piles(app, spec) {
  const those = [...spec.loose, ...spec.piles.flatMap(({ answers }) => answers)];
  if (!those.length) return h("p.tom", {}, "Her er ingen svar at lægge i bunker endnu. Gå tilbage, og skriv dem først.");
  const spread = h("p.hjaelp", { role: "status" }, spec.spread);
  const moved = async () => {
    await app.refresh();
    spread.textContent = app.field(spec.key).spread;
  };
  return h("div", {}, spec.help ? h("p.hjaelp", {}, spec.help) : null, board(app, spec, those, { moved }), spread);
}
