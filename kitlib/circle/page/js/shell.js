// What always stands around the one thing to do: the steps, the clock, the way back, the door.

import { fill, h, unique } from "./dom.js";

// More names than this (each with its dot as five letters) do not stand on one line at 1280 px.
const MOST_LETTERS = 90;

/** The quiet steps at the top; each can be gone to, in any order. */
export function steps(phases, current, go) {
  const here = phases.findIndex((phase) => phase.key === current);
  const letters = phases.reduce((sum, { title }) => sum + title.length, 5 * phases.length);
  return h(letters > MOST_LETTERS ? "nav.trin.mange" : "nav.trin", { "aria-label": "Faser" }, h("ol", {}, phases.map((phase, i) => h("li",
    { class: i < here ? "lk-forbi" : i === here ? "lk-nu" : null },
    h("button", {
      type: "button",
      "aria-current": i === here ? "step" : null,
      "aria-label": `Fase ${i + 1} af ${phases.length}: ${phase.title}`,
      title: phase.title,
      onclick: () => go(phase.key),
    }, h("span.prik", { "aria-hidden": "true" }), h("span.navn", {}, phase.title))))));
}

/** A clock that tells how long is left, never cuts off, and can be put away. */
export class Clock {
  constructor(memory) {
    this.memory = memory;
    this.node = h("div.ur", { role: "timer", "aria-live": "off" });
    this.ticking = setInterval(() => this.show(), 10000);
  }

  begin(phase) {
    const spent = this.memory.get("ur") || {};
    if (!spent[phase.key]) spent[phase.key] = Date.now();
    this.memory.set("ur", spent);
    this.phase = phase;
    this.show();
  }

  show() {
    if (!this.phase) return;
    const away = this.memory.get("ur-vaek");
    const gone = (Date.now() - (this.memory.get("ur") || {})[this.phase.key]) / 60000;
    const left = Math.ceil(this.phase.minutes - gone);
    const words = left > 1 ? `Cirka ${left} min. tilbage` : left === 1 ? "Cirka et minut tilbage"
      : "Tiden er gået. Tag den tid, I har brug for.";
    const button = h("button.lille", { type: "button", onclick: () => {
      this.memory.set("ur-vaek", !away);
      this.show();
      this.node.querySelector("button").focus();
    } }, away ? "Vis uret" : "Læg uret væk");
    const share = Math.min(1, Math.max(0, gone / this.phase.minutes));
    fill(this.node, (away ? [button] : [
      h("span.ur-ord", {}, words),
      h("span.ur-spor", { "aria-hidden": "true" }, h("span", { style: `width:${Math.round(share * 100)}%` })),
      button,
    ]));
  }

  close() {
    clearInterval(this.ticking);
  }
}

/** A sheet laid over the page; Esc or the button takes it away, and focus goes back. */
export function sheet(title, content, { close = "Luk", onclose } = {}) {
  const before = document.activeElement;
  const id = unique("ark");
  const dialog = h("dialog.ark", { "aria-labelledby": id },
    h("h2", { id }, title), content,
    h("p.knapper", {}, h("button.stor", { type: "button", onclick: () => dialog.close() }, close)));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before && before.isConnected) before.focus();
    if (onclose) onclose();
  });
  return dialog;
}

export function list(lines) {
  return h("ul.linjer", {}, lines.map((line) => h("li", {}, line)));
}

/** Says quietly whether what is written is kept. */
export class Saved {
  constructor() {
    this.node = h("p.gemt", { role: "status" });
    this.unsaved = new Set();
    this.where = "Gemt";
  }

  clear() {
    this.node.classList.remove("lk-galt");
    this.node.textContent = "";
  }

  tell(field, kept, problem) {
    if (kept) this.unsaved.delete(field);
    else this.unsaved.add(field);
    this.node.classList.toggle("lk-galt", Boolean(problem));
    if (problem) this.node.textContent = [problem.message, problem.hint].filter(Boolean).join(" ");
    else if (this.unsaved.size) this.node.textContent = "Gemmer …";
    else this.node.textContent = this.where;
  }
}
