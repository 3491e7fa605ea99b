// A figure: first the bud, then the figure with the bud on it and a question about the two.

import { drawing, fill, h, whole } from "./dom.js";
import { guess } from "./guess.js";

/** The bud on the first view before anything is shown; on the others, one press aside. */
export function budCard(app, views) {
  const [view, ...others] = views;
  return h("div", {}, guess(app, view, async (value) => {
    if (await decide(app, view, value)) app.next();
  }), others.length ? h("p.igen", {}, h("span", {}, "Et bud mere: "), others.map((other) => h("button.lille", {
    type: "button", onclick: () => aside(app, other),
  }, other.bud.question))) : null);
}

function aside(app, view) {
  const slot = h("p.knapper");
  const box = guess(app, view, async (value) => {
    if (await decide(app, view, value)) dialog.close();
  }, slot);
  const dialog = app.open(view.bud.question, h("div", {}, box, slot));
}

/** Whether a view asks for a bud where it stands: only where the circle has no place of its own. */
function asks(app, view) {
  const before = app.state.phases.some(({ parts }) => parts.includes("bud"));
  return view.bud && !view.guess && !view.revealed && !before;
}

async function decide(app, view, value) {
  try {
    await app.ask("bud", { view: view.key, value });
  } catch (problem) {
    app.say(problem);
    return false;
  }
  view.guess = value;
  view.revealed = value === null;
  return true;
}

/** A view: the bud where one can be given and none is, then the figure with it. */
export function viewCard(app, view) {
  const box = h("div.visning");
  const show = async () => {
    if (asks(app, view)) {
      fill(box, guess(app, view, async (value) => {
        if (await decide(app, view, value)) show();
      }));
      return;
    }
    fill(app.slot);
    fill(box, h("p.venter", { role: "status" }, "Tegner …"));
    try {
      const drawn = await app.ask("reveal", { view: view.key });
      view.seen = true;
      view.revealed = true;
      fill(box, figure(app, drawn));
    } catch (problem) {
      fill(box, h("p.tom", { role: "alert" }, problem.message, " ", problem.hint || ""));
    }
  };
  show();
  return box;
}

/** The figure with its words: what is seen, what it cannot say, and what to talk about. */
export function figure(app, drawn) {
  if (drawn.empty) return h("p.tom", {}, drawn.sentence);
  const alone = h("figure", {},
    h("figcaption", {}, whole(drawn.sentence)),
    drawn.notes && drawn.notes.length ? notes(app, drawn.notes) : null,
    drawing(drawn.html, pocket(app)),
    drawn.caveat ? h("p.forbehold", {}, whole(drawn.caveat)) : null);
  const { together } = drawn;
  if (!together) return alone;
  return h("div", {},
    h("figure", {}, h("figcaption", {}, whole(together.sentence)), drawing(together.html, pocket(app)), h("p.spoerg", {}, together.ask)),
    h("h2.hele", {}, "Hele figuren"), alone);
}

/** What puts a note that stands open back in the pocket, and tells whether it did. */
function pocket(app) {
  return (note) => app.ask("pocket", { note }).then(() => true, (problem) => {
    app.say(problem);
    return false;
  });
}

/** The notes a figure shows; any can be put back in the pocket with one key. */
function notes(app, those) {
  const box = h("ul.sedler.noter", { "aria-label": "Noterne i figuren" });
  const back = async (note, item) => {
    const after = item.nextElementSibling || item.previousElementSibling;
    try {
      await app.ask("pocket", { note: note.id });
    } catch (problem) {
      app.say(problem);
      return;
    }
    item.replaceWith(h("li.vaek", { role: "status", tabindex: "-1" }, "Noten er lagt tilbage i lommen. Den vises ikke mere."));
    after?.querySelector("button")?.focus();
  };
  for (const note of those) {
    const item = h("li", {}, h("p", {}, note.text), h("p.antal", {}, note.where));
    const button = h("button.lille", { type: "button", "aria-keyshortcuts": "L", onclick: () => back(note, item) }, "Læg i lommen");
    item.append(button);
    item.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey && !event.altKey) back(note, item);
    });
    box.append(item);
  }
  return h("details.noteliste", {},
    h("summary", {}, "Læg en note tilbage i lommen"),
    h("p.hjaelp", {}, "Gå til noten med Tab, og tryk L. Så vises den ikke mere, heller ikke næste gang."),
    box);
}

/** Buttons that lay a figure over the page again, from any card. */
export function again(app) {
  const ready = app.state.views.filter((view) => view.seen);
  if (!ready.length) return null;
  return h("p.igen", {}, h("span", {}, "Se igen: "), ready.map((view) => h("button.lille", { type: "button", onclick: () => app.openView(view) }, view.question)));
}

/** Everything behind "Flere visninger". */
export function more(app) {
  if (!app.state.more.length) return null;
  const box = h("ul.linjer");
  const load = async () => {
    if (box.childElementCount) return;
    const those = await app.ask("more");
    box.append(...those.map((view) => h("li", {}, h("button.lille", { type: "button", onclick: () => app.openView(view) }, view.question))));
  };
  return h("details.flere", { ontoggle: (event) => event.target.open && load() }, h("summary", {}, "Flere visninger"), box);
}
