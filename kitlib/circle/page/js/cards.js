// What there is to do in a phase, as cards one after the other. What is secondary stands aside.

import { answers } from "./answers.js";
import { piles } from "./board.js";
import { h } from "./dom.js";
import { field } from "./fields.js";
import { referat } from "./referat.js";
import { list } from "./shell.js";
import { since } from "./since.js";
import { trial } from "./trial.js";
import { budCard, viewCard } from "./views.js";

const MOST_TEXTS = 3; // side by side

/** The things to do in a phase, one after the other; the first bids welcome to the phase. */
export function cards(app, phase) {
  const has = (part) => phase.parts.includes(part);
  const views = app.state.views.filter((view) => !view.empty || !has("bud"));
  const first = app.state.phases.find(({ parts }) => parts.includes("visninger")) === phase;
  const made = [];
  if (has("siden_sidst")) made.push(...since(app));
  if (has("visninger") && first) {
    made.push(...views.map((view) => (view.board ? { title: view.question, table: true } : { title: view.question, wide: true, body: () => viewCard(app, view) })));
    if (app.state.lays && !views.some(({ board }) => board)) made.push({ title: "Bordet", table: true });
    if (!views.length) made.push({ title: "Visninger", body: () => h("p.tom", {}, "Her er endnu ingen data at vise. Tal ud fra det, I husker, eller læg jeres noter i mappen til næste gang.") });
  }
  made.push(...grouped(phase.fields).map((those) => written(app, phase, those, has("visninger"))));
  const guessed = views.filter((view) => view.bud);
  if (has("bud") && guessed.length) made.push({ title: guessed[0].bud.question, own: true, body: () => budCard(app, guessed) });
  if (has("proevehandling")) made.push(...trial(app, has("parkering")));
  else if (has("parkering") && app.state.parked.length) made.push({ title: "Ideer, I parkerede", body: () => list(app.state.parked.map(({ text }) => text)) });
  if (has("referat")) made.push(...referat(app));
  if (!made.length) made.push({ title: phase.title, body: () => h("ul.spoergsmaal", {}, phase.questions.map((question) => h("li", {}, question))) });
  return made;
}

function written(app, phase, those, figures) {
  const many = those.length > 1;
  const paper = phase.paper && those.some(({ kind }) => kind === "svar");
  return {
    title: many ? phase.title : those[0].label,
    figures,
    asks: true,
    wide: those.length === MOST_TEXTS,
    body: () => h(`div.felter${many ? "" : ".alene"}${those.length === MOST_TEXTS ? ".tre" : ""}`, {},
      those.map((spec) => control(app, app.field(spec.key), paper && spec.kind === "svar" ? silent(app, phase) : null))),
  };
}

/** One silent round for all that is to be guessed; what the figures ask is written with the rest. */
function silent(app, phase) {
  const views = phase.parts.includes("bud") ? app.state.views.filter(({ bud, empty }) => bud && !empty) : [];
  return h("div.papir", {}, h("p", {}, phase.paper),
    views.length ? h("p.hjaelp", {}, "Skriv også et bud: ", views.map(({ bud }) => bud.question).join(" ")) : null);
}

/** Texts stand side by side; a line goes with what follows it; answers and piles want their own. */
function grouped(fields) {
  const groups = [];
  for (const spec of fields) {
    const before = groups.at(-1);
    const texts = before && spec.kind === "tekst" && before.length < MOST_TEXTS && before.every(({ kind }) => kind === "tekst");
    const line = before && before.length === 1 && before[0].kind === "linje";
    if (texts || line) before.push(spec);
    else groups.push([spec]);
  }
  return groups;
}

function control(app, spec, lead) {
  if (spec.kind === "svar") return answers(app, spec, lead);
  if (spec.kind === "bunker") return piles(app, spec);
  return field(app, spec);
}
