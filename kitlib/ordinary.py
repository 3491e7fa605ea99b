"""Only ordinary files are opened: a pipe would hang, a device never ends, a folder is no file."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from kitlib.patience import patiently
from kitlib.problems import KitError, Problem

__all__ = ["MOST_BYTES", "odd_file", "read_ordinary", "require_ordinary"]

#: More than any settings or text file somebody wrote; a film under its name would fill memory.
MOST_BYTES = 20_000_000

_KINDS = (
    (stat.S_ISDIR, "Der ligger en mappe med det navn."),
    (stat.S_ISFIFO, "Det er et rør mellem to programmer og ikke en fil."),
    (stat.S_ISSOCK, "Det er en forbindelse mellem to programmer og ikke en fil."),
    (stat.S_ISCHR, "Det er et apparat og ikke en fil."),
    (stat.S_ISBLK, "Det er et drev og ikke en fil."),
)


def odd_file(path: Path, *, most: int | None = None) -> Problem | None:
    """Say what stands in a file's place, or None where it is a file or nothing is there.

    Parameters
    ----------
    path : Path
        Links are followed.
    most : int, optional
        The most bytes it may have.

    Examples
    --------
    >>> print(odd_file(Path("sample_data")).message, odd_file(Path("README.md")))
    Der ligger en mappe med det navn. None
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) != errno.ELOOP:
            return None  # whoever opens it says what is wrong
        hint = "Slet genvejen, og læg filen dér i stedet."
        return Problem(
            "Det er en genvej, der peger på sig selv.", hint, path.name, code="ingen_fil"
        )
    said = next((what for is_it, what in _KINDS if is_it(found.st_mode)), "")
    if said:
        hint = "Vælg en fil, eller læg en fil dér i stedet."
        return Problem(said, hint, path.name, code="ingen_fil")
    if most is not None and found.st_size > most:
        hint = "Tjek, at det er den rigtige fil, og læg den rigtige i stedet."
        return Problem("Filen er alt for stor.", hint, path.name, code="for_stor")
    return None


def require_ordinary(path: Path, *, most: int | None = None) -> Path:
    """Return the path where a file, or nothing, stands there; refuse all else before it is opened.

    Raises
    ------
    KitError
        As `odd_file` says.
    """
    problem = odd_file(path, most=most)
    if problem is not None:
        raise KitError(problem)
    return path


def read_ordinary(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """Read a small file somebody wrote: settings, wording, a list.

    Raises
    ------
    KitError
        Where no file is there, or it cannot be opened; never hangs.
    """
    require_ordinary(path, most=most)
    try:
        return patiently(path.read_bytes)
    except FileNotFoundError:
        hint = "Tjek navnet og stien."
        problem = Problem("Filen findes ikke.", hint, path.name, code="fil_mangler")
    except (OSError, ValueError):
        hint = "Luk den i andre programmer, og tjek, at du må åbne den. Prøv så igen."
        problem = Problem("Filen kan ikke åbnes.", hint, path.name, code="fil_laast")
    raise KitError(problem) from None
