"""One at a time in a folder: an exclusive lock that goes away with the process that holds it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kitlib.problems import KitError, Problem

__all__ = ["LOCK_NAME", "alone"]

#: The empty file the lock is held on.
LOCK_NAME = ".kit-laas"

_PAUSE = 0.05


@contextmanager
def alone(folder: Path, *, wait: float = 10.0) -> Iterator[None]:
    """Hold a folder while its files are changed.

    The lock is the operating system's, so that a crash or a pulled plug lets it go.

    Parameters
    ----------
    wait : float
        Seconds to wait for whoever holds it.

    Raises
    ------
    KitError
        Where somebody else still holds it, or the folder cannot be written to.
    """
    try:
        stream = (folder / LOCK_NAME).open("a+b")
    except OSError as error:
        raise KitError(
            Problem(
                f"Der kan ikke skrives i mappen '{folder.name}'.",
                "Tjek, at du har lov til at skrive der.",
                code="mappe_laast",
            )
        ) from error
    with stream:
        until = time.monotonic() + wait
        while not _take(stream):
            if time.monotonic() >= until:
                raise KitError(
                    Problem(
                        "En anden er ved at ændre noget i mappen lige nu.",
                        "Vent lidt, og prøv igen. Intet er ændret.",
                        code="mappe_optaget",
                    )
                )
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            _give_back(stream)


if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[bytes]) -> bool:
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_back(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _give_back(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
