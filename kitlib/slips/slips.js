// One question about one card, with its picture beside it; one large button an answer.
const here = document.getElementById("her");
const gone = document.getElementById("borte");

function node(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function lost(error) {
  gone.textContent = (error && error.said) || "Siden er lukket. Det, der er svaret på, er skrevet. Resten står tomt og kan skrives i papir.csv.";
}

async function send(message) {
  try {
    draw(await post("svar", message));
  } catch (error) { lost(error); }
}

function picture(state) {
  const frame = node("figure");
  const image = node("img");
  image.alt = `Billede af sedlen: ${state.sted}`;
  image.src = state.billede;
  frame.append(image);
  image.onload = () => {
    const mm = image.clientWidth / state.bredde;
    for (const [x, y] of state.felter) {
      const ring = node("i");
      Object.assign(ring.style, { left: `${(x - 1) * mm}px`, top: `${(y - 1) * mm}px`, width: `${5.8 * mm}px`, height: `${5.8 * mm}px` });
      frame.append(ring);
    }
  };
  return frame;
}

function draw(state) {
  const side = node("section");
  here.replaceChildren(side);
  if (!state.valg.length) {
    side.append(node("h1", "Alle sedler er set efter."), node("p", "Luk siden. Så skrives rækkerne."));
  } else {
    side.append(node("p", `Spørgsmål ${state.nr + 1} af ${state.i_alt}`, "stille"), node("h1", state.spoerg));
    const row = node("div", "", "svar");
    for (const [value, words] of state.valg) {
      const button = node("button", words, value ? "" : "blid");
      button.onclick = () => send({ svar: value, nr: state.nr });
      row.append(button);
    }
    side.append(row, node("p", state.sted, "stille"));
    here.append(picture(state));
  }
  if (state.fortryd) {
    const back = node("button", "Fortryd det sidste", "blid");
    back.onclick = () => send({ fortryd: true });
    side.append(node("p"), back);
  }
  const first = side.querySelector("button");
  if (first) first.focus();
}

try {
  await aabn();
  draw(await post("tilstand"));
  foelg(() => {}, lost);
} catch (error) { lost(error); }
