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

/** This window's meeting is not the newest: what is written here is kept, in the one before. */
export function overtaken(app) {
  const here = app.later === "i dag";
  return h("p.overhalet", { role: "status" },
    h("span", {}, `Der er begyndt et nyt møde i et andet vindue. Det, I skriver her, hører til det forrige.${here ? "" : " Luk vinduet, og åbn mødet igen."}`),
    here ? h("button", { type: "button", onclick: () => app.beginNew() }, "Gå til det nye møde") : null);
}

/** What an earlier meeting never acknowledged; nobody but who asks gets it on the wall. */
export function unkept(texts) {
  return h("div", {}, h("p", {}, "Det blev skrevet i det forrige møde, lige da forbindelsen blev afbrudt. Kopiér det, hvis det skal med."),
    h("details", {}, h("summary", {}, "Vis det"), texts.map((text) => h("blockquote", {}, text))));
}

export function problems({ problems: those }) {
  return h("main.kort-flade", {}, h("h1", { tabindex: "-1" }, "Siden kunne ikke åbne mappen"), told(those));
}
