// The few lines that make elements; no framework is needed for one column.

import { touch } from "./touch.js";

let numbers = 0;

/** Make an element: h("p.quiet", {hidden: true, onclick: f}, "text", child, null). */
export function h(what, attributes, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.map((name) => `lk-${name}`).join(" ");
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  if (tag === "textarea" || tag === "input") quiet(node);
  return fill(node, ...children);
}

/** Nothing that is typed is sent to whoever made the browser, to be spelt or filled in. */
function quiet(field) {
  field.spellcheck = false;
  const off = { autocorrect: "off", autocomplete: "off", "data-gramm": "false", translate: "no" };
  for (const [name, value] of Object.entries(off)) field.setAttribute(name, value);
  if (field.tagName === "TEXTAREA") field.setAttribute("autocapitalize", "sentences");
}

/** Put these, and nothing else, inside an element; what is null is left out. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An id that no other element on the page has. */
export function unique(stem) {
  numbers += 1;
  return `lk-${stem}-${numbers}`;
}

/** A figure that came as text: sharp at any size, read aloud, and to be touched; `pocket(id)` takes a note back. */
export function drawing(html, pocket) {
  const box = h("div.tegning");
  box.innerHTML = html;
  for (const script of box.querySelectorAll("script, foreignObject")) script.remove();
  touch(box, pocket);
  return box;
}

/** A sentence in which a number stays on one line with what it counts, and "WHO-5" and days are whole. */
export function whole(text) {
  return text
    .replace(/([\p{L}\d]-)(?=\d)/gu, "$1\u2060")
    .replace(/(\d) (?=\p{L})/gu, "$1\u00a0")
    .replace(/(\d\.) (?=\p{Ll})/gu, "$1\u00a0")
    .replace(/(halvår) (?=\d)/g, "$1\u00a0")
    .replace(/(\p{L}) (?=\d+:\d)/gu, "$1\u00a0");
}

/** Words in Danish for a number of things. */
export function plural(n, one, many) {
  return `${n} ${n === 1 ? one : many}`;
}

/** The same things in another order, so that nobody's answer stands where it was written. */
export function shuffled(things) {
  const mixed = [...things];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}
