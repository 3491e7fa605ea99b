"""One small page on this machine where what looks like a name is answered: `laeringskit navne`.

Bound to 127.0.0.1, behind a token, and gone when the page is closed. It shows the notes as they are
written, so it is for the person who sits there, whose own folder it is.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from kitlib.asking.turns import Turns
from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.privacy.finding import NameKey
    from kitlib.team import Team

__all__ = ["AskingServer", "serve"]

_HOST = "127.0.0.1"
_HERE = files("kitlib") / "asking"
_FIRST = 120.0  # seconds a browser may take to open the page
_GRACE = 20.0  # seconds without a word from the page: it was closed, or is being loaded again
_MOST = 10_000  # bytes of an answer


class AskingServer(ThreadingHTTPServer):
    """Serves the questions of one team until its page is closed.

    Parameters
    ----------
    turns : Turns
        What is asked.
    grace : float
        Seconds without a word from the page after which it ends.
    """

    daemon_threads = True

    def __init__(self, turns: Turns, *, grace: float = _GRACE) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.token = secrets.token_urlsafe(24)
        self._turns = turns
        self._grace = grace
        self._lock = threading.Lock()
        self._until = time.monotonic() + max(grace, _FIRST)

    @property
    def address(self) -> str:
        """Where the page is, token and all."""
        return f"{self.origin}/?token={self.token}"

    @property
    def origin(self) -> str:
        return f"http://{_HOST}:{self.server_address[1]}"

    def run(self) -> None:
        """Serve until the page is closed or someone presses Ctrl-C."""
        self.timeout = 0.5
        try:
            while time.monotonic() < self._until:
                self.handle_request()
        except KeyboardInterrupt:
            pass
        finally:
            self.server_close()

    def seen(self, *, leaving: bool = False) -> None:
        """Note that the page is there, or that it was closed or is loaded again."""
        grace = min(self._grace, 3.0) if leaving else self._grace
        self._until = time.monotonic() + grace

    def state(self) -> dict[str, Any]:
        """Return what is asked now."""
        with self._lock:
            return self._turns.state()

    def take(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Keep an answer, or take the last one back, and return what is asked next."""
        with self._lock:
            try:
                if message.get("fortryd"):
                    self._turns.undo()
                elif isinstance(message.get("nr"), int):
                    self._turns.answer(message["nr"], str(message.get("svar")))
            except KitError as error:
                return {"problem": f"{error.message} {error.hint}".strip()}
            return self._turns.state()

    def page(self, nonce: str) -> str:
        """Return the page with the first question on it."""
        js = (_HERE / "ask.js").read_text(encoding="utf-8").partition("export default")[0]
        return (_HERE / "page.html").read_text(encoding="utf-8").format(
            css=(_HERE / "ask.css").read_text(encoding="utf-8"), js=js, nonce=nonce,
            token=self.token, state=json.dumps(self.state()).replace("<", "\\u003c"),
        )  # fmt: skip

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up halfway is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: AskingServer
    timeout = 30

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        given = parse_qs(where.query).get("token", [""])[0]
        if where.path != "/" or not self._let_in(given):
            self._send(404, b"")
            return
        self.server.seen()
        nonce = secrets.token_urlsafe(12)
        rules = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
            "connect-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
        )
        self._send(200, self.server.page(nonce).encode("utf-8"), "text/html", rules)

    def do_POST(self) -> None:
        if not self._let_in(self.headers.get("X-Laeringskit", "")):
            self._send(404, b"")
        elif self.path == "/svar":
            self.server.seen()
            said = self.server.take(self._message())
            self._send(200, json.dumps(said).encode("utf-8"), "application/json")
        elif self.path in ("/her", "/farvel"):
            self.server.seen(leaving=self.path == "/farvel")
            self._send(204, b"")
        else:
            self._send(404, b"")

    def _let_in(self, token: str) -> bool:
        # Another page in the browser can reach this port, but not under this name with the token.
        here = self.headers.get("Host", "") == urlsplit(self.server.origin).netloc
        return here and secrets.compare_digest(token.encode(), self.server.token.encode())

    def _message(self) -> Mapping[str, Any]:
        try:
            length = max(0, min(int(self.headers.get("Content-Length", "0")), _MOST))
            found = json.loads(self.rfile.read(length))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def _send(self, code: int, body: bytes, kind: str = "text/plain", rules: str = "") -> None:
        self.send_response_only(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if rules:
            self.send_header("Content-Security-Policy", rules)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing of what is answered is for the terminal."""


def serve(
    team: Team,
    *,
    ready: Callable[[str], None],
    key: NameKey | None = None,
    grace: float = _GRACE,
) -> int:
    """Serve a team's questions on this machine alone; return how many notes still wait.

    Parameters
    ----------
    ready : callable
        Told the address, token and all, once it can be opened.
    key : NameKey, optional
        The team's key, unlocked: names in it are no question.
    grace : float
        Seconds without a page after which the server stops.
    """
    from dataclasses import replace

    server = AskingServer(Turns.of_team(team, key=key), grace=grace)
    ready(server.address)
    server.run()
    return replace(team, key=key).waiting
