// One question at a time: the word in its sentences, one large button an answer, keys 1-3.
function node(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function render({ model, el }) {
  const box = node("section", "", "spoerg");
  box.setAttribute("aria-live", "polite");
  box.tabIndex = 0;
  el.append(box);

  const send = (message) => model.send(message);

  function draw() {
    const state = model.get("state");
    box.replaceChildren();
    if (!state.choices.length) {
      box.append(node("h3", state.asks), node("p", state.more, "stille"));
    } else {
      box.append(node("p", state.progress, "stille"), node("h3", state.asks));
      if (state.why) box.append(node("p", state.why, "stille"));
      const list = node("div", "", "steder");
      for (const place of state.places) {
        const line = node("p");
        line.append(node("span", place.before), node("mark", place.word), node("span", place.after));
        line.append(node("small", place.where));
        list.append(line);
      }
      if (state.more) list.append(node("p", state.more, "stille"));
      box.append(list);
      const row = node("div", "", "svar");
      state.choices.forEach(([key, label], number) => {
        const button = node("button", label);
        button.title = `Tast ${number + 1}`;
        button.onclick = () => send({ svar: key, nr: state.number });
        row.append(button);
      });
      box.append(row);
    }
    if (state.can_undo) {
      const back = node("button", "Fortryd det sidste", "fortryd");
      back.onclick = () => send({ fortryd: true });
      box.append(back);
    }
  }

  const keys = (event) => {
    const state = model.get("state");
    const choice = state.choices[Number(event.key) - 1];
    if (choice && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      send({ svar: choice[0], nr: state.number });
    }
  };
  box.addEventListener("keydown", keys);
  model.on("change:state", draw);
  draw();
  return () => model.off("change:state", draw);
}

export default { render };
