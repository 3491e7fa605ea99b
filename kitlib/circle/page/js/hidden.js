// Nothing is on the wall: one key, and the same key again.

import { h } from "./dom.js";

/** Hide the screen, with the names of a key if they were on it. */
export function hide(app) {
  const words = app.state.hidden_words;
  const done = () => {
    dialog.close();
    dialog.remove();
    app.key?.lay();
  };
  const dialog = h("dialog.skjul", { "aria-label": words, oncancel: (event) => {
    event.preventDefault();
    done();
  } }, h("div", {}, h("p.kaempe", {}, words),
    h("p.hjaelp", {}, "Tryk Esc for at vise den igen."),
    h("p.knapper", {}, h("button.stor", { type: "button", onclick: done }, "Vis skærmen"))));
  app.key?.take();
  app.lay(dialog);
  dialog.querySelector("button").focus();
}
