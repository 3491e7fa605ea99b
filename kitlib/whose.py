"""Whose a file is: its owner's, the team's, or everybody's.

A team may work in one folder on a shared drive, and then its group must be able to read what the
kit writes there; nobody else on the machine may. So a file of a team's is as open to the group of
its folder as that folder is, whatever the machine's own habit (umask) would have let it be, and
closed to all others. What is one person's own, a secret, and what lies in temporary folders is
its owner's alone. Windows keeps this by itself, by whose folder it is.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

__all__ = ["EVERYBODY", "OWNER_ONLY", "TEAM_ONLY", "create", "is_open", "make_folder", "shut"]

#: Who may read a file: its owner; those of the folder's group as well, as far as the folder lets
#: them; or everybody, as far as the machine's own habit lets them.
OWNER_ONLY, TEAM_ONLY, EVERYBODY = 0o600, 0o660, 0o666

_GROUP, _OTHERS = stat.S_IRWXG, stat.S_IRWXO


def create(
    path: str | Path, mode: int, *, flags: int = os.O_CREAT | os.O_EXCL | os.O_WRONLY
) -> int:
    """Create a file that is for its readers alone from the first byte on; return its handle.

    Parameters
    ----------
    mode : int
        OWNER_ONLY, TEAM_ONLY or EVERYBODY.
    """
    if mode & _OTHERS:
        return os.open(path, flags, mode)
    handle = os.open(path, flags, OWNER_ONLY)
    if mode & _GROUP:
        _share(Path(path), Path(path).parent, 0o660)
    return handle


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, each as open to its group as the one it lies in."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return
    _share(folder, folder.parent, 0o2770)


def is_open(folder: Path) -> bool:
    """Tell whether others on the machine may look into a folder that they may not write in.

    One that all may write in has been shared with them on purpose.
    """
    if os.name == "nt":
        return False
    mode = folder.stat().st_mode
    return bool(mode & (stat.S_IROTH | stat.S_IXOTH)) and not mode & stat.S_IWOTH


def shut(folder: Path) -> None:
    """Let others on the machine no longer look into a folder; its owner and group still may.

    It is how a folder made by hand most often is: the notes in it, written by other programs, can
    be read by everybody who can come that far.
    """
    with suppress(OSError):
        if is_open(folder):
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) & ~_OTHERS)


def _share(path: Path, folder: Path, most: int) -> None:
    """Let the folder's group have what the folder itself lets it; nothing where it cannot be."""
    if os.name == "nt":
        return
    with suppress(OSError):
        above, own = folder.stat(), path.stat()
        given = above.st_mode & most & ~stat.S_IRWXU
        if not given & _GROUP:
            return
        if not _same_group(own, above):
            os.chown(path, -1, above.st_gid)
        path.chmod(stat.S_IMODE(own.st_mode) | given)


def _same_group(one: os.stat_result, other: os.stat_result) -> bool:
    return one.st_gid == other.st_gid
