"""The door of a Jupyter server: the address opens it once, and after that only the browser does.

An address is seen by others: in the browser's history, on the projector, in what a program was
started with. So its token is used up by the first page that is opened with it. That browser is
known by its cookie from then on, in every window; nobody else comes in.

The kernel behind the page listens on ports of the machine unless told otherwise, and whoever is
signed in there can listen along on what it says. So its sockets lie in a folder of the owner's
where the system has such sockets; elsewhere every word is encrypted, and a kernel that cannot do
so is not started.

Loaded by the servers alone; importing it loads Jupyter's.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from tornado.web import RequestHandler

__all__ = ["OnceOnly", "OwnersKernel"]

_HAS_SOCKETS = os.name != "nt"
# The whole path of a socket has room in 104 bytes on every system; these are for its folder.
_LONGEST = 80
# What a browser is shown that comes without the cookie.
_USED = """<!doctype html>
<html lang="da" spellcheck="false" translate="no"><meta charset="utf-8">
<meta name="google" content="notranslate">
<meta name="viewport" content="width=device-width">
<title>Siden er lukket for andre</title>
<body style="font: 1.25rem/1.5 sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem">
<h1 style="font-size: 1.75rem; line-height: 1.2">Siden er lukket for andre</h1>
<p>Adressen åbner siden én gang, i én browser. Det er, for at andre på computeren ikke kan læse
med.</p>
<p>Har du siden åben i en anden browser, så gå tilbage til den. Ellers luk værktøjet, og start det
igen: så får du en ny adresse. Alt, der er gemt, er der stadig.</p>
</body></html>
"""


class OnceOnly(IdentityProvider):
    """Lets in whoever brings the token first, and after that their cookie alone.

    There is no password and no other token, whatever the user's own settings for Jupyter say.
    """

    def __init__(self, **given: Any) -> None:
        token = given.pop("token", "")
        super().__init__(**given)
        self.token = token or secrets.token_urlsafe(24)
        self.cookie_options = {"samesite": "Lax"}

    async def get_user_token(self, handler: RequestHandler) -> User | None:
        """Let in whoever brings the token, and have another from now on, told to nobody."""
        user = await super().get_user_token(handler)
        if user is not None:
            self.token = secrets.token_urlsafe(24)
        return user

    def process_login_form(self, handler: RequestHandler) -> User | None:
        """Let nobody in by a form."""
        return None

    def get_handlers(self) -> list[tuple[str, object]]:
        """Have one page to be sent to without a cookie: it says why nothing is shown."""
        return [(r"/login", _Shut), (r"/logout", _Shut)]


class _Shut(RequestHandler):
    def get(self) -> None:
        self.set_status(403)
        self.set_header("Cache-Control", "no-store")
        self.finish(_USED)


class OwnersKernel(ServerKernelManager):
    """Starts one kernel that listens where its owner alone reaches it.

    What the user's own settings for Jupyter say of it does not count here.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        if _HAS_SOCKETS:
            self.transport = "ipc"
            self.ip = str(_sockets() / secrets.token_hex(4))
            return
        self.transport = "tcp"
        if not self.has_trait("transport_encryption"):
            raise RuntimeError("Hent en nyere jupyter_client: den her kan ikke kryptere.")
        self.transport_encryption = "required"

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """Start Python's kernel by the launcher beside this file."""
        command = super().format_kernel_cmd(extra_arguments)
        return [
            "kitlib.local.ipykernel_launcher" if p == "ipykernel_launcher" else p for p in command
        ]


@cache
def _sockets() -> Path:
    """Make the folder for sockets that its owner alone may enter, gone with this process."""
    usual = tempfile.gettempdir()
    place = usual if len(os.fsencode(usual)) <= _LONGEST else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="kit-", dir=place))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
