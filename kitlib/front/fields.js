// The form of a folder: its fields, drawn from what the kit asks, and what stands in them.
function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made && typeof value !== "string") made[name] = value;
    else if (value !== null && value !== undefined) made.setAttribute(name === "class" ? "class" : name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function control(q) {
  const id = `felt-${q.noegle}`;
  const about = [q.hjaelp ? `${id}-h` : "", q.fejl.length ? `${id}-f` : ""].filter(Boolean).join(" ");
  const shared = { id, "aria-describedby": about || null, "aria-invalid": q.fejl.length ? "true" : null };
  if (q.slags === "valg") {
    const known = q.valg.some(([value]) => value === q.svar) ? q.valg : [[q.svar, q.svar || "Vælg"], ...q.valg];
    const made = node("select", shared, known.map(([value, text]) => node("option", { value }, text)));
    made.value = q.svar;
    return made;
  }
  if (q.slags === "ord") return node("textarea", { ...shared, rows: "4" }, q.svar);
  if (q.slags === "ja") return node("input", { ...shared, type: "checkbox", checked: q.svar });
  const made = node("input", { ...shared, type: "text", class: q.slags, autocomplete: "off" });
  made.value = q.svar;
  return made;
}

function felt(q) {
  const id = `felt-${q.noegle}`;
  const input = control(q);
  const label = q.slags === "ja" ? node("label", { for: id }, input, q.sporger) : node("label", { for: id }, q.sporger);
  return node("div", { class: "felt" }, label, q.hjaelp ? node("small", { id: `${id}-h` }, q.hjaelp) : null,
    q.slags === "ja" ? null : input, q.fejl.length ? node("p", { class: "fejl", id: `${id}-f` }, q.fejl.join(" ")) : null);
}

const vaerdi = (input) => (input.type === "checkbox" ? input.checked : input.value);

// Why the notes are kept longer is asked for at the day, and only where it was moved ahead.
function grund(form, fejl, skrevet) {
  const there = form.querySelector("#felt-grund");
  if (there) there.closest(".felt").remove();
  if (!fejl && !skrevet) return;
  const asked = felt({ noegle: "grund", sporger: "Hvorfor skal noterne gemmes længere?", slags: "linje", svar: skrevet,
    hjaelp: "Noterne var lovet slettet før. Grunden bliver skrevet i logbogen.", fejl: fejl ? [fejl] : [] });
  form.querySelector("#felt-slettes").closest(".felt").after(asked);
}

const TYPER = { dagtilbud: "Dagtilbud", skole: "Skole", fritid: "Fritid og klub", unge: "Unge", andet: "Noget andet" };

const OM = "Svarene ligger i filen om.toml i mappen. Det, nogen ellers har skrevet i filen, bliver stående.";
const LAVET = "Mappen er lavet. Udfyld felterne under Om jeres team, og skriv noter i regnearket.";

/** The form of om.toml. */
function skemaform(skema) {
  const plain = skema.filter((q) => !q.mere), more = skema.filter((q) => q.mere);
  return node("form", { id: "skema", novalidate: true },
    plain.map(felt),
    node("details", { open: more.some((q) => q.fejl.length) }, node("summary", {}, "Mere, som få har brug for"), more.map(felt)),
    node("div", { class: "gem" }, node("button", { type: "submit", class: "foerst" }, "Gem"), node("span", { role: "status", id: "gemt" })));
}

/** What was changed in it, as the kit is asked to keep it. */
function givet(skema, form) {
  const given = {};
  for (const q of skema) {
    const said = vaerdi(form.querySelector(`#felt-${q.noegle}`));
    if (said !== q.svar) given[q.noegle] = said;
  }
  const why = form.querySelector("#felt-grund");
  return { svar: given, grund: why ? why.value : "" };
}

/** What was written stays in the fields, with what is wrong beside it. */
function medfejl(skema, form, fejl, given) {
  const told = skema.map((q) => ({ ...q, fejl: fejl[q.noegle] ? [fejl[q.noegle]] : [], skrevet: given.svar[q.noegle] ?? q.svar }));
  for (const q of told) form.querySelector(`#felt-${q.noegle}`).closest(".felt").replaceWith(felt({ ...q, svar: q.skrevet }));
  grund(form, fejl.grund, given.grund);
  form.querySelector("#gemt").textContent = "Intet er gemt endnu. Ret det, der står ved felterne.";
  const first = form.querySelector("[aria-invalid=true]");
  if (first) { const fold = first.closest("details"); if (fold) fold.open = true; first.focus(); }
  return told;
}

/** The form a new team is made by. */
function nyform(state) {
  const help = state.slags === "tom" ? "" : `Det bliver også navnet på en ny mappe i ${state.mappe}.`;
  return node("form", { novalidate: true },
    felt({ noegle: "navn", sporger: "Hvad hedder teamet?", hjaelp: help, slags: "linje", svar: "", fejl: [] }),
    felt({ noegle: "type", sporger: "Hvor arbejder I?", hjaelp: "", slags: "valg", svar: "dagtilbud", valg: state.typer.map((t) => [t, TYPER[t] || t]), fejl: [] }),
    node("div", { class: "gem" }, node("button", { type: "submit", class: "foerst" }, "Lav mappen")));
}

/** Whom a contribution is locked for. */
function noeglefelt() {
  return felt({ noegle: "modtager", sporger: "Modtagerens nøgle", hjaelp: "Den begynder med age1. Så er filen låst, og kun modtageren kan åbne den.", slags: "ord", svar: "", fejl: [] });
}
