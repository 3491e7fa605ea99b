"""What WHO-5 contributes to the pooled picture: counts of directions and bands, never a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.evidence.change import LABELS
from kitlib.instruments.counted import Keys, half_year, join_tables, tally, total_change
from kitlib.instruments.who5.change import changes, per_person
from kitlib.instruments.who5.columns import TIMES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BANDS", "contribution"]

#: Bands in Danish practice, as first and last index and what they are called.
BANDS = ((0, 35, "0-35"), (36, 50, "36-50"), (51, 100, "over 50"))
_PAIRS = (("før", "efter"), ("før", "3 måneder"), ("efter", "3 måneder"))
_ASKED = ("svarede mindst to gange", "svarede én gang")


def contribution(frame: pd.DataFrame, about: About, keys: Keys) -> pd.DataFrame:
    """Count directions; from one's own file also bands before x after and the sum of change."""
    return _own(frame, keys) if "borger" in frame else _pooled(frame, keys)


def _pooled(frame: pd.DataFrame, keys: Keys) -> pd.DataFrame:
    rows = frame.dropna(subset=["fra", "til", "retning", "antal"])
    when = rows["dato"] if "dato" in rows else [None] * len(rows)
    rows = rows.assign(periode=[half_year(day) for day in when])
    tables = []
    for start, end in _PAIRS:
        pair = rows[(rows["fra"] == start) & (rows["til"] == end)]
        tables.append(
            tally(
                _table("retning", start, end),
                pair["retning"].tolist(),
                of=LABELS,
                keys=keys,
                periods=pair["periode"].tolist(),
                weights=pair["antal"].astype(int).tolist(),
            )
        )
    # The team's table counts persons already, so n is the sum of what it counts.
    return join_tables([t.assign(n=t["antal"].sum(), personer=t["antal"]) for t in tables])


def _own(frame: pd.DataFrame, keys: Keys) -> pd.DataFrame:
    moved = changes(frame)
    tables = []
    for start, end in _PAIRS[:2]:
        pair = moved[(moved["fra"] == start) & (moved["til"] == end)]
        names = [name for _, _, name in BANDS]
        persons = pair["borger"].tolist()
        when = _answered(frame, end, persons)
        whose: dict[str, Any] = {"keys": keys, "persons": persons, "periods": when}
        tables += [
            tally(_table("retning", start, end), pair["retning"].tolist(), of=LABELS, **whose),
            tally(
                _table("baand", start, end),
                _bands(pair["foer"]),
                of=names,
                b=_bands(pair["efter"]),
                by=names,
                **whose,
            ),
            total_change(
                _table("aendring", start, end),
                pair["forskel"].astype(int).tolist(),
                f"fra {start} til {end}",
                **whose,
            ),
        ]
    wide = per_person(frame)
    times = wide[list(TIMES)].notna().sum(axis=1)
    asked = [_ASKED[0] if n > 1 else _ASKED[1] for n in times[times > 0]]
    who = wide.loc[times > 0, "borger"].tolist()
    return join_tables([*tables, tally("who5.daekning", asked, of=_ASKED, keys=keys, persons=who)])


def _answered(frame: pd.DataFrame, time: str, persons: list[str]) -> list[str]:
    """Return the half-year each person answered a measurement in."""
    rows = frame[frame["tidspunkt"] == time]
    if "dato" not in rows:
        return [""] * len(persons)
    days = rows.groupby("borger")["dato"].max()
    return [half_year(days.get(person)) for person in persons]


def _table(name: str, start: str, end: str) -> str:
    pair = {("før", "efter"): "", ("før", "3 måneder"): "_3_mdr"}.get((start, end), "_efter_3_mdr")
    return f"who5.{name}{pair}"


def _bands(indexes: pd.Series) -> list[str]:
    return [
        next(name for low, high, name in BANDS if low <= int(value) <= high) for value in indexes
    ]
