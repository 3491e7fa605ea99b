// Marks while one writes: what looks like a name or a number is underlined where it stands, with
// one calm line. The finder is in the kernel: a text goes there when the typing rests, and places
// come back. Nothing is marked, sent or said of what is typed behind a hidden screen: it would be
// said on the wall, of the one who types. The same words stand there for everyone.

import { fill, h } from "./dom.js";

const AFTER = 350; // of quiet
const MOST_BUTTONS = 3;
const FIELDS = "textarea, input[type=text]:not([inputmode])";
const LIKE = ["font", "letterSpacing", "textIndent", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft",
  "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth"];

export class Marking {
  constructor(app) {
    this.app = app;
    this.marked = new WeakMap(); // field -> {layer, said, timer, let}
    this.sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => this.lay(target)));
    app.el.addEventListener("input", (event) => this.soon(event.target, AFTER));
    app.el.addEventListener("focusin", (event) => this.soon(event.target, 0));
  }

  close() {
    this.sizes.disconnect();
  }

  soon(field, after) {
    if (!field.matches?.(FIELDS) || field.closest("dialog.lk-skjul") || field.classList.contains("lk-skjult")) return;
    const mine = this.marked.get(field) || this.make(field);
    // The text moved under the marks: none is better than one in the wrong place.
    if (mine.text !== field.value) fill(mine.layer);
    clearTimeout(mine.timer);
    mine.timer = setTimeout(() => this.look(field, mine), after);
  }

  make(field) {
    const mine = { layer: h("div.maerker", { "aria-hidden": "true" }), said: h("div.maerke-sagt", { role: "status" }), let: new Set() };
    this.marked.set(field, mine);
    field.after(mine.layer, mine.said);
    field.parentElement.classList.add("lk-maerket");
    field.addEventListener("scroll", () => this.lay(field));
    this.sizes.observe(field);
    return mine;
  }

  async look(field, mine) {
    const text = field.value;
    if (!field.isConnected || (mine.text === text && mine.seen)) return;
    let seen = { marks: [], says: [], worry: "" };
    try {
      if (text.trim()) seen = await this.app.ask("look", { text });
    } catch {
      return; // a mark that does not come stops nobody
    }
    if (field.value === text) this.show(field, mine, text, seen);
  }

  show(field, mine, text, seen) {
    mine.text = text;
    mine.seen = seen;
    const marks = seen.marks.filter(({ word }) => !mine.let.has(word));
    const parts = [];
    let at = 0;
    for (const { start, stop, kind } of marks) {
      parts.push(text.slice(at, start), h("mark", { class: `lk-${kind}` }, text.slice(start, stop)));
      at = stop;
    }
    fill(mine.layer, [...parts, text.slice(at)]);
    this.lay(field);
    field.classList.toggle("lk-bekymret", Boolean(seen.worry));
    const names = [...new Map(marks.filter(({ kind }) => kind === "navn").map((mark) => [mark.word, mark])).values()];
    fill(mine.said,
      seen.worry ? h("p.bekymring", {}, seen.worry) : null,
      marks.length ? seen.says.map((words) => h("p", {}, words)) : null,
      names.length ? h("p.ikke-navn", {}, names.slice(0, MOST_BUTTONS).map((mark) => h("button.lille", {
        type: "button", onclick: () => this.leave(field, mine, mark),
      }, `„${mark.word}“ er ikke et navn`))) : null);
  }

  /** The writer says that it is no name. */
  async leave(field, mine, mark) {
    mine.let.add(mark.word);
    const text = field.value;
    field.focus();
    try {
      const seen = await this.app.ask("no_name", { text, start: mark.start });
      if (field.value === text) this.show(field, mine, text, seen);
    } catch (problem) {
      this.app.say(problem);
    }
  }

  /** Put the layer where the field is, with its letters on the field's. */
  lay(field) {
    const mine = this.marked.get(field);
    if (!mine || !field.isConnected) return;
    const style = getComputedStyle(field);
    for (const name of LIKE) mine.layer.style[name] = style[name];
    Object.assign(mine.layer.style, {
      left: `${field.offsetLeft}px`, top: `${field.offsetTop}px`, width: `${field.offsetWidth}px`, height: `${field.offsetHeight}px`,
      whiteSpace: field.tagName === "TEXTAREA" ? "pre-wrap" : "pre",
    });
    mine.layer.scrollLeft = field.scrollLeft;
  }
}
