"""What the answers themselves say of how they are coded; a declaration is held to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kitlib.columns import fold
from kitlib.instruments.who5.columns import ITEMS
from kitlib.instruments.who5.scores import undeclared
from kitlib.instruments.who5.wording import answers
from kitlib.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["coding_of", "contradicted_by"]

_CHECK = "Står det kun i en enkelt celle, så se efter, om det er en slåfejl."


def coding_of(items: pd.DataFrame, declared: str) -> str | Problem:
    """Return the coding the answers are read by, or why no row can be read.

    Parameters
    ----------
    items : DataFrame
        Columns q1..q5 as text, as written.
    declared : {"0-5", "1-6", ""}
        What om.toml says.

    Notes
    -----
    A table of one coding read by the other is scored 20 points wrong, each row of it; so one
    number that cannot be there refuses them all.
    """
    bare, shifts = _found(items)
    if {0, 6} <= bare:
        return _refused(
            "Der står både 0 og 6 i svarene på WHO-5, så de går hverken fra 0 til 5 "
            "eller fra 1 til 6. Ingen rækker er læst.",
            _CHECK,
        )
    by_words = {"0-5", "1-6"} if len(shifts) != 1 else {"0-5" if shifts == {0} else "1-6"}
    possible = by_words - ({"0-5"} if 6 in bare else {"1-6"} if 0 in bare else set())
    if not declared:
        if bare:
            return undeclared() if possible else _contradiction()
        return "1-6" if possible == {"1-6"} else "0-5"
    if declared in possible:
        return declared
    other = "1-6" if declared == "0-5" else "0-5"
    if other not in possible:
        return _contradiction()
    return _refused(
        f'Svarene på WHO-5 passer ikke til who5_kodning = "{declared}" i om.toml: der er svar, '
        f"som kun findes fra {other.replace('-', ' til ')}. Ingen rækker er læst.",
        f'Skriv who5_kodning = "{other}" i om.toml, hvis svarene er skrevet sådan. {_CHECK}',
    )


def contradicted_by(heading: str, coding: str) -> Problem:
    """Say that scores somebody made of the answers fit the other way of writing them."""
    other = "1-6" if coding == "0-5" else "0-5"
    said = other.replace("-", " til ")
    problem = _refused(
        f"Tallene i kolonnen passer kun til svarene, hvis de går fra {said}, "
        f'og der står who5_kodning = "{coding}" i om.toml. Ingen rækker er læst.',
        f'Skriv who5_kodning = "{other}" i om.toml, hvis svarene er skrevet sådan. '
        "Ellers slet kolonnen.",
    )
    return replace(problem, column=heading)


def _found(items: pd.DataFrame) -> tuple[set[int], set[int]]:
    """Return the numbers that stand alone, and how far numbers stand from their words' values."""
    from kitlib.reading.values.cells import labelled, parse_number

    values = {fold(word): value for word, value in answers()}
    bare: set[int] = set()
    shifts: set[int] = set()
    for cell in {str(c) for name in ITEMS if name in items for c in items[name].dropna().unique()}:
        number = parse_number(cell)
        if number is not None:
            bare.add(int(number))
        elif (parts := labelled(cell)) and fold(parts[1]) in values:
            shifts.add(parts[0] - values[fold(parts[1])])
    # A number and a word that belong to no coding together are told where they stand.
    return bare, shifts & {0, 1}


def _contradiction() -> Problem:
    return _refused(
        "Svarene på WHO-5 siger imod hinanden, om de går fra 0 til 5 eller fra 1 til "
        "6. Ingen rækker er læst.",
        _CHECK,
    )


def _refused(message: str, hint: str) -> Problem:
    return Problem(message, hint, column="q1", code="who5_kodning")
