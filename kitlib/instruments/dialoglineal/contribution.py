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

_NO_START = "uden starttal"
_NOT_YET = OUTSIDE[0]


def contribution(frame: pd.DataFrame, about: About) -> pd.DataFrame:
    """Count the four goal counts, and from which band at the start to which band now.

    Notes
    -----
    Both tables count every citizen, also those without a follow-up: two tables on different parts
    of the same citizens could be subtracted from each other. The ruler is ordinal, so there is no
    sum of change: a mean of steps would say more than it can.
    """
    people = per_citizen(frame)
    levels = [_name(band) for band in bands()]
    return join_tables([
        tally("dialoglineal.udfald", people["udfald"].tolist(), of=(*OUTCOMES, *OUTSIDE)),
        tally("dialoglineal.start_nu", _bands(people["start"], _NO_START), of=(*levels, _NO_START),
              b=_bands(people["nu"], _NOT_YET), by=(*levels, _NOT_YET)),
    ])  # fmt: skip


def _name(band: Band) -> str:
    return f"trin {band.low}-{band.high}"


def _bands(steps: pd.Series, missing: str) -> list[str]:
    names = {step: _name(band) for band in bands() for step in range(band.low, band.high + 1)}
    return [missing if gone else names[int(step)]
            for step, gone in zip(steps, steps.isna(), strict=True)]  # fmt: skip
