"""What the machine could not do, said once for every way in: full disk, drive gone, no memory.

Each sentence says what happened and what to do. What is unharmed can be said of all of them:
files are put in place whole or not at all.
"""

from __future__ import annotations

import errno
from pathlib import Path

from kitlib.problems import KitError, Problem
from kitlib.trace import leave_trace

__all__ = ["failed", "fault_of", "told"]

#: What holds whenever a file could not be written or read.
UNHARMED = "Filerne, der var der, er som før."

_FULL = ("Der er ikke plads på disken.", "Gør plads, og prøv igen.")
_LONG = ("Navnet eller stien er for lang.", "Vælg et kortere navn, eller en mappe højere oppe.")
_GONE = ("Mappen eller filen er der ikke.", "Tjek navnet, og om drevet stadig er sat til.")
_DRIVE = ("Drevet svarer ikke.", "Tjek, at det er sat ordentligt til, og prøv igen.")
_READ_ONLY = ("Der kan kun læses på drevet.", "Vælg en mappe, der kan skrives i.")
_DENIED = (
    "Filen eller mappen må ikke åbnes eller skrives i.",
    "Luk den i andre programmer, og tjek, at du har lov til at bruge den. Prøv så igen.",
)
_PLACE = ("Der ligger noget andet, hvor filen eller mappen skal være.", "Vælg et andet navn.")
_BUSY = ("Computeren har for meget åbent.", "Luk andre programmer, og prøv igen.")
_MEMORY = (
    "Computeren har ikke hukommelse nok.",
    "Luk andre programmer, og prøv igen. Hjælper det ikke, er en af filerne for stor.",
)
_OTHER = ("En fil kunne ikke læses eller skrives.", "Prøv igen, eller vælg en anden mappe.")

_SAID: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("ENOSPC", "EDQUOT", "EFBIG"), _FULL),
    "ENAMETOOLONG": _LONG,
    **dict.fromkeys(("ENOENT", "ENOTCONN"), _GONE),
    **dict.fromkeys(
        (
            "EIO",
            "ENXIO",
            "ENODEV",
            "ESTALE",
            "EREMOTEIO",
            "EHOSTDOWN",
            "EHOSTUNREACH",
            "ENETDOWN",
            "ENETUNREACH",
            "ETIMEDOUT",
            "ENOMEDIUM",
        ),
        _DRIVE,
    ),
    "EROFS": _READ_ONLY,
    **dict.fromkeys(("EACCES", "EPERM", "EBUSY", "ETXTBSY"), _DENIED),
    **dict.fromkeys(("EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY", "ELOOP"), _PLACE),
    **dict.fromkeys(("EMFILE", "ENFILE", "EAGAIN"), _BUSY),
    "ENOMEM": _MEMORY,
}
#: Windows' own numbers, where Python's are too coarse.
_WINDOWS = {
    **dict.fromkeys((39, 112, 1295), _FULL),
    **dict.fromkeys((111, 206), _LONG),
    **dict.fromkeys((21, 53, 55, 59, 64, 67, 121, 1117, 1167), _DRIVE),
    19: _READ_ONLY,
}
_BY_NUMBER = {getattr(errno, name): said for name, said in _SAID.items() if hasattr(errno, name)}
_MOST = 5  # errors behind an error that are looked at


def fault_of(error: BaseException) -> Problem | None:
    """Say what the machine could not do, or None where the error is not the machine's.

    Parameters
    ----------
    error : BaseException
        Also one that a library raised because of the machine's.

    Examples
    --------
    >>> print(fault_of(OSError(errno.ENOSPC, "No space left on device")))
    Der er ikke plads på disken. Gør plads, og prøv igen. Filerne, der var der, er som før.
    >>> fault_of(ValueError("min")) is None
    True
    """
    one: BaseException | None = error
    for _ in range(_MOST):
        if isinstance(one, MemoryError):
            return _problem(_MEMORY, "maskine_hukommelse")
        if isinstance(one, OSError):
            said = _WINDOWS.get(getattr(one, "winerror", None) or 0)
            said = said or _BY_NUMBER.get(one.errno or 0, _OTHER)
            code = errno.errorcode.get(one.errno or 0, "andet").casefold()
            return _problem(said, f"maskine_{code}", _name(one))
        if one is None:
            break
        inner = next((a for a in one.args if isinstance(a, BaseException)), None)
        one = one.__cause__ or inner
    return None


def told(error: BaseException, *, doing: str = "") -> Problem:
    """Say any error that is no `KitError`; a trace is kept of what the machine is not behind.

    Parameters
    ----------
    doing : str
        The kit's own name for what it was doing, never a user's word.
    """
    fault = fault_of(error)
    if fault is not None:
        return fault
    hint = f"{UNHARMED} Prøv igen. {leave_trace(error, doing=doing)}".strip()
    return Problem("Noget gik galt i værktøjet.", hint, code="uventet")


def failed(error: OSError, otherwise: KitError) -> KitError:
    """Return what is said of a step that failed: the machine's reason where it is a plain one.

    Parameters
    ----------
    otherwise : KitError
        What is said where the system only refuses, or gives no reason.
    """
    plain = error.errno not in (errno.EACCES, errno.EPERM, errno.EBUSY, None)
    fault = fault_of(error) if plain else None
    return KitError(fault) if fault is not None else otherwise


def _problem(said: tuple[str, str], code: str, file: str | None = None) -> Problem:
    return Problem(said[0], f"{said[1]} {UNHARMED}", file, code=code)


def _name(error: OSError) -> str | None:
    """The file's name as the user knows it; one made on the way to its place says nothing."""
    if not isinstance(error.filename, str):
        return None
    name = Path(error.filename).name
    if error.errno == errno.ENAMETOOLONG or name.startswith(".") or not name:
        return None
    return name
