"""The file a key lies in: text around it is left where it is."""

from __future__ import annotations

from pathlib import Path

from kitlib.ordinary import require_ordinary
from kitlib.problems import KitError, Problem

__all__ = ["OPEN", "SECRET", "keys_in"]

#: What the half that locks begins with, and the one that opens.
OPEN, SECRET = "age1", "AGE-SECRET-KEY"
_CALLED = {OPEN: "nøgle til at låse med", SECRET: "hemmelig nøgle"}


def keys_in(path: str | Path, begins: str) -> tuple[str, ...]:
    """Return the lines of a file that hold a key.

    Parameters
    ----------
    begins : {"age1", "AGE-SECRET-KEY"}
        Which half is asked for.

    Raises
    ------
    KitError
        The file cannot be read, or there is none in it.
    """
    path = Path(path)
    try:
        lines = require_ordinary(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        hint = "Tjek navnet og stien."
        raise KitError(
            Problem("Nøglefilen kan ikke åbnes.", hint, path.name, code="noegle")
        ) from None
    keys = tuple(line.strip() for line in lines if line.strip().startswith(begins))
    if not keys:
        hint = f"Linjen med den begynder med {begins}."
        message = f"Der er ingen {_CALLED[begins]} i filen."
        raise KitError(Problem(message, hint, path.name, code="noegle"))
    return keys
