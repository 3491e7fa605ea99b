// What the page has to say about the folder, before anything else.

import { h, plural } from "./dom.js";

export function notices(those) {
  return h("details.besked", {}, h("summary", {}, `${plural(those.length, "ting", "ting")} at se på i mappen`),
    told(those));
}

function told(those) {
  return h("ul.linjer", {}, those.map(({ message, hint, place }) => h("li", {}, place ? h("b", {}, `${place}: `) : null, [message, hint].filter(Boolean).join(" "))));
}

export function problems({ problems: those }) {
  return h("main.kort-flade", {}, h("h1", { tabindex: "-1" }, "Siden kunne ikke åbne mappen"), told(those));
}
