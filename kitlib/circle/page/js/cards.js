// What there is to do in a phase, as cards one after the other.

import { answers, piles } from "./answers.js";
import { h } from "./dom.js";
import { field } from "./fields.js";
import { referat } from "./referat.js";
import { list } from "./shell.js";
import { since } from "./since.js";
import { trial } from "./trial.js";
import { budCard, viewCard } from "./views.js";

/** The things to do in a phase, one after the other. */
export function cards(app, phase) {
  const has = (part) => phase.parts.includes(part);
  const views = app.state.views.filter((view) => !view.empty || !has("bud"));
  const first = app.state.phases.find(({ parts }) => parts.includes("visninger")) === phase;
  const made = [{
    title: phase.title,
    body: () => h("div", {},
      h("ul.spoergsmaal", {}, phase.questions.map((question) => h("li", {}, question))),
      phase.paper ? h("p.papir", {}, phase.paper) : null),
    forward: phase.paper ? "Alle er færdige" : "Videre",
  }];
  if (has("siden_sidst")) made.push(...since(app));
  if (has("visninger") && first) {
    made.push(...views.map((view) => ({ title: view.question, wide: true, body: () => viewCard(app, view) })));
    if (!views.length) made.push({ title: "Visninger", body: () => h("p.tom", {}, "Her er endnu ingen data at vise. Tal ud fra det, I husker, eller læg jeres noter i mappen til næste gang.") });
  }
  for (const those of grouped(phase.fields)) {
    const many = those.length > 1;
    made.push({
      title: many ? phase.title : those[0].label,
      figures: has("visninger"),
      asks: true,
      body: () => h(`div.felter${many ? "" : ".alene"}`, {}, those.map((spec) => control(app, app.field(spec.key)))),
    });
  }
  if (has("bud")) {
    made.push(...views.filter((view) => view.bud).map((view) => ({
      title: view.bud.question, own: true, body: () => budCard(app, view),
    })));
  }
  if (has("parkering") && app.state.parked.length) {
    made.push({ title: "Ideer, I parkerede", body: () => list(app.state.parked.map(({ text }) => text)) });
  }
  if (has("proevehandling")) made.push(...trial(app));
  if (has("referat")) made.push(...referat(app));
  return made;
}

/** Two texts belong together on a page; answers and piles want one of their own. */
function grouped(fields) {
  const groups = [];
  for (const spec of fields) {
    const before = groups.at(-1);
    const joins = spec.kind === "tekst" && before && before.length < 2 && before[0].kind === "tekst";
    if (joins) before.push(spec);
    else groups.push([spec]);
  }
  return groups;
}

function control(app, spec) {
  if (spec.kind === "svar") return answers(app, spec);
  if (spec.kind === "bunker") return piles(app, spec);
  return field(app, spec);
}
