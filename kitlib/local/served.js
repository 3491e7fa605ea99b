// Speaking with the kit on this machine. The token in the address opens the page one time; the key
// it gives is kept by this window alone, so that the page can be loaded again.
let noegle = "";
// Tells this loading of the page from the one before it.
const indlaest = String(performance.timeOrigin);

async function post(what, body = {}, options = {}) {
  const headers = { "X-Laeringskit": noegle, "X-Laeringskit-Indlaest": indlaest };
  const answer = await fetch(`/${what}`, { method: "POST", headers, body: JSON.stringify(body), ...options });
  const said = await answer.json().catch(() => null);
  if (answer.ok) return said;
  throw Object.assign(new Error(String(answer.status)), { said: said && said.problem });
}

async function aabn() {
  const token = location.hash.slice(1);
  history.replaceState(null, "", "/");
  noegle = sessionStorage.getItem("noegle") || "";
  if (token) {
    noegle = token;
    noegle = (await post("aaben")).noegle;
    sessionStorage.setItem("noegle", noegle);
  }
}

// Says that the page is there; tells `nyt` what is new, and `tabt` once when nobody answers.
function foelg(nyt, tabt, farvel = {}) {
  const beat = setInterval(() => post("her").then(nyt).catch((error) => { clearInterval(beat); tabt(error); }), 2000);
  addEventListener("pagehide", () => { post("farvel", farvel, { keepalive: true }).catch(() => {}); });
  return () => clearInterval(beat);
}
