// What looks like a name, asked about in its sentences: one click an answer.

import { fill, h } from "./dom.js";

const KEYS = ["1", "2", "3"];

/** Lay the questions over the page: about the notes ("noter"), or what is written today. */
export function asking(app, what) {
  const box = h("section.navne", { "aria-live": "polite" }, h("p.venter", { role: "status" }, "Leder efter navne …"));
  let changed = false;
  const dialog = app.open(what === "noter" ? "Navne i noterne" : "Navne i det, I har skrevet", box, {
    onclose: async () => {
      if (!changed) return;
      await app.refresh();
      app.anew();
    },
  });
  let state = { choices: [] };

  async function ask(op, args) {
    try {
      state = await app.ask(op, args);
      show();
    } catch (problem) {
      fill(box, h("p.tom", { role: "alert" }, [problem.message, problem.hint].filter(Boolean).join(" ")));
    }
  }

  function give(choice) {
    changed = true;
    ask("answer_name", { number: state.number, choice });
  }

  function show() {
    const back = state.can_undo ? h("button.lille", { type: "button", onclick: () => {
      changed = true;
      ask("undo_name");
    } }, "Fortryd det sidste") : null;
    if (!state.choices.length) {
      fill(box, h("p.stort", { tabindex: "-1" }, state.asks), h("p.hjaelp", {}, state.more), back);
      box.firstElementChild.focus();
      return;
    }
    fill(box,
      h("p.hjaelp", {}, "Gør det uden projektor: her står ordene, som de er skrevet."),
      h("p.over", {}, state.progress),
      h("p.stort", {}, state.asks),
      state.why ? h("p.hjaelp", {}, state.why) : null,
      h("ul.steder", {}, state.places.map((place) => h("li", {},
        h("p", {}, place.before, h("mark", {}, place.word), place.after), h("small", {}, place.where)))),
      state.more ? h("p.hjaelp", {}, state.more) : null,
      h("p.knapper", {}, state.choices.map(([key, words], i) => h("button.svar-knap", {
        type: "button", title: `Tast ${i + 1}`, onclick: () => give(key),
      }, words))),
      back);
    box.querySelector("button").focus();
  }

  dialog.addEventListener("keydown", (event) => {
    const choice = state.choices[KEYS.indexOf(event.key)];
    if (!choice || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    give(choice[0]);
  });
  ask("ask_names", { what });
}
