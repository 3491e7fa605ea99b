// One note fills the screen, so that it is read from the back row.

import { fill, h } from "./dom.js";
import { words } from "./laying.js";

const LARGEST = 0.15; // of the window's height
const SMALLEST = 28;

/** Lay a note over everything; `near(step)` gives its neighbours, `act(key)` does what a key does. */
export function large(app, note, { near, act, pointed }) {
  const paper = h("div.stor-papir", { tabindex: "-1" });
  const row = h("p.knapper.stor-knapper");
  const before = document.activeElement;
  let shown = note;

  const turn = (step) => {
    const other = near(shown, step);
    if (!other) return;
    shown = other;
    show();
  };
  const button = (label, key, onclick, extra = {}) => h("button", { type: "button", "aria-keyshortcuts": key, onclick, ...extra }, label);
  const done = (key) => {
    dialog.close();
    act(key, shown);
  };

  function show() {
    fill(paper, words(shown));
    paper.classList.toggle("lk-her", pointed() === shown.id);
    fill(row,
      button("Forrige", "ArrowLeft", () => turn(-1), { disabled: !near(shown, -1) }),
      button("Næste", "ArrowRight", () => turn(1), { disabled: !near(shown, 1) }),
      button("Den her", "D", () => { act("d", shown); show(); }, { "aria-pressed": String(pointed() === shown.id) }),
      button("Flyt", "F", () => done("f")),
      shown.counted ? null : button("Læg i lommen", "L", () => done("l")),
      h("button.stor", { type: "button", onclick: () => dialog.close() }, "Luk"));
    fit();
    paper.focus();
  }

  /** As large as the paper can hold; what is very long can be scrolled. */
  function fit() {
    let [low, high] = [SMALLEST, Math.max(SMALLEST, Math.floor(innerHeight * LARGEST))];
    const fits = (size) => {
      paper.style.fontSize = `${size}px`;
      return paper.scrollHeight <= paper.clientHeight && paper.scrollWidth <= paper.clientWidth;
    };
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(middle)) low = middle;
      else high = middle - 1;
    }
    paper.style.fontSize = `${low}px`;
  }

  const dialog = h("dialog.stor-note", { "aria-label": "Noten i stor skrift" }, paper, row);
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const key = event.key.toLowerCase();
    if (step) {
      event.preventDefault();
      turn(step);
    } else if (key === "d") {
      act("d", shown);
      show();
    } else if (key === "f" || (key === "l" && !shown.counted)) {
      event.preventDefault();
      done(key);
    }
  });
  paper.addEventListener("click", () => dialog.close());
  addEventListener("resize", fit);
  dialog.addEventListener("close", () => {
    removeEventListener("resize", fit);
    dialog.remove();
    const back = near(shown, 0) ? document.querySelector(`.lk-bord-sedler [data-note="${shown.id}"]`) : before;
    back?.focus();
  });
  app.lay(dialog);
  show();
}
