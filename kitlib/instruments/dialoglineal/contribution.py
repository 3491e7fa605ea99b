"""What the ruler contributes to the pooled picture: counts of citizens, never a row of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.instruments.counted import Keys, half_year, join_tables, tally
from kitlib.instruments.dialoglineal.scores import OUTCOMES, OUTSIDE, per_citizen
from kitlib.instruments.dialoglineal.wording import Band, bands

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["contribution"]

_NO_START = "uden starttal"
_NOT_YET = OUTSIDE[0]


def contribution(frame: pd.DataFrame, about: About, keys: Keys) -> pd.DataFrame:
    """Count the four goal counts, and from which band at the start to which band now.

    Notes
    -----
    Both tables count every citizen, also those without a follow-up: two tables on different parts
    of the same citizens could be subtracted from each other. Each half-year counts its own new
    follow-ups, so what has been counted stays as it is; who has none stands where they began.
    The ruler is ordinal, so there is no sum of change: a mean of steps would say more than it can.
    """
    people = _followed_up(frame)
    levels = [_name(band) for band in bands()]
    periods = [half_year(day) for day in people["nu_dato"].fillna(people["start_dato"])]
    whose: dict[str, Any] = {"keys": keys, "persons": people["borger"].tolist(), "periods": periods}
    outcomes = (*OUTCOMES, *OUTSIDE)
    start, now = _bands(people["start"], _NO_START), _bands(people["nu"], _NOT_YET)
    by = (*levels, _NOT_YET)
    return join_tables(
        [
            tally("dialoglineal.udfald", people["udfald"].tolist(), of=outcomes, **whose),
            tally("dialoglineal.start_nu", start, of=(*levels, _NO_START), b=now, by=by, **whose),
        ]
    )


def _followed_up(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each half-year a citizen was followed up in, as it stood at its end."""
    import pandas as pd

    latest = per_citizen(frame)
    halves = frame["dato"].map(half_year)
    rows = [latest[latest["nu_dato"].isna()]]
    for half in sorted(set(halves) - {""}):
        then = per_citizen(frame[halves <= half])
        rows.append(then[then["nu_dato"].map(half_year) == half])
    return pd.concat(rows, ignore_index=True)


def _name(band: Band) -> str:
    return f"trin {band.low}-{band.high}"


def _bands(steps: pd.Series, missing: str) -> list[str]:
    names = {step: _name(band) for band in bands() for step in range(band.low, band.high + 1)}
    return [
        missing if gone else names[int(step)]
        for step, gone in zip(steps, steps.isna(), strict=True)
    ]
