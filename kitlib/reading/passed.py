"""Rows that are no data: totals, what explains the headings, the kit's own example row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kitlib.columns import Column, fold, is_total
from kitlib.problems import Problem
from kitlib.reading.example import EXAMPLE, is_example, is_whole_example
from kitlib.reading.raw import Cells, Raw
from kitlib.reading.values.cells import as_text

__all__ = ["is_sum", "pass_over"]

# A sum is called in a few words; "han spiste det hele i alt" is a note.
_WORDS = 3
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_DATE_FORM = re.compile(
    r"[(\[]?(?:d{1,2}[-/. ]{1,2}m{1,4}[-/. ]{1,2}[åya]{2,4}"
    r"|dag[-/. ]{1,2}måned[-/. ]{1,2}år)[)\]]?",
    re.IGNORECASE,
)
# One of them is in whatever a sum is called, and in the example.
_PARTS = ("al", "sum", "samt", "samm", "hele", EXAMPLE.casefold().strip())


def pass_over(
    raw: Raw, filled: npt.NDArray[np.bool_], first_row: int, columns: Sequence[Column]
) -> tuple[npt.NDArray[np.bool_], list[Problem]]:
    """Find the rows that are no data: totals, and the example row of the kit's own workbook."""
    explained, told = _explanation(raw, filled, first_row)
    first = raw.columns[0] if raw.columns else None
    cells = first if isinstance(first, Cells) else Cells.blank(len(raw.rows))
    # A million codes are not folded to find that none of them says "I alt".
    written = "\n".join(map(str, cells.uniques)).casefold()
    if not any(part in written for part in _PARTS):
        return explained, told
    codes = cells.codes
    totals = np.isin(codes, [i for i, c in enumerate(cells.uniques) if is_sum(c)]) & filled
    named = np.isin(codes, [i for i, c in enumerate(cells.uniques) if is_example(c)])
    whole = named.copy()
    for place in np.flatnonzero(named).tolist():
        whole[place] = is_whole_example([as_text(_at(c, place)) for c in raw.columns], columns)
    # The first row below the headings is where the kit's workbook has its own.
    edited = named & ~whole & (raw.rows == first_row)
    problems = _passed(raw.rows[totals], _TOTAL) + _passed(raw.rows[edited], _EDITED)
    return explained | totals | whole | edited, told + problems


def _explanation(
    raw: Raw, filled: npt.NDArray[np.bool_], first_row: int
) -> tuple[npt.NDArray[np.bool_], list[Problem]]:
    """Find a row right below the headings that says what to write there: (dd-mm-åååå)."""
    found = np.zeros(len(raw.rows), dtype=bool)
    for place in np.flatnonzero((raw.rows == first_row) & filled).tolist():
        cells = [text for c in raw.columns if (text := as_text(_at(c, place)).strip())]
        in_brackets = len(cells) > 1 and all(_BRACKETED.fullmatch(text) for text in cells)
        found[place] = in_brackets or any(_DATE_FORM.fullmatch(text) for text in cells)
    return found, _passed(raw.rows[found], _EXPLAINS)


def is_sum(cell: object) -> bool:
    """Tell whether a cell calls its row a sum of others.

    Examples
    --------
    >>> is_sum("I alt:"), is_sum("Hele kommunen"), is_sum("han spiste det hele i alt")
    (True, True, False)
    """
    return is_total(cell) and len(fold(str(cell)).split("_")) <= _WORDS


def _at(column: Cells | npt.NDArray[np.int64], place: int) -> object:
    if not isinstance(column, Cells):
        return int(column[place])
    code = column.codes[place]
    return "" if code < 0 or column.uniques[code] is None else column.uniques[code]


def _passed(rows: npt.NDArray[np.int64], like: Problem) -> list[Problem]:
    """Tell of rows that are no notes, all of them in one line."""
    found = tuple(map(int, rows))
    return [replace(like, row=found[0], rows=found if len(found) > 1 else ())] if found else []


_TOTAL = Problem(
    "Rækken er en sum og ikke en note, så den er ikke med.",
    "Slet rækken.",
    level="advarsel",
    code="raekke_i_alt",
)
_EXPLAINS = Problem(
    "Rækken siger, hvad der skal stå i kolonnerne, så den er ikke med.",
    "Slet rækken, eller flyt den op over overskrifterne.",
    level="advarsel",
    code="raekke_forklaring",
)
_EDITED = Problem(
    "Rækken er læst som et eksempel, så den er ikke med.",
    "Slet ordet 'Eksempel', hvis det er jeres egen note.",
    level="advarsel",
    code="raekke_eksempel",
)
