"""The counts an instrument contributes: one tidy shape, no person rows and no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kitlib.codes import normal
from kitlib.columns import fold

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COUNTS", "OTHER", "Keys", "half_year", "join_tables", "listed", "tally", "total_change"]

#: Columns of a counts frame and their dtypes. `periode` is a half-year, "" where there is none;
#: `noegle` the sum of the keys of the persons in the cell, modulo 2**32.
COUNTS: dict[str, Any] = {
    "tabel": "string",
    "a": "string",
    "b": "string",
    "periode": "string",
    "antal": "Int64",
    "personer": "Int64",
    "sum": "Int64",
    "n": "Int64",
    "noegle": "Int64",
}

#: Where a label is none of those the team has named beforehand: it may hold a name.
OTHER = "andet"


def listed(words: Iterable[object], known: Sequence[str], missing: str) -> list[str]:
    """Return each word as the team's own list spells it, `OTHER` where it is not on the list.

    Free words never leave: what a pædagog typed late at night may be a name.

    Examples
    --------
    >>> listed(["Leg", None, "hos Oliver"], ["leg", "samling"], "uden situation")
    ['leg', 'uden situation', 'andet']
    """
    spelled = {fold(word): word for word in known}
    return [
        spelled.get(fold(word), OTHER) if isinstance(word, str) and word.strip() else missing
        for word in words
    ]


@dataclass(frozen=True)
class Keys:
    """The lasting keys of a unit's persons and of its counts; see `kitlib.disclosure`.

    Parameters
    ----------
    secret : bytes
        The unit's own.
    """

    secret: bytes = field(repr=False)

    def of_person(self, code: object) -> int:
        """Return a person's key, however the code is written."""
        from kitlib.disclosure import person_key

        return person_key(self.secret, normal(str(code)))

    def of_count(self, *what: str | int) -> int:
        """Return the key of a count without persons; of nobody it is 0, as a sum of none is."""
        from kitlib.disclosure import count_key

        return count_key(self.secret, *what) if what[-1] else 0


def half_year(day: object) -> str:
    """Return the half-year a day lies in; empty where there is no day.

    Examples
    --------
    >>> from datetime import date
    >>> half_year(date(2026, 6, 30)), half_year(date(2026, 7, 1)), half_year(None)
    ('2026 H1', '2026 H2', '')
    """
    year, month = getattr(day, "year", None), getattr(day, "month", None)
    return f"{year} H{1 if month <= 6 else 2}" if month and month == month else ""


def tally(
    name: str,
    a: Sequence[str],
    *,
    of: Sequence[str],
    keys: Keys,
    b: Sequence[str] | None = None,
    by: Sequence[str] = ("",),
    periods: Sequence[str] | None = None,
    weights: Sequence[int] | None = None,
    persons: Sequence[object] | None = None,
    zeros: bool = True,
) -> pd.DataFrame:
    """Count what stands together, in the order of the levels.

    Parameters
    ----------
    name : str
        The table's name, instrument first: "dialoglineal.udfald".
    a, b : sequence of str
        One label an item; each is one of `of` and `by`.
    of, by : sequence of str
        Levels of the table, in the order they are shown.
    keys : Keys
        The unit's keys.
    periods : sequence of str, optional
        The half-year of each item, "" where it has none.
    weights : sequence of int, optional
        How many each item is; 1 where not given.
    persons : sequence, optional
        The code of whom each item is about, None where nobody is named; without it each item is
        a person nobody has named.
    zeros : bool
        Whether combinations that do not occur stand with 0.

    Returns
    -------
    DataFrame
        Columns `COUNTS`. `antal` counts items, `personer` distinct persons in the cell (NA where
        items name nobody), `n` persons behind the whole table (items where they name nobody),
        `noegle` the sum of the keys of the cell's persons, each once, and of what names nobody.

    Examples
    --------
    >>> keys = Keys(b"kun til eksempler")
    >>> tally("x.y", ["ja", "ja"], of=("ja", "nej"), keys=keys)[["a", "antal", "n"]].values.tolist()
    [['ja', 2, 2], ['nej', 0, 2]]
    """
    import pandas as pd

    items = pd.DataFrame({"a": list(a), "b": list(b) if b is not None else [by[0]] * len(a)})
    items["periode"] = list(periods) if periods is not None else ""
    items["antal"] = list(weights) if weights is not None else 1
    who = list(range(len(items))) if persons is None else list(persons)
    items["hvem"] = pd.Series(who, index=items.index, dtype=object)
    total = int(items["antal"].sum())
    people = int(items["hvem"].nunique())
    cell = ["periode", "a", "b"]
    grouped = items.groupby(cell).agg(antal=("antal", "sum"), personer=("hvem", "nunique"))
    when = sorted(set(items["periode"])) or [""]
    grid = pd.MultiIndex.from_product([when, list(of), list(by)], names=cell)
    found = grouped.reindex(grid).reset_index()
    found = found.assign(antal=found["antal"].fillna(0), personer=found["personer"].fillna(0))
    named = items if persons is not None else items.assign(hvem=None)
    sums = {at: _key(name, at, rows, keys) for at, rows in named.groupby(cell)}
    found["noegle"] = [sums.get(tuple(row), 0) for row in found[cell].itertuples(index=False)]
    if not zeros:
        found = found[found["antal"] > 0]
    if persons is not None:
        found["personer"] = found["personer"].mask((found["personer"] == 0) & (found["antal"] > 0))
    return _shaped(found.assign(tabel=name, n=people if people else total))


def _key(name: str, cell: tuple[Any, ...], rows: pd.DataFrame, keys: Keys) -> int:
    """Return a cell's key: of its persons, and of what in it names nobody."""
    from kitlib.disclosure import add_keys

    period, a, b = cell
    nameless = int(rows.loc[rows["hvem"].isna(), "antal"].sum())
    persons = [keys.of_person(code) for code in rows["hvem"].dropna().unique()]
    return add_keys([*persons, keys.of_count(name, a, b, period, nameless)])


def total_change(
    name: str,
    changes: Sequence[int],
    label: str,
    *,
    keys: Keys,
    persons: Sequence[str],
    periods: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return how many changed and by how much together: what a pooled mean is made of.

    Examples
    --------
    >>> keys = Keys(b"kun til eksempler")
    >>> whose = {"keys": keys, "persons": ["U1", "U2"]}
    >>> total_change("who5.aendring", [20, -4], "fra før til efter", **whose)["sum"].tolist()
    [16]
    """
    import pandas as pd

    counted = tally(
        name, [label] * len(changes), of=(label,), keys=keys, persons=persons, periods=periods
    )
    when = list(periods) if periods is not None else [""] * len(changes)
    sums = pd.Series(list(changes), dtype="Int64").groupby(when).sum()
    return _shaped(counted.assign(sum=counted["periode"].map(sums).fillna(0)))


def join_tables(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put tables below one another, leaving out those with nobody in them."""
    import pandas as pd

    kept = [t for t in tables if len(t) and int(t["n"].max()) > 0]
    return pd.concat(kept, ignore_index=True) if kept else _shaped(pd.DataFrame())


def _shaped(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reindex(columns=list(COUNTS)).astype(COUNTS).reset_index(drop=True)
