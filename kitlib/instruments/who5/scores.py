"""WHO-5 scores: sum 0-25 and index 0-100, none where an answer is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.dansk import join
from kitlib.instruments.who5.columns import ITEMS
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["alpha", "recode", "score", "score_own", "undeclared"]

_HIGHEST = 5
_TIMES_FOUR = 4  # 5 items of 0-5 make 0-25; the index is 0-100 in steps of 4


def score(frame: pd.DataFrame) -> pd.DataFrame:
    """Add WHO-5's sum and index.

    Parameters
    ----------
    frame : DataFrame
        Columns q1..q5, whole numbers 0-5 or missing, higher is better.

    Returns
    -------
    DataFrame
        The same rows with `sum` (Int64, 0-25) and `indeks` (Int64, 0-100, multiples of 4); both
        NA where any of the five answers is missing.

    Raises
    ------
    KitError
        Where an item column is missing or holds anything but 0-5, as 1-6 codes do.

    Notes
    -----
    Topp et al. (2015): the sum of the five answers times four. A missing answer is not filled in.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame([[3, 3, 2, 4, 3], [5, 5, 5, 5, None]],
    ...                        columns=["q1", "q2", "q3", "q4", "q5"])
    >>> score(answers)[["sum", "indeks"]].values.tolist()
    [[15, 60], [<NA>, <NA>]]
    """
    items = _items(frame)
    total = items["q1"]
    for name in ITEMS[1:]:
        total = total + items[name]
    return frame.assign(sum=total, indeks=total * _TIMES_FOUR)


def recode(frame: pd.DataFrame, coding: str) -> pd.DataFrame:
    """Bring items to 0-5 from the coding they are written in.

    Parameters
    ----------
    frame : DataFrame
        Columns q1..q5 in the coding; other columns are kept.
    coding : {"0-5", "1-6"}
        What om.toml declares as `who5_kodning`.

    Raises
    ------
    KitError
        Where the coding is not declared: a 1-6 file without a 6 looks like 0-5.
    """
    if coding == "0-5":
        return frame
    if coding != "1-6":
        raise KitError(undeclared())
    items = {name: frame[name].astype("Int64") - 1 for name in ITEMS if name in frame}
    return frame.assign(**items)


def undeclared() -> Problem:
    """Return the fault that numbers stand without `who5_kodning`, with what to write."""
    return Problem(
        "Svarene på WHO-5 er tal, men det er ikke sagt, om de går fra 0 til 5 eller fra 1 til 6.",
        'Skriv who5_kodning = "0-5" eller who5_kodning = "1-6" i om.toml. Står svarene med ord, '
        "er det ikke nødvendigt.",
        column="q1",
        code="who5_kodning",
    )


def alpha(frame: pd.DataFrame) -> float:
    """Return Cronbach's alpha of the five items over complete rows.

    Parameters
    ----------
    frame : DataFrame
        Columns q1..q5.

    Notes
    -----
    Cronbach (1951), sample variances. It tells how the items hang together at one time; it is not
    the test-retest reliability that a reliable change needs.
    """
    items = _items(frame).dropna().astype(float)
    k = len(ITEMS)
    return float(k / (k - 1) * (1 - items.var(ddof=1).sum() / items.sum(axis=1).var(ddof=1)))


def _items(frame: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in ITEMS if name not in frame]
    if missing:
        raise KitError(
            Problem(
                f"WHO-5 mangler {join(missing)}.",
                "De fem svar hedder q1, q2, q3, q4 og q5.",
                code="who5_mangler_spoergsmaal",
            )
        )
    try:
        items = frame[list(ITEMS)].astype("Int64")
    except (TypeError, ValueError):
        items = None
    if items is None or ((items < 0) | (items > _HIGHEST)).any().any():
        raise KitError(
            Problem(
                "Svarene på WHO-5 er ikke hele tal fra 0 til 5.",
                'Går de fra 1 til 6, så skriv who5_kodning = "1-6" i om.toml.',
                code="who5_udenfor",
            )
        )
    return items


def score_own(frame: pd.DataFrame) -> pd.DataFrame:
    """Score person rows, and leave the team's counts as they are.

    An item column that is missing altogether counts as unanswered on every row.
    """
    import pandas as pd

    if "borger" not in frame:
        return frame
    absent = {name: pd.array([pd.NA] * len(frame), "Int64") for name in ITEMS if name not in frame}
    return score(frame.assign(**absent))
