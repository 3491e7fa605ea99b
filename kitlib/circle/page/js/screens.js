// How a screen is laid: what stands at the top, the one thing to do, and the way on.

import { asking } from "./asking.js";
import { cards } from "./cards.js";
import { h, plural } from "./dom.js";
import { keyring } from "./keyring.js";
import { notices } from "./notices.js";
import { parking } from "./parking.js";
import { chosenRules, quietFirst, roles } from "./rules.js";
import { list, steps } from "./shell.js";
import { table } from "./table.js";
import { again, more } from "./views.js";

/** A heading that reading begins at. */
export function heading(...content) {
  return h("h1", { tabindex: "-1" }, content);
}

/** What is always within reach: the steps, the rules, the parking place, and the way to hide. */
export function top(app) {
  const { state } = app;
  const tool = (words, onclick, extra = {}) => h("button.lille", { type: "button", onclick, ...extra }, words);
  const parked = state.parked.length;
  const rules = () => app.open("Spilleregler", h("div", {}, list(chosenRules(state)), roles(app), h("p.hjaelp", {}, state.promise)));
  return h("header.top", {},
    h("div.linje", {},
      steps(state.phases, app.place.phase, (key) => app.go(key)),
      h("div.redskaber", {},
        state.lays ? tool("Bordet", () => app.frame(tableScreen(app))) : null,
        tool("Spilleregler", rules),
        tool(parked ? `Parkering (${parked})` : "Parkering", () => parking(app)),
        tool("Navne", () => asking(app, "noter"), { title: "Svar på det, der ligner navne i noterne" }),
        tool("Nøglen", () => keyring(app), { title: "Vis, hvem koderne er" }),
        tool("Skjul", () => app.hide(), { "aria-keyshortcuts": "Escape", "aria-label": "Skjul skærmen", title: "Skjul skærmen (Esc)" }))));
}

/** The first screen: whose meeting it is, what one is curious about, the rules, and who does what. */
export function welcome(app) {
  const { state } = app;
  return [
    top(app),
    h("main.kort-flade.velkomst", {},
      h("div.to-spalter", {},
        h("div", {},
          h("p.over", {}, [state.team, state.day].filter(Boolean).join(" · ")),
          heading(state.title),
          state.curious ? h("p.stort", {}, state.curious) : null,
          state.arrive ? h("p.hjaelp", {}, `Brug først ${state.arrive} minutter på at komme til stede.`) : null,
          h("p.hjaelp.fin", {}, state.promise),
          state.about ? h("p.hjaelp.fin", {}, state.about) : null),
        h("section", {}, h("h2", {}, "Spilleregler"), list(state.rules), quietFirst(app))),
      roles(app),
      state.notices.length ? notices(state.notices) : null,
      state.waiting ? h("p.hjaelp", {}, `${state.waiting} Navne er dækket, til I svarer under "Navne".`) : null,
      h("div.bund", {}, h("div.knapper", {},
        h("button.stor.videre", { type: "button", onclick: () => app.go(app.place.phase) }, "Begynd"),
        h("span.hjaelp", {}, `${plural(state.phases.length, "fase", "faser")}, ${state.minutes} minutter`)))),
  ];
}

/** One card of a phase, with the way back and on. */
export function cardScreen(app) {
  const { phase } = app;
  const those = cards(app, phase);
  const at = Math.min(app.place.card, those.length - 1);
  const card = those[at];
  app.slot = h("span.handling");
  if (card.table) return tableScreen(app, forwardTo(app, card, at === those.length - 1), `${phase.title} ${at + 1} af ${those.length}`);
  return [
    top(app),
    h(`main.kort-flade${card.wide ? ".bred" : ""}`, {},
      h("div.over", {}, card.title === phase.title ? null : h("span", {}, phase.title),
        those.length > 1 ? h("span", {}, `${at + 1} af ${those.length}`) : null, app.clock.node),
      heading(card.title),
      card.wide && !card.undone ? h("p.spoerger", {}, phase.questions[at ? phase.questions.length - 1 : 0]) : null,
      h("div.side-om-side", {},
        h("div", {}, card.body(), card.figures ? [again(app), more(app)] : null),
        card.asks && !card.wide ? h(`aside${at ? "" : ".foerst"}`, { "aria-label": "Fasens spørgsmål" }, phase.questions.map((question) => h("p", {}, question)), card.aside?.()) : null),
      bottom(app, card, at === those.length - 1)),
  ];
}

/** The table, over the whole window: a card of a phase, or laid over whatever one was at. */
function tableScreen(app, forward, over) {
  const back = forward ? () => app.back() : () => app.show();
  return [top(app), table(app, {
    back: h("button.tilbage", { type: "button", onclick: back }, "Tilbage"),
    forward: forward ? h("button.stor.videre", { type: "button", onclick: () => app.next() }, forward) : null,
    over,
    saved: app.saved.node,
  })];
}

function forwardTo(app, card, last) {
  const { phases } = app.state;
  const following = phases[phases.indexOf(app.phase) + 1];
  return last ? (following ? `Videre til ${following.title}` : null) : card.forward || "Videre";
}

function bottom(app, card, last) {
  const { phase } = app;
  const forward = forwardTo(app, card, last);
  return h("div.bund", {},
    last || card.undone ? missing(app, phase, card) : null,
    h("div.knapper", {},
      h("button.tilbage", { type: "button", onclick: () => app.back() }, "Tilbage"),
      app.slot,
      forward && !card.own ? h("button.stor.videre", { type: "button", onclick: () => app.next() }, forward) : null,
      app.saved.node));
}

/** One line on what is still empty or undecided; it stops nobody. Kept up with what is written. */
function missing(app, phase, card) {
  const line = h("p.mangler", { role: "status" });
  const tell = () => {
    const empty = phase.fields.filter((each) => app.lines[each.key]
      && !each.value.trim() && !each.answers.length && !each.waiting && !each.piles.length);
    line.textContent = card.undone ? card.undone() : empty.length ? `${app.lines[empty[0].key]} Gå videre?` : "";
  };
  tell();
  app.tellMissing = tell;
  return line;
}
