// A small trial: two cards of questions, and an agreement at the end.

import { addDays, longDay, readDay, shortDay } from "./dates.js";
import { fill, h, unique } from "./dom.js";
import { grow } from "./fields.js";
import { list } from "./shell.js";

const CARDS = [
  { title: "En lille prøvehandling", names: ["hvad", "tegn"], more: ["hvor", "vaerst", "viser"] },
  { title: "Hvem gør det, og hvornår mødes vi igen?", names: ["hvem", "fra", "igen"] },
];
const SOON = [["I morgen", 1], ["Om en uge", 7]];
const LATER = [["Om to uger", 14], ["Om fire uger", 28], ["Om seks uger", 42]];

export function trial(app, parking) {
  return CARDS.map(({ title, names, more }, i) => ({
    title,
    asks: true,
    own: i === CARDS.length - 1,
    aside: () => parking && !i && app.state.parked.length
      ? h("div", {}, h("h2", {}, "Ideer, I parkerede"), list(app.state.parked.map(({ text }) => text))) : null,
    body: () => {
      const draft = current(app);
      const fields = (those) => those.map((name) => control(app, draft, app.state.trial_form.find(({ key }) => key === name)));
      const form = h("div.felter", {}, fields(names), more ? h("details", { ontoggle: grown, open: more.some((name) => draft.values[name]) },
        h("summary", {}, "Hvor, hvad det værste er, og hvad der vil vise det"), fields(more)) : null);
      return i < CARDS.length - 1 ? form : agreement(app, draft, form);
    },
  }));
}

function grown({ currentTarget }) {
  for (const text of currentTarget.querySelectorAll("textarea")) grow(text);
}

/** The trial that is being written; a new one gets its name here, so that no line waits for one. */
function current(app) {
  if (!app.draft) {
    app.draft = app.state.trials.find(({ agreed }) => !agreed) || app.state.trials.at(-1)
      || { id: fresh(), values: {}, agreed: false };
  }
  return app.draft;
}

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((n) => n.toString(16).padStart(2, "0")).join("");
}

function keep(app, draft, name, value) {
  draft.values[name] = value;
  app.wire.keep(`proeve:${draft.id}:${name}`, () => ({
    op: "put_trial",
    args: { name, value: draft.values[name], trial: draft.id },
  }));
}

function control(app, draft, spec) {
  const value = draft.values[spec.key] || "";
  if (spec.kind === "rolle") return roles(app, draft, spec, value);
  if (spec.kind === "maal") return measure(app, draft, spec, value);
  if (spec.kind === "dag") return dayField(app, draft, spec, value);
  const id = unique("proeve");
  const text = spec.kind === "tekst";
  const input = h(text ? "textarea" : "input", { id, lang: "da", type: text ? null : "text", rows: text ? "2" : null, autocomplete: "off" });
  input.value = value;
  input.addEventListener("input", () => {
    grow(input);
    keep(app, draft, spec.key, input.value);
  });
  requestAnimationFrame(() => grow(input));
  return h("div.felt.lav", {}, h("label", { for: id }, spec.label), input);
}

function dayField(app, draft, spec, value) {
  const id = unique("dag");
  const input = h("input", { id, type: "text", autocomplete: "off", inputmode: "numeric", placeholder: "fx 14-9-2026", "aria-describedby": `${id}-sagt` });
  const said = h("p.hjaelp", { id: `${id}-sagt`, role: "status" });
  const tell = (day) => { said.textContent = day ? longDay(day) : input.value.trim() ? "Skriv dagen som 14-9-2026." : ""; };
  const set = (day) => {
    tell(day);
    if (day !== (draft.values[spec.key] || "")) keep(app, draft, spec.key, day);
  };
  input.value = value ? shortDay(value) : "";
  tell(value);
  input.addEventListener("input", () => set(readDay(input.value, app.today)));
  const picks = (spec.key === "fra" ? SOON : LATER).map(([words, days]) => h("button.pille", { type: "button", onclick: () => {
    const day = addDays(app.today, days);
    input.value = shortDay(day);
    set(day);
  } }, words));
  return h("div.felt.lav", {}, h("label", { for: id }, spec.label), h("div.dag", {}, input, h("div.piller", {}, picks)), said);
}

function roles(app, draft, spec, value) {
  const chosen = new Set(value.split(",").map((role) => role.trim()).filter(Boolean));
  return h("fieldset.piller.felt", {}, h("legend.stor-legend", {}, spec.label), spec.options.map(({ key, label }) => h("label.pille", {},
    h("input", { type: "checkbox", checked: chosen.has(key), onchange: (event) => {
      if (event.target.checked) chosen.add(key);
      else chosen.delete(key);
      keep(app, draft, spec.key, [...chosen].join(", "));
    } }), h("span", {}, label))));
}

function measure(app, draft, spec, value) {
  const id = unique("maal");
  if (!spec.options.length) return h("p.hjaelp", {}, "Her er endnu ingen data, der kan vise det.");
  const select = h("select", { id, onchange: () => keep(app, draft, spec.key, select.value) },
    h("option", { value: "" }, "Vælg, eller lad det stå"),
    spec.options.map(({ key, label }) => h("option", { value: key }, label)));
  select.value = value;
  return h("div.felt.lav", {}, h("label", { for: id }, spec.label), select);
}

/** The last card: agree, or go on without; then what was agreed, as it will be read next time. */
function agreement(app, draft, form) {
  const box = h("div");
  const write = () => {
    fill(box, form);
    fill(app.slot, h("button.stor", { type: "button", onclick: agree }, "Det aftaler vi"),
      h("button", { type: "button", onclick: () => app.next() }, "Gå videre uden aftale"));
  };
  async function agree() {
    if (!(draft.values.hvad || "").trim()) {
      app.say({ message: "I har endnu ikke skrevet, hvad I vil prøve.", hint: "Gå tilbage, eller gå videre uden aftale." });
      return;
    }
    await app.wire.settle();
    try {
      const { trial: agreed, ics, missing } = await app.ask("agree", { trial: draft.id });
      Object.assign(draft, agreed);
      done(ics, missing);
    } catch (problem) {
      app.say(problem);
    }
  }
  function done(ics, missing = []) {
    fill(box, slip(app, draft),
      ics ? h("p.hjaelp", {}, `Dagen ligger som en kalenderfil i mappen „ud“: ${ics}. Dobbeltklik på den, så står den i jeres kalender.`) : null,
      missing.length ? h("p.hjaelp", {}, missing.map((line) => line.replace(/ Gå videre\?$/, "")).join(" ")) : null);
    fill(app.slot, h("button.stor", { type: "button", onclick: () => app.next() }, "Videre"),
      h("button", { type: "button", onclick: write }, "Ret aftalen"),
      h("button", { type: "button", onclick: () => {
        app.draft = { id: fresh(), values: {}, agreed: false };
        app.go(app.place.phase, app.place.card - CARDS.length + 1);
      } }, "En prøvehandling til"));
    app.unsay();
    app.slot.querySelector("button").focus({ preventScroll: true });
  }
  if (draft.agreed) done("");
  else write();
  return box;
}

/** A trial as it was agreed: what one comes back to. */
export function slip(app, agreed) {
  const { values } = agreed;
  const rows = [
    ["Hvor og hvornår", values.hvor],
    ["Fra", agreed.start],
    ["Det værste, der kan ske", values.vaerst],
    [`Tegnet hos ${app.state.those}`, values.tegn],
    ["Det viser sig i", agreed.measure],
    ["Hvem", values.hvem],
    ["Vi tager det op igen", agreed.revisit],
  ].filter(([, said]) => said);
  return h("section.aftale", {}, h("p.stort", {}, values.hvad),
    h("dl", {}, rows.map(([name, said]) => [h("dt", {}, name), h("dd", {}, said)])));
}
