// Making and finding elements.

export const $ = (query) => document.querySelector(query);

export function el(tag, attributes, ...content) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...content);
  return node;
}

export function problemList(problems) {
  const one = ({ place, message, hint }) => el("li", {}, ...(place ? [el("b", {}, place), ": "] : []), message, " ", el("span", { class: "stille" }, hint || ""));
  return el("ul", {}, ...problems.map(one));
}

/** What was sent as base64. */
export function bytes(content) {
  return Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
}
