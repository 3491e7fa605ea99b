// Heaps: what lies beside the table, and how a note is moved into one by keyboard.

import { h } from "./dom.js";

/** The heaps beside the table; each is a place a note can be dropped on. */
export class Heaps {
  constructor({ open, make, name }) {
    Object.assign(this, { open, make, name });
    this.list = h("ul.bord-bunke-liste");
    this.node = h("section.bord-bunker", { "aria-label": "Bunker" },
      this.back = h("button.bord-tilbage", { type: "button", "data-bunke": "", hidden: true, onclick: () => open("") }, "Bordet"),
      this.list,
      h("button.bord-ny", { type: "button", "data-bunke": "ny", onclick: () => make() }, "Ny bunke"));
    this.items = new Map(); // id -> {item, button, input}
  }

  show(heaps, opened) {
    this.back.hidden = !opened;
    const known = new Set(heaps.map(({ id }) => id));
    for (const [id, { item }] of this.items) {
      if (known.has(id)) continue;
      item.remove();
      this.items.delete(id);
    }
    heaps.forEach((heap, i) => {
      const mine = this.items.get(heap.id) || this.item(heap);
      if (this.list.children[i] !== mine.item) this.list.insertBefore(mine.item, this.list.children[i] || null);
      mine.heap = heap;
      mine.called.textContent = heap.name || "Uden navn";
      mine.told.textContent = heap.notes.length ? heap.told : "Ingen noter endnu";
      mine.button.setAttribute("aria-current", String(heap.id === opened));
      mine.item.style.setProperty("--lag", Math.min(heap.notes.length, 3));
    });
  }

  item(heap) {
    const called = h("b");
    const told = h("small");
    const button = h("button.bord-bunke", { type: "button", "data-bunke": heap.id, onclick: () => this.open(heap.id) }, called, told);
    const item = h("li", {}, button);
    const made = { item, button, called, told, heap };
    this.items.set(heap.id, made);
    return made;
  }

  /** Ask what a heap is called, where it lies; `done` is told when it is said. */
  ask(id, done) {
    const { item, button, heap } = this.items.get(id);
    const input = h("input", { type: "text", lang: "da", maxlength: "80", "aria-label": "Navn på bunken", placeholder: "Navn på bunken" });
    const asked = h("form.bord-navn", { onsubmit: (event) => { event.preventDefault(); end(); } }, input);
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      if (input.value.trim()) this.name(id, input.value.trim());
      asked.remove();
      button.hidden = false;
      done();
    };
    input.value = heap.name;
    input.addEventListener("blur", end);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      end();
    });
    button.hidden = true;
    item.append(asked);
    item.scrollIntoView({ block: "nearest" });
    input.focus();
  }
}

/** Ask where a note is to be moved: a heap by its number, a new one by its name. */
export function chooseHeap(app, { heaps, inHeap, choose, make }) {
  const close = (then) => {
    dialog.close();
    then();
  };
  const rows = heaps.map((heap, i) => h("li", {}, h("button.bord-valg", {
    type: "button", onclick: () => close(() => choose(heap.id)),
  }, h("span.bord-tast", {}, i < 9 ? String(i + 1) : ""), h("b", {}, heap.name || "Uden navn"), h("small", {}, heap.notes.length ? heap.told : "Ingen noter endnu"))));
  if (inHeap) {
    rows.push(h("li", {}, h("button.bord-valg", { type: "button", onclick: () => close(() => choose(null)) },
      h("span.bord-tast", {}, "0"), h("b", {}, "Tilbage på bordet"))));
  }
  const input = h("input", { type: "text", lang: "da", maxlength: "80", "aria-label": "Navn på en ny bunke", placeholder: "Navn på en ny bunke" });
  const made = h("form.bord-navn", { onsubmit: (event) => {
    event.preventDefault();
    if (input.value.trim()) close(() => make(input.value.trim()));
  } }, input, h("button", {}, "Lav bunken"));
  const dialog = app.open("Hvor skal noten hen?", h("div.bord-flyt", {}, rows.length ? h("ul", {}, rows) : null, made));
  dialog.addEventListener("keydown", (event) => {
    if (event.target === input || event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = [...dialog.querySelectorAll(".lk-bord-valg")];
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (buttons[at + step] || (step > 0 ? input : buttons[0]))?.focus();
      return;
    }
    const row = /^[1-9]$/.test(event.key) ? rows[Number(event.key) - 1] : event.key === "0" && inHeap ? rows.at(-1) : null;
    if (!row) return;
    event.preventDefault();
    row.querySelector("button").click();
  });
  (rows[0]?.querySelector("button") || input).focus();
}

/** The words of a heap for who cannot see where a note went. */
export function toldOf(heap) {
  return `${heap.name || "bunken uden navn"}${heap.told ? `, ${heap.told}` : ""}`;
}

