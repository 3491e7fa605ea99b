// The front page: what the file needs, the folder, the rooms, and what is taken home.
import { $, bytes, el, problemList } from "./dom.js";
import { Kit } from "./kit.js";
import { Folder } from "./folder.js";
import { meet } from "./meeting.js";
import { Rooms } from "./rooms.js";
import { fault, step, warning } from "./trouble.js";

const KINDS = [["pakke", "Torsdagspakken"], ["ark", "Ark"], ["kort", "Kort"], ["handout", "Handout"], ["plakat", "Plakater"], ["session", "Cirklen på papir"]];
const TEN_MINUTES = 600000;
const TRACES = "/hjem/laeringskit-fejl.txt";
// Browsers ask in these words where a folder is chosen as files are, and offer no.
const UPLOADS = "Browseren kalder det at uploade mappen, og spørger, om I er sikre. Sig ja: Siden sender ikke noget.";

class Front {
  constructor() {
    this.kit = new Kit({ step, fault: (said) => this.failed(said) });
    this.folder = new Folder(this.kit, { waits: () => this.waits(), refused: (why) => this.refused(why) });
    this.kit.changes = (changed) => this.folder.bring(changed);
    this.kit.ready.then(() => this.isReady());
    this.rooms = new Rooms(this);
    this.bind();
  }

  /** Python has ended: what was written is taken home from the front page. */
  failed({ message, hint }) {
    if (document.body.classList.contains("i-moede")) this.endMeeting();
    fault(el("p", {}, el("b", {}, message), " ", hint));
  }

  isReady() {
    step("Klar.");
    $("#valg").hidden = false;
    $("#maade").textContent = Folder.canPick
      ? "Browseren spørger, om siden må gemme i mappen. Sig ja, så ligger alt, hvor I selv kan se det."
      : `Denne browser kan læse jeres mappe, men ikke skrive i den. ${UPLOADS} Det, I skriver, henter I som én zip-fil, før I lukker.`;
    document.body.classList.add("klar");
  }

  bind() {
    $("#vaelg").onclick = () => this.pick();
    $("#anden").onclick = () => this.pick();
    $("#filer").onchange = () => this.laid(() => this.folder.useFiles($("#filer").files));
    $("#oev").onclick = () => this.practise("ungehuset");
    $("#oev2").onclick = () => this.practise("solsikken");
    $("#moede").onclick = () => this.meeting();
    $("#vis").onclick = () => this.show();
    $("#luk").onclick = () => $("#visning").close();
    $("#visning").onclose = () => { $("#visning iframe").srcdoc = ""; };
    $("#lav").onclick = () => this.make();
    $("#hent").onclick = () => this.takeHome();
    $("#forlad").onclick = () => this.leaveMeeting();
    $("#zip").onchange = () => this.layBack($("#zip").files[0]);
    $("#sum").onchange = () => this.sum($("#sum").files[0]);
    $("#fejlfil").onclick = () => this.traces();
    $("#licenser").ontoggle = () => this.licences();
    $("#materiale fieldset").append(...KINDS.map(([name, label]) => el("label", {}, el("input", { type: "checkbox", value: name }), ` ${label}`)));
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      event.dataTransfer.dropEffect = this.takes ? "copy" : "none";
    });
    document.addEventListener("drop", (event) => this.dropped(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.folder.waiting.size && !this.folder.practising) event.preventDefault();
    });
    setInterval(() => this.remind(), TEN_MINUTES);
  }

  // The folder ----------------------------------------------------------------------------------

  async pick() {
    if (!this.mayLeave()) return;
    if (!Folder.canPick) {
      $("#filer").click();
      return;
    }
    try {
      const handle = await showDirectoryPicker({ mode: "readwrite" });
      await this.laid(() => this.folder.useHandle(handle));
    } catch (error) {
      if (error.name === "AbortError") {
        // Nothing was chosen, or the browser was told no; it does not say which.
        if (!document.body.classList.contains("aaben")) step("Der er ikke valgt en mappe. Sig ja, når browseren spørger, om siden må gemme i den.");
        return;
      }
      this.refused(error);
      step(UPLOADS);
      $("#filer").click();
    }
  }

  /** Whether a folder may be dropped: not in a meeting, which goes on in its own. */
  get takes() {
    const { classList } = document.body;
    return classList.contains("klar") && !classList.contains("i-moede");
  }

  async dropped(event) {
    event.preventDefault();
    if (!this.takes || !this.mayLeave()) return;
    const item = [...event.dataTransfer.items].find(({ kind }) => kind === "file");
    if (!item) return;
    const entry = item.webkitGetAsEntry?.();
    const handle = await item.getAsFileSystemHandle?.();
    if (handle?.kind === "directory") {
      const may = await handle.requestPermission({ mode: "readwrite" }).catch(() => "denied");
      await this.laid(() => this.folder.useHandle(handle, may === "granted"));
    } else if (entry?.isDirectory) {
      await this.laid(() => this.folder.useEntry(entry));
    } else {
      step("Slip hele mappen her, og ikke en enkelt fil.");
    }
  }

  practise(name) {
    if (!this.mayLeave()) return;
    this.laid(async () => {
      await this.folder.practise(name);
      await this.kit.ask("practise", { name });
    });
  }

  laid(lay) {
    return this.inTurn(() => this.read(lay));
  }

  /** One at a time: a folder may be dropped while another is read, or while files are laid back. */
  inTurn(work) {
    this.laying = (this.laying ?? Promise.resolve()).catch(() => {}).then(work);
    return this.laying;
  }

  async read(lay) {
    $("#fejl").hidden = true;
    step("Læser mappen …");
    // What was asked of the folder before is answered there, and nothing more is asked of it.
    this.mayPress(false);
    try {
      await this.kit.still();
      // What was asked may be a meeting: it goes on in its own folder.
      if (document.body.classList.contains("i-moede")) {
        step("");
        return;
      }
      this.rooms.leave();
      await lay();
    } finally {
      this.mayPress(true);
    }
    $("#valg").hidden = true;
    if (await this.rooms.isTeam()) await this.reopen();
    else step("");
  }

  mayPress(may) {
    for (const place of ["#valg", "#ny", "#rum"]) $(place).inert = !may;
  }

  async reopen() {
    // Both are asked at once, so that nothing is done ahead between them.
    const [opened, first] = [this.kit.ask("open"), this.kit.ask("first")];
    if (this.opened(await opened)) this.first(await first);
  }

  opened(said) {
    step("");
    if (said.problems) {
      $("#valg").hidden = false;
      fault(problemList(said.problems));
      return false;
    }
    const { name, problems, views } = said.data;
    $("#navn").textContent = name;
    $("#rum").hidden = false;
    const faults = problems.filter(({ level }) => level === "fejl").length;
    $("#tjek summary").textContent = problems.length ? said.data.said.split("\n")[0] : "Tjek: alt kan læses.";
    $("#tjek").open = faults > 0;
    $("#tjek ul").replaceWith(problems.length ? problemList(problems) : el("ul", {}, el("li", {}, "Der er ikke noget at rette.")));
    $("#vis").hidden = !views.length;
    $("#foerste").replaceChildren();
    document.body.classList.add("aaben");
    const taken = this.folder.taken;
    if (taken) step(taken);
    return true;
  }

  first({ data }) {
    if (!data?.question) return;
    const { question, sentence, caveat, picture } = data;
    const figure = el("div", {});
    figure.innerHTML = picture;
    $("#foerste").replaceChildren(el("h2", {}, question), el("p", {}, sentence), figure, el("p", { class: "stille" }, caveat));
    document.body.classList.add("foerste");
  }

  // Rooms ---------------------------------------------------------------------------------------

  async show() {
    const said = await this.kit.ask("show");
    step("");
    if (said.problems) {
      fault(problemList(said.problems));
      return;
    }
    this.page("Alle visninger", said.data.html);
    this.made([said.data.path]);
  }

  /** Show a page of the kit's over this one. */
  page(title, html) {
    $("#visning").setAttribute("aria-label", title);
    $("#visning iframe").title = title;
    $("#visning iframe").srcdoc = html;
    $("#visning").showModal();
  }

  step(text) {
    step(text);
  }

  async make() {
    const kinds = [...document.querySelectorAll("#materiale input:checked")].map(({ value }) => value);
    if (!kinds.length) return;
    step("Laver materiale …");
    const said = await this.kit.ask("make", { kinds }, { prints: true });
    step("");
    const problems = said.problems || said.data.problems;
    if (problems.length) fault(problemList(problems));
    if (said.data) this.made(said.data.paths);
  }

  made(paths) {
    $("#lavet").hidden = false;
    for (const path of paths) {
      const name = path.split("/").pop();
      const bytes = this.folder.made.get(path);
      if (!bytes) continue;
      const type = name.endsWith(".pdf") ? "application/pdf" : "application/octet-stream";
      const link = el("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name }, name);
      $("#lavet ul").append(el("li", {}, link, this.folder.root ? ` ligger i ${path.split("/").slice(2, -1).join("/")}` : ""));
    }
  }

  async meeting() {
    if (this.opening) return; // pressed twice
    this.opening = true;
    step("Åbner mødet …");
    const said = await this.kit.ask("meet", window.enfilDag ? { today: window.enfilDag } : {});
    this.opening = false;
    step("");
    if (said.problems) {
      fault(problemList(said.problems));
      return;
    }
    $("#forside").hidden = true;
    // What is put back in the pocket is not to lie hidden behind the meeting.
    $("#foerste").replaceChildren();
    document.body.classList.add("lk-egen", "i-moede");
    this.waits();
    this.close = await meet(said.data, this.kit, this.folder);
  }

  leaveMeeting() {
    this.endMeeting();
    this.reopen();
  }

  endMeeting() {
    location.hash = "";
    this.close?.();
    $("#side").replaceChildren();
    $("#side").className = "";
    document.getElementById("moedestil")?.remove();
    document.body.classList.remove("lk-egen", "i-moede");
    $("#forside").hidden = false;
    this.waits();
  }

  // What is taken home --------------------------------------------------------------------------

  waits() {
    const { waiting, root, practising } = this.folder;
    const meeting = document.body.classList.contains("i-moede");
    const some = waiting.size > 0 && !practising;
    $("#hent").hidden = !some;
    $("#forlad").hidden = !meeting;
    $("#bund").hidden = !some && !meeting;
    const what = waiting.size === 1 ? "1 fil" : `${waiting.size} filer`;
    $("#bund span").textContent = some && !root ? `${what} ligger kun her på siden.` : "";
  }

  takeHome() {
    this.folder.takeHome();
    this.waits();
  }

  remind() {
    if (this.folder.waiting.size && !this.folder.practising) $("#bund span").textContent = "Hent det, I har skrevet. Det ligger kun her på siden.";
  }

  mayLeave() {
    return !this.folder.waiting.size || this.folder.practising || window.confirm("Der ligger noget på siden, som I ikke har hentet. Skal det kasseres?");
  }

  async layBack(file) {
    if (!file) return;
    // Said where they are: the head of the page is far above.
    const said = $("#tilbagesvar");
    const count = await this.inTurn(() => this.folder.layBack(file)).catch(() => 0);
    if (!count) {
      said.replaceChildren(el("b", {}, "Zip-filen kan ikke læses. "), "Vælg den fil, I hentede fra siden sidst.");
      return;
    }
    await this.reopen();
    said.textContent = count === 1 ? "1 fil er lagt tilbage." : `${count} filer er lagt tilbage.`;
  }

  refused(error) {
    if (error.name !== "AbortError") fault(...warning("skrive"));
  }

  async sum(file) {
    if (!file) return;
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    $("#sumsvar").textContent = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Hand out what the kit keeps of its own faults; there is nothing of a team's in it. */
  async traces() {
    const said = await this.kit.ask("read", { path: TRACES });
    $("#fejlfilsvar").textContent = said.data ? "" : "Der har ikke været fejl.";
    if (said.data) this.folder.hand(TRACES.split("/").pop(), bytes(said.data.content));
  }

  async licences() {
    const place = $("#licenser div");
    if (place.childElementCount || !$("#licenser").open) return;
    const said = await this.kit.ask("licences");
    place.replaceChildren(...said.data.licences.map(([name, text]) => el("details", {}, el("summary", {}, name), el("pre", { tabindex: "0" }, text))));
  }
}

if (window.dele.whole) window.enfil = new Front();
