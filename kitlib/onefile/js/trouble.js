// What a browser may lack, and what may have happened to the file: said in Danish.
import { $, el } from "./dom.js";

// A module with `try_table`, which the Python inside is built with.
const NEW_EXCEPTIONS = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 0x1f, 0x40, 0, 11, 11);
// Where Windows and mail programs lay what is opened without being saved first.
const NOT_SAVED = /\.zip[\\/]|[\\/](Temp\d*_|Rar\$|7z[A-Z0-9]+)|INetCache|Content\.Outlook|Content\.MSO/i;

const SAID = {
  jit: ["Siden kan ikke køre her: WebAssembly er slået fra.", "Det sker, når Edge har udvidet sikkerhed slået til. Åbn filen i en anden browser, eller bed jeres IT-afdeling sætte laeringskit.html på listen over undtagelser i Edge (enhanced security)."],
  old: ["Browseren er for gammel til siden.", "Brug Edge eller Chrome 137, Firefox 131 eller Safari 18.4, eller nyere."],
  cut: ["Filen er ikke hel.", "Den er måske ikke hentet færdig, eller den vises i et mailprogram. Gem den på computeren eller på jeres drev, og åbn den derfra."],
  frame: ["Filen vises inde i en anden side eller et mailprogram.", "Gem den på computeren eller på jeres drev, og dobbeltklik på den dér."],
  zip: ["Filen er åbnet inde i en zip-fil eller fra en mail.", "Gem den på computeren eller på jeres drev først, og åbn den derfra."],
  skrive: ["Browseren må ikke skrive i mappen.", "Det kan være en indstilling på computeren. I kan gå videre: det, I skriver, ligger her på siden, til I henter det. Vil I have det rettet, så send denne linje til jeres IT-afdeling: »Vi bruger laeringskit.html. Lad den spørge om at skrive i mapper med politikken FileSystemWriteAskForUrls.«"],
  memory: ["Computeren har ikke hukommelse nok til siden.", "Luk andre faner og programmer, og åbn filen igen. Siden bruger omkring 700 MB."],
};

export function warning(key) {
  const [message, hint] = SAID[key];
  return [el("p", {}, el("b", {}, message), " ", hint)];
}

export function said(key) {
  const [message, hint] = SAID[key];
  return { message, hint };
}

export function step(text) {
  $("#trin").textContent = text;
}

/** Say what went wrong, in place of what was under way. */
export function fault(...content) {
  $("#fejl").replaceChildren(...content);
  $("#fejl").hidden = false;
  step("");
}

/** What stops the page, or nothing. */
export function trouble() {
  if (window.top !== window) return warning("frame");
  if (NOT_SAVED.test(decodeURIComponent(location.pathname))) return warning("zip");
  if (typeof WebAssembly === "undefined") return warning("jit");
  if (!WebAssembly.validate(NEW_EXCEPTIONS)) return warning("old");
  return null;
}
