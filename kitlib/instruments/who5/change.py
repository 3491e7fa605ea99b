"""Change from one measurement to another, person by person (ring mit)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.instruments.who5.columns import TIMES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CONTRASTS", "POPULATION", "TALK_BELOW", "WHO5_R", "WHO5_SD", "changes", "per_person"]

#: Standard deviation and test-retest reliability of the index; they make a change reliable from
#: 20.4 points, so 24 on the grid of fours. Between what Danish test-retest studies give: minimal
#: detectable change 23.6 (ICC .81, n 554) and 18.6 (ICC .87, n 146).
WHO5_SD = 19.0
WHO5_R = 0.85
#: The two comparisons planned beforehand.
CONTRASTS = (("før", "efter"), ("før", "3 måneder"))
#: Mean index of adults in general, as a quiet reference.
POPULATION = (68, 70)
#: Indexes up to this one are an occasion to talk: Danish practice calls 0-35 and 36-50 risk.
TALK_BELOW = 50


def per_person(frame: pd.DataFrame, value: str = "indeks") -> pd.DataFrame:
    """Return one row a person and one column a measurement.

    Parameters
    ----------
    frame : DataFrame
        Scored person rows: `borger`, `tidspunkt`, and `value`.
    value : str
        The column to lay out, such as "indeks" or "eget_tal".

    Returns
    -------
    DataFrame
        `borger`, then `før`, `efter`, `3 måneder` (Int64, NA where not measured), in the order the
        persons first stand in the file. Of several rows for one measurement the last counts.
    """
    columns = ["borger", *TIMES]
    if value not in frame or frame.empty:
        wide = frame[["borger"]].drop_duplicates() if "borger" in frame else frame
        return wide.reindex(columns=columns).astype(dict.fromkeys(TIMES, "Int64"))
    rows = frame.sort_values("dato", kind="stable") if "dato" in frame else frame
    rows = rows.drop_duplicates(["borger", "tidspunkt"], keep="last")
    wide = rows.pivot(index="borger", columns="tidspunkt", values=value)
    wide = wide.reindex(index=frame["borger"].unique(), columns=list(TIMES)).astype("Int64")
    wide.columns.name = None
    return wide.rename_axis("borger").reset_index()


def changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return each person's change in each planned comparison, with its label.

    Parameters
    ----------
    frame : DataFrame
        Scored person rows.

    Returns
    -------
    DataFrame
        `borger`, `fra`, `til`, `foer`, `efter`, `forskel` (Int64 index points), `retning` (one of
        the five labels). Complete pairs only: nothing is carried forward.
    """
    import pandas as pd

    from kitlib.evidence import reliable_change

    wide = per_person(frame)
    parts = []
    for start, end in CONTRASTS:
        pairs = wide.dropna(subset=[start, end])
        before, after = pairs[start], pairs[end]
        labels = reliable_change(before.tolist(), after.tolist(), sd=WHO5_SD, r=WHO5_R).label
        parts.append(
            pd.DataFrame(
                {
                    "borger": pairs["borger"],
                    "fra": start,
                    "til": end,
                    "foer": before,
                    "efter": after,
                    "forskel": after - before,
                    "retning": labels,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
