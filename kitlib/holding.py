"""Who holds a folder: many that read its rows and write from them, or one that changes them.

One mechanism for a team's folder, a folder of releases, a key and one's own file. It is built of
the operating system's locks on files, so that a crash or a pulled plug lets everything go: one
file a folder that is held for moments, and one small file, a ticket, for each who reads or changes
for long. A ticket nobody holds any more is taken away by whoever comes next.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kitlib.engines import IN_PAGE
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = ["WAIT", "alone", "briefly", "is_of_lock", "place_of", "sharing", "sweep"]

#: Seconds somebody waits for whoever holds a place, before they give up.
WAIT = 30.0

_NAME = ".kit-laas"
_PAUSE = 0.05
_SILENT = 0.5  # seconds of waiting that nobody is told of
_TICKET = re.compile(rf"{re.escape(_NAME)}[^-]*-([a-z]+)-[0-9a-f]{{8}}")

#: What each does while it holds a place, in the words of whoever waits for it.
_WORDS = {
    "bidrag": "der bliver lavet et bidrag",
    "koder": "der bliver lavet koder",
    "materiale": "der bliver lavet materiale",
    "mit": "filen er åben, så der kan skrives i den",
    "moede": "et møde er åbent",
    "notebooks": "JupyterLab er åben",
    "ny": "mappen bliver lavet",
    "papir": "der bliver læst sedler",
    "papirer": "der bliver lavet papirer",
    "saml": "der bliver lavet en udgivelse",
    "slet": "der bliver slettet",
    "vis": "der bliver lavet en side",
    "indsigt": "der bliver samlet om en person",
}

_LOG = logging.getLogger(__name__)
_Got = TypeVar("_Got")


class _Held(threading.local):
    """What this thread holds already, so that it never waits for itself."""

    def __init__(self) -> None:
        self.moments: list[Path] = []
        self.tickets: dict[Path, list[str]] = {}


_held = _Held()


def place_of(path: Path) -> Path:
    """Return the folder to hold while a file is written: the team's, or the one it lies in."""
    path = path.resolve()
    return next((p for p in path.parents if (p / "om.toml").exists()), path.parent)


def is_of_lock(path: Path) -> bool:
    """Tell whether a file is there only to hold a folder.

    Examples
    --------
    >>> is_of_lock(Path(".kit-laas")), is_of_lock(Path("om.toml"))
    (True, False)
    """
    return path.name.startswith(_NAME)


@contextmanager
def sharing(place: Path, what: str, *, wait: float | None = None) -> Iterator[None]:
    """Hold a folder together with others who read, so that nobody changes it meanwhile.

    Parameters
    ----------
    place : Path
        A folder.
    what : str
        What one does, such as "vis": told to whoever waits.
    wait : float, optional
        Seconds to wait; `WAIT` where not said.

    Raises
    ------
    KitError
        Where somebody holds it alone for longer.
    """
    place = place.resolve()
    if IN_PAGE or _covered(place, _held.tickets):
        yield
        return
    try:
        lock, path = _in_time(place, wait, lambda: _among_readers(place, what))
    except _CannotWrite:
        # Nobody else can change such a folder either; what is written goes elsewhere.
        yield
        return
    with _known(place, path.name):
        try:
            yield
        finally:
            _let_go(lock)


@contextmanager
def alone(place: Path, what: str, *, wait: float | None = None) -> Iterator[None]:
    """Hold a folder, or a file that is to be, while nobody else reads or changes it.

    Whoever holds it looks at what is there after they have it: another may have been before.

    Raises
    ------
    KitError
        Where somebody else still holds it, or nothing can be written there.
    """
    place = place.resolve()
    if IN_PAGE or _covered(place, _held.moments):
        yield
        return

    def attempt() -> tuple[BaseFileLock, BaseFileLock, Path] | None:
        moment = _take(_lock_path(place))
        if moment is None:
            return None
        try:
            if not _others(place):
                found = _ticket(place, what)
                if found is not None:
                    return (moment, *found)
        except BaseException:
            _let_go(moment)
            raise
        # Let go between the looks: who reads may have to write a little to be done.
        _let_go(moment)
        return None

    try:
        moment, lock, path = _in_time(place, wait, attempt)
    except _CannotWrite as error:
        raise _closed(place) from error
    with _known(place, path.name, moment=True):
        try:
            yield
        finally:
            _let_go(lock)
            _let_go(moment)


@contextmanager
def briefly(place: Path, *, wait: float | None = None) -> Iterator[None]:
    """Hold a folder for as long as it takes to put one thing in place.

    Those who share it are not in the way; whoever holds it alone is waited for.

    Raises
    ------
    KitError
        Where somebody else still holds it.
    """
    place = place.resolve()
    if IN_PAGE or _covered(place, _held.moments):
        yield
        return
    try:
        moment = _in_time(place, wait, lambda: _take(_lock_path(place)))
    except _CannotWrite:
        # Whoever writes there meets it, and says so with the name of the file.
        yield
        return
    _held.moments.append(place)
    try:
        yield
    finally:
        _held.moments.remove(place)
        _let_go(moment)


class _CannotWrite(Exception):
    """No file can be made there."""


def _covered(place: Path, held: Any) -> bool:
    return any(place.is_relative_to(there) for there in held)


@contextmanager
def _known(place: Path, ticket: str, *, moment: bool = False) -> Iterator[None]:
    """Remember for a while that this thread holds a place."""
    _held.tickets.setdefault(place, []).append(ticket)
    if moment:
        _held.moments.append(place)
    try:
        yield
    finally:
        if moment:
            _held.moments.remove(place)
        _held.tickets[place].remove(ticket)
        if not _held.tickets[place]:
            del _held.tickets[place]


def _lock_path(place: Path) -> Path:
    """The file of a folder lies in it; that of a file, which may not be there yet, beside it."""
    return place / _NAME if place.is_dir() else place.with_name(f"{_NAME}.{place.name}")


def _take(path: Path) -> BaseFileLock | None:
    """Take a lock, or None where somebody has it."""
    from filelock import FileLock, Timeout

    if not path.parent.is_dir():
        raise _CannotWrite  # the library would make it, and bring back what was deleted
    # Everybody with access to the folder must be able to take it after us.
    lock = FileLock(path, timeout=0, mode=0o666, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    except OSError as error:
        raise _CannotWrite from error
    return lock


def _among_readers(place: Path, what: str) -> tuple[BaseFileLock, Path] | None:
    """Take a ticket at a moment when nobody holds the place alone."""
    moment = _take(_lock_path(place))
    if moment is None:
        return None
    try:
        _others(place)  # which takes away the tickets of the dead
        return _ticket(place, what)
    finally:
        _let_go(moment)


def _ticket(place: Path, what: str) -> tuple[BaseFileLock, Path] | None:
    path = _lock_path(place)
    path = path.with_name(f"{path.name}-{what}-{secrets.token_hex(4)}")
    lock = _take(path)
    return None if lock is None else (lock, path)


def _let_go(lock: BaseFileLock) -> None:
    """Let a lock go and leave no file: whoever has it open sees that it is gone, and makes anew."""
    # Windows removes no file that is open; there the library does so afterwards.
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def _tickets(place: Path) -> list[tuple[Path, str]]:
    """Every ticket there is, with what its holder does."""
    path = _lock_path(place)
    found = (p for p in path.parent.glob(f"{path.name}-*"))
    return [(p, m[1]) for p in found if (m := _TICKET.fullmatch(p.name))]


def _others(place: Path) -> list[str]:
    """What others do who hold a ticket; those of the dead are taken away."""
    mine = _held.tickets.get(place, [])
    doing = []
    for path, what in _tickets(place):
        if path.name in mine:
            continue
        lock = _take(path)
        if lock is None:
            doing.append(what)
        else:
            _let_go(lock)
    return doing


def sweep(paths: Iterable[Path]) -> None:
    """Take away files that the dead held a place by; those of the living stay."""
    for path in paths:
        if is_of_lock(path):
            with suppress(_CannotWrite):
                lock = _take(path)
                if lock is not None:
                    _let_go(lock)


def _in_time(place: Path, wait: float | None, attempt: Callable[[], _Got | None]) -> _Got:
    """Try until it is had; say once for whom one waits, and give up in the end."""
    start = time.monotonic()
    limit = WAIT if wait is None else wait
    told = False
    while (got := attempt()) is None:
        waited = time.monotonic() - start
        if waited >= limit:
            raise _busy(place)
        if waited >= _SILENT and not told:
            told = True
            _LOG.warning("Venter lidt: %s.", _whom(place))
        time.sleep(_PAUSE)
    return got


def _whom(place: Path) -> str:
    mine = _held.tickets.get(place, [])
    doing = [what for path, what in _tickets(place) if path.name not in mine]
    said = next((_WORDS[what] for what in doing if what in _WORDS), "en anden er ved at gemme")
    where = "i mappen" if place.is_dir() else f"i {place.name}"
    return said if said.startswith("filen ") else f"{said} {where}"


def _busy(place: Path) -> KitError:
    said = _whom(place)
    return KitError(
        Problem(
            f"En anden er i gang lige nu: {said}.",
            "Vent, til det er færdigt, og prøv igen. Intet er ændret.",
            code="mappe_optaget",
        )
    )


def _closed(place: Path) -> KitError:
    folder = place if place.is_dir() else place.parent
    return KitError(
        Problem(
            f"Der kan ikke skrives i mappen '{folder.name}'.",
            "Tjek, at du har lov til at skrive der, og at der er plads.",
            code="mappe_laast",
        )
    )
