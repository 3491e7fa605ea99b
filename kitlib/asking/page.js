const heard = [];
const gone = document.getElementById("borte");
const lost = (error) => { gone.textContent = error.said || "Siden er lukket. Svarene er gemt. Åbn den igen fra forsiden, eller skriv laeringskit navne."; };
try {
  await aabn();
  let state = await post("tilstand");
  const model = {
    get: () => state,
    on: (_, told) => heard.push(told),
    off: () => {},
    async send(message) {
      try {
        const said = await post("svar", message);
        if (said.problem) { gone.textContent = said.problem; return; }
        gone.textContent = "";
        state = said;
        heard.forEach((told) => told());
        document.querySelector(".spoerg").focus();
      } catch (error) { lost(error); }
    },
  };
  render({ model, el: document.getElementById("her") });
  document.querySelector(".spoerg").focus();
  foelg(() => {}, lost);
} catch (error) { lost(error); }
