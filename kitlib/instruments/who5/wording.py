"""WHO-5's own words, from a file under its own licence; the kit runs without it."""

from __future__ import annotations

from kitlib.texts import load

__all__ = ["answers", "item_names", "items", "opening"]

_FILE = "who5/who5"


def opening() -> str:
    """Return the words the items follow on from."""
    return str(load(_FILE, missing_ok=True).get("indledning", ""))


def items() -> tuple[str, ...]:
    """Return the wording of the five items, or nothing where the file is not there."""
    return tuple(load(_FILE, missing_ok=True).get("spoergsmaal", ()))


def answers() -> tuple[tuple[str, int], ...]:
    """Return the answer words with their values 0-5, or nothing where the file is not there."""
    return tuple(load(_FILE, missing_ok=True).get("svar", {}).items())


def item_names() -> tuple[str, ...]:
    """Return what to call the items in a figure: their wording, else "Spørgsmål 1" and so on.

    Examples
    --------
    >>> len(item_names())
    5
    """
    return items() or tuple(f"Spørgsmål {n}" for n in range(1, 6))
