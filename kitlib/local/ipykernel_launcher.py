"""Python's own kernel, without its port: run as a program by `OwnersKernel`.

The kernel keeps a port of the machine open, so that programs it starts may print through it. No
notebook of ours starts any.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

__all__: list[str] = []


def _run() -> None:
    from ipykernel import kernelapp

    class Silent(kernelapp.IOPubThread):
        def __init__(self, socket: Any, pipe: bool = False, **given: Any) -> None:
            super().__init__(socket, pipe=False, **given)

    kernelapp.IOPubThread = Silent  # type: ignore[assignment, misc]
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    # The folder a kernel is started in is nowhere to look for Python's own modules.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    _run()
