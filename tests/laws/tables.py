"""Tables to be written in any format, and the two laws every reader keeps.

A table is invented once (`TABLES`): rows of a note each, cells as people type them, good ones and
some that no reader can make anything of. A format joins by a function that writes a table to a
path; `holds` then reads it back and counts:

- rows in = rows out + rows told
- filled cells in = values out + cells told

so that nothing is dropped or blanked without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from hypothesis import strategies as st

from kitlib.columns import Column
from kitlib.problems import Problem
from kitlib.reading import read_columns

#: Numbers are written so: thousands, and before decimals.
STYLES = {"dansk": (".", ","), "engelsk": (",", "."), "mellemrum": (" ", ",")}

COLUMNS = (
    Column("dato", "dato", "Dagen.", required=True),
    Column("observation", "tekst", "Det, der blev set.", required=True),
    Column("barn", "kode", "Kode."),
    Column("antal", "tal", "Et tal."),
    Column("maa_vises", "ja_nej", "Om den må vises."),
)

_DAYS = st.sampled_from(
    ["3-3-2026", "25/3/2026", "2026-03-04", "3. marts 2026", "32-1-2026", "2/11"]
)
_WORDS = st.sampled_from(
    [
        "tog støvler på",
        "siger: jeg vil selv",
        "å æ ø",
        "to\nlinjer",
        "ja; og nej, tak",
        'sagde "hej"',
        "Emma\u00ad og Åse",
        "x\x0by",
        "",
    ]
)
_CODES = st.sampled_from(["B07", "u04", "", "010203-1234"])
_NUMBERS = st.one_of(st.none(), st.floats(0, 99_999).map(lambda n: round(n, 2) + 0.001))
_ANSWERS = st.sampled_from(["ja", "nej", "", "måske"])


@dataclass(frozen=True)
class Row:
    """One note; `antal` is a number, written in the style of the file."""

    dato: str
    observation: str
    barn: str
    antal: float | None
    maa_vises: str

    def cells(self, style: str) -> list[str]:
        thousands, point = STYLES[style]
        number = "" if self.antal is None else f"{self.antal:,.4f}"
        number = number.replace(",", "t").replace(".", point).replace("t", thousands)
        return [self.dato, self.observation, self.barn, number, self.maa_vises]


TABLES = st.lists(st.builds(Row, _DAYS, _WORDS, _CODES, _NUMBERS, _ANSWERS), min_size=1, max_size=8)
#: Writes a table, headings first, to a path.
Writer = Callable[[Path, Sequence[Sequence[str]]], None]


def _told(problems: Iterable[Problem]) -> set[tuple[int, str | None]]:
    """Return what was told of: rows, and the column where one was named."""
    return {
        (row, p.column) for p in problems for row in (p.rows or ([p.row] if p.row else [])) if row
    }


def holds(path: Path, rows: Sequence[Row], style: str, write: Writer) -> None:
    """Write a table, read it, and check both laws."""
    heads = [c.name for c in COLUMNS]
    cells = [row.cells(style) for row in rows]
    write(path, [heads, *cells])
    reading = read_columns(path, COLUMNS)
    told = _told(p for p in reading.problems if p.level == "fejl")
    frame = reading.frame
    for number, (row, meant) in enumerate(zip(cells, rows, strict=True), start=2):
        out = number in frame.index
        assert out or any(place == number for place, _ in told), "a row is lost"
        for head, cell in zip(heads, row, strict=True) if out else ():
            if cell.strip():
                value = frame.loc[number, head]
                assert not pd.isna(value) or (number, head) in told, f"a cell of {head} is lost"
        if out and meant.antal is not None and (number, "antal") not in told:
            assert abs(frame.loc[number, "antal"] - meant.antal) < 1e-6, "a number is misread"
