// Paper first: each writes alone, then the answers are gathered by show of hands, or typed
// while the screen is hidden, and shown together in no one's order.

import { fill, h, plural, shuffled } from "./dom.js";
import { grow } from "./fields.js";
import { counter, strokes } from "./tally.js";

/** A field that holds several answers: [{id, text, hands}]. */
export function answers(app, spec) {
  const box = h("section.svar", { "aria-label": spec.label });
  let together = spec.hidden && spec.answers.length > 0;

  function show(focus) {
    const body = !spec.answers.length && !spec.waiting ? choose() : together ? slips() : tally();
    fill(box, spec.worry ? h("p.bekymring", { role: "status" }, spec.worry) : null,
      spec.names ? h("p.hjaelp", { role: "status" }, spec.names) : null, body);
    if (focus) [...box.querySelectorAll(focus)].at(-1)?.focus();
  }

  function choose() {
    const hands = choice("Ræk hånden op", "Sig et svar højt, og tæl, hvor mange der har det samme.", more);
    const typing = choice("Skriv med skærmen skjult", "Svarene vises bagefter, alle sammen og blandet.", typed);
    return [h("div.valg", {}, spec.hidden ? [typing, hands] : [hands, typing])];
  }

  function more() {
    spec.answers.push({ id: null, text: "", hands: 1, local: app.number(), token: app.token() });
    together = false;
    show("textarea");
  }

  function typed() {
    app.hide({
      label: spec.label,
      worry: app.state.worry_words,
      count: () => spec.waiting,
      add: (text) => {
        spec.waiting += 1;
        const made = { field: spec.key, id: null, text, hands: null, hidden: true, token: app.token() };
        app.wire.keep(`svar:${spec.key}:${app.number()}`, () => ({ op: "answer", args: made }), { now: true });
      },
      done: async () => {
        await app.wire.settle();
        await app.ask("show_answers", { field: spec.key });
        await app.refresh();
        Object.assign(spec, app.field(spec.key));
        together = true;
        show("button");
      },
    });
  }

  function keep(answer, now = false) {
    if (!answer.text.trim() && !answer.id) return;
    app.wire.keep(`svar:${spec.key}:${answer.id || answer.local}`, () => ({
      op: "answer",
      args: { field: spec.key, id: answer.id, text: answer.text, hands: answer.hands, hidden: false, token: answer.token || null },
    }), { now, done: (receipt) => { answer.id = receipt.field; } });
  }

  function tally() {
    const rows = spec.answers.map((answer, i) => {
      const text = h("textarea", { rows: "1", lang: "da", "aria-label": `Svar ${i + 1}` });
      text.value = answer.text;
      text.addEventListener("input", () => {
        grow(text);
        answer.text = text.value;
        keep(answer);
      });
      text.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.ctrlKey) return;
        event.preventDefault();
        if (answer.text.trim()) more();
      });
      requestAnimationFrame(() => grow(text));
      const hands = counter(answer.hands || 0, `svar ${i + 1}`, (n) => {
        answer.hands = n;
        keep(answer);
      });
      const away = h("button.lille", { type: "button", "aria-label": `Slet svar ${i + 1}`, onclick: async () => {
        await app.wire.settle();
        if (answer.id) await app.ask("take_back", { id: answer.id });
        spec.answers.splice(spec.answers.indexOf(answer), 1);
        show("button");
      } }, "Slet");
      return h("li", {}, text, h("div.raekke", {}, hands, away));
    });
    return [
      spec.waiting ? h("p.hjaelp", {}, `${plural(spec.waiting, "svar er skrevet", "svar er skrevet")} med skærmen skjult.`) : null,
      h("ol.haender", {}, rows),
      h("p.knapper", {},
        h("button", { type: "button", onclick: more }, "Et svar mere"),
        h("button", { type: "button", onclick: typed }, "Skriv med skærmen skjult"),
        rows.length > 1 ? h("button", { type: "button", onclick: () => { together = true; show("button"); } }, "Vis dem sammen") : null),
    ].filter(Boolean);
  }

  function slips() {
    const said = shuffled(spec.answers.filter(({ text }) => text.trim()));
    return [
      h("ul.sedler", {}, said.map(({ text, hands }) => h("li", {}, h("p", {}, text),
        hands ? h("p.antal", {}, strokes(hands), plural(hands, "hånd", "hænder")) : null))),
      h("p.knapper", {},
        h("button", { type: "button", onclick: () => { together = false; show("textarea"); } }, "Ret eller tæl"),
        h("button", { type: "button", onclick: typed }, "Skriv flere, skjult"),
        h("button", { type: "button", onclick: () => show("button") }, "Bland igen")),
    ];
  }

  show();
  return h("div", {}, spec.help ? h("p.hjaelp", {}, spec.help) : null, box);
}

/** Answers laid in piles, each under a heading the team gives. */
export function piles(app, spec) {
  const box = h("section.bunker", { "aria-label": spec.label });

  async function move(answer, pile) {
    await app.ask("group", { id: answer.id, pile });
    await app.refresh();
    Object.assign(spec, app.field(spec.key));
    show();
  }

  function slip(answer, pile) {
    const named = h("input", { type: "text", placeholder: "Overskrift", "aria-label": "Overskrift for den nye bunke", hidden: true });
    named.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && named.value.trim()) move(answer, named.value.trim());
    });
    named.addEventListener("blur", () => { if (named.value.trim()) move(answer, named.value.trim()); });
    const select = h("select", { "aria-label": `Læg i bunke: ${answer.text}`, onchange: () => {
      if (select.value !== "\n") move(answer, select.value);
      else {
        named.hidden = false;
        named.focus();
      }
    } },
    h("option", { value: "" }, pile ? "Tag ud af bunken" : "Læg i en bunke"),
    spec.piles.map(({ title }) => h("option", { value: title }, title)),
    h("option", { value: "\n" }, "En ny bunke …"));
    select.value = pile || "";
    return h("li", {}, h("p", {}, answer.text), select, named);
  }

  function show() {
    const empty = !spec.loose.length && !spec.piles.length;
    fill(box, [
      empty ? h("p.tom", {}, "Her er ingen svar at lægge i bunker endnu. Gå tilbage, og skriv dem først.") : null,
      spec.loose.length ? h("ul.sedler", {}, spec.loose.map((answer) => slip(answer))) : null,
      ...spec.piles.map(({ title, answers: inside }) => h("section.bunke", {}, h("h2", {}, title),
        h("p.antal", {}, plural(inside.length, "svar", "svar")),
        h("ul.sedler", {}, inside.map((answer) => slip(answer, title))))),
      spec.spread ? h("p.hjaelp", { role: "status" }, spec.spread) : null,
    ].filter(Boolean));
  }

  show();
  return h("div", {}, spec.help ? h("p.hjaelp", {}, spec.help) : null, box);
}

export function choice(title, words, onclick) {
  return h("button.kort", { type: "button", onclick }, h("strong", {}, title), h("span", {}, words));
}
