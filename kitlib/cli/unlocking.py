"""One's own file, however it lies: as it is written, or locked."""

from __future__ import annotations

from pathlib import Path

from kitlib.cli.privacy import ask_passphrase
from kitlib.mine import Mine, open_mine
from kitlib.privacy.lock import is_locked
from kitlib.twin import lying

__all__ = ["opened"]


def opened(name: str | Path) -> Mine:
    """Open one's own file in memory; a locked one is asked the passphrase for."""
    path = lying(Path(name))
    locked = path.is_file() and is_locked(path)
    return open_mine(path, ask_passphrase("Adgangssætning") if locked else None)
