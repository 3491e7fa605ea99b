"""The page in a real Chromium, its session in this process: no server and no kernel to wait for.

What is between the two on a real day (Voilà, a kernel, a socket) is tested where it matters:
test_session.py, test_lost.py and test_serving.py.
"""

from __future__ import annotations

import base64
import json
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.circle import Session
from kitlib.circle.page.assets import script, style
from kitlib.circle.page.widget import SLOW, SessionWidget
from kitlib.look import font_files
from kitlib.problems import KitError
from tests.conftest import PATIENCE

_ADDRESS = "http://127.0.0.1:1/"
_FACES = {"Regular": "400 normal", "It": "400 italic", "Bold": "700 normal"}

_PAGE = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Møde</title>
<style>%s</style></head><body class="lk-egen"><div id="side"></div><script type="module">
const widget = await import("/widget.js");
const slow = new Set(%s);
const heard = [];
const model = {
  on(name, listener) { heard.push(listener); },
  off(name, listener) { heard.splice(heard.indexOf(listener), 1); },
  async send(message) {
    if (window.cut) return; // a dead kernel hears nothing, and never says that it is busy
    const tell = (said) => [...heard].forEach((listener) => listener(said));
    if (slow.has(message.op)) tell({ busy: true });
    for (const said of JSON.parse(await window.ask(JSON.stringify(message)))) tell(said);
  },
};
widget.default.render({ model, el: document.getElementById("side") });
</script></body></html>"""


class _Widget(SessionWidget):
    """The widget with its messages laid in a list instead of sent to a front end."""

    def __init__(self, opening: Future[Session]) -> None:
        super().__init__(opening)
        self.sent: list[Any] = []

    def send(self, content: Any, buffers: Any = None) -> None:
        self.sent.append(content)

    def answer(self, message: str) -> str:
        self.sent.clear()
        self._receive(self, json.loads(message), None)
        return json.dumps(self.sent)


class Direct:
    """One meeting on a page of its own."""

    def __init__(
        self,
        browser: Any,
        folder: Path,
        *,
        today: date,
        circle: str | None,
        width: int,
        height: int,
        zoom: float,
    ) -> None:
        opening: Future[Session] = Future()
        self.session: Session | None = None
        try:
            self.session = Session.open(folder, today=today, circle=circle)
            opening.set_result(self.session)
        except KitError as error:
            opening.set_exception(error)
        self.widget = _Widget(opening)
        self.errors: list[str] = []
        self.context = browser.new_context(
            viewport={"width": int(width / zoom), "height": int(height / zoom)},
            device_scale_factor=zoom,
            locale="da-DK",
        )
        self.context.route("**/*", self._serve)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.expose_function("ask", self.widget.answer)
        self.page.goto(_ADDRESS)
        self.page.wait_for_selector("#side h1")

    def _serve(self, route: Any) -> None:
        if route.request.url == f"{_ADDRESS}widget.js":
            route.fulfill(body=script(), content_type="text/javascript")
        elif route.request.url == _ADDRESS:
            body = _PAGE % (_faces() + style(), json.dumps(sorted(SLOW)))
            route.fulfill(body=body, content_type="text/html")
        else:
            route.abort()

    def begin(self) -> Any:
        self.page.get_by_role("button", name="Begynd").click()
        self.page.wait_for_selector(".lk-bund")
        return self.page

    def close(self) -> None:
        self.context.close()
        if self.session is not None:
            self.session.close()


def _faces() -> str:
    rules = []
    for face, path in font_files().items():
        weight, slant = _FACES[face].split()
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'Source Sans Pro';font-weight:{weight};font-style:{slant};"
            f"src:url(data:font/ttf;base64,{data})}}"
        )
    return "".join(rules)
