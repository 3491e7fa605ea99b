"""Notes over time: week by week, and as a run chart where it is known how often we looked."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import join, month, number, plural, week
from kitlib.figures import Note, Run, View, Week, Weeks
from kitlib.figures.weeks import per_mark
from kitlib.instruments.marks import corner, empty, most_told, notes_word, rows, several_years
from kitlib.instruments.postits.board import noted, role_of
from kitlib.instruments.postits.tables import Material, dated, material
from kitlib.instruments.postits.words import ATTENTION, NO_NOTES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["USEFUL", "marked_weeks", "noter_over_tid", "weekly"]

#: Points off the median from which a run chart is read.
USEFUL = 10

_PAUSE = 3  # weeks without a note that are told as a pause


def weekly(found: Material) -> pd.DataFrame:
    """Return one row a week from the first to the last day there is anything of.

    Returns
    -------
    DataFrame
        - `uge`: the Monday
        - `noter`: notes of that week (a counted pile has no day, so it is not here)
        - `gange`: times looked, NA where nobody told
        - `talt`: True in a month whose notes were counted on the table; the week's own are unknown
        - `pr_gang`: notes for each time looked; NA where either is unknown or nobody looked

    Notes
    -----
    A pile's day is any day of its period. We take the period to be that month (ours).
    """
    import pandas as pd

    days = pd.concat([found.notes["dato"], found.piles["dato"], found.looked["dato"]])
    weeks = pd.date_range(_monday(days.min()), _monday(days.max()), freq="7D")
    notes = found.notes.groupby(found.notes["dato"].map(_monday))["antal"].sum()
    looked = found.looked.groupby(found.looked["dato"].map(_monday))["gange"].sum()
    months = {(d.year, d.month) for d in found.piles["dato"]}
    frame = pd.DataFrame({"uge": weeks})
    frame["noter"] = frame["uge"].map(notes).fillna(0).astype("int64")
    frame["gange"] = frame["uge"].map(looked).astype("Int64")
    frame["talt"] = [
        any((d.year, d.month) in months for d in (w, w + pd.Timedelta(days=6))) for w in weeks
    ]
    known = (frame["gange"] > 0).fillna(False) & ~frame["talt"]
    frame["pr_gang"] = (frame["noter"] / frame["gange"].where(known)).astype("Float64")
    return frame


def _monday(day: Any) -> Any:
    import pandas as pd

    return day.normalize() - pd.Timedelta(days=day.weekday())


def noter_over_tid(frame: pd.DataFrame, about: About) -> View:
    """Make notes over time: a square a note on its week, or notes for each time looked."""
    key = "postits.noter_over_tid"
    question = about.says(f"{key}.spoergsmaal")
    found = material(dated(frame), about)
    if found.notes.empty:
        say = about.says(NO_NOTES if found.piles.empty else f"{key}.kun_talt")
        return empty(key, question, say + found.hidden_words)
    data = weekly(found)
    if len(data) < 2:
        return empty(key, question, about.says(f"{key}.tom") + found.hidden_words)
    rates = data["pr_gang"].dropna().astype(float).tolist()
    if len(rates) >= USEFUL:
        from kitlib.evidence import run_chart

        chart = run_chart(rates)
        if chart.n_useful >= USEFUL:
            return _run_chart(key, data, chart, found, about)
    return _of_weeks(key, question, data, found, about)


def marked_weeks(data: pd.DataFrame, notes: pd.DataFrame) -> tuple[Week, ...]:
    """Return the weeks of `weekly` with the notes that lie on each, found by week and month."""
    import pandas as pd

    year = several_years(notes["dato"])
    on: dict[Any, list[Note]] = {}
    for row in rows(notes.sort_values("dato", kind="stable")):
        on.setdefault(_monday(row.dato), []).append(_on_week(row, year=year))
    return tuple(
        Week(
            row.uge.date(),
            tuple(on.get(row.uge, ())),
            None if pd.isna(row.gange) else int(row.gange),
            bool(row.talt),
        )
        for row in rows(data)
    )


def _on_week(row: Any, *, year: bool) -> Note:
    import pandas as pd

    small = corner(row.barn, row.situation, role_of(row.hvem_saa), day=row.dato, year=year)
    thursday = _monday(row.dato) + pd.Timedelta(days=3)
    note = noted(row, small, heading=week(thursday))
    return replace(note, keys=(*note.keys, month(thursday)))


def _run_chart(key: str, data: pd.DataFrame, chart: Any, found: Material, about: About) -> View:
    import pandas as pd

    known = data["pr_gang"].dropna().astype(float)
    say = f"{_moved(known)} " + (
        "Det bliver længere på samme side af midten, end tilfældige udsving plejer."
        if chart.signal
        else "Det svinger ikke mere, end tilfældige udsving plejer."
    )
    say += _missing(data)
    line = Run(
        mondays=tuple(day.date() for day in data["uge"]),
        values=tuple(None if pd.isna(v) else float(v) for v in data["pr_gang"]),
        counted=tuple(map(bool, data["talt"])),
        middle=float(chart.median),
        unit="noter for hver gang, vi kiggede",
    )
    return View(
        key=key,
        question=about.says(f"{key}.spoergsmaal_om_gange"),
        sentence=say,
        caveat=f"{about.says(ATTENTION)} {about.says(f'{key}.under_gange')}",
        data=data,
        blocks=(Weeks(weeks=marked_weeks(data, found.notes)), line),
    )


def _missing(data: pd.DataFrame) -> str:
    """Say which weeks the sentence does not count, and why: nobody knows a rate of them."""
    counted = int(data["talt"].sum())
    looks = data.loc[~data["talt"], "gange"]
    unlooked, untold = int((looks == 0).sum()), int(looks.isna().sum())
    parts = [
        f"{counted} er talt på bordet" if counted else "",
        f"i {unlooked} kiggede vi ikke" if unlooked else "",
        f"om {untold} ved vi ikke, hvor tit vi kiggede" if untold else "",
    ]
    weeks = plural(counted + unlooked + untold, "uge", "uger")
    told = join([part for part in parts if part])
    return f" {weeks} er ikke regnet med: {told}." if told else ""


def _moved(rates: pd.Series) -> str:
    """Say in whole notes what was usual in the first half of the weeks, and in the second."""
    half = len(rates) // 2
    first, last = (_typical(float(part.median())) for part in (rates[:half], rates[-half:]))
    if first == last:
        return f"Vi skriver typisk {first}, når vi kigger, både i begyndelsen og til sidst."
    return (
        f"Når vi kiggede, skrev vi typisk {first} i den første halvdel af ugerne og {last} i "
        "den sidste."
    )


def _typical(median: float) -> str:
    """Say a middle in whole notes: "2 noter", "1-2 noter".

    Examples
    --------
    >>> _typical(1.5), _typical(1.0), _typical(0.4), _typical(0.0)
    ('1-2 noter', '1 note', 'højst 1 note', 'ingen noter')
    """
    low, high = math.floor(median), math.ceil(median)
    if not high:
        return "ingen noter"
    if not low:
        return notes_word(high) if median == high else f"højst {notes_word(high)}"
    return notes_word(high) if low == high else f"{number(low)}-{notes_word(high)}"


def _of_weeks(key: str, question: str, data: pd.DataFrame, found: Material, about: About) -> View:
    block = Weeks(weeks=marked_weeks(data, found.notes))
    say = _most(data)
    if (per := per_mark(block)) > 1:
        say += f" Hvert mærke er {number(per)} noter."
    if counted := int(found.piles["antal"].sum()):
        word = plural(counted, "seddel", "sedler")
        say += f" {word} er talt på bordet og har ingen dag."
    looked = "under" if found.looked.empty else "under_faa"
    caveat = f"{about.says(ATTENTION)} {about.says(f'{key}.{looked}')}"
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=caveat,
        data=data,
        blocks=(block,),
    )


def _most(data: pd.DataFrame) -> str:
    """Say where the notes are: the weeks with most of them, and the longest pause."""
    year = several_years(data["uge"])
    counts = {_named(row.uge, year=year): int(row.noter) for row in rows(data)}
    total = notes_word(sum(counts.values()))
    # Two weeks of one month: the month is said once.
    most = re.sub(r"( i .+) og (uge \d+\1)", r" og \2", most_told(counts))
    say = f"{most} af {total}" if most else _spread(data)
    none = (data["noter"] == 0) & ~data["talt"]
    stretches = data[none].groupby((none != none.shift()).cumsum()[none])["uge"]
    pauses = [part for _, part in stretches if len(part) >= _PAUSE]
    if pauses:
        longest = max(pauses, key=len)
        first, last = week(longest.iloc[0]), week(longest.iloc[-1])
        say += f". Ingen fra {first} til {last}"
    return f"{say}."


def _named(monday: Any, *, year: bool) -> str:
    """A week and its month, as the line under the squares may name months alone."""
    import pandas as pd

    return f"{week(monday)} i {month(monday + pd.Timedelta(days=3), year=year)}"


def _spread(data: pd.DataFrame) -> str:
    """Say of how many weeks there are notes where no week or two stand out."""
    told = data.loc[data["noter"] > 0, "noter"]
    known = int(((data["noter"] > 0) | ~data["talt"]).sum())
    each = "højst {} på en uge" if told.nunique() > 1 else "{} på hver"
    most = each.format(number(int(told.max())))
    return f"Der er noter fra {len(told)} af {plural(known, 'uge', 'uger')}, {most}"
