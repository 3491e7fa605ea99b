// A number by show of hands: strokes in fives, one key more or less.

import { fill, h } from "./dom.js";

const MOST_DRAWN = 40;

export function counter(start, what, changed) {
  let n = start;
  const shown = h("span.streger", { "aria-hidden": "true" }, strokes(n));
  const number = h("output.tal", {}, String(n));
  const step = (by) => {
    n = Math.max(0, n + by);
    fill(shown, strokes(n));
    number.textContent = String(n);
    changed(n);
  };
  return h("div.taeller", { role: "group", "aria-label": `Hænder, ${what}` },
    h("button.rund", { type: "button", "aria-label": `En færre, ${what}`, onclick: () => step(-1) }, "−"),
    number,
    h("button.rund", { type: "button", "aria-label": `En mere, ${what}`, onclick: () => step(1) }, "+"),
    shown);
}

/** n as strokes in fives, the fifth across the four. */
export function strokes(n) {
  const kept = Math.min(n, MOST_DRAWN);
  const lines = [];
  for (let i = 0; i < kept; i += 1) {
    const x = Math.floor(i / 5) * 44 + (i % 5) * 8 + 4;
    lines.push(i % 5 === 4 ? `M${x - 36},22 L${x + 2},6` : `M${x},5 L${x},23`);
  }
  const made = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const svg = made("svg");
  const width = Math.floor(kept / 5) * 44 + (kept % 5) * 8 + 4;
  svg.setAttribute("viewBox", `0 0 ${width} 28`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", "28");
  svg.setAttribute("aria-hidden", "true");
  const path = made("path");
  path.setAttribute("d", lines.join(" "));
  svg.append(path);
  return svg;
}
