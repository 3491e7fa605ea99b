"""One page on this machine alone, for whoever started it: its server, behind a key.

Bound to 127.0.0.1. The page itself holds nothing: it is handed a key once, for the token in its
address, and says it with each message. Nothing of what passes is written anywhere, and the server
ends when the page is closed.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from kitlib.ended import ToldToEnd
from kitlib.machine import told

__all__ = ["LocalServer"]

_HOST = "127.0.0.1"
# A browser lets a page that is not seen speak once a minute.
_GRACE = 180.0  # seconds without a word from the page: it was closed, or the browser fell
_LEAVING = 3.0  # seconds after the page has said that it is going; it may be loaded again
_COMING = 30.0  # seconds from the page is asked for again until it speaks
_MOST = 10_000  # bytes of a message
_THROWN_AWAY = 20_000_000  # bytes of a longer one that are taken in, so that the answer is heard
_ROUND = 0.5  # seconds between looks at the clock
_ASLEEP = 10.0  # seconds between two looks that say the machine itself was asleep

_TOO_LONG = "Det er for meget på én gang, så det er ikke modtaget. Gør det i mindre bidder."
_USED = "Siden kan kun åbnes én gang, og det er den. Skriv kommandoen igen i terminalen."
_UNREAD = "Siden sagde noget, værktøjet ikke forstår. Skriv kommandoen igen i terminalen."


class LocalServer(ThreadingHTTPServer, ABC):
    """Serves one page until it is closed; a page of its own gives `page` and `take`.

    Parameters
    ----------
    grace : float
        Seconds without a word from the page after which it ends.
    most : int
        Bytes a message of the page may have.
    """

    daemon_threads = True
    #: Whether the page shows pictures, which come with what it is told and from nowhere else.
    pictures = False

    def __init__(self, *, grace: float = _GRACE, most: int = _MOST) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.most = most
        #: Held while a message is answered: one at a time, and each to its end.
        self.lock = threading.Lock()
        self._token: str | None = secrets.token_urlsafe(24)
        self._key = secrets.token_urlsafe(24)
        self._grace = grace
        self._until = time.monotonic() + max(grace, _GRACE)
        self._over = False
        # Which loading of the page spoke last; None while it is being loaded again.
        self._loading: str | None = ""

    @property
    def address(self) -> str:
        """Where the page is; its token, which no server is sent, opens it one time."""
        return f"{self.origin}/#{self._token or ''}"

    @property
    def origin(self) -> str:
        return f"http://{_HOST}:{self.server_address[1]}"

    def run(self) -> None:
        """Serve until the page is closed or someone presses Ctrl-C."""
        self.timeout = _ROUND
        looked = time.monotonic()
        try:
            while not self._over and self._has_time(now := time.monotonic(), looked):
                if now - looked > _ASLEEP:
                    self.seen(self._loading)  # the page slept too, and will say so
                looked = now
                self._one()
        except KeyboardInterrupt:
            pass
        finally:
            self.server_close()
            with self.lock:
                pass  # what is being answered is answered

    def _has_time(self, now: float, looked: float) -> bool:
        return now < self._until or now - looked > _ASLEEP

    def _one(self) -> None:
        try:
            self.handle_request()
        except KeyboardInterrupt as told:
            if isinstance(told, ToldToEnd) or self.ends():
                raise

    def seen(self, loading: str | None) -> None:
        """Note that the page is there, and in which loading of it."""
        self._loading = loading
        self._until = time.monotonic() + self._grace

    def loads(self) -> None:
        """Note that the page is asked for: loaded again, where somebody has it open."""
        self._loading = None
        self._until = max(self._until, time.monotonic() + min(self._grace, _COMING))

    def left(self, loading: str) -> None:
        """Note that a loading of the page is going: that is its end, unless another has come."""
        if loading == self._loading:
            self._until = time.monotonic() + min(self._grace, _LEAVING)

    def end(self) -> None:
        """Let `run` come back."""
        self._over = True

    def opened_with(self, token: str) -> str | None:
        """Return the key of the page for the token of its address; the token is used up by it."""
        with self.lock:
            if self._token is None or not _same(token, self._token):
                return None
            self._token = None
            return self._key

    def is_key(self, given: str) -> bool:
        return _same(given, self._key)

    @property
    def is_opened(self) -> bool:
        """Whether somebody has come in with the token."""
        return self._token is None

    @abstractmethod
    def page(self, nonce: str) -> str:
        """Return the page, without anything of what it shows; its scripts bear the nonce."""

    @abstractmethod
    def take(self, what: str, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the answer to a message sent to an address of the page, None if there is none."""

    def gone(self, message: Mapping[str, Any]) -> None:
        """Note what a page says as it is closed, or loaded again."""

    def news(self) -> dict[str, Any]:
        """Return what the page is told when it says that it is there."""
        return {}

    def ends(self) -> bool:
        """Tell whether Ctrl-C ends it; a page with unsaved work may ask for it twice."""
        return True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up halfway is no news."""


def _same(given: str, right: str) -> bool:
    return secrets.compare_digest(given.encode(), right.encode())


class _Refused(Exception):
    """A message that is not taken in: the status, and why in words."""


class _Handler(BaseHTTPRequestHandler):
    server: LocalServer
    timeout = 30

    def do_GET(self) -> None:
        if self.path != "/" or not self._is_here:
            self._send(404, b"")
            return
        if self.server.is_opened:
            self.server.loads()  # what the loading before says as it goes may come after this
        nonce = secrets.token_urlsafe(12)
        seen = "data:" if self.server.pictures else "'none'"
        rules = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
            f"img-src {seen}; connect-src 'self'; frame-ancestors 'none'; form-action 'none'; "
            "base-uri 'none'"
        )
        self._send(200, self.server.page(nonce).encode("utf-8"), "text/html", rules)

    def do_POST(self) -> None:
        given = self.headers.get("X-Laeringskit", "")
        if not self._is_here or not self._is_from_here:
            self._send(404, b"")
        elif self.path == "/aaben":
            self._open(given)
        elif not self.server.is_key(given):
            self._send(404, b"")
        elif self.path == "/her":
            self.server.seen(self._loaded)
            self._say(200, self.server.news())
        else:
            self._answer()

    def _open(self, token: str) -> None:
        key = self.server.opened_with(token)
        if key is None:
            self._say(404, {"problem": _USED})
        else:
            self.server.seen(self._loaded)
            self._say(200, {"noegle": key})

    def _answer(self) -> None:
        try:
            message = self._message()
        except _Refused as refused:
            status, why = refused.args
            self._say(status, {"problem": why})
            return
        if self.path == "/farvel":
            self.server.gone(message)
            self.server.left(self._loaded)
            self._say(200, {})
            return
        self.server.seen(self._loaded)
        with self.server.lock:
            what = self.path.removeprefix("/")
            try:
                said = self.server.take(what, message)
            except Exception as error:  # a full disk, a drive that is gone: the page says so
                self._say(500, {"problem": str(told(error, doing=type(self.server).__name__))})
                return
            if said is None:
                self._send(404, b"")
            else:
                self._say(200, said)

    @property
    def _loaded(self) -> str:
        return self.headers.get("X-Laeringskit-Indlaest", "")

    @property
    def _is_here(self) -> bool:
        # Another page in the browser can reach this port, but not under this name.
        return self.headers.get("Host", "") == urlsplit(self.server.origin).netloc

    @property
    def _is_from_here(self) -> bool:
        return self.headers.get("Origin", self.server.origin) == self.server.origin

    def _message(self) -> Mapping[str, Any]:
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            raise _Refused(400, _UNREAD)
        if len(length) > 12 or int(length) > self.server.most:
            self._throw_away(int(length[:12]))
            raise _Refused(413, _TOO_LONG)
        try:
            found = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            raise _Refused(400, _UNREAD) from None
        if not isinstance(found, dict):
            raise _Refused(400, _UNREAD)
        return found

    def _throw_away(self, length: int) -> None:
        """Take in and forget, since a browser that is cut off never hears why."""
        left = min(length, _THROWN_AWAY)
        while left > 0 and (taken := len(self.rfile.read(min(left, 65_536)))):
            left -= taken

    def _say(self, code: int, said: Mapping[str, Any]) -> None:
        self._send(code, json.dumps(said).encode("utf-8"), "application/json")

    def _send(self, code: int, body: bytes, kind: str = "text/plain", rules: str = "") -> None:
        self.send_response_only(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if rules:
            self.send_header("Content-Security-Policy", rules)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing of what is said is for the terminal."""
