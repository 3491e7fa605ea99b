// One's own file as a grid of words. A cell is marked, and written in with Enter, F2 or the first
// letter. Everything goes to the kit at once; nothing is kept in the browser.
const vindue = crypto.getRandomValues(new Uint32Array(2)).join("-");
const en = (id) => document.getElementById(id);
let state = null, faults = [], ugemt = false, open = null, lukket = false, koe = Promise.resolve();

function node(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function tal(n, en, flere) { return `${n} ${n === 1 ? en : flere}`; }

// One after the other, so that what was written first is saved first.
function sig(hvad, mere = {}) {
  koe = koe.then(() => post(hvad, { vindue, ...mere })).then(hoert, tabt);
  return koe;
}

function hoert(said) {
  if (!said) return null;
  if (said.optaget) { optaget(said.optaget); return null; }
  if (said.problem) besked(said.problem);
  if (said.fejl) faults = said.fejl;
  if ("ugemt" in said) { ugemt = said.ugemt; en("fortryd").disabled = !said.fortryd; }
  if (said.tabeller) { state = said; tegn(); }
  marker();
  return said;
}

function tabt(error) {
  if (lukket) return null;
  lukket = true;
  for (const id of ["gem", "fortryd", "faerdig"]) en(id).disabled = true;
  if (error.said) { besked(error.said); en("status").textContent = ""; return null; }
  const rest = ugemt || open
    ? "Det, du har skrevet siden sidst, er ikke gemt. Det står her stadig, til du lukker siden: skriv det over, når du har åbnet filen igen."
    : "Alt er gemt.";
  besked(`Værktøjet er lukket i terminalen. ${rest} Skriv laeringskit mit FIL --ret for at åbne filen igen.`);
  en("status").textContent = ugemt ? "Ikke gemt" : "Lukket";
  return null;
}

function besked(text, ...buttons) {
  const line = node("p", text);
  en("besked").replaceChildren(line, ...buttons);
}

function knap(text, gør) {
  const made = node("button", text);
  made.type = "button";
  made.onclick = gør;
  return made;
}

function optaget(text) {
  besked(text, knap("Skriv her i stedet", async () => { en("besked").replaceChildren(); await sig("tilstand", { tag: true }); foerste(); }));
  en("her").replaceChildren();
  state = null;
  en("status").textContent = "";
}

function felt(celle) { return state.tabeller[celle.dataset.tabel].felter.find((f) => f.sted === Number(celle.dataset.sted)); }

function tegn() {
  const her = en("her");
  const rul = [...her.querySelectorAll(".ramme")].map((r) => [r.scrollTop, r.scrollLeft]);
  her.replaceChildren();
  open = null;
  document.querySelector("h1").textContent = state.fil;
  for (const tabel of state.tabeller) her.append(...tegnTabel(tabel));
  her.querySelectorAll(".ramme").forEach((r, i) => { if (rul[i]) [r.scrollTop, r.scrollLeft] = rul[i]; });
  en("faerdig").disabled = false;
}

function tegnTabel(tabel) {
  const titel = node("h2", tabel.navn);
  titel.id = `tabel-${tabel.nr}`;
  const ramme = node("div", "", "ramme");
  const table = node("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-labelledby", titel.id);
  const head = node("tr");
  for (const f of tabel.felter) { const th = node("th", f.navn, f.valg.length && f.slags === "heltal" ? "heltal" : f.slags === "tekst" ? "tekst" : ""); th.scope = "col"; th.title = f.doc; head.append(th); }
  const sidste = node("th", "Slet"); sidste.scope = "col"; sidste.className = "knap"; head.append(sidste);
  const krop = node("tbody");
  krop.id = `krop-${tabel.nr}`;
  const thead = node("thead");
  thead.append(head);
  table.append(thead, krop);
  for (const r of tabel.raekker) krop.append(tegnRaekke(tabel, r));
  ramme.append(table);
  const ny = knap("Ny række", () => nyRaekke(tabel));
  ny.classList.add("ny");
  const dele = [titel, ramme, ny];
  if (tabel.urørt.length) dele.push(node("p", `Vises ikke her, og bliver i filen, som de er: ${tabel.urørt.join(", ")}.`, "stille"));
  return dele;
}

function tegnRaekke(tabel, raekke) {
  const tr = node("tr");
  tr.dataset.raekke = raekke.id;
  for (const f of tabel.felter) {
    const td = node("td", raekke.ord[f.sted] || "", f.slags);
    td.tabIndex = -1;
    Object.assign(td.dataset, { tabel: tabel.nr, raekke: raekke.id, sted: f.sted });
    tr.append(td);
  }
  const td = node("td", "", "knap");
  const slet = knap("Slet", () => sletRaekke(tr));
  slet.tabIndex = -1;
  td.append(slet);
  tr.append(td);
  return tr;
}

async function nyRaekke(tabel) {
  const said = await sig("ny", { tabel: tabel.nr });
  if (!said || said.raekke === undefined) return;
  const tr = tegnRaekke(tabel, { id: said.raekke, ord: {} });
  en(`krop-${tabel.nr}`).append(tr);
  til(tr.firstElementChild);
}

async function sletRaekke(tr) {
  const naeste = tr.nextElementSibling || tr.previousElementSibling;
  const said = await sig("slet", { raekke: Number(tr.dataset.raekke) });
  if (!said || said.problem) return;
  tr.remove();
  if (naeste) til(naeste.firstElementChild); else foerste();
  en("status").textContent = "Rækken er taget ud. Fortryd henter den igen. Ikke gemt.";
}

function foerste() { const td = document.querySelector("td[data-sted]"); if (td) td.tabIndex = 0; }

function til(celle) {
  if (!celle) return;
  const mål = celle.matches("td.knap") ? celle.firstElementChild : celle;
  document.querySelectorAll('td[tabindex="0"], td button[tabindex="0"]').forEach((e) => { e.tabIndex = -1; });
  mål.tabIndex = 0;
  mål.focus();
  celle.scrollIntoView({ block: "nearest", inline: "nearest" });
  // The page's head lies over what is scrolled under it, and that must not be the table's headings.
  const ramme = celle.closest(".ramme");
  if (ramme) ramme.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function nabo(celle, ned, hen) {
  const tr = celle.parentElement;
  const alle = [...document.querySelectorAll("tbody tr")];
  const række = alle[alle.indexOf(tr) + ned];
  return række && række.children[[...tr.children].indexOf(celle) + hen];
}

// Where faults stand, in the cells and in the line below; and what is not saved.
function marker() {
  if (!state || !state.tabeller) return;
  document.querySelectorAll("td[data-sted]").forEach((td) => { td.classList.remove("fejl", "gammel"); td.removeAttribute("aria-invalid"); });
  for (const f of faults) {
    const td = document.querySelector(`td[data-raekke="${f.raekke}"][data-sted="${f.sted}"]`);
    if (!td || f.alvor !== "fejl") continue;
    td.classList.add(f.stopper ? "fejl" : "gammel");
    td.setAttribute("aria-invalid", "true");
  }
  const stop = faults.filter((f) => f.stopper).length;
  const gamle = faults.length - stop;
  const dele = [ugemt ? "Ikke gemt." : "Alt er gemt."];
  if (stop) dele.push(`${tal(stop, "fejl", "fejl")} skal rettes, før der kan gemmes.`);
  if (gamle) dele.push(`${tal(gamle, "ting", "ting")} i filen var der i forvejen og kan blive stående.`);
  en("status").textContent = dele.join(" ");
  en("gem").disabled = !ugemt;
  linje(document.activeElement.closest?.("td[data-sted]"));
}

function linje(celle) {
  const her = en("linje");
  her.replaceChildren();
  const mine = celle ? faults.filter((f) => f.raekke === Number(celle.dataset.raekke) && f.sted === Number(celle.dataset.sted)) : [];
  const alle = faults.filter((f) => f.raekke === null || f.stopper);
  if (celle) {
    const f = felt(celle);
    const taster = Object.keys(f.tal).length ? ` Du kan taste tallet, ${Math.min(...Object.values(f.tal))}-${Math.max(...Object.values(f.tal))}.` : "";
    her.append(node("p", `${f.navn}: ${f.doc} ${f.valg.length ? "Tast Enter, og vælg." : f.hjaelp}${taster}`));
  }
  for (const f of (mine.length ? mine : alle).slice(0, 3)) {
    const hvor = f.raekke !== null && !mine.length ? `Række ${raekkenr(f.raekke)}, ${f.kolonne}: ` : "";
    her.append(node("p", hvor + f.ord, "fejl"));
  }
  if (!mine.length && alle.length > 3) her.append(node("p", `Og ${alle.length - 3} mere.`, "fejl"));
}

function raekkenr(id) {
  const tr = document.querySelector(`tr[data-raekke="${id}"]`);
  return tr ? [...tr.parentElement.children].indexOf(tr) + 1 : "";
}

function skriv(celle, tegn) {
  if (open || lukket || !state) return;
  const f = felt(celle);
  const før = celle.textContent;
  let input;
  if (f.valg.length) {
    input = node("select");
    for (const ord of ["", ...f.valg]) { const o = node("option", ord || "(tom)"); o.value = ord; input.append(o); }
    if (før && !f.valg.includes(før)) { const o = node("option", før); o.value = før; o.disabled = true; input.append(o); }
    input.value = før;
    const fundet = tegn && f.valg.find((o) => o.toLowerCase().startsWith(tegn.toLowerCase()));
    if (fundet) input.value = fundet;
  } else {
    input = node(f.slags === "tekst" ? "textarea" : "input");
    input.value = tegn === undefined ? før : tegn;
  }
  input.setAttribute("autocomplete", "off");
  input.setAttribute("spellcheck", "false");
  input.setAttribute("autocorrect", "off");
  input.setAttribute("autocapitalize", "off");
  input.setAttribute("aria-label", f.navn);
  celle.replaceChildren(input);
  celle.classList.add("skriver");
  open = { celle, input, før };
  input.focus();
  if (input.select && tegn === undefined) input.select();
  input.addEventListener("blur", () => luk(true));
}

function luk(gem) {
  if (!open) return;
  const { celle, input, før } = open;
  open = null;
  const ord = gem ? input.value : før;
  celle.classList.remove("skriver");
  celle.textContent = ord;
  if (ord !== før) saet(celle, ord, før);
}

async function saet(celle, ord, før) {
  ugemt = true;
  celle.classList.add("aendret");
  const { raekke, sted } = celle.dataset;
  const said = await sig("ret", { raekke: Number(raekke), sted: Number(sted), ord });
  if (said && said.ord !== undefined) celle.textContent = said.ord;
  else if (said && said.problem) celle.textContent = før;
}

async function gem(mere = {}) {
  luk(true);
  en("besked").replaceChildren();
  await koe;
  if (!ugemt || lukket) return;
  const hvor = document.activeElement.closest?.("td");
  const plads = hvor && [[...document.querySelectorAll("tbody tr")].indexOf(hvor.parentElement), [...hvor.parentElement.children].indexOf(hvor)];
  en("status").textContent = "Låser og gemmer …";
  en("gem").disabled = true;
  const said = await sig("gem", mere);
  if (!said) return;
  if (said.aendret) {
    besked(said.aendret, knap("Gem det her", () => gem({ alligevel: true })), knap("Gem ikke", () => en("besked").replaceChildren()));
    en("gem").disabled = false;
  }
  if (said.gemt) {
    foerste();
    if (plads) til(document.querySelectorAll("tbody tr")[plads[0]]?.children[plads[1]]);
    en("status").textContent = `${said.gemt} ${en("status").textContent.replace("Alt er gemt. ", "").replace("Alt er gemt.", "")}`;
  }
}

async function fortryd() {
  luk(true);
  const said = await sig("fortryd");
  foerste();
  if (said) til(document.querySelector(`tr[data-raekke="${said.hvor}"]`)?.firstElementChild);
}

async function faerdig(sikker) {
  luk(true);
  await koe;
  if (ugemt && !sikker) {
    besked("Det, du har skrevet siden sidst, er ikke gemt.",
      knap("Gem og luk", async () => { await gem(); if (!ugemt) faerdig(true); }), knap("Luk uden at gemme", () => faerdig(true)),
      knap("Bliv her", () => { en("besked").replaceChildren(); }));
    en("besked").querySelector("button").focus();
    return;
  }
  await sig("faerdig");
  lukket = true;
  ugemt = false;
  stop();
  en("her").replaceChildren();
  en("linje").replaceChildren();
  for (const id of ["gem", "fortryd", "faerdig"]) en(id).disabled = true;
  en("status").textContent = "Filen er låst. Du kan lukke vinduet.";
  besked("Filen er låst. Du kan lukke vinduet.");
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); gem(); return; }
  const celle = event.target.closest("tbody td");
  if (!celle) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !open) { event.preventDefault(); fortryd(); return; }
  const tab = event.key === "Tab" ? (event.shiftKey ? -1 : 1) : 0;
  if (open) {
    if (event.key === "Escape") { event.preventDefault(); luk(false); til(celle); }
    else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); luk(true); til(nabo(celle, 1, 0) || celle); }
    else if (tab) { event.preventDefault(); luk(true); til(nabo(celle, 0, tab) || celle); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const veje = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  if (veje[event.key]) { event.preventDefault(); til(nabo(celle, ...veje[event.key])); return; }
  if (event.key === "Home" || event.key === "End") { event.preventDefault(); til(event.key === "Home" ? celle.parentElement.firstElementChild : celle.parentElement.lastElementChild); return; }
  // Tab goes along the row and out of it at its end, so that nobody is kept in.
  if (tab) { const hen = nabo(celle, 0, tab); if (hen) { event.preventDefault(); til(hen); } return; }
  if (celle.matches(".knap")) return;
  if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); skriv(celle); return; }
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    const før = celle.textContent;
    if (før) { celle.textContent = ""; saet(celle, "", før); }
    return;
  }
  if (event.key.length !== 1) return;
  event.preventDefault();
  const f = felt(celle);
  const valgt = Object.entries(f.tal).find(([, n]) => String(n % 10) === event.key && f.valg.length);
  if (valgt) { const før = celle.textContent; if (før !== valgt[0]) { celle.textContent = valgt[0]; saet(celle, valgt[0], før); } return; }
  if (event.key !== " ") skriv(celle, event.key); else skriv(celle);
});
document.addEventListener("focusin", (event) => { if (state) linje(event.target.closest("td[data-sted]")); });
document.addEventListener("mousedown", (event) => {
  const celle = event.target.closest("td[data-sted]");
  if (celle && !(open && open.celle === celle)) { event.preventDefault(); if (document.activeElement === celle) skriv(celle); else { luk(true); til(celle); } }
});
addEventListener("beforeunload", (event) => { if (ugemt || open) event.preventDefault(); });
en("gem").onclick = () => gem();
en("fortryd").onclick = fortryd;
en("faerdig").onclick = () => faerdig(false);

let stop = () => {};
try {
  await aabn();
  let said = await post("tilstand", { vindue });
  for (let n = 0; said.optaget && n < 8; n += 1) {
    await new Promise((done) => setTimeout(done, 400));
    said = await post("tilstand", { vindue });
  }
  hoert(said);
  foerste();
  stop = foelg((nyt) => { if (nyt && nyt.slut && ugemt) besked(nyt.slut); }, tabt, { vindue });
} catch (error) { tabt(error); }
