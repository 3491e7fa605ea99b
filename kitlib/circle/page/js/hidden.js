// Nothing is on the wall: one key, and the same key again. Answers may be typed meanwhile.

import { h, plural } from "./dom.js";

/** Hide the screen; with `typing` ({label, worry, count, add, done}) answers are gathered behind it. */
export function hide(app, typing) {
  const words = app.state.hidden_words;
  const done = () => {
    dialog.close();
    dialog.remove();
    if (typing) typing.done();
  };
  const dialog = h("dialog.skjul", { "aria-label": words, oncancel: (event) => {
    event.preventDefault();
    done();
  } }, h("div", {}, h("p.kaempe", {}, words), typing ? writing(typing, done) : waiting(done)));
  app.lay(dialog);
  dialog.querySelector("input, button").focus();
}

function waiting(done) {
  return [h("p.hjaelp", {}, "Tryk Esc for at vise den igen."),
    h("p.knapper", {}, h("button.stor", { type: "button", onclick: done }, "Vis skærmen"))];
}

function writing(typing, done) {
  const input = h("input.skjult", { type: "text", autocomplete: "off", spellcheck: false, "aria-label": typing.label });
  const told = h("p.stort", { role: "status" });
  const tell = () => {
    const n = typing.count();
    told.textContent = n ? `${plural(n, "svar er skrevet", "svar er skrevet")}.` : "Ingen svar endnu.";
  };
  const add = () => {
    if (!input.value.trim()) return;
    typing.add(input.value.trim());
    input.value = "";
    tell();
    input.focus();
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && add());
  tell();
  return [h("p", {}, "Skriv et svar, og tryk Enter. Giv så tastaturet videre. Ingen kan læse det på væggen."),
    input, told, h("p.sagte", {}, typing.worry),
    h("p.knapper", {},
      h("button", { type: "button", onclick: add }, "Læg svaret i bunken"),
      h("button.stor", { type: "button", onclick: () => { add(); done(); } }, "Vis svarene sammen"))];
}
