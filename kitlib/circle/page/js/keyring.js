// Who the codes are: unlocked from the team's own locked key, on this screen only. It is kept
// nowhere, it is taken off while the screen is hidden, and one press puts it away for good.

import { fill, h, unique } from "./dom.js";
import { printed } from "./printing.js";

/** Ask for the key, or put it away again where it lies there. */
export function keyring(app) {
  if (app.key) {
    app.key.take();
    app.key = null;
    return;
  }
  // The browser's own button speaks the browser's language, so it is covered by one of ours.
  const file = h("input", { type: "file", id: unique("fil"), accept: ".age", onchange: () => {
    picked.textContent = file.files[0]?.name || "Ingen fil er valgt";
  } });
  const picked = h("span", { "aria-live": "polite" }, "Ingen fil er valgt");
  const phrase = h("input", { type: "password", id: unique("saetning"), autocomplete: "off" });
  const told = h("p.hjaelp", { role: "status" });
  const open = async () => {
    const [chosen] = file.files;
    if (!chosen) {
      told.textContent = "Vælg først den låste fil.";
      return;
    }
    told.textContent = "Låser op …";
    try {
      const people = await app.ask("key", { name: chosen.name, locked: await base64(chosen), passphrase: phrase.value });
      dialog.close();
      app.key = new Keyring(app, people);
      app.key.lay();
    } catch (problem) {
      told.textContent = [problem.message, problem.hint].filter(Boolean).join(" ");
    } finally {
      phrase.value = "";
    }
  };
  phrase.addEventListener("keydown", (event) => event.key === "Enter" && open());
  const dialog = app.open("Nøglen", h("div", {},
    h("p.hjaelp", {}, "Nøglen siger, hvem koderne er. Den åbnes på denne skærm og gemmes ikke. Sluk for projektoren først."),
    h("div.felt.lav", {}, h("label", { for: file.id }, "Den låste fil"),
      h("div.fil", {}, file, h("span.fil-knap", { "aria-hidden": "true" }, "Vælg filen"), picked)),
    h("div.felt.lav", {}, h("label", { for: phrase.id }, "Adgangssætning"), phrase),
    told,
    h("p.knapper", {}, h("button", { type: "button", onclick: open }, "Lås op"))));
}

class Keyring {
  constructor(app, people) {
    this.app = app;
    this.people = people;
    this.node = null;
  }

  lay() {
    this.take();
    const away = () => {
      this.take();
      this.app.key = null;
    };
    this.node = h("section.noegle", { "aria-label": "Nøglen" },
      h("dl", {}, this.people.map(({ code, name }) => [h("dt", {}, code), h("dd", {}, name)])),
      h("p.knapper", {},
        h("button.lille", { type: "button", onclick: () => printed("Nøglen", this.page()) }, "Udskriv"),
        h("button.lille", { type: "button", onclick: away }, "Læg nøglen væk")));
    this.app.el.append(this.node);
  }

  /** Take it off the screen; a hidden screen shows nobody's name. */
  take() {
    if (this.node) fill(this.node);
    this.node?.remove();
    this.node = null;
  }

  /** The key as it lies on the table, on paper. */
  page() {
    return h("div", {}, h("h1", {}, "Nøglen"),
      h("p", {}, "Ligger på bordet, mens vi mødes. Samles ind og rives itu bagefter."),
      h("table", {}, this.people.map(({ code, name }) => h("tr", {}, h("th", {}, code), h("td", {}, name)))));
  }
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
