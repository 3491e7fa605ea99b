// Bordet: the notes as a table the team works at. What lies where is in the kernel's logbog; the
// page draws it, moves a note at once, and is told a moment later what the logbog says.

import { fill, h, plural } from "./dom.js";
import { clip } from "./film.js";
import { ALL, Headings, amount } from "./headings.js";
import { Heaps, chooseHeap, toldOf } from "./heaps.js";
import { Laying } from "./laying.js";
import { large } from "./large.js";

const LOOK_EVERY = 1000; // so that a second window shows a move within two seconds

/** The table as a screen of the meeting; `ways` are the buttons that lead back and on. */
export function table(app, ways) {
  const main = h("main.bordet", {}, ways.over ? h("div.over.kun-laest", {}, ways.over) : null, h("h1.kun-laest", { tabindex: "-1" }, "Bordet"),
    h("div.bord-flade", {}, h("p.venter", { role: "status" }, "Lægger noterne ud …")), h("div.bund", {}, h("div.knapper", {}, ways.back, ways.forward)));
  app.ask("table").then(
    (found) => { if (main.isConnected) new Table(app, main, ways, found); },
    (problem) => fill(main.querySelector(".lk-bord-flade"), h("p.tom", { role: "alert" }, problem.message, " ", problem.hint || "")),
  );
  return main;
}

class Table {
  constructor(app, main, ways, found) {
    Object.assign(this, { app, main });
    this.view = { heading: ALL, only: ALL, heap: "", ...app.memory.get("bord") };
    this.heaps = new Heaps({
      open: (id) => this.turn({ heap: id === this.view.heap ? "" : id }),
      make: () => this.make("", null),
      name: (id, name) => this.name(id, name),
    });
    this.laying = new Laying({
      room: main,
      open: (note) => this.large(note),
      key: (event, note) => this.key(event, note),
      drop: (note, place) => this.drop(note, place),
      focused: (note) => this.film?.at(note),
    });
    this.said = h("p.kun-laest", { role: "status" });
    this.build(ways);
    this.take(found);
    this.looking = setInterval(() => this.look(), LOOK_EVERY);
    main.querySelector("h1").focus({ preventScroll: true });
  }

  build(ways) {
    const arrow = (label, sign, step) => h("button.bord-pil", { type: "button", "aria-label": label, title: label, onclick: () => this.headings.step(step) }, sign);
    this.headings = new Headings(this.view, (change) => this.turn(change));
    this.count = h("p.bord-antal");
    this.line = h("div.bord-linje");
    this.choosing = [arrow("Forrige overskrift", "‹", -1), this.headings.main, arrow("Næste overskrift", "›", 1), this.count, this.headings.only];
    this.empty = h("p.tom.bord-tomt", { hidden: true });
    this.rail = h("div.bord-film", { "aria-hidden": "true", hidden: true });
    this.pointed = h("button.lille.bord-peger", { type: "button", hidden: true, onclick: () => this.find(this.lies.here) }, "Vis noten, der peges på");
    const does = (label, key, words) => h("button.lille", { type: "button", "aria-keyshortcuts": key, title: `${words} (${key})`, onclick: () => this.act(key.toLowerCase(), this.laying.note) }, label);
    this.acts = h("div.bord-gerning", { role: "group", "aria-label": "Noten" },
      does("Stor", "Enter", "Lad noten fylde skærmen"), does("Den her", "D", "Peg på noten"),
      does("Flyt", "F", "Læg noten i en bunke"), this.away = does("I lommen", "L", "Læg noten tilbage i lommen"),
      this.undo = h("button.lille", { type: "button", hidden: true, "aria-keyshortcuts": "Z", onclick: () => this.act("z") }, "Fortryd"));
    fill(this.main, this.main.querySelector(".lk-over"), this.main.querySelector("h1"), this.line,
      h("div.bord-flade", {},
        h("section.bord-noter", { "aria-label": "Noter" }, this.rail, this.empty, this.laying.list),
        this.heaps.node),
      this.said, h("div.bund", {}, h("div.knapper", {}, ways.back, this.acts, this.pointed, ways.saved, ways.forward)));
    this.line.append(...this.choosing);
  }

  // What the kernel says ------------------------------------------------------------------------

  take(found) {
    this.notes = new Map(found.notes.map((note) => [note.id, note]));
    this.ways = found.ways;
    this.told = found.told;
    this.lies = found.lies;
    this.laying.cards.clear();
    fill(this.laying.list);
    this.headings.offer(found.notes, found.ways, this.app.memory.get("bord"));
    this.show();
  }

  /** See whether somebody else has moved anything; not while a move of ours is on its way. */
  async look() {
    if (!this.main.isConnected) {
      this.close();
      return;
    }
    if (this.app.wire.writing.size || this.app.wire.dead) return;
    await this.again().catch(() => {});
  }

  async again() {
    const lies = await this.app.ask("lies", { seen: this.lies.counter });
    if (this.app.wire.writing.size || !this.main.isConnected || lies.counter === undefined) return;
    if (lies.notes !== this.lies.notes) {
      const found = await this.app.ask("table");
      // Where one is by then, not where one was when it was asked: nobody is called back to a note.
      const held = this.laying.list.contains(document.activeElement);
      this.take(found);
      if (held) this.laying.go(this.laying.current);
      return;
    }
    this.lies = lies;
    this.show();
  }

  close() {
    clearInterval(this.looking);
    this.laying.close();
  }

  /** Keep something in the logbog: on the table at once, and told when the disk has it. */
  keep(name, op, args, done = () => {}) {
    this.app.wire.keep(`bord:${name}`, () => ({ op, args }), { now: true, done: () => {
      // The line is free again once this is told; then the logbog is asked what it says now.
      setTimeout(() => this.again().then(done, () => {}), 0);
    } });
  }

  // What is shown -------------------------------------------------------------------------------

  heapOf(id) {
    return this.lies.heaps.find(({ notes }) => notes.includes(id));
  }

  chosen() {
    const heap = this.lies.heaps.find(({ id }) => id === this.view.heap);
    if (heap) return heap.notes.map((id) => this.notes.get(id)).filter(Boolean);
    const inside = new Set(this.lies.heaps.flatMap(({ notes }) => notes));
    return this.headings.there.filter(({ id }) => this.notes.has(id) && !inside.has(id));
  }

  show(anew = false) {
    const notes = this.chosen();
    const heap = this.lies.heaps.find(({ id }) => id === this.view.heap);
    this.bar(heap, notes);
    this.alongFilm(heap, notes);
    this.laying.show(notes, anew);
    this.laying.ring(this.lies.here);
    this.heaps.show(this.lies.heaps, heap?.id);
    this.empty.hidden = notes.length > 0;
    this.empty.textContent = this.nothing(heap);
    this.acts.classList.toggle("lk-uden", !notes.length);
    this.pointed.hidden = !this.lies.here || notes.some(({ id }) => id === this.lies.here);
  }

  nothing(heap) {
    if (!this.notes.size) return "Her er ingen noter endnu. En dag og en sætning om det, I så, er nok til at begynde.";
    if (heap) return "Bunken er tom. Træk noter herhen, eller tryk F på en note.";
    return this.headings.there.length ? "Alle noterne her ligger i bunker." : "Der er ingen noter her.";
  }

  bar(heap, notes) {
    if (heap) {
      if (this.line.dataset.bunke !== heap.id) this.naming(heap);
      this.count.textContent = heap.notes.length ? heap.told : "";
    } else {
      if (this.line.dataset.bunke !== "") fill(this.line, this.choosing);
      this.line.dataset.bunke = "";
      const n = amount(notes);
      const away = amount(this.headings.there.filter(({ id }) => this.notes.has(id))) - n;
      this.count.textContent = [plural(n, "note", "noter"), away ? `${away} i bunker` : "", this.view.heading === ALL ? this.told : ""].filter(Boolean).join(" · ");
    }
    const name = heap ? heap.name || "Bunke uden navn" : this.headings.tell();
    this.main.querySelector("h1").textContent = `Bordet: ${name}`;
    this.laying.list.setAttribute("aria-label", `${name}, ${this.count.textContent}`);
  }

  /** A heap that is opened: its name can be mended, and it can be laid back. */
  naming(heap) {
    const input = h("input.bord-bunkenavn", { type: "text", lang: "da", maxlength: "80", "aria-label": "Navn på bunken", placeholder: "Hvad kalder I bunken?" });
    input.value = heap.name;
    input.addEventListener("input", () => this.name(heap.id, input.value.trim()));
    fill(this.line, input, this.count, h("button.lille", { type: "button", onclick: () => this.dissolve(heap.id) }, "Læg bunken ud igen"));
    this.line.dataset.bunke = heap.id;
  }

  alongFilm(heap, notes) {
    this.film = !heap && this.headings.way === "klip" && notes.length ? clip(notes, (id) => this.laying.go(id)) : null;
    this.rail.hidden = !this.film;
    fill(this.rail, this.film?.node);
  }

  // Going about ---------------------------------------------------------------------------------

  turn(change) {
    Object.assign(this.view, change);
    this.app.memory.set("bord", this.view);
    this.show(true);
    this.main.querySelector(".lk-bord-noter").scrollTo(0, 0);
    this.say(`${this.main.querySelector("h1").textContent}. ${this.count.textContent}`);
  }

  /** Go to a note, wherever it lies. */
  find(id) {
    const note = this.notes.get(id);
    if (!note) return;
    if (!this.chosen().includes(note)) {
      this.turn({ heap: this.heapOf(id)?.id || "", heading: this.headings.of(note, this.ways), only: ALL });
    }
    this.laying.go(id);
  }

  say(text) {
    this.said.textContent = text;
  }

  // What is done to a note ----------------------------------------------------------------------

  key(event, note) {
    const key = event.key.toLowerCase();
    if (!["d", "f", "l", "z"].includes(key)) return;
    event.preventDefault();
    this.act(key, note);
  }

  act(key, note) {
    if (key === "z") this.takeBack();
    else if (!note) return;
    else if (key === "enter") this.large(note);
    else if (key === "d") this.point(note);
    else if (key === "f") this.choose(note);
    else if (key === "l" && !note.counted) this.pocket(note);
  }

  large(note) {
    large(this.app, note, {
      near: (from, step) => (step ? this.laying.beside(from.id, step) : this.laying.cards.get(from.id)?.node.isConnected && from),
      act: (key, shown) => { this.laying.go(shown.id); this.act(key, shown); },
      pointed: () => this.lies.here,
    });
  }

  point(note) {
    const here = this.lies.here === note.id ? "" : note.id;
    this.lies.here = here;
    this.laying.ring(here);
    this.say(here ? "Der peges på noten." : "Der peges ikke på noten mere.");
    this.keep("her", "point", { note: here || null });
  }

  choose(note) {
    chooseHeap(this.app, {
      heaps: this.lies.heaps.filter(({ notes }) => !notes.includes(note.id)),
      inHeap: Boolean(this.heapOf(note.id)),
      choose: (heap) => this.move(note, heap),
      make: (name) => this.make(name, note),
    });
  }

  drop(note, place) {
    if (place === "ny") this.make("", note);
    else if ((this.heapOf(note.id)?.id || "") !== place) this.move(note, place || null);
  }

  /** A new heap, and a note in it; where nobody has said its name yet, it is asked for. */
  make(name, note) {
    const id = this.app.token();
    this.lies.heaps.push({ id, name, told: "", notes: [] });
    this.keep(`bunke:${id}`, "name_heap", { heap: id, name });
    if (note) this.move(note, id);
    else this.show();
    if (!name) this.heaps.ask(id, () => this.laying.go(this.laying.current));
  }

  name(id, name) {
    const heap = this.lies.heaps.find((each) => each.id === id);
    if (!heap) return;
    heap.name = name;
    this.heaps.show(this.lies.heaps, this.view.heap);
    this.keep(`bunke:${id}`, "name_heap", { heap: id, name });
  }

  dissolve(id) {
    this.lies.heaps = this.lies.heaps.filter((each) => each.id !== id);
    this.keep(`bunke:${id}`, "dissolve", { heap: id });
    this.turn({ heap: "" });
  }

  /** Move a note on the table at once, and into the logbog; the next note is then the one at hand. */
  move(note, heap, { back = false } = {}) {
    const before = this.heapOf(note.id)?.id || null;
    const next = this.laying.beside(note.id, 1) || this.laying.beside(note.id, -1);
    for (const each of this.lies.heaps) {
      each.notes = each.notes.filter((id) => id !== note.id);
      if (each.id === heap) each.notes.push(note.id);
    }
    this.show();
    this.undoes(back ? null : () => this.move(note, before, { back: true }));
    if (back) this.find(note.id);
    else if (next && this.laying.cards.get(note.id)?.node.isConnected === false) this.laying.go(next.id);
    this.keep(`note:${note.id}`, "lay", { note: note.id, heap }, () => {
      const there = this.heapOf(note.id);
      this.say(there ? `Flyttet til ${toldOf(there)}.` : "Lagt tilbage på bordet.");
    });
  }

  pocket(note) {
    const next = this.laying.beside(note.id, 1) || this.laying.beside(note.id, -1);
    this.lies.notes = ""; // what lies here is other than the kernel last said, until it says so again
    for (const id of [...this.notes.keys()]) if (this.notes.get(id).note === note.note) this.notes.delete(id);
    this.show();
    if (next) this.laying.go(next.id);
    this.undoes(() => {
      this.undoes(null);
      this.keep(`lomme:${note.note}`, "take_out", { note: note.note }, () => { this.find(note.id); this.say("Noten ligger på bordet igen."); });
    });
    this.say("Noten er lagt tilbage i lommen. Den vises ikke mere.");
    this.keep(`lomme:${note.note}`, "pocket", { note: note.note });
  }

  undoes(how) {
    this.takesBack = how;
    this.undo.hidden = !how;
  }

  takeBack() {
    this.takesBack?.();
  }
}
