"""What came through the gate: tables, means, and what did not come through and why."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kitlib.disclosure.cellkeys import TOTAL
from kitlib.privacy.policy import TableWords

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Gate", "MeanChange", "SafeTable", "group_names", "ordered"]


@dataclass(frozen=True, eq=False)
class SafeTable:
    """A table that passed: what readers get, and the audit that stays inside.

    Parameters
    ----------
    words : TableWords
        Its words.
    grouping : tuple of str
        What it is parted by; empty for all together.
    series : DataFrame
        `gruppe` ("I alt" for all), the grouping's columns, `periode` ("I alt" for all of them),
        `a`, `b` where there is one, `n` (Int64, NA where it is not told) and `status` ("vist",
        "få", "skjult").
    n_units : int
        Units behind it.
    spread : float
        Standard deviation of how far a number of one period was moved; 0 where none was.
    audit : DataFrame, optional
        Per hidden cell its rule, `low`, `high` and `protected`; no true number.
    """

    words: TableWords
    grouping: tuple[str, ...]
    series: pd.DataFrame = field(repr=False)
    n_units: int
    spread: float = 0.0
    audit: pd.DataFrame | None = field(default=None, repr=False)

    @property
    def periods(self) -> tuple[str, ...]:
        """The half-years it has, in order."""
        return tuple(sorted(set(self.series["periode"]) - {TOTAL}))

    @property
    def public(self) -> pd.DataFrame:
        """All periods together."""
        return self.of(TOTAL)

    def of(self, period: str) -> pd.DataFrame:
        """Return one period of it."""
        rows = self.series[self.series["periode"] == period]
        return rows.drop(columns="periode").reset_index(drop=True)


@dataclass(frozen=True)
class MeanChange:
    """A mean change told roughly: rounded, with n as a band.

    Parameters
    ----------
    change : int
        Rounded.
    n : str
        How many, as a band.
    off : int
        How far it may have been moved, up or down; 0 where it was not.
    periods : tuple of str
        The half-years it has, in order.
    """

    words: TableWords
    change: int
    n: str
    n_units: int
    off: int = 0
    periods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gate:
    """What came through, and what did not and why (for the analyst).

    `moved` is what is kept of it with the release, so that a half-year that is out stays as it is.
    """

    tables: tuple[SafeTable, ...]
    means: tuple[MeanChange, ...]
    held_back: Mapping[str, str]
    method: str = "skjul"
    moved: tuple[Mapping[str, object], ...] = ()


def group_names(groups: Iterable[Hashable]) -> dict[Hashable, str]:
    """Return what each group is called where people read it: no two the same.

    Examples
    --------
    >>> group_names([("Nord", "skole"), "Nord"])
    {('Nord', 'skole'): 'Nord, skole', 'Nord': 'Nord'}
    >>> list(group_names([("Nord", "skole"), "Nord, skole"]).values())
    ['Nord: skole', 'Nord, skole']
    """
    each = list(dict.fromkeys(groups))
    taken = {str(group) for group in each if not isinstance(group, tuple)}
    names: dict[Hashable, str] = {}
    for group in each:
        if not isinstance(group, tuple):
            names[group] = str(group)
            continue
        ways = (sign.join(map(str, group)) for sign in (", ", ": ", " / ", " | "))
        names[group] = next((way for way in ways if way not in taken), repr(group))
        taken.add(names[group])
    return names


def ordered(public: pd.DataFrame) -> pd.DataFrame:
    """Groups in alphabetical order with all together last; labels keep theirs."""
    names = sorted(set(public["gruppe"]) - {TOTAL}, key=str)
    place = {name: i for i, name in enumerate([*names, TOTAL])}
    order = public["gruppe"].map(place)
    return public.iloc[order.argsort(kind="stable")].reset_index(drop=True)
