// The session page: one thing at a time, carried from phase to phase, nothing ever locked.

import { answers, piles } from "./answers.js";
import { fill, h, plural } from "./dom.js";
import { field, grow } from "./fields.js";
import { referat } from "./referat.js";
import { Clock, Saved, list, sheet, steps } from "./shell.js";
import { since } from "./since.js";
import { trial } from "./trial.js";
import { again, budCard, figure, more, viewCard } from "./views.js";
import { Memory, Wire } from "./wire.js";

class App {
  constructor(model, el) {
    this.el = el;
    this.count = 0;
    this.saved = new Saved();
    this.wire = new Wire(model, {
      onDead: () => this.dead(),
      onSaved: (name, kept, problem) => this.saved.tell(name, kept, problem),
    });
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
    el.addEventListener("input", () => this.tellMissing?.());
  }

  ask(op, args) {
    return this.wire.ask(op, args);
  }

  number() {
    this.count += 1;
    return `${Date.now().toString(36)}${this.count}`;
  }

  /** A random name for something new, so that it is one thing however often it is sent. */
  token() {
    return [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, "0")).join("");
  }

  async start() {
    window.lkTrin?.(5, "Næsten klar …");
    const hello = await this.ask("hello");
    if (hello.problems) {
      this.frame(problems(hello));
      return;
    }
    this.memory = new Memory(hello.key);
    this.wire.memory = this.memory;
    this.clock = new Clock(this.memory);
    this.today = hello.today;
    this.lines = hello.missing;
    this.state = hello.state;
    await this.handOver();
    const place = this.memory.get("sted");
    const known = place && this.state.phases.some(({ key }) => key === place.phase);
    this.place = known ? place : { phase: this.state.phase, card: 0 };
    if (known || this.state.phases.some(({ written }) => written)) this.show();
    else this.welcome();
    this.memory.set("forfra", []);
  }

  /** Hand over what an earlier kernel never acknowledged. */
  async handOver() {
    const waiting = this.memory.pending();
    for (const [name, { op, args }] of waiting) {
      try {
        // What was written on the page is newer than what the logbog holds.
        const found = op === "put" && this.field(args.field);
        await this.ask(op, found ? { ...args, base: found.version || null } : args);
      } catch {
        continue;
      }
      this.memory.remove(`venter:${name}`);
    }
    if (waiting.length) await this.refresh();
  }

  async refresh() {
    const seen = new Set((this.state.views || []).filter((view) => view.seen).map(({ key }) => key));
    this.state = await this.ask("state");
    for (const view of this.state.views) view.seen = seen.has(view.key);
  }

  field(key) {
    return this.state.phases.flatMap(({ fields }) => fields).find((each) => each.key === key);
  }

  get phase() {
    return this.state.phases.find(({ key }) => key === this.place.phase);
  }

  // Going about -------------------------------------------------------------------------------

  async go(phase, card = 0) {
    const other = phase !== this.place.phase;
    this.place = { phase, card };
    this.memory.set("sted", this.place);
    if (other) {
      await this.wire.settle();
      this.state = { ...this.state, ...(await this.turn(phase)) };
    }
    this.show();
  }

  async turn(phase) {
    await this.ask("go", { phase });
    await this.refresh();
    return this.state;
  }

  next() {
    const phases = this.state.phases;
    const at = phases.indexOf(this.phase);
    if (this.place.card + 1 < cards(this, this.phase).length) this.go(this.place.phase, this.place.card + 1);
    else if (at + 1 < phases.length) this.go(phases[at + 1].key);
  }

  back() {
    const phases = this.state.phases;
    const at = phases.indexOf(this.phase);
    if (this.place.card > 0) this.go(this.place.phase, this.place.card - 1);
    else if (at > 0) this.go(phases[at - 1].key, cards(this, phases[at - 1]).length - 1);
    else this.welcome();
  }

  // Showing ------------------------------------------------------------------------------------

  /** Put a new thing to do on the page, and let reading begin at its heading. */
  frame(...content) {
    fill(this.el, h("div.ramme", { lang: "da" }, content));
    if (window.lkKlar) window.lkKlar();
    window.scrollTo(0, 0);
    this.focusHeading();
    for (const text of this.el.querySelectorAll("textarea")) grow(text);
  }

  focusHeading() {
    this.el.querySelector("h1")?.focus({ preventScroll: true });
  }

  heading(...content) {
    return h("h1", { tabindex: "-1" }, content);
  }

  welcome() {
    const { state } = this;
    this.frame(
      this.top(),
      h("main.kort-flade", {},
        h("p.over", {}, [state.team, state.day].filter(Boolean).join(" · ")),
        this.heading(state.title),
        state.curious ? h("p.stort", {}, state.curious) : null,
        state.notices.length ? notices(state.notices) : null,
        h("h2", {}, "Spilleregler"),
        list(state.rules),
        h("p.hjaelp", {}, state.promise),
        state.arrive ? h("p.hjaelp", {}, `Brug først ${state.arrive} minutter på at komme til stede.`) : null,
        h("p.knapper", {},
          h("button.stor", { type: "button", onclick: () => this.go(this.place.phase) }, "Begynd"),
          h("span.hjaelp", {}, `${plural(state.phases.length, "fase", "faser")}, ${state.minutes} minutter`)),
        state.about ? h("p.hjaelp.fin", {}, state.about) : null));
  }

  show() {
    const { phase } = this;
    const those = cards(this, phase);
    const at = Math.min(this.place.card, those.length - 1);
    const last = at === those.length - 1;
    const card = those[at];
    this.clock.begin(phase);
    this.frame(
      this.top(),
      h(`main.kort-flade${card.wide ? ".bred" : ""}`, {},
        h("div.over", {}, card.title === phase.title ? null : h("span", {}, phase.title),
          those.length > 1 ? h("span", {}, `${at + 1} af ${those.length}`) : null, this.clock.node),
        this.heading(card.title),
        h("div.side-om-side", {},
          h("div", {}, card.body(), card.figures ? [again(this), more(this)] : null),
          card.asks ? h("aside", { "aria-label": "Fasens spørgsmål" }, phase.questions.map((question) => h("p", {}, question))) : null),
        this.bottom(card, phase, last)));
  }

  bottom(card, phase, last) {
    const phases = this.state.phases;
    const following = phases[phases.indexOf(phase) + 1];
    const forward = last ? (following ? `Videre til ${following.title}` : null) : card.forward || "Videre";
    return h(`div.bund${card.own ? ".egen-bund" : ""}`, {},
      last ? this.missing(phase) : null,
      h("div.knapper", {},
        h("button.tilbage", { type: "button", onclick: () => this.back() }, "Tilbage"),
        forward && !card.own ? h("button.stor.videre", { type: "button", onclick: () => this.next() }, forward) : null,
        this.saved.node));
  }

  /** One line on what is still empty; it stops nobody. Kept up with what is written. */
  missing(phase) {
    const line = h("p.mangler", { role: "status" });
    const tell = () => {
      const empty = phase.fields.filter((each) => this.lines[each.key]
        && !each.value.trim() && !each.answers.length && !each.waiting && !each.piles.length);
      line.textContent = empty.length ? `${this.lines[empty[0].key]} Gå videre?` : "";
    };
    tell();
    this.tellMissing = tell;
    return line;
  }

  top() {
    const tool = (words, onclick, extra = {}) => h("button.lille", { type: "button", onclick, ...extra }, words);
    const parked = this.state.parked.length;
    return h("header.top", {},
      h("div.linje", {},
        steps(this.state.phases, this.place.phase, (key) => this.go(key)),
        h("div.redskaber", {},
          tool("Spilleregler", () => this.open("Spilleregler", h("div", {}, list(this.state.rules), h("p.hjaelp", {}, this.state.promise)))),
          tool(parked ? `Parkering (${parked})` : "Parkering", () => this.parking()),
          tool("Skjul skærmen", () => this.hide(), { "aria-keyshortcuts": "Escape", title: "Skjul skærmen (Esc)" }))));
  }

  open(title, content, options) {
    const dialog = sheet(title, content, options);
    this.el.firstElementChild.append(dialog);
    dialog.showModal();
    return dialog;
  }

  async openView(view) {
    const dialog = this.open(view.question || "Visning", h("p.venter", { role: "status" }, "Tegner …"));
    dialog.classList.add("lk-bredt");
    try {
      const drawn = await this.ask("reveal", { view: view.key });
      view.seen = true;
      dialog.querySelector("h2").textContent = drawn.question;
      dialog.querySelector("p.lk-venter").replaceWith(figure(this, drawn));
    } catch (problem) {
      dialog.querySelector("p.lk-venter").textContent = problem.message;
    }
  }

  parking() {
    const parked = h("ul.linjer");
    const tell = () => fill(parked, this.state.parked.map(({ id, text }) => h("li", {}, text, " ",
      h("button.lille", { type: "button", "aria-label": `Fjern: ${text}`, onclick: async () => {
        await this.ask("take_back", { id });
        await this.refresh();
        tell();
        input.focus();
      } }, "Fjern"))));
    const input = h("textarea", { rows: "2", lang: "da", "aria-label": "En idé, der skal vente" });
    const add = async () => {
      const text = input.value.trim();
      if (!text) return;
      input.value = "";
      const idea = { text, token: this.token() };
      this.wire.keep(`parkeret:${this.number()}`, () => ({ op: "park", args: idea }), { now: true });
      await this.wire.settle();
      await this.refresh();
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
    this.open("Parkeringsplads", h("div", {},
      h("p.hjaelp", {}, "Ideer til løsninger, der kom tidligt. De venter her og kommer frem igen, når I skal prøve noget af."),
      parked, input,
      h("p.knapper", {}, h("button", { type: "button", onclick: add }, "Parkér ideen"))), { onclose: () => this.topAgain() });
    input.focus();
  }

  topAgain() {
    const before = this.el.querySelector("header.lk-top");
    if (before) before.replaceWith(this.top());
  }

  /** Say something that went wrong, beside the thing to do. */
  say({ message, hint }) {
    this.saved.node.classList.add("lk-galt");
    this.saved.node.textContent = [message, hint].filter(Boolean).join(" ");
  }

  /** Nothing is on the wall: one key, and the same key again. Answers may be typed meanwhile. */
  hide(typing) {
    const words = this.state.hidden_words;
    const done = () => {
      dialog.close();
      dialog.remove();
      if (typing) typing.done();
    };
    let content;
    if (typing) {
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
      content = [h("p", {}, "Skriv et svar, og tryk Enter. Giv så tastaturet videre. Ingen kan læse det på væggen."),
        input, told,
        h("p.knapper", {},
          h("button", { type: "button", onclick: add }, "Læg svaret i bunken"),
          h("button.stor", { type: "button", onclick: () => { add(); done(); } }, "Vis svarene sammen"))];
    } else {
      content = [h("p.hjaelp", {}, "Tryk Esc for at vise den igen."),
        h("p.knapper", {}, h("button.stor", { type: "button", onclick: done }, "Vis skærmen"))];
    }
    const dialog = h("dialog.skjul", { "aria-label": words, oncancel: (event) => {
      event.preventDefault();
      done();
    } }, h("div", {}, h("p.kaempe", {}, words), content));
    this.el.firstElementChild.append(dialog);
    dialog.showModal();
    dialog.querySelector("input, button").focus();
  }

  key(event) {
    if (event.key === "Escape" && this.state && !this.el.querySelector("dialog[open]")) {
      event.preventDefault();
      this.hide();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      this.el.querySelector("main .lk-bund .lk-videre")?.click();
    }
  }

  // When the line is cut -------------------------------------------------------------------------

  async dead() {
    const mine = document.body.classList.contains("lk-egen");
    const tries = ((this.memory && this.memory.get("forfra")) || []).filter((t) => Date.now() - t < 60000);
    const server = mine && await fetch("voila/static/voila.js", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
    const again = server && tries.length < 3;
    const words = !mine ? "Kør cellen igen. Det, I har skrevet, følger med."
      : again ? "Siden starter igen af sig selv. Det, I har skrevet, følger med."
        : server ? "Det lykkedes ikke at starte igen. Det, I har skrevet, ligger stadig her på siden."
          : "Programmet på computeren er lukket. Start datasessionen igen. Det, der er gemt, er der stadig.";
    const unsent = this.memory ? this.memory.pending().map(([, { args }]) => args.value || args.text).filter(Boolean) : [];
    const dialog = h("dialog.afbrudt", { "aria-label": "Forbindelsen er afbrudt", oncancel: (event) => event.preventDefault() },
      h("h2", {}, "Forbindelsen er afbrudt"), h("p", { role: "alert" }, words),
      !again && unsent.length ? h("div", {}, h("p", {}, "Dette er ikke gemt. Kopiér det herfra:"), unsent.map((text) => h("blockquote", {}, text))) : null,
      !again && server ? h("p.knapper", {}, h("button.stor", { type: "button", onclick: () => location.reload() }, "Prøv igen")) : null);
    (this.el.firstElementChild || this.el).append(dialog);
    dialog.showModal();
    if (!again) return;
    if (this.memory) this.memory.set("forfra", [...tries, Date.now()]);
    setTimeout(() => location.reload(), 1500);
  }

  close() {
    this.wire.close();
    this.clock?.close();
    document.removeEventListener("keydown", this.keys);
  }
}

/** The things to do in a phase, one after the other. */
function cards(app, phase) {
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

function notices(those) {
  return h("details.besked", {}, h("summary", {}, `${plural(those.length, "ting", "ting")} at se på i mappen`),
    told(those));
}

function told(those) {
  return h("ul.linjer", {}, those.map(({ message, hint, place }) => h("li", {}, place ? h("b", {}, `${place}: `) : null, [message, hint].filter(Boolean).join(" "))));
}

function problems({ problems: those }) {
  return h("main.kort-flade", {}, h("h1", { tabindex: "-1" }, "Siden kunne ikke åbne mappen"), told(those));
}

function render({ model, el }) {
  el.classList.add("lk");
  const app = new App(model, el);
  app.start().catch((problem) => app.frame(problems({ problems: [problem] })));
  return () => app.close();
}

export default { render };
