"""The counts an instrument contributes: one tidy shape, no person rows and no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kitlib.columns import fold

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COUNTS", "OTHER", "join_tables", "listed", "tally", "total_change"]

#: Columns of a counts frame and their dtypes.
COUNTS: dict[str, Any] = {
    "tabel": "string", "a": "string", "b": "string",
    "antal": "Int64", "personer": "Int64", "sum": "Int64", "n": "Int64",
}  # fmt: skip

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


def tally(
    name: str,
    a: Sequence[str],
    *,
    of: Sequence[str],
    b: Sequence[str] | None = None,
    by: Sequence[str] = ("",),
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
    weights : sequence of int, optional
        How many each item is; 1 where not given.
    persons : sequence, optional
        Who each item is about, None where nobody is named; without it each item is a person.
    zeros : bool
        Whether combinations that do not occur stand with 0.

    Returns
    -------
    DataFrame
        Columns `COUNTS`. `antal` counts items, `personer` distinct persons in the cell (NA where
        items name nobody), `n` persons behind the whole table (items where they name nobody).

    Examples
    --------
    >>> tally("x.y", ["ja", "ja"], of=("ja", "nej"))[["a", "antal", "n"]].values.tolist()
    [['ja', 2, 2], ['nej', 0, 2]]
    """
    import pandas as pd

    items = pd.DataFrame({"a": list(a), "b": list(b) if b is not None else [by[0]] * len(a)})
    items["antal"] = list(weights) if weights is not None else 1
    who = list(range(len(items))) if persons is None else list(persons)
    items["hvem"] = pd.Series(who, index=items.index, dtype=object)
    total = int(items["antal"].sum())
    people = int(items["hvem"].nunique())
    grouped = items.groupby(["a", "b"]).agg(antal=("antal", "sum"), personer=("hvem", "nunique"))
    grid = pd.MultiIndex.from_product([list(of), list(by)], names=["a", "b"])
    found = grouped.reindex(grid).reset_index()
    found = found.assign(antal=found["antal"].fillna(0), personer=found["personer"].fillna(0))
    if not zeros:
        found = found[found["antal"] > 0]
    if persons is not None:
        found["personer"] = found["personer"].mask((found["personer"] == 0) & (found["antal"] > 0))
    return _shaped(found.assign(tabel=name, n=people if people else total))


def total_change(name: str, changes: Sequence[int], label: str) -> pd.DataFrame:
    """Return how many changed and by how much together: what a pooled mean is made of.

    Examples
    --------
    >>> total_change("who5.aendring", [20, -4], "fra før til efter")["sum"].tolist()
    [16]
    """
    import pandas as pd

    n = len(changes)
    row = {"tabel": name, "a": label, "b": "", "antal": n, "personer": n, "n": n}
    return _shaped(pd.DataFrame([{**row, "sum": int(sum(changes))}]))


def join_tables(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put tables below one another, leaving out those with nobody in them."""
    import pandas as pd

    kept = [t for t in tables if len(t) and int(t["n"].max()) > 0]
    return pd.concat(kept, ignore_index=True) if kept else _shaped(pd.DataFrame())


def _shaped(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reindex(columns=list(COUNTS)).astype(COUNTS).reset_index(drop=True)
