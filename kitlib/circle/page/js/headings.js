// Which notes lie on the table: those under one heading, and of them those under one more.

import { fill, h } from "./dom.js";

/** Every note, whatever it lies under. */
export const ALL = JSON.stringify(["", ""]);

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const without = (way) => JSON.stringify([way.key, null]);

/** How many notes there are, those of counted piles too. */
export const amount = (notes) => notes.reduce((sum, { n }) => sum + n, 0);

/** The notes under a heading: [way, heading], null for none of that way's. */
function under(notes, choice) {
  const [way, heading] = JSON.parse(choice);
  if (!way) return notes;
  return notes.filter(({ under: { [way]: those } }) => those && (heading === null ? !those.length : those.includes(heading)));
}

/** Two lists to choose from; `turn(change)` is told what was chosen. */
export class Headings {
  constructor(view, turn) {
    Object.assign(this, { view, turn });
    this.main = h("select.bord-overskrift", { "aria-label": "Det, der ligger på bordet", onchange: () => turn({ heading: this.main.value, heap: "" }) });
    this.only = h("select.bord-kun", { "aria-label": "Vis kun noter med", onchange: () => turn({ only: this.only.value }) });
  }

  /** Offer what there is; `begun` tells whether the team chose before. */
  offer(notes, ways, begun) {
    this.notes = notes;
    const group = (label) => (way) => {
      const bare = under(notes, without(way)).length;
      return h("optgroup", { label: way.label }, [...way.headings, ...(bare ? [null] : [])].map((heading) => {
        const value = JSON.stringify([way.key, heading]);
        const name = sentence(heading ?? way.without);
        return h("option", { value, "data-navn": name }, label(name, value));
      }));
    };
    const counted = (name, value) => `${name} (${amount(under(notes, value))})`;
    fill(this.main, ways.map(group(counted)), h("option", { value: ALL, "data-navn": "Alle noter" }, "Alle noter"));
    fill(this.only, h("option", { value: ALL }, "Vis alle"), ways.map(group((name) => `Kun ${name}`)));
    const known = new Set([...this.main.options].map(({ value }) => value));
    if (!begun) this.view.heading = this.main.options[0].value;
    if (!known.has(this.view.heading)) this.view.heading = ALL;
    if (!known.has(this.view.only)) this.view.only = ALL;
  }

  /** Every note under the heading, those in heaps as well. */
  get there() {
    return under(under(this.notes, this.view.heading), this.view.only);
  }

  /** Show what is chosen, and return it in words. */
  tell() {
    this.main.value = this.view.heading;
    this.only.value = this.view.only;
    return this.main.selectedOptions[0]?.dataset.navn || "";
  }

  get way() {
    return JSON.parse(this.view.heading)[0];
  }

  step(by) {
    const values = [...this.main.options].map(({ value }) => value);
    const at = values.indexOf(this.view.heading) + by + values.length;
    this.turn({ heading: values[at % values.length], heap: "" });
  }

  /** A heading that a note lies under. */
  of(note, ways) {
    const way = ways.find(({ key }) => note.under[key]?.length);
    return way ? JSON.stringify([way.key, note.under[way.key][0]]) : ALL;
  }
}
