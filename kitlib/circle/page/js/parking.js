// Ideas for solutions that come early: they wait here, and come back when something is to be tried.

import { fill, h } from "./dom.js";

export function parking(app) {
  const parked = h("ul.linjer");
  const tell = () => fill(parked, app.state.parked.map(({ id, text }) => h("li", {}, text, " ",
    h("button.lille", { type: "button", "aria-label": `Fjern: ${text}`, onclick: async () => {
      await app.ask("take_back", { id });
      await app.refresh();
      tell();
      input.focus();
    } }, "Fjern"))));
  const input = h("textarea", { rows: "2", lang: "da", "aria-label": "En idé, der skal vente" });
  const add = async () => {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    const idea = { text, token: app.token() };
    app.wire.keep(`parkeret:${app.number()}`, () => ({ op: "park", args: idea }), { now: true });
    await app.wire.settle();
    await app.refresh();
    tell();
    input.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      add();
    }
  });
  tell();
  app.open("Parkeringsplads", h("div", {},
    h("p.hjaelp", {}, "Ideer til løsninger, der kom tidligt. De venter her og kommer frem igen, når I skal prøve noget af."),
    parked, input,
    h("p.knapper", {}, h("button", { type: "button", onclick: add }, "Parkér ideen"))), { onclose: () => app.topAgain() });
  input.focus();
}
