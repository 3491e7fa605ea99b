// The front page: drawn from what the folder says, and each button asked of the kit.
const her = document.getElementById("her");
let state = null, lukket = false, travlt = false;

const knap = (text, onclick, more = {}) => node("button", { type: "button", onclick, ...more }, text);
const svar = () => document.getElementById("svar");

function sig(text, ...more) {
  const place = svar();
  place.classList.toggle("galt", false);
  place.replaceChildren(node("p", {}, text), ...more);
}

function galt(text) { sig(text); svar().classList.add("galt"); }

function tabt(error) {
  if (lukket) return;
  lukket = true;
  const text = error && error.said ? error.said
    : "Forsiden er lukket. Alt, I har gemt, ligger i mappen. Dobbeltklik på Start her i mappen for at åbne den igen.";
  her.replaceChildren(node("h1", {}, "Siden er lukket"), node("p", { role: "alert" }, text));
}

// Everything is asked for in here, one thing at a time.
async function spoerg(what, body, done) {
  if (travlt || lukket) return null;
  travlt = true;
  for (const each of her.querySelectorAll("button")) each.disabled = true;
  let said = null;
  try { said = await post(what, body); } catch (error) { tabt(error); }
  travlt = false;
  for (const each of her.querySelectorAll("button")) each.disabled = false;
  if (!said) return null;
  if (said.problem) { galt(said.problem); return null; }
  if (done) done(said);
  return said;
}

// Another page opens in a window of its own, made at the click: a browser shuts out later ones.
async function side(what, wait) {
  const window2 = window.open("", "_blank");
  if (window2) {
    window2.opener = null;
    window2.document.title = "Åbner …";
    window2.document.documentElement.lang = "da";
    window2.document.body.style.cssText = "margin:2rem;background:#fbf8f1;color:#2b2a27;font:22px/1.5 'Segoe UI',sans-serif";
    window2.document.body.append(wait);
  }
  sig(wait);
  const said = await spoerg(what, {});
  if (!said) { if (window2) window2.close(); return; }
  if (window2 && !window2.closed) {
    window2.location.replace(said.adresse);
    sig("Siden er åbnet i et andet vindue. Luk det vindue, når I er færdige, og kom tilbage hertil.");
  } else {
    sig("Åbn siden her:", node("p", {}, node("a", { href: said.adresse, target: "_blank", rel: "noopener" }, "Åbn i et nyt vindue")));
  }
}

function filer(said) {
  const list = (said.filer || []).map((name, nr) => node("li", {}, node("span", {}, name),
    knap("Åbn", () => spoerg("aaben_fil", { nr }, (mere) => { row(nr, mere.sagt); }), { "aria-label": `Åbn ${name}` }), node("span", { id: `fil-${nr}` })));
  const told = (said.bemaerk || []).map((text) => node("p", {}, text));
  sig(said.sagt, ...told, node("ul", {}, list));
}

function row(nr, text) { document.getElementById(`fil-${nr}`).textContent = text; }

// What is made without asking comes first; who wants something else is asked here.
function materiale(said) {
  filer(said);
  svar().append(knap("Vælg selv noter, figurer og kort", () => { sig("Et øjeblik …"); spoerg("materiale_valg", {}, vaelg); }));
}

function vaelg(said) {
  const form = node("form", { novalidate: true, class: "vaelg" }, said.felter.map(emne),
    node("div", { class: "gem" }, node("button", { type: "submit", class: "foerst" }, "Lav det, jeg har valgt")));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const valg = Object.fromEntries(said.felter.map((f) => [f.noegle, valgt(form, f)]));
    sig("Materialet bliver lavet. Det kan tage et minut.");
    if (await spoerg("materiale", { valg }, materiale) || lukket) return;
    // What was ticked stands as it was, with what is wrong over it.
    sig(svar().textContent, form);
    svar().classList.add("galt");
    form.querySelector("button").disabled = false;
  };
  sig(said.sagt, form);
}

function emne(f) {
  if (f.slags === "ja") return node("label", {}, node("input", { type: "checkbox", name: f.noegle }), f.sporger);
  if (f.slags !== "flere") {
    const hint = f.slags === "dag" ? "3-3-2026" : "16";
    return node("label", {}, f.sporger, node("input", { type: "text", class: "dag", name: f.noegle, placeholder: hint, autocomplete: "off" }));
  }
  const boxes = f.valg.map(([value, text]) => node("label", { class: "kryds" }, node("input", { type: "checkbox", name: f.noegle, value, checked: f.sat.includes(value) }), text));
  return node("fieldset", {}, node("legend", {}, f.sporger), boxes);
}

function valgt(form, f) {
  const inputs = [...form.querySelectorAll(`[name="${f.noegle}"]`)];
  if (f.slags === "flere") return inputs.filter((i) => i.checked).map((i) => i.value);
  return f.slags === "ja" ? inputs[0].checked : inputs[0].value;
}

function bidrag(said) {
  const noegle = noeglefelt();
  sig(said.sagt, node("pre", { tabindex: "0", "aria-label": "Det, der sendes" }, said.tekst), noegle,
    knap("Skriv filen", () => spoerg("bidrag_skriv", { noegle: vaerdi(noegle.querySelector("textarea")) }, (mere) => sig(mere.sagt, node("p", {}, `Filen ligger i mappen: ${mere.hvor}`)))));
}

// The day has come: what would go is shown, and it goes when the word for it is written.
function sletning(said) {
  const ord = node("input", { type: "text", id: "felt-slet", class: "dag", autocomplete: "off" });
  const fejl = node("p", { class: "fejl", role: "alert" });
  const form = node("form", { novalidate: true },
    node("div", { class: "felt" }, node("label", { for: "felt-slet" }, "Det kan ikke fortrydes. Skriv slet, og tryk på knappen."), ord, fejl),
    node("button", { type: "submit" }, "Slet nu"));
  form.onsubmit = (event) => {
    event.preventDefault();
    if (ord.value.trim().toLowerCase() !== "slet") {
      fejl.textContent = "Intet er slettet. Skriv ordet slet i feltet.";
      ord.focus();
      return;
    }
    spoerg("slet", { ord: ord.value }, (mere) => {
      lukket = true;
      her.replaceChildren(node("h1", {}, "Noterne er slettet"), node("div", { class: "svar" }, node("pre", { tabindex: "0", "aria-label": "Kvittering" }, mere.sagt)),
        node("p", {}, "Siden er lukket. Du kan lukke vinduet."));
      her.focus();
      post("luk", {}).catch(() => {});
    });
  };
  sig(said.sagt, node("pre", { tabindex: "0", "aria-label": "Det, der sker" }, said.tekst), form);
  ord.focus();
}

function stor(titel, text, onclick, first = false) {
  return node("button", { type: "button", onclick, class: first ? "foerst" : null }, node("strong", {}, titel), node("span", {}, text));
}

function valg() {
  const venter = state.venter ? `${state.venter} ${state.venter === 1 ? "note" : "noter"} venter på svar.` : "Er der navne i noterne? Svar på dem, der ligner.";
  return node("div", { class: "valg" },
    stor("Hold et møde", "Fra bud til referat, om jeres egne noter.", () => side("moede", "Mødet åbner. Det tager et øjeblik."), true),
    stor("Se noterne", "Alle figurer på én side.", () => { sig("Siden bliver tegnet."); spoerg("vis", {}, filer); }),
    stor("Svar på navne", venter, () => side("navne", "Siden åbner.")),
    stor("Lav materiale", "Alt til næste møde, klar til at printe.", () => { sig("Materialet bliver lavet. Det kan tage et minut."); spoerg("materiale", {}, materiale); }),
    stor("Tjek noterne", "Læs mappen igen, og se, hvad der skal rettes.", hentIgen),
    stor("Bidrag", "Se, hvad I giver til det samlede billede: kun antal.", () => { sig("Bidraget regnes ud."); spoerg("bidrag", {}, bidrag); }));
}

async function hentIgen() {
  sig("Mappen læses.");
  const said = await spoerg("tilstand", {});
  if (!said) return;
  tegn(said);
  sig(said.overskrift || "");
}

function rettes() {
  if (!state.ret.length) return [node("h2", {}, "Skal noget rettes?"), node("p", {}, state.overskrift)];
  const lines = state.ret.map((r) => node("li", { class: r.alvor }, r.hvor ? node("b", {}, r.hvor) : null, `${r.ord} ${r.gør}`.trim()));
  const few = lines.slice(0, 6), rest = lines.slice(6);
  return [node("h2", {}, `Det skal I se på: ${state.overskrift}`), node("ul", { class: "ret" }, few),
    rest.length ? node("details", {}, node("summary", {}, `${rest.length} mere`), node("ul", { class: "ret" }, rest)) : null];
}

function skema() {
  const form = skemaform(state.skema);
  form.onsubmit = (event) => { event.preventDefault(); gem(); };
  return [node("h2", { id: "om" }, "Om jeres team"), node("p", {}, OM), form];
}

async function gem() {
  const form = document.getElementById("skema");
  const given = givet(state.skema, form);
  const said = await spoerg("gem", given);
  if (!said) { document.getElementById("gemt").textContent = svar().textContent; return; }
  if (said.fejl) {
    state.skema = medfejl(state.skema, form, said.fejl, given);
    return;
  }
  const top = scrollY;
  tegn(said);
  scrollTo(0, top);
  document.getElementById("gemt").textContent = said.gemt;
}

function team() {
  document.title = state.navn || "Forside";
  const small = node("div", { class: "smaa" },
    state.slettes_nu ? knap("Slet noterne", () => { sig("Mappen læses."); spoerg("slet_vis", {}, sletning); }) : null,
    state.regneark ? knap("Skriv noter i regnearket", () => spoerg("skriv", {}, (said) => sig(said.sagt))) : null,
    knap("Om jeres team", () => { const form = document.getElementById("om"); form.scrollIntoView(); document.getElementById("felt-navn").focus({ preventScroll: true }); }),
    knap("Notebooks", () => side("notebooks", "JupyterLab åbner. Det tager et øjeblik.")),
    knap("Luk siden", () => spoerg("luk", {}, () => tabt({ said: "Siden er lukket. Du kan lukke vinduet." }))));
  return [node("h1", {}, state.navn || state.mappe), node("ul", { class: "her" }, state.her.map((line) => node("li", {}, line))),
    valg(), node("div", { id: "svar", class: "svar", role: "status", "aria-live": "polite" }), small,
    ...rettes(), ...skema()];
}

function ny() {
  document.title = "Et nyt team";
  const tom = state.slags === "tom";
  const form = nyform(state);
  form.onsubmit = async (event) => {
    event.preventDefault();
    const navn = form.querySelector("#felt-navn"), type = form.querySelector("#felt-type");
    const said = await spoerg("ny", { navn: navn.value, type: type.value });
    if (!said) return;
    if (said.fejl) { galt(Object.values(said.fejl).join(" ")); navn.focus(); return; }
    tegn(said);
    sig(LAVET);
    her.focus();
  };
  const teams = state.teams.length ? [node("h2", {}, "Teams i mappen"), node("div", { class: "valg" },
    state.teams.map((navn) => stor(navn, "Åbn", () => spoerg("vaelg", { navn }, tegn))))] : [];
  return [node("h1", {}, tom ? "Velkommen" : `Mappen ${state.mappe}`),
    node("p", {}, tom ? "Mappen er tom. Her bliver lavet et regneark til jeres noter og det, I ellers skal bruge." : "Her er ikke et team endnu."),
    ...teams, node("h2", {}, "Et nyt team"), form, node("div", { id: "svar", class: "svar", role: "status", "aria-live": "polite" })];
}

function tegn(said) {
  state = said;
  her.replaceChildren(...(state.slags === "team" ? team() : ny()).filter(Boolean));
}

try {
  await aabn();
  const said = await post("tilstand");
  if (said.problem) her.replaceChildren(node("h1", {}, "Mappen kan ikke åbnes"), node("p", { role: "alert" }, said.problem));
  else tegn(said);
  foelg((news) => { if (news && news.i_gang && travlt && svar()) sig(news.i_gang); }, tabt);
} catch (error) { tabt(error); }
