// A figure that can be touched. A mark under the pointer or in focus shows its note beside it; a
// click or Enter opens it large; a heading lets the rest fade. One tab stop a figure for its marks:
// the arrow keys go from one to the next. Asks nobody for anything.

const SPACE = [" ", "Spacebar"];

/** Let the figures in an element be touched; `pocket(id)` takes a note back, where that can be done. */
export function touch(root, pocket = null) {
  for (const figure of root.querySelectorAll(".lf:not([data-touch])")) {
    figure.dataset.touch = "";
    new Figure(figure, pocket);
  }
}

class Figure {
  constructor(box, pocket) {
    this.box = box;
    this.pocket = pocket;
    this.words = new Map();
    for (const node of box.querySelectorAll("li[data-note], div[data-note]")) this.words.set(node.dataset.note, node);
    this.marks = [...box.querySelectorAll("div[data-note], a[data-note]")].filter((mark) => this.words.has(mark.dataset.note));
    if (!this.marks.length && !box.querySelector("[data-line]")) return;
    this.said = make("div", { class: "lf-said", role: "status" });
    box.append(this.said);
    this.marks.forEach((mark, at) => this.mark(mark, at));
    this.headings();
    // One film at a time on a screen, all of them on paper.
    const reels = [...box.querySelectorAll(".lf-reel")];
    for (const reel of reels) reel.addEventListener("toggle", () => reel.open && !this.printing && reels.forEach((other) => { other.open = other === reel; }));
    if (reels.length) addEventListener("beforeprint", () => { this.printing = true; reels.forEach((reel) => { reel.open = true; }); });
  }

  mark(mark, at) {
    mark.setAttribute("role", "button");
    mark.setAttribute("tabindex", at ? "-1" : "0");
    if (!this.isText(mark)) mark.setAttribute("aria-label", this.text(mark));
    mark.addEventListener("click", () => this.open(mark));
    mark.addEventListener("keydown", (event) => this.key(event, mark));
    mark.addEventListener("focus", () => this.stop(mark));
    if (this.isText(mark)) return;
    for (const on of ["mouseenter", "focus"]) mark.addEventListener(on, () => this.show(mark));
    for (const off of ["mouseleave", "blur"]) mark.addEventListener(off, () => this.hide());
  }

  isText(mark) {
    return mark.localName === "div";
  }

  text(mark) {
    return [...this.words.get(mark.dataset.note).children].map((part) => part.textContent).filter(Boolean).join(". ");
  }

  copy(mark) {
    return [...this.words.get(mark.dataset.note).children].map((part) => part.cloneNode(true));
  }

  /** Only one mark is a stop for Tab. */
  stop(mark) {
    for (const other of this.marks) other.setAttribute("tabindex", other === mark ? "0" : "-1");
  }

  key(event, mark) {
    if (event.key === "Enter" || SPACE.includes(event.key)) {
      event.preventDefault();
      this.open(mark);
    } else if (event.key === "Escape") {
      this.hide();
    } else {
      const next = this.next(mark, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  }

  next(mark, key) {
    const clear = this.marks.filter((other) => !other.classList.contains("lf-faint") && other.checkVisibility());
    const at = clear.indexOf(mark);
    const last = clear.length - 1;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[key];
    return to === undefined ? null : clear[Math.min(Math.max(to, 0), last)];
  }

  show(mark) {
    this.hide();
    this.beside = make("div", { class: "lf-beside", "aria-hidden": "true" }, this.copy(mark));
    this.box.append(this.beside);
    const own = mark.getBoundingClientRect();
    const all = this.box.getBoundingClientRect();
    const size = this.beside.getBoundingClientRect();
    const right = own.right - all.left + 10;
    const left = right + size.width > all.width ? own.left - all.left - size.width - 10 : right;
    const top = Math.min(own.top - all.top, Math.max(all.height - size.height, 0));
    Object.assign(this.beside.style, { left: `${Math.max(left, 0)}px`, top: `${Math.max(top, 0)}px` });
  }

  hide() {
    this.beside?.remove();
    this.beside = null;
  }

  open(mark) {
    this.hide();
    const near = (step) => () => {
      const other = this.next(mark, step);
      large.close();
      if (other && other !== mark) this.open(other);
    };
    const button = (label, onclick) => {
      const made = make("button", { type: "button" }, [label]);
      made.addEventListener("click", onclick);
      return made;
    };
    const close = button("Luk", () => large.close());
    const row = make("p", {}, [button("Forrige", near("ArrowLeft")), close, button("Næste", near("ArrowRight"))]);
    if (this.pocket) row.append(button("Læg i lommen", () => this.back(mark, large)));
    const large = make("dialog", { class: "lf-large", "aria-label": "Noten i stor skrift" }, [...this.copy(mark), row]);
    large.addEventListener("click", (event) => event.target === large && large.close());
    large.addEventListener("close", () => {
      large.remove();
      mark.focus({ preventScroll: true });
      this.hide();
    });
    // What is pressed in the large note is not meant for what lies under it.
    large.addEventListener("keydown", (event) => event.stopPropagation());
    this.box.append(large);
    large.showModal();
    close.focus();
  }

  /** Put a note back in the pocket: it is nowhere any more. */
  async back(mark, large) {
    const name = mark.dataset.note;
    const near = this.next(mark, "ArrowRight");
    if (!(await this.pocket(name))) return;
    large.close();
    for (const node of [...this.box.querySelectorAll("[data-note]")]) if (node.dataset.note === name) node.remove();
    this.words.delete(name);
    this.marks = this.marks.filter((other) => other.dataset.note !== name);
    this.said.textContent = "Noten er lagt tilbage i lommen. Den vises ikke mere.";
    const next = near && near !== mark ? near : this.marks[0];
    if (next) this.stop(next);
    next?.focus();
  }

  headings() {
    const seen = new Set();
    for (const heading of this.box.querySelectorAll("[data-key]")) {
      const word = heading.dataset.key.toLocaleLowerCase("da");
      const some = this.marks.some((mark) => this.has(mark, word)) || this.lines(word).length;
      if (!some) continue;
      heading.setAttribute("role", "button");
      heading.setAttribute("aria-pressed", "false");
      // A heading on two lines is drawn as two and is one.
      if (!seen.has(word)) heading.setAttribute("tabindex", "0");
      else heading.setAttribute("aria-hidden", "true");
      seen.add(word);
      heading.addEventListener("click", () => this.only(word, heading.dataset.key));
      heading.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && !SPACE.includes(event.key)) return;
        event.preventDefault();
        this.only(word, heading.dataset.key);
      });
      // A finger takes the line itself; the keyboard the word at its end.
      for (const line of this.lines(word)) line.onclick = () => this.only(word, heading.dataset.key);
    }
  }

  /** The lines that are drawn of a heading's word. */
  lines(word) {
    return [...this.box.querySelectorAll("[data-line]")].filter((line) => line.dataset.line.toLocaleLowerCase("da") === word);
  }

  has(mark, word) {
    const keys = this.words.get(mark.dataset.note).dataset.keys.toLocaleLowerCase("da");
    return keys.split("|").includes(word);
  }

  /** Let everything fade that is not under a heading; the same heading again brings it back. */
  only(word, name) {
    this.chosen = this.chosen === word ? null : word;
    let n = 0;
    for (const mark of this.marks) {
      const faint = this.chosen !== null && !this.has(mark, word);
      mark.classList.toggle("lf-faint", faint);
      n += !faint;
    }
    const own = this.lines(word);
    for (const line of this.box.querySelectorAll("[data-line]")) {
      line.classList.toggle("lf-faint", this.chosen !== null && !own.includes(line));
      line.classList.toggle("lf-own", this.chosen !== null && own.includes(line));
    }
    for (const heading of this.box.querySelectorAll("[data-key][role]")) {
      heading.setAttribute("aria-pressed", String(heading.dataset.key.toLocaleLowerCase("da") === this.chosen));
    }
    const first = this.marks.find((mark) => !mark.classList.contains("lf-faint"));
    if (first) this.stop(first);
    if (this.chosen === null) this.said.textContent = this.marks.length ? "Alle noter vises." : "Alle linjer vises.";
    else this.said.textContent = this.marks.length ? `${n} ${n === 1 ? "note" : "noter"} under ${name}.` : `Linjen for ${name} er trukket frem.`;
  }
}

function make(name, attributes, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
