// What the page has to say about the folder, before anything else.

import { h, plural } from "./dom.js";

export function notices(those) {
  return h("details.besked", {}, h("summary", {}, headline(those)), told(those));
}

function headline(those) {
  const slips = those.filter(({ place }) => place).length;
  const others = those.length - slips;
  if (!slips) return `${plural(others, "ting", "ting")} at vide om mappen`;
  const said = `${plural(slips, "sted", "steder")} i jeres filer skal rettes`;
  return others ? `${said}, og ${plural(others, "ting", "ting")} mere` : said;
}

function told(those) {
  return h("ul.linjer", {}, those.map(({ message, hint, place }) => h("li", {}, place ? h("b", {}, `${place}: `) : null, [message, hint].filter(Boolean).join(" "))));
}

export function problems({ problems: those }) {
  return h("main.kort-flade", {}, h("h1", { tabindex: "-1" }, "Siden kunne ikke åbne mappen"), told(those));
}
