// Notes on a table: each where there is room for it, and arrow keys that go from note to note.

import { h } from "./dom.js";
import { movable } from "./moving.js";

const NARROWEST = 9.7; // em; a note that is narrower breaks its words too often
const GAP = 0.6; // em
const ASKEW = ["-.4deg", ".35deg", "0deg", ".2deg", "-.25deg"]; // no note is laid quite straight
const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

/** The words of a note, the same on the table, in a heap and in large. */
export function words(note) {
  return [
    // With its sizes told, it has its room before it is drawn.
    note.picture ? h("img.note-haand", { src: note.picture.src, width: note.picture.wide, height: note.picture.tall, alt: note.text || "Skrevet i hånden" }) : null,
    note.text ? h("span.note-tekst", {}, note.text) : null,
    note.said ? h("i", {}, note.said) : null,
    note.corner ? h("small", {}, note.corner) : null,
  ];
}

/** The table itself; `open(note)`, `key(event, note)` and `drop(note, place)` are told what is done. */
export class Laying {
  constructor({ room, open, key, drop, focused }) {
    Object.assign(this, { room, open, key, drop, focused });
    this.cards = new Map(); // id -> {node, note, height, x, y, column}
    this.shown = [];
    this.sight = [0, 0];
    this.turns = 0; // how often the table was laid
    this.list = h("div.bord-sedler", { role: "listbox" });
    this.list.addEventListener("keydown", (event) => this.pressed(event));
    this.sizes = new ResizeObserver(() => this.measure());
    this.sizes.observe(this.list);
    // A font that comes late makes every note another height.
    document.fonts?.ready.then(() => this.measure());
  }

  close() {
    this.sizes.disconnect();
  }

  /** Let these notes lie there, and no others; those that lay there stay, unless it is all `anew`. */
  show(notes, anew) {
    if (anew) this.across = 0;
    // What is asked of the window is asked before anything is moved: the browser answers at once.
    const seen = this.list.parentElement;
    if (seen) this.sight = [seen.scrollTop - seen.clientHeight, seen.scrollTop + 2 * seen.clientHeight];
    this.shown = notes.map((note) => this.card(note));
    const kept = new Set(this.shown);
    for (const card of this.cards.values()) if (!kept.has(card) && card.node.isConnected) card.node.remove();
    this.shown.forEach(({ node }, i) => {
      if (this.list.children[i] !== node) this.list.insertBefore(node, this.list.children[i] || null);
    });
    if (!kept.has(this.cards.get(this.current))) this.current = notes[0]?.id;
    this.stop();
    this.lay();
  }

  card(note) {
    const known = this.cards.get(note.id);
    if (known) return known;
    const node = h(`div.seddel${note.counted ? ".talt" : ""}`, {
      role: "option", tabindex: "-1", "data-note": note.id, style: `--skaev:${ASKEW[this.cards.size % ASKEW.length]}`,
      onclick: () => { this.go(note.id); this.open(note); },
      onfocus: () => { this.current = note.id; this.stop(); this.focused(note); },
    }, words(note));
    const made = { node, note, height: 0 };
    this.cards.set(note.id, made);
    movable(node, { room: this.room, places: "[data-bunke]", drop: (place) => this.drop(note, place.dataset.bunke) });
    return made;
  }

  /** The width of the table, or its letters, are others: every height is another too. */
  measure() {
    const letter = parseFloat(getComputedStyle(this.list).fontSize);
    if (this.width === this.list.clientWidth && this.letter === letter && this.fonts === document.fonts?.status) return;
    this.fonts = document.fonts?.status;
    this.width = this.list.clientWidth;
    this.letter = letter;
    for (const card of this.cards.values()) card.height = 0;
    this.lay();
    // The note that is talked about stays in sight.
    if (this.list.contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest" });
  }

  lay() {
    if (!this.width) return; // it is not on the page yet, and will be told when it is
    const gap = GAP * this.letter;
    const across = Math.max(1, Math.floor((this.width + gap) / (NARROWEST * this.letter + gap)));
    const wide = (this.width - gap * (across - 1)) / across;
    if (this.across !== across || this.wide !== wide) this.list.style.setProperty("--bred", `${wide}px`);
    this.wide = wide;
    for (const card of this.shown) if (!card.height) card.height = card.node.offsetHeight;
    const ends = new Array(across).fill(0);
    const [top, bottom] = this.sight;
    this.columns = ends.map(() => []);
    for (const card of this.shown) {
      // Where it lay before, if only others came or went; else as one reads, where there is room.
      const lay = card.laid === this.turns && this.across === across;
      const column = lay ? card.column : ends.indexOf(Math.min(...ends));
      const [x, y] = [column * (wide + gap), ends[column]];
      // A note that is laid out lies there at once; one in sight that makes room slides.
      const glides = lay && y > top && y < bottom;
      if (card.glides !== glides) card.node.classList.toggle("lk-glider", glides);
      if (card.x !== x || card.y !== y) card.node.style.transform = `translate(${x}px, ${y}px)`;
      Object.assign(card, { x, y, column, glides, laid: this.turns + 1 });
      this.columns[column].push(card);
      ends[column] += card.height + gap;
    }
    this.across = across;
    this.turns += 1;
    this.list.style.height = `${Math.max(0, ...ends)}px`;
  }

  /** Only one note is a stop for Tab. */
  stop() {
    const now = this.cards.get(this.current)?.node;
    if (this.stopped !== now && this.stopped) this.stopped.tabIndex = -1;
    this.stopped = now;
    if (now) now.tabIndex = 0;
  }

  get note() {
    return this.cards.get(this.current)?.note;
  }

  go(id) {
    const card = this.cards.get(id);
    if (!card?.node.isConnected) return;
    this.current = id;
    card.node.focus();
  }

  /** The note beside another in the order they lie; the last where there is none after it. */
  beside(id, step) {
    const at = this.shown.findIndex(({ note }) => note.id === id);
    return this.shown[at + step]?.note || null;
  }

  pressed(event) {
    const card = this.cards.get(event.target.dataset?.note);
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(card.note);
    } else if (ARROWS.includes(event.key)) {
      event.preventDefault();
      this.go(this.towards(card, event.key).note.id);
    } else {
      this.key(event, card.note);
    }
  }

  towards(card, key) {
    if (key === "Home") return this.shown[0];
    if (key === "End") return this.shown.at(-1);
    const column = this.columns[card.column];
    const at = column.indexOf(card);
    if (key === "ArrowUp") return column[at - 1] || card;
    if (key === "ArrowDown") return column[at + 1] || card;
    const other = this.columns[card.column + (key === "ArrowRight" ? 1 : -1)];
    if (!other?.length) return card;
    const middle = card.y + card.height / 2;
    const far = (each) => Math.abs(each.y + each.height / 2 - middle);
    return other.reduce((best, each) => (far(each) < far(best) ? each : best));
  }

  /** Put the ring round the note that is talked about. */
  ring(id) {
    for (const { node, note } of this.cards.values()) {
      const here = note.id === id;
      if (node.classList.contains("lk-her") === here) continue;
      node.classList.toggle("lk-her", here);
      node.setAttribute("aria-selected", String(here));
      if (here) node.append(h("span.kun-laest", {}, "Der peges på den."));
      else node.querySelector(".lk-kun-laest")?.remove();
    }
  }
}
