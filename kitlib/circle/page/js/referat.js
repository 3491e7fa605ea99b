// The last step: what may stand in the referat, and who may get it. Before that there is none.

import { asking } from "./asking.js";
import { fill, h, unique } from "./dom.js";
import { printPage } from "./printing.js";

const RECEIVERS = ["teamet", "teamet og ledelsen"];

export function referat(app) {
  return [{ title: "Godkend referat", own: true, body: () => {
    const box = h("div.visning", {}, h("p.venter", { role: "status" }, "Samler det, I har skrevet …"));
    app.wire.settle().then(() => app.ask("referat")).then(
      (found) => (found.approved ? approved(app, box, found) : choose(app, box, found)),
      (problem) => fill(box, h("p.tom", { role: "alert" }, problem.message)),
    );
    return box;
  } }];
}

function choose(app, box, found) {
  const before = app.memory.get("referat") || found.chosen;
  const chosen = new Set(before.filter((key) => found.parts.some((part) => part.key === key)));
  // Who may get it is somebody's name, and is remembered on this page alone.
  const remember = () => {
    app.memory.set("referat", [...chosen]);
    app.receivers = input.value;
  };
  if (!found.parts.length) {
    fill(box, h("p.tom", {}, "I har ikke skrevet noget endnu, så her er ikke noget at godkende."));
    return;
  }
  const boxes = found.parts.map((part) => {
    const check = h("input", { type: "checkbox", checked: chosen.has(part.key), onchange: () => {
      if (check.checked) chosen.add(part.key);
      else chosen.delete(part.key);
      remember();
    } });
    return h("li", {}, h("label", {}, check, h("span", {}, h("b", {}, part.label), part.phase === part.label ? null : h("small", {}, part.front ? `${part.phase} · på forsiden` : part.phase),
      part.text ? h("span.sagt-der", {}, part.text) : null,
      part.points.map((point) => h("span.sagt-der", {}, point)))));
  });
  const id = unique("hvem");
  const input = h("input", { id, type: "text", autocomplete: "off", lang: "da" });
  input.value = app.receivers ?? found.receivers;
  input.addEventListener("input", remember);
  const all = () => {
    for (const check of box.querySelectorAll("input[type=checkbox]")) if (!check.checked) check.click();
  };
  async function approve() {
    app.unsay();
    try {
      const now = await app.ask("approve", { fields: [...chosen], receivers: input.value });
      app.state.approved = true;
      app.memory.remove("referat");
      app.receivers = null;
      approved(app, box, now);
      app.atTop();
    } catch (problem) {
      app.say(problem);
    }
  }
  fill(box,
    h("div.felt.hvem", {}, h("label", { for: id }, "Hvem må få det?"), h("div.dag", {}, input,
      h("div.piller", {}, RECEIVERS.map((who) => h("button.pille", { type: "button", onclick: () => {
        input.value = who;
        remember();
      } }, who))))),
    h("fieldset.maa", {}, h("legend.stor-legend", {}, "Hvad må stå i referatet?"),
      h("p.knapper", {}, h("button", { type: "button", onclick: all }, "Alt må stå der")), h("ul", {}, boxes)),
    h("p.hjaelp", {}, "Det, der ligner navne og numre, er dækket. ",
      h("button.lille", { type: "button", onclick: () => asking(app, "referat") }, "Sig, hvad der er navne")),
    h("p.hjaelp", {}, "Før I godkender, findes der ikke noget referat."));
  fill(app.slot, h("button.stor", { type: "button", onclick: approve }, found.approved ? "Godkend igen" : "Godkend referat"));
}

/** The meeting as it was approved: to open, to print, to mend; a new one only when asked. */
function approved(app, box, found) {
  const seen = async (use) => {
    app.unsay();
    try {
      use((await app.ask("approved_page")).html);
    } catch (problem) {
      app.say(problem);
    }
  };
  const open = (html) => app.open("Referatet", h("iframe.referat", { title: "Referatet", srcdoc: html, sandbox: "" })).classList.add("lk-bredt");
  const mend = () => {
    choose(app, box, found);
    app.atTop();
  };
  fill(app.slot, h("button.stor", { type: "button", onclick: () => seen(open) }, "Åbn referatet"),
    h("button", { type: "button", onclick: () => seen(printPage) }, "Udskriv"),
    h("button", { type: "button", onclick: mend }, "Ret referatet"));
  fill(box,
    h("section.aftale", { role: "status" },
      h("p.stort", {}, found.changed ? "I har skrevet noget, siden I godkendte." : "Referatet er godkendt."),
      found.changed ? h("p", {}, "Referatet er, som I godkendte det. Ret det, og godkend igen, hvis det nye skal med.") : null,
      h("p", {}, found.sharing),
      h("p", {}, `Det ligger i mappen ${found.place}:`),
      h("ul.filer", {}, found.files.map((file) => h("li", {}, file)))),
    h("p.hjaelp", {}, "Tak for i dag. Alt er gemt, og siden kan lukkes. ",
      h("button.lille", { type: "button", onclick: () => app.beginNew() }, "Begynd et nyt møde")));
}
