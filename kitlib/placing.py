"""Files put in place in one step: one of them, a folder of them, or a set, whole or not at all.

What a killed program left half made is finished or swept by the next that writes there.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kitlib.dansk import join
from kitlib.holding import briefly, place_of, sweep
from kitlib.machine import failed
from kitlib.patience import patiently
from kitlib.problems import KitError
from kitlib.whose import TEAM_ONLY, create, make_folder

__all__ = ["filling", "folder_to_disk", "is_left", "replacing", "settle", "tidy"]

_FILE = re.compile(r"\.kit-[0-9a-f]{16}(\.[^.]*)?")
_FOLDER = re.compile(r"\.kit-mappe-[0-9a-f]{16}")
_READY = ".klar"  # stands in a filled folder once everything in it is on the disk
_BEFORE = ".foer"  # in it: what stood where the new files go

# How a drive says that it does not bring folders to the disk (the list of PostgreSQL's fd.c).
_CANNOT = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EISDIR, errno.EACCES, errno.EPERM}

_LOG = logging.getLogger(__name__)


def is_left(path: Path) -> bool:
    """Tell whether a file or folder is one that is made on the way to its place.

    Examples
    --------
    >>> is_left(Path(".kit-0123456789abcdef.csv")), is_left(Path(".kit-slettet"))
    (True, False)
    """
    return bool(_FILE.fullmatch(path.name) or _FOLDER.fullmatch(path.name))


@contextmanager
def replacing(path: Path, *, mode: int = TEAM_ONLY) -> Iterator[Path]:
    """Write to a temporary file beside `path`, then put it in place in one step.

    Nothing is left behind when the work is broken off, by Ctrl-C or an error.

    Parameters
    ----------
    mode : int
        Who may read and write it: OWNER_ONLY, TEAM_ONLY or EVERYBODY.

    Yields
    ------
    Path
        The temporary file to write to.
    """
    _make(path.parent)
    with briefly(place_of(path)):
        settle(path.parent)
        temporary = path.with_name(f".kit-{secrets.token_hex(8)}{path.suffix}")
        try:
            # Made by hand rather than by tempfile, whose files only their maker can read:
            # colleagues on a shared drive must be able to open what was written.
            os.close(create(temporary, mode))
        except OSError as error:
            raise failed(error, _unwritable(path.parent)) from error
        try:
            yield temporary
            _to_disk(temporary)
            patiently(lambda: temporary.replace(path))
            folder_to_disk(path.parent)
        except PermissionError as error:
            raise _held_elsewhere(path) from error
        finally:
            with suppress(OSError):
                patiently(lambda: temporary.unlink(missing_ok=True))


@contextmanager
def filling(folder: Path, *, new: bool = False) -> Iterator[Path]:
    """Fill a folder beside its place; then all that is in it stands in `folder`, or nothing.

    Where `folder` is not there, it is made in one step. Where it is, its other files stay, and
    files of the same names are put back if the rest cannot be put in place.

    Parameters
    ----------
    new : bool
        Refuse a folder that is there already.

    Yields
    ------
    Path
        The folder to fill.

    Raises
    ------
    KitError
        Where nothing can be written there, or a file is open in another program.
    """
    _make(folder.parent)
    with briefly(place_of(folder / "x") if folder.exists() else place_of(folder)):
        there = folder.exists()
        if there and new:
            raise _there(folder)
        beside = folder if there else folder.parent
        settle(beside)
        filled = beside / f".kit-mappe-{secrets.token_hex(8)}"
        try:
            make_folder(filled)
        except OSError as error:
            raise failed(error, _unwritable(beside)) from error
        try:
            yield filled
            for path in _files(filled):
                _to_disk(path)
            if there:
                _put(filled, folder)
            else:
                _rename(filled, folder)
            folder_to_disk(beside)
        except PermissionError as error:
            raise KitError(
                f"Mappen '{folder.name}' kan ikke lægges på plads: et andet program har fat i den.",
                hint="Luk andre programmer, og prøv igen. Intet er gemt.",
            ) from error
        finally:
            shutil.rmtree(filled, ignore_errors=True)


def settle(folder: Path) -> None:
    """Finish or sweep what a killed program left in a folder; the caller holds it.

    A set that was all on the disk is put in place; anything less goes. So does a set that would go
    over what somebody has written by hand since: a set can be made again, and a hand's work not.
    """
    with suppress(OSError):
        there = list(folder.iterdir())
        sweep(there)
        for path in filter(is_left, there):
            if _FILE.fullmatch(path.name):
                path.unlink(missing_ok=True)
                continue
            by_hand = _by_hand(path, folder)
            if (path / _READY).exists() and not by_hand:
                _put(path, folder)
            else:
                _put_back(path, folder)
            if by_hand:
                _LOG.warning(
                    "%s er rettet, efter at et program blev afbrudt. Rettelsen står. "
                    "Gør det om, som blev afbrudt.",
                    join(by_hand),
                )
            shutil.rmtree(path, ignore_errors=True)


def _rename(filled: Path, folder: Path) -> None:
    try:
        patiently(lambda: filled.rename(folder))
    except PermissionError:
        raise
    except OSError as error:
        raise _there(folder) if folder.exists() else error from error


def tidy(folder: Path) -> None:
    """Settle a folder, also where the command that was killed there has nothing left to do."""
    if folder.is_dir():
        with briefly(place_of(folder / "x")):
            settle(folder)


def _put(filled: Path, folder: Path) -> None:
    """Move files from a filled folder to their places; all of them, also when begun before."""
    ready = filled / _READY
    ready.touch()
    _to_disk(ready)
    folder_to_disk(filled)
    placed: list[Path] = []
    try:
        for path in _files(filled):
            placed.append(path.relative_to(filled))
            _put_one(path, folder / placed[-1], filled / _BEFORE / placed[-1])
    except BaseException:
        ready.unlink(missing_ok=True)
        for inside in placed:
            if not (filled / inside).exists() and not (filled / _BEFORE / inside).exists():
                (folder / inside).unlink(missing_ok=True)
        _put_back(filled, folder)
        raise


def _put_one(path: Path, target: Path, kept: Path) -> None:
    make_folder(target.parent)
    if target.exists() and not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        _keep(target, kept)
    patiently(lambda: path.replace(target))


def _keep(target: Path, kept: Path) -> None:
    """Keep what stands in a place, and leave it there: nobody ever finds the place empty."""
    try:
        kept.hardlink_to(target)
    except OSError:
        # Drives such as FAT give a file one name only: it is copied, and is kept once it is whole.
        half = kept.with_name(f".kit-{secrets.token_hex(8)}")
        patiently(lambda: shutil.copy2(target, half))
        _to_disk(half)
        half.replace(kept)


def _put_back(filled: Path, folder: Path) -> None:
    """Let what stood before stand again; what was written by hand since stays."""
    before = filled / _BEFORE
    for path in _files(before) if before.is_dir() else []:
        target = folder / path.relative_to(before)
        if is_left(path) or _is_later(target, filled / _READY):
            continue  # killed while it was copied: what it is of stands where it stood
        with suppress(OSError):
            path.replace(target)


def _by_hand(filled: Path, folder: Path) -> list[str]:
    """What a set would still go over that was written in after the set was ready."""
    targets = (folder / path.relative_to(filled) for path in _files(filled))
    return [path.name for path in targets if _is_later(path, filled / _READY)]


def _is_later(path: Path, ready: Path) -> bool:
    there = path.is_file() and ready.is_file()
    return there and path.stat().st_mtime_ns > ready.stat().st_mtime_ns


def _files(filled: Path) -> list[Path]:
    """The files of a filled folder, without what is there for putting them in place."""
    return sorted(
        path
        for path in filled.rglob("*")
        if path.is_file() and path != filled / _READY and not path.is_relative_to(filled / _BEFORE)
    )


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        raise failed(error, _unwritable(folder)) from error


def _to_disk(path: Path) -> None:
    with patiently(lambda: path.open("rb+")) as stream:
        os.fsync(stream.fileno())


def folder_to_disk(folder: Path) -> None:
    """Have the disk remember a new name; Windows does so by itself.

    A drive that cannot do it for folders says so and stops nobody: there is no more to be had of
    it. A disk that can and failed is told of: whoever says "gemt" after this must be right.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise


def _unwritable(folder: Path) -> KitError:
    return KitError(
        f"Der kan ikke skrives i mappen '{folder.name}'.",
        hint="Tjek, at du har lov til at skrive der, og at der er plads.",
    )


def _there(folder: Path) -> KitError:
    return KitError(f"Mappen '{folder.name}' findes allerede.", hint="Vælg et andet navn.")


def _held_elsewhere(path: Path) -> KitError:
    stands = "Filen står, som den gjorde før" if path.exists() else "Intet er skrevet"
    return KitError(
        f"Filen {path.name} er åben i et andet program.",
        hint=f"Luk den, og prøv igen. {stands}: det nye er ikke gemt.",
    )
