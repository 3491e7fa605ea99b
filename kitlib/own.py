"""One employee's own file: locked with their passphrase, and seen in notebook 05 only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from kitlib.lab import open_lab
from kitlib.notebook import MINE_NAMED
from kitlib.privacy.lock import lock, unlock
from kitlib.problems import KitError
from kitlib.start import copy_notebooks
from kitlib.writing import replacing

__all__ = ["edit_own", "lock_own", "open_own"]

_NOTEBOOK = "05_who5.ipynb"


def lock_own(path: Path, passphrase: str) -> Path:
    """Lock a file beside itself, take the readable one away, and return the locked one.

    The readable file goes only when the locked one has been opened again and says the same. Its
    bytes are written over first; a disk may keep old blocks all the same, and so do backups.

    Raises
    ------
    KitError
        Where the passphrase is too short, or a locked file of that name is there already.
    """
    target = path.with_name(f"{path.name}.age")
    if target.exists():
        raise KitError(
            f"Der ligger allerede en låst fil, {target.name}.",
            hint="Flyt den ene, så ingen af dem går tabt. Intet er ændret.",
        )
    content = path.read_bytes()
    _put_locked(target, content, passphrase)
    _wipe(path)
    return target


def edit_own(path: Path, passphrase: str, *, edit: Callable[[Path], None]) -> Path:
    """Lay a locked file readable beside itself while its owner writes in it, then lock it again.

    Parameters
    ----------
    path : Path
        The locked file.
    edit : callable
        Told where the readable one lies; comes back when the owner is done. Whatever ends it,
        the file is locked again with what stands in it then.

    Raises
    ------
    KitError
        Where the passphrase is wrong, or a readable file of that name is there already.
    """
    plain = path.with_suffix("")
    content = unlock(path.read_bytes(), passphrase, file=path.name)
    if plain.exists():
        raise KitError(
            f"Der ligger allerede en læsbar fil, {plain.name}.",
            hint="Flyt den ene, så ingen af dem går tabt. Intet er ændret.",
        )
    with replacing(plain) as temporary:
        temporary.chmod(0o600)
        temporary.write_bytes(content)
    try:
        edit(plain)
    finally:
        if plain.exists():
            changed = plain.read_bytes()
            if changed != content:
                _put_locked(path, changed, passphrase)
            _wipe(plain)
    return path


def _put_locked(target: Path, content: bytes, passphrase: str) -> None:
    """Write the locked file, once it has been seen to open again."""
    locked = lock(content, passphrase)
    if unlock(locked, passphrase) != content:
        raise KitError("Filen kunne ikke låses.", hint="Prøv igen. Din egen fil er, som den var.")
    with replacing(target) as temporary:
        temporary.write_bytes(locked)


def _wipe(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.write(bytes(path.stat().st_size))
        stream.flush()
        os.fsync(stream.fileno())
    path.unlink()


def open_own(path: Path) -> None:
    """Open notebook 05 on one's own locked file, and keep none of what it shows.

    The notebook is a copy in a folder of its own that goes when it is closed, its figures are not
    saved on the way, and the passphrase is asked for where the notebook runs.
    """
    with tempfile.TemporaryDirectory(prefix="laeringskit-") as name:
        folder = Path(name)
        copy_notebooks(folder)
        open_lab(
            folder / "notebooks",
            notebook=_NOTEBOOK,
            keep_outputs=False,
            names={MINE_NAMED: str(path.resolve())},
        )
