// Siden sidst, on one card: what was agreed, what the data show since, what the children got out
// of it, and what is decided. The foot tells what is left to decide, however far down it stands.

import { fill, h, unique } from "./dom.js";
import { grow } from "./fields.js";
import { slip } from "./trial.js";
import { figure } from "./views.js";

const CHOICES = [
  ["beholder", "Vi beholder det", "Det er nu sådan, vi gør."],
  ["justerer", "Vi justerer det", "Vi prøver lidt endnu, på en anden måde."],
  ["slipper", "Vi slipper det", "Det var en prøve. Vi er blevet klogere."],
];

export function since(app) {
  return app.state.since.flatMap((trial, i, all) => {
    const which = all.length > 1 ? ` (${i + 1} af ${all.length})` : "";
    return {
      title: `Det aftalte vi${which}`,
      wide: true,
      body: () => h("div", {}, slip(app, trial), h("h2", {}, "Det har vi set siden"), seen(app, trial), decision(app, trial)),
      undone: () => (trial.decided?.choice ? "" : "I har endnu ikke besluttet, om I beholder, justerer eller slipper det. Gå videre?"),
    };
  });
}

function seen(app, trial) {
  const box = h("div.visning", {}, h("p.venter", { role: "status" }, "Tegner …"));
  app.ask("since", { trial: trial.id }).then(
    (drawn) => fill(box, figure(app, drawn)),
    (problem) => fill(box, h("p.tom", { role: "alert" }, problem.message)),
  );
  return box;
}

function decision(app, trial) {
  const today = trial.decided || { choice: "", children: "" };
  trial.decided = today;
  const id = unique("boern");
  const name = unique("valg");
  const input = h("textarea", { id, rows: "3", lang: "da" });
  const keep = (now = false) => app.wire.keep(`beslutning:${trial.id}`, () => ({
    op: "decide",
    args: { trial: trial.id, choice: today.choice, children: today.children },
  }), { now });
  input.value = today.children;
  input.addEventListener("input", () => {
    grow(input);
    today.children = input.value;
    keep();
  });
  return h("div.siden", {},
    h("div.felt", {}, h("label", { for: id }, `Hvad fik ${app.state.those} ud af det? Gerne med deres egne ord.`), input),
    h("fieldset.beslutning", {}, h("legend.stor-legend", {}, "Beholder, justerer eller slipper vi det?"), CHOICES.map(([key, label, words]) => h("label.kort", {},
      h("input", { type: "radio", name, value: key, checked: today.choice === key, oninput: () => {
        today.choice = key;
        keep(true);
      } }), h("strong", {}, label), h("span", {}, words)))));
}
