"""A protected table: what readers get, and the audit that stays inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kitlib.privacy.suppression_attack import Bounds
from kitlib.privacy.suppression_cells import Table
from kitlib.privacy.suppression_exact import Choice
from kitlib.privacy.suppression_rules import Sensitive
from kitlib.privacy.suppression_system import Attacker, System

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HIDDEN", "SHOWN", "Release", "result"]

#: The one mark readers see on every hidden cell, and its opposite.
HIDDEN, SHOWN = "skjult", "vist"
_PRIMARY, _SECONDARY = "primær", "sekundær"


@dataclass(frozen=True, eq=False)
class Release:
    """A protected table: what readers get, and the audit that stays inside.

    Attributes
    ----------
    published : DataFrame
        Every cell and margin: the dimensions, `n` (empty where hidden), `status` ("vist" or
        "skjult").
    cells : DataFrame
        Internal. The same cells with the true `n`, `status` ("vist", "primær", "sekundær"), `rule`,
        and for each hidden cell the attacker's `low` and `high` (inf: no end) and `protected`. In
        a large table of three dimensions they may be narrower than the truth, never wider: both
        are possible numbers, and what lies beyond was not looked into.
    optimal : bool
        Whether no cheaper choice of secondary cells exists.
    gap : float
        How far the cost can at most be above the least possible, as a share of the cost.
    cost, bound : float
        Cost of the secondary cells, and what it is proven to be at least.
    linked : tuple of Release
        The tables that were published together with this one.
    """

    published: pd.DataFrame
    cells: pd.DataFrame
    dims: tuple[str, ...]
    threshold: int
    attacker: Attacker
    optimal: bool
    gap: float
    cost: float
    bound: float
    linked: tuple[Release, ...] = ()

    def __repr__(self) -> str:
        hidden = int((self.published["status"] == HIDDEN).sum())
        return f"Release({len(self.published)} felter, {hidden} skjult)"

    def _repr_html_(self) -> str:
        return str(self.published.to_html(index=False, na_rep="", border=0))


def result(
    system: System,
    number: int,
    read: tuple[Table, Sensitive],
    choice: Choice,
    bounds: Bounds,
    threshold: int,
    attacker: Attacker,
    margins: bool,
) -> Release:
    """Put one table's choice and bounds together, as readers get it and as it stays inside.

    Parameters
    ----------
    system : System
    number : int
        Which of its tables.
    read : (Table, Sensitive)
        That table.
    choice : Choice
    bounds : Bounds
        What the attack found.
    threshold : int
    attacker : {"informed", "nonnegative"}
    margins : bool
        Whether readers get margins.
    """
    import pandas as pd

    whole, found = read
    place = system.tables[number]
    names = [dim.name for dim in whole.dims]
    frame = pd.DataFrame(list(whole.labels()), columns=names, dtype=object)
    n = pd.Series(whole.n.ravel(), dtype="Int64")
    away = choice.hidden[place]
    primary = system.must_hide[place]
    status = np.where(primary, _PRIMARY, np.where(away, _SECONDARY, SHOWN))
    published = frame.assign(n=n.mask(away), status=np.where(away, HIDDEN, SHOWN))
    if not margins:
        published = published[whole.inner].reset_index(drop=True)
    internal = frame.assign(
        n=n,
        status=status,
        rule=_rules(found.rule, away),
        low=np.where(away, bounds.low[place], np.nan),
        high=np.where(away, bounds.high[place], np.nan),
        protected=pd.array(
            [v not in bounds.unprotected if a else None for v, a in zip(place, away, strict=True)],
            dtype="boolean",
        ),
    )
    return Release(
        published=published,
        cells=internal,
        dims=tuple(names),
        threshold=threshold,
        attacker=attacker,
        optimal=choice.optimal,
        gap=choice.gap,
        cost=choice.cost,
        bound=choice.bound,
    )


def _rules(own: np.ndarray, hidden: np.ndarray) -> list[str]:
    pairs = zip(own, hidden, strict=True)
    return [str(rule) or ("beskytter andre" if away else "") for rule, away in pairs]
