// The session page: one thing at a time, carried from phase to phase, nothing ever locked.

import { cards } from "./cards.js";
import { cut } from "./cut.js";
import { fill, h } from "./dom.js";
import { grow } from "./fields.js";
import { hide } from "./hidden.js";
import { Marking } from "./marking.js";
import { overtaken, problems, unkept } from "./notices.js";
import { cardScreen, top, welcome } from "./screens.js";
import { Clock, Saved, sheet } from "./shell.js";
import { figure } from "./views.js";
import { Memory, Wire } from "./wire.js";

class App {
  constructor(model, el) {
    this.el = el;
    this.count = 0;
    this.saved = new Saved();
    this.wire = new Wire(model, {
      onDead: () => cut(this),
      onSaved: (name, kept, problem) => this.saved.tell(name, kept, problem),
      onPulse: ({ later }) => this.overtaken(later),
    });
    this.keys = (event) => this.pressed(event);
    document.addEventListener("keydown", this.keys);
    el.addEventListener("input", () => this.tellMissing?.());
    this.marking = new Marking(this);
    this.order = {}; // of each field's answers, so that they lie where they lay
    this.slot = h("span"); // where a card puts the one thing to do, beside the way back
    this.key = null; // who the codes are, while it lies on the screen
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
    this.memory?.close();
    this.memory = new Memory(hello.key);
    this.wire.memory = this.memory;
    this.clock = new Clock(this.memory);
    this.today = hello.today;
    this.lines = hello.missing;
    this.state = hello.state;
    this.overtaken(this.state.later);
    await this.handOver();
    const place = this.memory.get("sted");
    const known = place && this.state.phases.some(({ key }) => key === place.phase);
    this.place = known ? place : this.state.approved ? this.last() : { phase: this.state.phase, card: 0 };
    if (known || this.state.approved || this.state.phases.some(({ written }) => written)) this.show();
    else this.welcome();
    this.memory.set("forfra", []);
    const strays = this.memory.strays();
    if (strays.length) this.open("Det her blev ikke gemt", unkept(strays));
  }

  /** Another window has begun a meeting after this one: say whose what is written here is. */
  overtaken(later = "") {
    if (later === (this.later || "")) return;
    this.later = later;
    this.saved.where = later ? "Gemt i det forrige møde" : "Gemt";
    this.strip();
  }

  strip() {
    this.el.querySelector(".lk-overhalet")?.remove();
    if (this.later) this.el.firstElementChild?.prepend(overtaken(this));
  }

  /** Where a meeting ends: an approved one is opened there again. */
  last() {
    const phase = this.state.phases.find(({ parts }) => parts.includes("referat")) || this.state.phases.at(-1);
    return { phase: phase.key, card: cards(this, phase).length - 1 };
  }

  /** Begin a further meeting of the day; the approved one is left as it is. */
  async beginNew() {
    try {
      await this.wire.settle();
      await this.ask("begin_new");
    } catch (problem) {
      this.say(problem);
      return;
    }
    this.draft = null;
    this.clock.close();
    await this.start();
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
      this.memory.kept(name);
    }
    if (waiting.length) await this.refresh();
  }

  /** Take in how things are now, as one op or another tells it. */
  async refresh(op = "state", args = {}) {
    const seen = new Set((this.state.views || []).filter((view) => view.seen).map(({ key }) => key));
    this.state = await this.ask(op, args);
    for (const view of this.state.views) view.seen = seen.has(view.key);
    this.overtaken(this.state.later);
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
      await this.refresh("go", { phase });
    }
    this.show();
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
    this.unsay();
    fill(this.el, h("div.ramme", { lang: "da" }, content));
    this.strip();
    this.key?.lay();
    if (window.lkKlar) window.lkKlar();
    this.atTop();
    for (const text of this.el.querySelectorAll("textarea")) grow(text);
  }

  /** Begin at the top; in a notebook not before something is pressed, for its cells run on. */
  atTop() {
    const ours = document.body.classList.contains("lk-egen");
    if (ours) window.scrollTo(0, 0);
    else if (this.begun) this.el.scrollIntoView({ block: "start" });
    if (ours || this.begun) this.el.querySelector("h1")?.focus({ preventScroll: true });
    this.begun = true;
  }

  welcome() {
    this.first = true;
    this.frame(welcome(this));
  }

  /** Show the same screen once more, as things are now. */
  anew() {
    if (this.first) this.welcome();
    else this.show();
  }

  show() {
    this.first = false;
    this.clock.begin(this.phase);
    this.frame(cardScreen(this));
  }

  topAgain() {
    this.el.querySelector("header.lk-top")?.replaceWith(top(this));
  }

  /** Lay a dialog over the page. */
  lay(dialog) {
    (this.el.firstElementChild || this.el).append(dialog);
    dialog.showModal();
    return dialog;
  }

  open(title, content, options) {
    return this.lay(sheet(title, content, options));
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

  hide() {
    hide(this);
  }

  /** Say something that went wrong, beside the thing to do. */
  say({ message, hint }) {
    this.saved.node.classList.add("lk-galt");
    this.saved.node.textContent = [message, hint].filter(Boolean).join(" ");
  }

  /** What went wrong is of the past. */
  unsay() {
    if (this.saved.node.classList.contains("lk-galt")) this.saved.clear();
  }

  pressed(event) {
    if (event.key === "Escape" && this.state && !this.el.querySelector("dialog[open]")) {
      event.preventDefault();
      this.hide();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      (this.el.querySelector("main .lk-handling .lk-stor") || this.el.querySelector("main .lk-bund .lk-videre"))?.click();
    }
  }

  close() {
    this.wire.close();
    this.clock?.close();
    this.key?.take();
    this.marking.close();
    document.removeEventListener("keydown", this.keys);
  }
}

function render({ model, el }) {
  el.classList.add("lk");
  // In a notebook a key pressed here is for this page, not for the notebook's own shortcuts; it
  // looks for this mark from what has the focus upwards.
  el.addEventListener("focusin", ({ target }) => { target.dataset.lmSuppressShortcuts = "true"; });
  const app = new App(model, el);
  app.start().catch((problem) => app.frame(problems({ problems: [problem] })));
  return () => app.close();
}

export default { render };
