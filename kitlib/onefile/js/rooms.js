// The rooms beside the meeting and the views: each asks the kit what its command asks.
import { $, bytes, el, problemList } from "./dom.js";

// The forms are drawn as on the front page of the installed kit: by kitlib/front/fields.js.
/* global LAVET, OM, givet, medfejl, noeglefelt, nyform, skemaform, vaerdi */
const BESIDE = "/tmp/samlet/tal.csv";
const OWN = "/tmp/eget/";

const today = () => (window.enfilDag ? { today: window.enfilDag } : {});
const lines = (text) => el("div", { class: "linjer" }, text);

/** What the page may have missed, and what it may not do, said where a person is looked for. */
function unsaid({ unread, left, root, practising, waiting }) {
  const said = [];
  if (unread.length) said.push(el("p", {}, `Siden læser ikke filer over 50 MB. Se selv efter i: ${unread.join(", ")}.`));
  if (left.length) said.push(el("p", {}, el("b", {}, "Siden kan ikke slette i jeres mappe. "), `Slet selv: ${left.join(", ")}.`));
  if (!root && !practising && waiting.size) said.push(el("p", {}, el("b", {}, "Rettelserne ligger kun her på siden. "), "Hent dem, og læg dem i mappen, oven i de gamle filer."));
  return said;
}

function word(label, id) {
  return [el("p", {}, el("label", { for: id }, label), el("input", { type: "password", id, autocomplete: "off" }))];
}

function drawn([question, sentence, picture, caveat]) {
  const figure = el("div", {});
  figure.innerHTML = picture;
  return [el("h2", {}, question), el("p", {}, sentence), figure, el("p", { class: "stille" }, caveat)];
}

export class Rooms {
  constructor(front) {
    this.front = front;
    this.kit = front.kit;
    $("#saml").onclick = () => this.access();
    $("#planlaeg").onclick = () => this.plan();
    $("#samletfil").onchange = () => this.beside($("#samletfil").files[0]);
    $("#sebidrag").onclick = () => this.contribution();
    $("#egenfil").onchange = () => this.own([...$("#egenfil").files]);
    $("#eget").ontoggle = () => { if (!$("#eget").open) this.away(); };
    $("#om").ontoggle = () => { if ($("#om").open) this.form(); };
  }

  /** Ask, and show what is wrong where the answer would stand. */
  async ask(op, args, place, said = "Et øjeblik …") {
    place.replaceChildren(el("p", {}, said));
    const answer = await this.kit.ask(op, args);
    if (answer.problems) place.replaceChildren(problemList(answer.problems));
    return answer.data;
  }

  // The folder ----------------------------------------------------------------------------------

  /** Nothing of the folder before is left, neither seen nor to be written in the next one. */
  leave() {
    const rum = $("#rum");
    rum.hidden = true;
    for (const details of rum.querySelectorAll("details")) details.open = false;
    for (const field of rum.querySelectorAll("input:not([type=checkbox])")) field.value = "";
    for (const place of ["#om div", "#personsvar", "#sammensvar", "#bidragsvar", "#tilbagesvar", "#lavet ul", "#foerste"]) $(place).replaceChildren();
    this.away();
    $("#visning").close();
    $("#lavet").hidden = true;
    $("#valg").hidden = false;
    document.body.classList.remove("aaben", "foerste");
  }

  /** Whether what was chosen is a team's folder; if not, one can be made there, or be chosen. */
  async isTeam() {
    const said = await this.kit.ask("kind", { ...today(), name: this.front.folder.name });
    const other = said.data && said.data.slags !== "team";
    $("#ny").hidden = !other;
    if (other) this.make(said.data);
    return !other;
  }

  make(state) {
    $("#rum").hidden = true;
    $("#navn").textContent = state.slags === "tom" ? "Velkommen" : `Mappen ${state.mappe}`;
    const form = nyform({ ...state, mappe: this.front.folder.name });
    const told = el("div", { role: "status" });
    form.onsubmit = async (event) => {
      event.preventDefault();
      const [navn, type] = ["navn", "type"].map((name) => form.querySelector(`#felt-${name}`).value);
      await this.goOn("ny", { navn, type }, told, LAVET);
    };
    const teams = state.teams.map((navn) => {
      const button = el("button", { type: "button" }, navn);
      button.onclick = () => this.goOn("vaelg", { navn }, told, "");
      return button;
    });
    $("#ny").replaceChildren(
      el("p", {}, state.slags === "tom" ? "Mappen er tom. Her bliver lavet et regneark til jeres noter og det, I ellers skal bruge." : "Her er ikke et team endnu."),
      ...(teams.length ? [el("h2", {}, "Teams i mappen"), el("p", { class: "knapper" }, ...teams)] : []),
      el("h2", {}, "Et nyt team"), form, told,
    );
  }

  async goOn(what, message, told, step) {
    const said = await this.ask("front", { what, message }, told);
    if (!said) return;
    if (said.fejl || said.problem) {
      told.replaceChildren(el("p", { role: "alert" }, said.problem || Object.values(said.fejl).join(" ")));
      return;
    }
    $("#ny").hidden = true;
    this.front.folder.base = said.sted;
    await this.front.reopen();
    this.front.step(step);
    if (what === "ny") $("#om").open = true;
  }

  async form() {
    const place = $("#om div");
    const state = await this.ask("front", { what: "tilstand", message: {} }, place);
    if (!state) return;
    if (state.problem) {
      place.replaceChildren(el("p", { role: "alert" }, state.problem));
      return;
    }
    let { skema } = state;
    const form = skemaform(skema);
    const told = (text) => { form.querySelector("#gemt").textContent = text; };
    form.onsubmit = async (event) => {
      event.preventDefault();
      told("Gemmer …");
      const given = givet(skema, form);
      const { data, problems } = await this.kit.ask("front", { what: "gem", message: given });
      if (problems || data.problem) told(problems ? problems[0].message : data.problem);
      else if (data.fejl) skema = medfejl(skema, form, data.fejl, given);
      else {
        skema = data.skema;
        told(data.gemt);
        await this.front.reopen();
      }
    };
    place.replaceChildren(el("p", {}, OM), form);
  }

  // One person ----------------------------------------------------------------------------------

  get person() {
    return { code: $("#kode").value, names: $("#kaldes").value };
  }

  async access() {
    const said = await this.ask("access", this.person, $("#personsvar"), "Samler …");
    if (!said) return;
    $("#personsvar").replaceChildren(el("p", {}, said.said), ...unsaid(this.front.folder));
    this.front.page("Alt om én person", said.html);
    this.front.made([said.path]);
  }

  async plan() {
    const asked = this.person;
    const place = $("#personsvar");
    const said = await this.ask("plan", asked, place, "Leder …");
    if (!said) return;
    place.replaceChildren(lines(said.said), ...unsaid(this.front.folder));
    if (!said.changes) return;
    const word = el("input", { type: "text", id: "sletord", autocomplete: "off" });
    const button = el("button", { type: "button", id: "slet" }, "Slet");
    place.append(el("p", {}, el("label", { for: "sletord" }, "Det kan ikke fortrydes. Skriv slet"), " ", word, " ", button));
    word.focus();
    button.onclick = async () => {
      if (word.value.trim().toLowerCase() !== "slet") {
        place.replaceChildren(el("p", {}, "Intet er slettet."));
        return;
      }
      const receipt = await this.ask("erase", asked, place, "Sletter …");
      if (!receipt) return;
      $("#kode").value = "";
      $("#kaldes").value = "";
      place.replaceChildren(lines(receipt.said), ...unsaid(this.front.folder));
      await this.front.reopen();
    };
  }

  // What leaves, and one's own -------------------------------------------------------------------

  async contribution() {
    const place = $("#bidragsvar");
    const ask = async (what, message) => {
      const said = await this.ask("front", { what, message }, place, "Bidraget regnes ud …");
      if (!said?.problem) return said;
      place.replaceChildren(el("p", { role: "alert" }, said.problem));
      return null;
    };
    const said = await ask("bidrag", {});
    if (!said) return;
    const key = noeglefelt();
    const button = el("button", { type: "button", id: "skrivbidrag" }, "Skriv filen");
    button.onclick = async () => {
      const done = await ask("bidrag_skriv", { noegle: vaerdi(key.querySelector("textarea")) });
      if (!done) return;
      place.replaceChildren(el("p", {}, done.sagt));
      this.front.made([`${done.sted}${done.hvor}`]);
    };
    place.replaceChildren(el("p", {}, said.sagt), el("pre", { tabindex: "0" }, said.tekst), key, button);
  }

  async own(files) {
    if (!files.length) return;
    await this.kit.ask("own_away");
    const laid = files.map(async (file) => [`${OWN}${file.name}`, new Uint8Array(await file.arrayBuffer()), file.lastModified]);
    this.kit.lay(await Promise.all(laid));
    const place = $("#egetsvar");
    const button = el("button", { type: "button" }, "Åbn filen");
    const form = el("form", {}, ...word("Adgangssætning", "adgang"), button);
    form.onsubmit = (event) => event.preventDefault();
    button.onclick = async () => {
      const said = await this.ask("own", { passphrase: $("#adgang").value }, $("#egetvist"), "Låser op …");
      if (!said) return;
      if (said.open) this.lock(said.said);
      else $("#egetvist").replaceChildren(...said.problems.map((text) => el("p", {}, text)), ...said.views.flatMap(drawn));
    };
    place.replaceChildren(form, el("div", { id: "egetvist", role: "status" }));
  }

  lock(said) {
    const place = $("#egetsvar");
    const button = el("button", { type: "button", id: "laas" }, "Lås den");
    const form = el("form", {}, ...word("Vælg en adgangssætning", "adgang"), ...word("Skriv den igen", "adgang2"), button);
    form.onsubmit = (event) => event.preventDefault();
    const told = el("div", { role: "status" });
    button.onclick = async () => {
      const passphrase = $("#adgang").value;
      if (passphrase !== $("#adgang2").value) {
        told.replaceChildren(el("p", {}, "De to adgangssætninger er ikke ens. Prøv igen."));
        return;
      }
      const done = await this.ask("own_lock", { passphrase }, told, "Låser. Det tager nogle sekunder …");
      if (!done) return;
      const { content } = (await this.kit.ask("read", { path: done.path })).data;
      this.front.folder.hand(done.path.split("/").pop(), bytes(content));
      this.away();
      place.replaceChildren(el("p", {}, done.said));
    };
    place.replaceChildren(el("p", {}, said), form, told);
  }

  /** Nothing of one's own is left on the page. */
  away() {
    $("#egenfil").value = "";
    $("#egetsvar").replaceChildren();
    this.kit.ask("own_away");
  }

  // Beside everybody's --------------------------------------------------------------------------

  async beside(file) {
    if (!file) return;
    this.kit.lay([[BESIDE, new Uint8Array(await file.arrayBuffer()), file.lastModified]]);
    const said = await this.ask("beside", {}, $("#sammensvar"), "Tegner …");
    if (!said) return;
    $("#sammensvar").replaceChildren(el("p", {}, said.said));
    this.front.page("Jeres egne tal ved siden af alles", said.html);
    this.front.made([said.path]);
  }
}
