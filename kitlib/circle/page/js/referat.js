// The last step: what may stand in the referat, and who may get it. Before that there is none.

import { asking } from "./asking.js";
import { fill, h, unique } from "./dom.js";

const RECEIVERS = ["teamet", "teamet og ledelsen"];

export function referat(app) {
  return [{ title: "Godkend referat", own: true, body: () => {
    const box = h("div.visning", {}, h("p.venter", { role: "status" }, "Samler det, I har skrevet …"));
    app.wire.settle().then(() => app.ask("referat")).then(
      (found) => (found.approved ? approved(app, box, found.files) : choose(app, box, found)),
      (problem) => fill(box, h("p.tom", { role: "alert" }, problem.message)),
    );
    return box;
  } }];
}

function choose(app, box, found) {
  const before = app.memory.get("referat") || { fields: [], receivers: "" };
  const chosen = new Set(before.fields.filter((key) => found.parts.some((part) => part.key === key)));
  const remember = () => app.memory.set("referat", { fields: [...chosen], receivers: input.value });
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
    return h("li", {}, h("label", {}, check, h("span", {}, h("b", {}, part.label), part.phase === part.label ? null : h("small", {}, part.phase),
      part.text ? h("span.sagt-der", {}, part.text) : null,
      part.points.map((point) => h("span.sagt-der", {}, point)))));
  });
  const id = unique("hvem");
  const input = h("input", { id, type: "text", autocomplete: "off", lang: "da" });
  input.value = before.receivers || found.receivers;
  input.addEventListener("input", remember);
  const all = () => {
    for (const check of box.querySelectorAll("input[type=checkbox]")) if (!check.checked) check.click();
  };
  async function approve() {
    try {
      const { files } = await app.ask("approve", { fields: [...chosen], receivers: input.value });
      app.memory.remove("referat");
      approved(app, box, files);
    } catch (problem) {
      app.say(problem);
    }
  }
  fill(box, 
    h("fieldset.maa", {}, h("legend.stor-legend", {}, "Hvad må stå her?"), h("ul", {}, boxes)),
    h("p.knapper", {}, h("button", { type: "button", onclick: all }, "Alt må stå der")),
    h("div.felt.hvem", {}, h("label", { for: id }, "Hvem må få det?"), input,
      h("p.piller", {}, RECEIVERS.map((who) => h("button.pille", { type: "button", onclick: () => {
        input.value = who;
        remember();
      } }, who)))),
    h("p.hjaelp", {}, "Det, der ligner navne og numre, er dækket. ",
      h("button.lille", { type: "button", onclick: () => asking(app, "referat") }, "Sig, hvad der er navne")),
    h("p.hjaelp", {}, "Før I godkender, findes der ikke noget referat."),
    h("p.knapper", {}, h("button.stor", { type: "button", onclick: approve }, "Godkend referat")));
}

function approved(app, box, files) {
  fill(box, h("section.aftale", { role: "status" },
    h("p.stort", {}, "Referatet er godkendt."),
    h("p", {}, "Det ligger i jeres mappe under „ud“:"),
    h("ul.linjer", {}, files.map((file) => h("li", {}, file)))),
  h("p.stort", {}, "Tak for i dag. Alt er gemt, og siden kan lukkes."),
  h("p.knapper", {}, h("button.lille", { type: "button", onclick: () => app.beginNew() }, "Begynd et nyt møde")));
  box.closest(".lk-kort-flade")?.querySelector("h1")?.focus({ preventScroll: true });
}
