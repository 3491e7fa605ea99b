"""What is told of the cells of a declared column: those that do not fit, and those left blank."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kitlib.columns import Column
from kitlib.problems import Level, Problem
from kitlib.reading.misfit import Misfit

__all__ = ["blanks", "misfits", "told"]

# A column that is wrong all the way down is told by its first rows; the rest is counted.
_TOLD = 100


def misfits(
    column: Column, heading: str, rows: npt.NDArray[np.int64], misfit: Misfit
) -> list[Problem]:
    left_out = _spoilt(column)
    message = misfit.why or {
        "dato": "Datoen kan ikke læses.",
        "heltal": "Tallet passer ikke.",
        "tal": "Tallet passer ikke.",
        "sekunder": "Tidskoden kan ikke læses.",
        "ja_nej": "Svaret er hverken ja eller nej.",
        "valg": "Svaret er ikke et af dem, værktøjet kender.",
    }.get(column.kind, "Cellen kan ikke bruges.")
    hint = misfit.hint or column.allowed_text
    return told(rows, heading, message + left_out, hint, "celle", misfit.level)


def _left_out(column: Column) -> str:
    """Say what a cell that is not there costs its row."""
    if column.kept:
        return " Rækken er med, men ikke i det, der viser tid."
    return " Rækken er ikke med." if column.required else ""


def _spoilt(column: Column) -> str:
    """Say what a cell that cannot be read costs its row."""
    if column.spoilt == "nej":
        return " Ordene i rækken vises ikke."
    return " Rækken er ikke med." if column.spoilt == "raekke" else _left_out(column)


def blanks(column: Column, heading: str, rows: npt.NDArray[np.int64]) -> list[Problem]:
    message = f"Cellen er tom, men skal udfyldes.{_left_out(column)}"
    return told(rows, heading, message, column.allowed_text, "celle_tom")


def told(
    rows: npt.NDArray[np.int64],
    heading: str,
    message: str,
    hint: str,
    code: str,
    level: Level = "fejl",
) -> list[Problem]:
    like = Problem(message, hint, column=heading, level=level, code=code)
    if level == "advarsel" and len(rows):
        # How a column was read is one thing to tell, however many rows it has.
        found = tuple(map(int, rows))
        return [replace(like, row=found[0], rows=found if len(found) > 1 else ())]
    problems = [replace(like, row=int(row)) for row in rows[:_TOLD]]
    if len(rows) > _TOLD:
        from kitlib.dansk import number

        more = f"Det samme gælder {number(len(rows) - _TOLD)} rækker mere."
        problems.append(replace(like, message=more, row=int(rows[_TOLD])))
    return problems
