"""A table as most tools protect it, and the subtraction that takes it apart."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kitlib.dansk import number, plural
from kitlib.evidence import LABELS
from kitlib.instruments.counted import Keys
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EXAMPLE", "Attack", "LessonGrid", "example_counts", "naive_attack"]

#: An invented district table to attack: per unit how many went each way, in the order of LABELS.
EXAMPLE = {
    "Nord": ((6, 7, 5, 6, 2), (9, 8, 7, 5, 6), (7, 8, 9, 6, 7)),
    "Syd": ((7, 9, 6, 8, 5), (6, 5, 8, 7, 6), (8, 7, 6, 9, 9)),
    "Øst": ((1, 4, 8, 9, 6), (2, 6, 7, 8, 9), (0, 9, 6, 6, 8)),
}
_TABLE = "who5.retning"


@dataclass(frozen=True)
class LessonGrid:
    """A small table of text, hidden ones hatched."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: str = ""

    def __repr__(self) -> str:
        lines = [self.heads, *self.rows]
        wide = [max(len(row[i]) for row in lines) for i in range(len(self.heads))]
        said = ["  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)) for row in lines]
        return "\n".join([*(line.rstrip() for line in said), *([self.below] * bool(self.below))])

    def _repr_html_(self) -> str:
        pad = "padding:4px 14px 4px 0;text-align:left"
        away = "background:repeating-linear-gradient(135deg,#fff 0 4px,#ccc 4px 5px)"
        head = "".join(f"<th style='{pad}'>{escape(h)}</th>" for h in self.heads)
        body = "".join(
            "<tr>"
            + "".join(
                f"<td style='{pad};{away if c == HIDDEN else ''}'>{escape(c)}</td>" for c in row
            )
            + "</tr>"
            for row in self.rows
        )
        below = f"<p style='font-size:19px'><b>{escape(self.below)}</b></p>" if self.below else ""
        return f"<table style='font-size:17px'><thead><tr>{head}</tr></thead>{body}</table>{below}"


@dataclass(frozen=True)
class Attack:
    """A table to attack, and what subtraction finds in it.

    Parameters
    ----------
    shown : LessonGrid
        The table as it was printed.
    found : LessonGrid
        Each hidden number that can be worked out, and how.
    """

    shown: LessonGrid
    found: LessonGrid


def naive_attack() -> Attack:
    """Return a table where only 1-4 is hidden, and what that is worth."""
    table = _naive()
    return Attack(_as_grid(table), _subtracted(table))


def example_counts() -> pd.DataFrame:
    """Return the table as units would have sent it."""
    import pandas as pd

    keys = Keys(b"opdigtet")
    rows = [
        (
            name := f"Skole {i} i {where}",
            "skole",
            where,
            _TABLE,
            label,
            "",
            "",
            n,
            None,
            keys.of_count(name, label, n),
        )
        for where, units in EXAMPLE.items()
        for i, numbers in enumerate(units, start=1)
        for label, n in zip(LABELS, numbers, strict=True)
    ]
    columns = ["enhed", "type", "distrikt", "tabel", "a", "b", "periode", "antal", "sum", "noegle"]
    return pd.DataFrame(rows, columns=columns)


def _naive() -> pd.DataFrame:
    """A crosstab with all margins where 1-4 is blank: what most tools give."""
    counts = example_counts()
    table = counts.pivot_table(
        index="distrikt",
        columns="a",
        values="antal",
        aggfunc="sum",
        margins=True,
        margins_name=TOTAL,
    )[[*LABELS, TOTAL]]
    return table.where((table == 0) | (table >= 5))


def _as_grid(table: pd.DataFrame) -> LessonGrid:
    heads = ("", *(str(c).partition(", ")[0] for c in table.columns))
    rows = tuple(
        (str(name), *(HIDDEN if n != n else number(int(n)) for n in table.loc[name]))
        for name in table.index
    )
    return LessonGrid(heads, rows)


def _subtracted(table: pd.DataFrame) -> LessonGrid:
    """Subtract in every line that has one hole; no more is needed."""
    rows = []
    for name in table.index:
        *parts, total = table.loc[name]
        holes = [i for i, n in enumerate(parts) if n != n]
        if len(holes) == 1 and total == total:
            rest = int(total) - sum(int(n) for n in parts if n == n)
            label = str(table.columns[holes[0]]).partition(", ")[0]
            sums = " - ".join(number(int(n)) for n in (total, *(n for n in parts if n == n)))
            rows.append((f"{name}, {label}", sums, number(rest)))
    below = f"{plural(len(rows), 'skjult tal', 'skjulte tal')} regnet ud på et øjeblik."
    return LessonGrid(("Felt", "Regnestykke", "Det skjulte tal"), tuple(rows), below)
