// What the team agrees on before it begins: the rules, and who hosts, keeps time and writes.

import { h } from "./dom.js";
import { list } from "./shell.js";

/** The rules of this meeting, with the one that is chosen from time to time. */
export function chosenRules({ rules, quiet }) {
  return quiet.chosen ? [...rules, quiet.text] : rules;
}

/** A rule a team may choose: those who say least speak first. */
export function quietFirst(app) {
  const { quiet } = app.state;
  return h("p.skift", {}, h("label", {},
    h("input", { type: "checkbox", checked: quiet.chosen, onchange: ({ target }) => {
      quiet.chosen = target.checked;
      app.wire.keep("regel.stille", () => ({ op: "quiet_first", args: { chosen: quiet.chosen } }), { now: true });
    } }), h("span", {}, quiet.text)));
}

/** A card for each who has something to look after; who it is, is said aloud and never written. */
export function roles(app) {
  return h("section.roller", { "aria-label": "Hvem gør hvad ved mødet?" }, app.state.roles.map((role) => h("button.kort", {
    type: "button", onclick: () => app.open(role.name, h("div", {}, list(role.does), h("p.hjaelp", {}, "Aftal det højt. Siden skriver ikke, hvem det er."))),
  }, h("strong", {}, role.name), h("span", {}, role.short))));
}
