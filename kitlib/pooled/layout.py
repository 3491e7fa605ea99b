"""A published table laid out as people read it: groups or steps down, answers across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kitlib.figures import ALL
from kitlib.privacy.halfyears import said as half_year
from kitlib.privacy.policy import FEW, TableWords
from kitlib.privacy.release_result import MeanChange, SafeTable
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ToldTable", "caveat_of", "laid_out", "mark_of", "span_of", "title_of", "whole_number"]

Number = int | None
_ADDED = (
    "Summen af en række eller søjle er lagt sammen af dens flyttede tal, så den kan være flyttet "
    "mere end de andre."
)


@dataclass(frozen=True)
class ToldTable:
    """A table of numbers, None where they are not told.

    Parameters
    ----------
    corner : str
        What the rows are.
    above : str
        What the columns are; empty in a table of one column.
    heads : tuple of str
        Headings of the columns of numbers.
    rows : tuple of (str, tuple of (int or None))
        Each row's name and its numbers.
    mark : str
        What stands where a number is not told.
    """

    corner: str
    above: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Number, ...]], ...]
    mark: str = HIDDEN


def laid_out(public: pd.DataFrame, words: TableWords, mark: str = HIDDEN) -> ToldTable:
    """Lay out what a table published.

    Parameters
    ----------
    public : DataFrame
        `a`, `n`, and where there are such `gruppe` and `b`.
    words : TableWords
        Its words.
    mark : str
        What stands where a number is not told.

    Examples
    --------
    >>> import pandas as pd
    >>> from kitlib.privacy.policy import release_policy
    >>> words = release_policy().tables["who5.baand"]
    >>> cells = pd.DataFrame({"a": ["0-35", "I alt"], "b": ["over 50"] * 2, "n": [7, 9]})
    >>> laid_out(cells, words).rows
    (('0-35', (7,)), ('I alt', (9,)))
    """
    if "b" in public:
        return replace(_crossed(public, "a", "b", corner=words.a, above=words.b), mark=mark)
    if "gruppe" in public and public["gruppe"].nunique() > 1:
        return replace(_crossed(public, "gruppe", "a", corner="Hvem", above=words.a), mark=mark)
    rows = tuple((str(r.a), (whole_number(r.n),)) for r in public.itertuples())
    return ToldTable(words.a, "", (f"Antal {words.flertal}",), rows, mark)


def mark_of(table: SafeTable) -> str:
    """Return what stands for a number that is not told."""
    return FEW if table.spread else HIDDEN


def span_of(periods: Sequence[str]) -> str:
    """Say which half-years something is of, after a question; empty where it has none.

    Examples
    --------
    >>> span_of(["2026 H1", "2026 H2"])
    ' 1. halvår 2026 til 2. halvår 2026'
    """
    named = [half_year(period) for period in periods if period]
    ends = dict.fromkeys([*named[:1], *named[-1:]])
    return f" {' til '.join(ends)}" if ends else ""


def title_of(what: SafeTable | MeanChange) -> str:
    """Return the question that something answers, with its half-years."""
    return f"{what.words.spoergsmaal}{span_of(what.periods)}"


def caveat_of(table: SafeTable) -> str:
    """Return what stands under a table; of two answers, how its sums are made."""
    if not table.spread or "b" not in table.series:
        return table.words.forbehold
    return f"{table.words.forbehold} {_ADDED}".strip()


def _crossed(public: pd.DataFrame, down: str, across: str, *, corner: str, above: str) -> ToldTable:
    heads = list(dict.fromkeys(str(label) for label in public[across]))
    found = {
        (str(row[down]), str(row[across])): whole_number(row["n"])
        for row in public.to_dict("records")
    }
    names = list(dict.fromkeys(row for row, _ in found))
    rows = tuple(
        # Groups end in everyone; steps and bands in their sum.
        (
            ALL if name == TOTAL and down == "gruppe" else name,
            tuple(found.get((name, head), 0) for head in heads),
        )
        for name in names
    )
    return ToldTable(corner, above, tuple(heads), rows)


def whole_number(value: object) -> Number:
    """Return a published number; None where it is not told."""
    import pandas as pd

    return None if pd.isna(value) else int(str(value))  # type: ignore[call-overload]
