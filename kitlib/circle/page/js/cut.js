// The line to the kernel is cut: say so, start again, and hand over what was not kept.

import { h } from "./dom.js";

const TRIES = 3; // within a minute; more would go round in a ring
const MINUTE = 60000;
const READ_FIRST = 1500; // so that the words can be read before the page starts again

export async function cut(app) {
  const { memory } = app;
  const ours = document.body.classList.contains("lk-egen"); // not inside somebody's notebook
  const tries = ((memory && memory.get("forfra")) || []).filter((at) => Date.now() - at < MINUTE);
  const alive = () => fetch("voila/static/voila.js", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
  const server = ours && await alive();
  const again = server && tries.length < TRIES;
  const unsent = memory ? memory.pending().map(([, { args }]) => args.value || args.text).filter(Boolean) : [];
  const dialog = h("dialog.afbrudt", { "aria-label": "Forbindelsen er afbrudt", oncancel: (event) => event.preventDefault() },
    h("h2", {}, "Forbindelsen er afbrudt"), h("p", { role: "alert" }, words(ours, server, again)),
    !again && unsent.length ? h("div", {}, h("p", {}, "Dette er ikke gemt. Kopiér det herfra:"), unsent.map((text) => h("blockquote", {}, text))) : null,
    !again && server ? h("p.knapper", {}, h("button.stor", { type: "button", onclick: () => location.reload() }, "Prøv igen")) : null);
  app.lay(dialog);
  if (!again) return;
  if (memory) memory.set("forfra", [...tries, Date.now()]);
  setTimeout(() => location.reload(), READ_FIRST);
}

function words(ours, server, again) {
  if (!ours) return "Kør cellen igen. Det, I har skrevet, følger med.";
  if (again) return "Siden starter igen af sig selv. Det, I har skrevet, følger med.";
  if (server) return "Det lykkedes ikke at starte igen. Det, I har skrevet, ligger stadig her på siden.";
  return "Programmet på computeren er lukket. Åbn mødet igen. Det, der er gemt, er der stadig.";
}
