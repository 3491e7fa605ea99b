"""A contribution: what one unit sends to the pooled picture, and the rules it must keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from kitlib.about import KINDS
from kitlib.columns import fold
from kitlib.dansk import plural
from kitlib.disclosure.plain import plain_rows
from kitlib.disclosure.steps import MODULUS
from kitlib.instruments.counted import COUNTS
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FEWEST",
    "LONGEST_LABEL",
    "PERIOD",
    "QUARTER",
    "Contribution",
    "Sort",
    "add",
    "framed",
    "quarter_of",
    "rows_of",
    "too_few",
    "without_few",
]

#: Fewest persons behind a table that leaves by itself; below it only inside a joint contribution
#: (Sundhedsdatastyrelsen's threshold).
FEWEST = 5

#: "bidrag" may be pooled; "del" only joined with others of the unit; "tilbage" takes one back.
Sort = Literal["bidrag", "del", "tilbage"]

QUARTER = re.compile(r"20\d\d K[1-4]")
PERIOD = re.compile(r"(20\d\d H[12])?")
#: What a cell is told apart by.
_CELL = ["tabel", "a", "b", "periode"]
LONGEST_LABEL = 60  # a label is a word or a few; anything longer is somebody's text


@dataclass(frozen=True, eq=False)
class Contribution:
    """Counts of one unit with their keys, with who and when; no person rows, no text.

    Parameters
    ----------
    enhed, type, distrikt : str
        The unit, its kind (one of `kitlib.about.KINDS`) and its district.
    kvartal : str
        Everything up to and with this quarter, such as "2026 K2".
    dato : date
        The day it was made.
    nr : int
        Number among the unit's contributions; a later one takes the place of an earlier.
    rows : sequence of tuple
        Each cell's values in the order of `kitlib.instruments.counted.COUNTS`, None where one is
        missing; see `rows_of`.
    sort : {"bidrag", "del", "tilbage"}
        What it is.
    dele : int
        How many parts were joined into it.
    opdigtet : bool
        Invented sample data, which is never pooled with real.
    """

    enhed: str
    type: str
    distrikt: str
    kvartal: str
    dato: date
    nr: int
    rows: Sequence[tuple[Any, ...]] = field(repr=False)
    sort: Sort = "bidrag"
    dele: int = 1
    opdigtet: bool = False

    @property
    def key(self) -> str:
        """The unit, however its name is written."""
        return fold(self.enhed)

    @property
    def tables(self) -> dict[str, int]:
        """Name of each table, and how many are behind it."""
        return {
            str(t): int(n) for t, n in self.counts.groupby("tabel", sort=False)["n"].max().items()
        }

    @cached_property
    def counts(self) -> pd.DataFrame:
        """The rows as a frame, made when somebody asks: of 200 pooled as one, nobody does."""
        return framed(self.rows)

    def __repr__(self) -> str:
        return (
            f"<Contribution {self.enhed}, {self.kvartal}, nr. {self.nr}: "
            f"{plural(len(self.tables), 'tabel', 'tabeller')}>"
        )

    def faults(self) -> list[str]:
        """Return every rule it breaks, in Danish; nothing where it keeps them all."""
        found = []
        if not fold(self.enhed) or len(self.enhed) > LONGEST_LABEL:
            found.append("Enhedens navn mangler eller er for langt.")
        if self.type not in KINDS:
            found.append("Enhedens type kendes ikke.")
        if not QUARTER.fullmatch(self.kvartal):
            found.append("Kvartalet er ikke skrevet som 2026 K2.")
        if self.nr < 1 or self.dele < 1:
            found.append("Nummeret er ikke et helt tal fra 1.")
        if self.sort not in ("bidrag", "del", "tilbage"):
            found.append("Det er ikke et bidrag, en del eller en tilbagetrækning.")
        return [*found, *_count_faults(self.rows, self.sort)]


def rows_of(counts: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return the rows of a frame of counts as plain values, in the order of `COUNTS`."""
    return plain_rows(counts, list(COUNTS))


def framed(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Return a frame of counts of rows of plain values, in the order of `COUNTS`."""
    import pandas as pd

    values = list(zip(*rows, strict=True)) or [()] * len(COUNTS)
    made = zip(COUNTS.items(), values, strict=True)
    return pd.DataFrame({name: _array(column, kind) for (name, kind), column in made})


def _array(values: Sequence[Any], kind: str) -> Any:
    import numpy as np
    import pandas as pd

    if kind != "Int64":
        return pd.array(list(values), "string")
    # pandas looks at every value to learn what it is; here they are known to be whole or missing.
    gone = np.array([v is None for v in values], dtype=bool)
    return pd.arrays.IntegerArray(np.array([v or 0 for v in values], dtype="int64"), gone)


def _count_faults(rows: Sequence[tuple[Any, ...]], sort: str) -> list[str]:
    if not rows:
        return [] if sort == "tilbage" else ["Der er ingen tal i bidraget."]
    found = []
    of = dict(zip(COUNTS, zip(*rows, strict=True), strict=True))
    counts, persons, behind = of["antal"], of["personer"], of["n"]
    if any(n is None or n < 0 for n in (*counts, *behind)):
        found.append("Et antal mangler eller er under 0.")
    elif any((p or 0) > min(n, all_) for p, n, all_ in zip(persons, counts, behind, strict=True)):
        found.append("Der er flere personer i et felt, end der kan være.")
    if not all(key is not None and 0 <= key < MODULUS for key in of["noegle"]):
        found.append("En nøgle mangler eller er ikke skrevet rigtigt.")
    if not all(_is_period(period) for period in set(of["periode"])):
        found.append("En periode er ikke skrevet som 2026 H1.")
    if len(set(zip(*(of[name] for name in _CELL), strict=True))) < len(rows):
        found.append("Det samme felt står to gange.")
    labels = {label for name in ("tabel", "a", "b") for label in of[name]}
    if any(not isinstance(label, str) or len(label) > LONGEST_LABEL for label in labels):
        found.append("Et felt har en lang tekst, og et bidrag har kun korte overskrifter.")
    if len(set(zip(of["tabel"], behind, strict=True))) > len(set(of["tabel"])):
        found.append("En tabel siger to forskellige antal personer.")
    if sort == "bidrag" and any(n is not None and n < FEWEST for n in behind):
        found.append(f"En tabel har færre end {FEWEST} bag sig og må ikke sendes alene.")
    return found


def _is_period(value: object) -> bool:
    return isinstance(value, str) and PERIOD.fullmatch(value) is not None


def too_few(counts: pd.DataFrame) -> dict[str, int]:
    """Return the tables with fewer than `FEWEST` behind them, and how many there are."""
    few = counts[counts["n"] < FEWEST]
    return {str(t): int(n) for t, n in few.groupby("tabel", sort=False)["n"].max().items()}


def without_few(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the tables that may leave by themselves."""
    return counts[counts["n"] >= FEWEST].reset_index(drop=True)


def quarter_of(day: date) -> str:
    """Return the quarter a day lies in.

    Examples
    --------
    >>> quarter_of(date(2026, 5, 2))
    '2026 K2'
    """
    return f"{day.year} K{(day.month + 2) // 3}"


def add(parts: Sequence[Contribution], *, enhed: str | None = None) -> Contribution:
    """Join parts of one unit into one contribution; counts add up, cell by cell.

    Parameters
    ----------
    parts : sequence of Contribution
        Two or more, of one kind and district.
    enhed : str, optional
        The unit's name where the parts carry the names of its teams.

    Raises
    ------
    KitError
        Where the parts do not belong together, or nothing of the sum may leave; all reasons.

    Notes
    -----
    Keys add up as counts do. A child counted by two teams of one unit counts twice: there are no
    codes to tell it by. Tables
    that still have fewer than `FEWEST` behind them are left out of the sum.
    """
    import pandas as pd

    problems = _mismatches(parts, enhed)
    if problems:
        from kitlib.problems import ProblemReport

        raise KitError(ProblemReport.of(problems))
    stacked = pd.concat([part.counts for part in parts], ignore_index=True)
    order = stacked[_CELL].drop_duplicates()
    added = ["antal", "personer", "sum", "noegle"]
    sums = stacked.groupby(_CELL, sort=False)[added].sum(min_count=1)
    sums["noegle"] %= MODULUS
    per_part = pd.concat([part.counts.groupby("tabel", sort=False)["n"].max() for part in parts])
    n = per_part.groupby(level=0).sum()
    counts = order.merge(sums.reset_index(), on=_CELL).assign(n=lambda frame: frame["tabel"].map(n))
    # A table only some parts have keeps its own order; tables stand in the order first met.
    place = {name: i for i, name in enumerate(order["tabel"].unique())}
    counts = counts.sort_values("tabel", key=lambda names: names.map(place), kind="stable")
    counts = without_few(counts.reset_index(drop=True)[list(COUNTS)].astype(COUNTS))
    if counts.empty:
        raise KitError(
            f"Tilsammen er der stadig færre end {FEWEST} bag hver tabel.",
            hint="Vent, til der er flere, eller saml med flere fra enheden.",
        )
    latest = max(parts, key=lambda part: (part.dato, part.nr))
    return replace(
        latest,
        enhed=enhed or latest.enhed,
        rows=rows_of(counts),
        sort="bidrag",
        kvartal=max(part.kvartal for part in parts),
        dele=sum(part.dele for part in parts),
    )


def _mismatches(parts: Sequence[Contribution], enhed: str | None) -> list[Problem]:
    found = []
    if len(parts) < 2:
        found.append(Problem("Der skal mindst to bidrag til at samle.", "Nævn flere filer."))
    if any(part.sort == "tilbage" for part in parts):
        found.append(Problem("En tilbagetrækning kan ikke samles med andre.", "Lad den være ude."))
    names = {part.key for part in parts}
    if len(names) > 1 and enhed is None:
        found.append(Problem("Delene har hver sit navn.", "Sig enhedens navn med --enhed NAVN."))
    for what in ("type", "distrikt", "opdigtet"):
        if len({getattr(part, what) for part in parts}) > 1:
            word = "opdigtede og rigtige data" if what == "opdigtet" else f"flere slags {what}"
            found.append(
                Problem(
                    f"Delene har {word}, så de hører ikke til samme enhed.",
                    "Saml kun dele fra én enhed.",
                )
            )
    return found
