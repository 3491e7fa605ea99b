// The meeting's own page, its line to the kit, and what the folder needs on the way.
import { $, el } from "./dom.js";

const PRINTS = new Set(["approve"]);
const READS = new Set(["hello", "state", "go"]);

/** Show the meeting; gives back what ends it. */
export async function meet({ script, style }, kit, folder) {
  document.getElementById("moedestil")?.remove();
  document.head.append(el("style", { id: "moedestil" }, style));
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const ears = new Set();
  const heard = (message) => [...ears].forEach((ear) => ear(message));
  kit.heard = heard;
  const model = {
    // Python is in this very tab: silence is a slow computer, and its end is told by the front page.
    tellsItsEnd: true,
    on: (_, ear) => ears.add(ear),
    off: (_, ear) => ears.delete(ear),
    async send(message) {
      const prints = PRINTS.has(message.op);
      if (prints || READS.has(message.op)) heard({ busy: true });
      if (READS.has(message.op)) await folder.readAgain();
      await kit.ask("wire", { message }, { prints });
    },
  };
  window.lkKlar = () => $("#side").classList.add("lk-klar");
  return module.default.render({ model, el: $("#side") });
}
