// The line of a clip over its notes: where in the film each of them is.

import { h } from "./dom.js";

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** The notes of one clip on its line of time; a press on one goes to its note. */
export function clip(notes, go) {
  const length = Math.max(1, ...notes.map(({ start, stop }) => stop ?? start));
  const marks = new Map(notes.filter(({ start }) => start !== null).map((note) => {
    const wide = ((note.stop ?? note.start) - note.start) / length;
    return [note.id, h("span.film-note", {
      style: `left:${(100 * note.start) / length}%;width:${100 * wide}%`, onclick: () => go(note.id),
    })];
  }));
  const node = h("div.film-linje", {}, h("span", {}, "0:00"), h("div.film-spor", {}, [...marks.values()]), h("span", {}, clock(length)));
  return {
    node,
    at({ id }) {
      for (const [other, mark] of marks) mark.classList.toggle("lk-nu", other === id);
    },
  };
}
