"""What the ruler contributes to the pooled picture: counts of citizens, never a row of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.instruments.counted import join_tables, tally
from kitlib.instruments.dialoglineal.scores import OUTCOMES, OUTSIDE, per_citizen
from kitlib.instruments.dialoglineal.wording import Band, bands

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["contribution"]

_FOLLOWED = "med start, mål og opfølgning"


def contribution(frame: pd.DataFrame, about: About) -> pd.DataFrame:
    """Count where the citizens began, where they are now, and the four goal counts.

    Notes
    -----
    The ruler is ordinal, so there is no sum of change: a mean of steps would say more than it can.
    """
    people = per_citizen(frame)
    levels = [_name(band) for band in bands()]
    started = people.dropna(subset=["start"])
    moved = started.dropna(subset=["nu"])
    followed = people[people["udfald"].isin(OUTCOMES)]
    coverage = [o if o in OUTSIDE else _FOLLOWED for o in people["udfald"]]
    return join_tables([
        tally("dialoglineal.udfald", followed["udfald"].tolist(), of=OUTCOMES),
        tally("dialoglineal.start", _bands(started["start"]), of=levels),
        tally("dialoglineal.start_nu", _bands(moved["start"]), of=levels,
              b=_bands(moved["nu"]), by=levels),
        tally("dialoglineal.daekning", coverage, of=(_FOLLOWED, *OUTSIDE)),
    ])  # fmt: skip


def _name(band: Band) -> str:
    return f"trin {band.low}-{band.high}"


def _bands(steps: pd.Series) -> list[str]:
    names = {step: _name(band) for band in bands() for step in range(band.low, band.high + 1)}
    return [names[int(step)] for step in steps]
