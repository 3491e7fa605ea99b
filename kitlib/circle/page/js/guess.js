// A bud before the figure, on the figure's own scale; or none, for nobody has to guess.

import { fill, h, plural, unique } from "./dom.js";
import { counter } from "./tally.js";

const NAMES = {
  andel: "Hvor stor en del",
  raekkefoelge: "Rækkefølge",
  fordeling: "Hvor mange af hver",
  haender: "Hænder",
};

/** The bud for one view; calls `done(bud)` with it, or with null when it is skipped. */
export function guess(app, view, done, slot = app.slot) {
  const spec = view.bud;
  const box = h("div.bud");
  let value = view.guess || null;
  let kind = value ? value.kind : spec.kinds[0];

  function ways() {
    if (spec.kinds.length < 2) return null;
    const name = unique("maade");
    return h("fieldset.maader", {}, h("legend", {}, "Sådan giver vi buddet"), spec.kinds.map((each) => h("label", {},
      h("input", { type: "radio", name, value: each, checked: each === kind, onchange: () => {
        kind = each;
        value = null;
        show(`input[value="${each}"]`);
      } }), h("span", {}, NAMES[each]))));
  }

  function show(focus) {
    const scale = SCALES[kind](spec, value && value.kind === kind ? value : null, (next) => { value = next; });
    fill(box, [ways(), scale].filter(Boolean));
    if (focus) box.querySelector(focus)?.focus();
  }

  show();
  fill(slot,
    h("button.stor", { type: "button", onclick: () => {
      if (value) done(value);
      else app.say({ message: "I har ikke givet et bud endnu.", hint: "Vælg noget, eller tryk Spring over." });
    } }, "Det er vores bud"),
    h("button", { type: "button", onclick: () => done(null) }, "Spring over"));
  return box;
}

const SCALES = {
  andel(spec, value, changed) {
    const shares = spec.shares;
    let option = value ? value.option : null;
    const at = value ? shares.findIndex(({ share }) => share === value.share) : -1;
    const slider = h("input", {
      type: "range", min: "0", max: String(shares.length - 1), step: "1",
      value: String(at >= 0 ? at : Math.floor(shares.length / 2)), id: unique("del"),
    });
    const words = h("output.sagt", {});
    const say = () => {
      const { share, label } = shares[Number(slider.value)];
      slider.setAttribute("aria-valuetext", label);
      const found = spec.options.find(({ key }) => key === option);
      words.textContent = found ? `${found.label[0].toUpperCase()}${found.label.slice(1)}: ${label}.` : "";
      if (found) changed({ kind: "andel", option, share });
    };
    slider.addEventListener("input", say);
    say();
    return h("div", {},
      pick(spec, option, (key) => { option = key; say(); }),
      h("label.skyder", { for: slider.id }, h("span", {}, "Hvor stor en del?")),
      slider,
      h("p.ender", { "aria-hidden": "true" }, h("span", {}, shares[0].label), h("span", {}, "halvdelen"), h("span", {}, shares.at(-1).label)),
      words);
  },

  raekkefoelge(spec, value, changed) {
    const order = value ? [...value.order] : [];
    const box = h("div");
    const show = (focus) => {
      fill(box, 
        h("p.hjaelp", {}, "Tryk på dem i rækkefølge, den med flest først. Tre er nok."),
        h("div.piller", {}, spec.options.map(({ key, label }) => {
          const place = order.indexOf(key);
          return h("button.pille", { type: "button", "data-key": key, "aria-pressed": place >= 0 ? "true" : "false", onclick: () => {
            if (place >= 0) order.splice(place, 1);
            else order.push(key);
            changed(order.length ? { kind: "raekkefoelge", order: [...order] } : null);
            show(key);
          } }, place >= 0 ? h("b", {}, `${place + 1}. `) : null, label);
        })));
      if (focus) [...box.querySelectorAll("button")].find((b) => b.dataset.key === focus)?.focus();
    };
    show();
    return box;
  },

  fordeling(spec, value, changed) {
    return amounts(spec, value && value.parts, `Hvor mange af ${plural(spec.total, spec.one, spec.many)}?`,
      (parts) => changed({ kind: "fordeling", parts }));
  },

  haender(spec, value, changed) {
    return amounts(spec, value && value.hands, "Ræk hånden op for den, I tror, der er flest af.",
      (hands) => changed({ kind: "haender", hands }));
  },
};

function pick(spec, chosen, changed) {
  const name = unique("hvor");
  return h("fieldset.piller", {}, h("legend", {}, "Vores bud"), spec.options.map(({ key, label }) => h("label.pille", {},
    h("input", { type: "radio", name, value: key, checked: key === chosen, onchange: () => changed(key) }),
    h("span", {}, label))));
}

function amounts(spec, before, words, changed) {
  const counts = Object.fromEntries(spec.options.map(({ key }) => [key, (before && before[key]) || 0]));
  return h("div", {}, h("p.hjaelp", {}, words), h("ul.haender.kort-liste", {}, spec.options.map(({ key, label }) => h("li", {},
    h("span.navn", {}, label),
    counter(counts[key], label, (n) => {
      counts[key] = n;
      changed({ ...counts });
    })))));
}
