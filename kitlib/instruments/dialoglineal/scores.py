"""Bands, and each citizen's start, goal and now; ordinal, so medians and counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.evidence.goals import OUTCOMES
from kitlib.instruments.dialoglineal.wording import bands

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NO_CHANGE", "OUTCOMES", "OUTSIDE", "RULER_R", "RULER_SD", "per_citizen", "score"]

#: Standard deviation and test-retest reliability of the ruler: both assumed, none is published
#:. They give a reliable change of 2.5, so 3 whole steps.
RULER_SD = 2.0
RULER_R = 0.8
#: Changes of at most this many steps are no evidence of change: the whole steps below 2.5.
NO_CHANGE = 2

#: Why a citizen is in none of the four.
OUTSIDE = ("uden opfølgning", "uden starttal eller mål")


def score(frame: pd.DataFrame) -> pd.DataFrame:
    """Add which band each number lies in.

    Parameters
    ----------
    frame : DataFrame
        The table's columns; `borger_tal` is 1-10 or missing.

    Returns
    -------
    DataFrame
        The same rows with `baand` (Int64, 1-5 from least to most able), NA without a number.

    Examples
    --------
    >>> import pandas as pd
    >>> score(pd.DataFrame({"borger_tal": pd.array([1, 4, 10], "Int64")}))["baand"].tolist()
    [1, 2, 5]
    """
    import pandas as pd

    numbers: dict[Any, int] = {
        step: place
        for place, band in enumerate(bands(), start=1)
        for step in range(band.low, band.high + 1)
    }
    steps = frame["borger_tal"].tolist() if "borger_tal" in frame else [None] * len(frame)
    return frame.assign(baand=pd.array([numbers.get(s) for s in steps], dtype="Int64"))


def per_citizen(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row a citizen: where they began, where they want to, where they are now.

    Parameters
    ----------
    frame : DataFrame
        The table's columns, a row a talk.

    Returns
    -------
    DataFrame
        In the order the citizens first stand in the file, never by score: `borger`; `start`,
        `maal`, `nu`, `naeste_maal` (Int64, 1-10); `start_dato`, `nu_dato` (datetime64);
        `samtaler` (Int64, talks with a number); `udfald` (one of `OUTCOMES` or `OUTSIDE`); and
        the latest talk's words: `oensket` (what is valuable to me), `borger_ord`,
        `medarbejder_ord`.

    Notes
    -----
    The start is the first row marked so that has a number. `nu` is the latest follow-up with a
    number. A goal is set for the time until the next follow-up, so the goal `nu` is held against
    is the latest one set before it; only where there is none, the one on the same row. A goal
    set at the latest talk is `naeste_maal`. Reached means at the goal or above it, also for the
    one whose goal was to hold on.
    """
    import pandas as pd

    columns = [
        "borger",
        "dato",
        "tidspunkt",
        "borger_tal",
        "maal_tal",
        "maal",
        "borger_ord",
        "medarbejder_ord",
    ]
    rows = frame.reindex(columns=columns).sort_values("dato", kind="stable")
    people = [_citizen(code, rows[rows["borger"] == code]) for code in frame["borger"].unique()]
    return pd.DataFrame(people, columns=list(_DTYPES)).astype(_DTYPES)


_DTYPES = {
    "borger": "string",
    "start": "Int64",
    "maal": "Int64",
    "nu": "Int64",
    "naeste_maal": "Int64",
    "start_dato": "datetime64[ns]",
    "nu_dato": "datetime64[ns]",
    "samtaler": "Int64",
    "udfald": "string",
    "oensket": "string",
    "borger_ord": "string",
    "medarbejder_ord": "string",
}


def _citizen(code: str, rows: pd.DataFrame) -> dict[str, object]:
    import pandas as pd

    rows = rows.reset_index(drop=True)
    numbered = rows[rows["borger_tal"].notna()]
    starts = numbered[numbered["tidspunkt"] == "start"]
    follow_ups = numbered[numbered["tidspunkt"] == "opfølgning"]
    start = starts.iloc[0] if len(starts) else None
    now = follow_ups.iloc[-1] if len(follow_ups) else None
    goals = rows["maal_tal"].dropna()
    measured = len(rows) if now is None else int(follow_ups.index[-1])
    before = goals[goals.index < measured].tolist()
    after = goals[goals.index >= measured].tolist()
    goal, *later = [before[-1], *after] if before else [*after, pd.NA][:2]
    wishes = rows["maal"].dropna()
    last = rows.iloc[-1]
    return {
        "borger": code,
        "start": pd.NA if start is None else start["borger_tal"],
        "maal": goal,
        "nu": pd.NA if now is None else now["borger_tal"],
        "naeste_maal": later[-1] if later else pd.NA,
        "start_dato": pd.NaT if start is None else start["dato"],
        "nu_dato": pd.NaT if now is None else now["dato"],
        "samtaler": len(numbered),
        "udfald": _outcome(start, goal, now),
        "oensket": wishes.iloc[-1] if len(wishes) else pd.NA,
        "borger_ord": last["borger_ord"],
        "medarbejder_ord": last["medarbejder_ord"],
    }


def _outcome(start: pd.Series | None, goal: object, now: pd.Series | None) -> str:
    import pandas as pd

    if now is None:
        return OUTSIDE[0]
    if start is None or goal is pd.NA:
        return OUTSIDE[1]
    here, began = int(now["borger_tal"]), int(start["borger_tal"])
    if here >= int(str(goal)):
        return OUTCOMES[0]
    if here == began:
        return OUTCOMES[2]
    return OUTCOMES[1] if here > began else OUTCOMES[3]
