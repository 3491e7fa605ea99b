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
    A citizen counts once in both, whatever comes later, and once more among those followed up
    later, where the four goal counts are told of all together only. Each further number of the same
    person tells whoever knows all others a little more, and that is what the bound allows (see
    benchmarks/key_told.py). Those not followed up count too: two tables on different parts of the
    same citizens could be subtracted from each other, and who is missing should be seen.
    The ruler is ordinal, so there is no sum of change: a mean of steps would say more than it can.
    """
    once, later = _counted(frame)
    levels = [_name(band) for band in bands()]
    outcomes = (*OUTCOMES, *OUTSIDE)
    start, now = _bands(once["start"], _NO_START), _bands(once["nu"], _NOT_YET)
    by, whose = (*levels, _NOT_YET), _whose(once, keys)
    again = tuple(label for label in outcomes if label != _NOT_YET)
    return join_tables(
        [
            tally("dialoglineal.udfald", once["udfald"].tolist(), of=outcomes, **whose),
            tally("dialoglineal.start_nu", start, of=(*levels, _NO_START), b=now, by=by, **whose),
            tally("dialoglineal.senere", later["udfald"].tolist(), of=again, **_whose(later, keys)),
        ]
    )


def _whose(rows: pd.DataFrame, keys: Keys) -> dict[str, Any]:
    return {"keys": keys, "persons": rows["borger"].tolist(), "periods": rows["periode"].tolist()}


def _counted(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each citizen as counted once, and those counted once more, with their half-years.

    A citizen counts in the half-year of the first follow-up, as it stood at its end; or in the one
    after that in which they began, where there was none by then. A follow-up in a later half-year
    counts the first time. Whoever has just begun, and is not followed up yet, waits. None of this
    changes when more is written later, so what is out stays true.
    """
    import pandas as pd

    halves = frame["dato"].map(half_year)
    began = halves[halves != ""].groupby(frame["borger"]).min()
    undated = per_citizen(frame[~frame["borger"].isin(began.index)]).assign(periode="")
    once, later = [undated], [undated.iloc[:0]]
    seen: set[str] = set()
    again: set[str] = set()
    for half in _between(halves):
        then = per_citizen(frame[halves <= half]).assign(periode=half)
        new = then["nu_dato"].map(half_year) == half
        due = then["borger"].map(began) < half
        first = (new | due) & ~then["borger"].isin(seen)
        more = new & then["borger"].isin(seen - again)
        once.append(then[first])
        later.append(then[more])
        seen |= set(then.loc[first, "borger"])
        again |= set(then.loc[more, "borger"])
    return pd.concat(once, ignore_index=True), pd.concat(later, ignore_index=True)


def _between(halves: pd.Series) -> list[str]:
    """Return every half-year from the first to the last, also those with no talks."""
    known = sorted(set(halves) - {""})
    years = range(int(known[0][:4]), int(known[-1][:4]) + 1) if known else ()
    every = [f"{year} H{half}" for year in years for half in (1, 2)]
    return [half for half in every if known[0] <= half <= known[-1]]


def _name(band: Band) -> str:
    return f"trin {band.low}-{band.high}"


def _bands(steps: pd.Series, missing: str) -> list[str]:
    names = {step: _name(band) for band in bands() for step in range(band.low, band.high + 1)}
    return [
        missing if gone else names[int(step)]
        for step, gone in zip(steps, steps.isna(), strict=True)
    ]
