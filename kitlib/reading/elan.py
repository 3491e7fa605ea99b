"""ELAN files (.eaf) through pympi."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

from kitlib.problems import KitError, Problem

__all__ = ["read_elan"]

# ELAN writes none of these. An entity can swell to gigabytes or point at another file.
_UNWANTED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_elan(path: Path) -> list[tuple[float | None, float | None, str | None, str | None, str]]:
    """Return every annotation as (start, slut, lag, foraelder, tekst), seconds from the start.

    Raises
    ------
    KitError
        Where the file is no ELAN file.
    """
    _check_markup(path)
    try:
        with warnings.catch_warnings():
            # pympi warns of versions it does not know; they read alike, and the user cannot act.
            warnings.simplefilter("ignore")
            from pympi import Eaf

            eaf = Eaf(str(path), suppress_version_warning=True)
        return _rows(eaf)
    except Exception:
        # pympi raises bare exceptions, with paths in them, on anything it does not expect.
        hint = "Åbn den i ELAN, og gem den igen."
        raise KitError(
            Problem(
                "Filen er ikke en ELAN-fil, eller den er beskadiget.",
                hint,
                file=path.name,
                code="elan",
            )
        ) from None


def _check_markup(path: Path) -> None:
    content = path.read_bytes()
    # In UTF-16 each letter has a zero beside it; looked at without them, both are one search.
    if _UNWANTED.search(content.replace(b"\x00", b"")):
        hint = "Åbn den i ELAN, og gem den igen."
        raise KitError(
            Problem(
                "Filen indeholder noget, ELAN ikke skriver, og læses derfor ikke.",
                hint,
                file=path.name,
                code="elan",
            )
        )


def _rows(eaf: Any) -> list[tuple[float | None, float | None, str | None, str | None, str]]:
    times: dict[str, tuple[float | None, float | None]] = {}
    hanging: dict[str, str] = {}
    for aligned, references, _, _ in eaf.tiers.values():
        for name, (begin, end, *_) in aligned.items():
            times[name] = _seconds(eaf.timeslots.get(begin)), _seconds(eaf.timeslots.get(end))
        for name, (parent, *_) in references.items():
            hanging[name] = parent
    rows: list[tuple[float | None, float | None, str | None, str | None, str]] = []
    for tier, (aligned, references, attributes, _) in eaf.tiers.items():
        parent_tier = attributes.get("PARENT_REF")
        for name, (_, _, text, _) in aligned.items():
            rows.append((*times[name], tier, None, text or ""))
        for name, (_, text, *_) in references.items():
            rows.append((*_time_of(name, times, hanging), tier, parent_tier, text or ""))
    return rows


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _time_of(
    name: str, times: dict[str, tuple[float | None, float | None]], hanging: dict[str, str]
) -> tuple[float | None, float | None]:
    """Follow an annotation up to the one that has a time; a ring of them has none."""
    seen = set()
    while name in hanging and name not in seen:
        seen.add(name)
        name = hanging[name]
    return times.get(name, (None, None))
