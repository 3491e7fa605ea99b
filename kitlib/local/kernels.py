"""The kernel behind a page, reached by its owner and by nobody else who uses the machine.

A kernel listens on ports of the machine unless told otherwise, and whoever is signed in there can
listen along on what it says. So its sockets lie in a folder of the owner's where the system has
such sockets; elsewhere every word is encrypted, and a kernel that cannot do so is not started.

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

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

__all__ = ["OwnersKernel"]

_HAS_SOCKETS = os.name != "nt"
# The whole path of a socket has room in 104 bytes on every system; these are for its folder.
_LONGEST = 80


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
