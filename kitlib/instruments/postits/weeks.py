"""Notes over time: week by week, and as a run chart where it is known how often we looked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.dansk import MONTHS_SHORT, number, plural, week
from kitlib.figures import Painted, View
from kitlib.figures.inches import INNER, LEFT, Mark, Sheet
from kitlib.instruments.postits.tables import Material, dated, material
from kitlib.instruments.postits.words import ATTENTION, NO_NOTES, empty, notes_word, rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["noter_over_tid", "weekly"]

_WRITE_DAYS = 'Skriv i arket "Hvornår kiggede vi", så kan noterne ses over tid.'
_USEFUL = 10  # points off the median from which a run chart is read
_HIGH = 3.5  # inches for the tallest week on a projector
_TALLEST = 40  # squares over one week before a square stands for ten notes


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
    key, question = "postits.noter_over_tid", "Hvornår har vi set noget?"
    found = material(dated(frame), about)
    if found.notes.empty:
        say = NO_NOTES if found.piles.empty else (
            "Sedlerne er talt på bordet og har ingen dage. Skriv noterne ind hver for sig, hvis I "
            "vil se dem over tid.")  # fmt: skip
        return empty(key, question, say + found.hidden_words)
    data = weekly(found)
    if len(data) < 2:
        return empty(key, question, "Alle noter er fra den samme uge. Figuren kommer, når der er "
                     "noter fra flere." + found.hidden_words)  # fmt: skip
    rates = data["pr_gang"].dropna().astype(float).tolist()
    if len(rates) >= _USEFUL:
        from kitlib.evidence import run_chart

        chart = run_chart(rates)
        if chart.n_useful >= _USEFUL:
            return _run_chart(key, data, chart, found)
    return _squares(key, question, data, found)


def _run_chart(key: str, data: pd.DataFrame, chart: Any, found: Material) -> View:
    known = data[data["pr_gang"].notna()]
    say = f"Vi skriver typisk {_typical(float(chart.median))}, når vi kigger. "
    say += (
        "Rækken bliver længere på samme side af midten, end tilfældige udsving plejer."
        if chart.signal else "Det svinger ikke mere, end tilfældige udsving plejer."
    )  # fmt: skip
    if unknown := len(data) - len(known):
        say += f" {plural(unknown, 'uge', 'uger')} mangler: vi ved ikke, hvor tit vi kiggede."
    caveat = f"{ATTENTION} Her er antallet delt med de gange, vi kiggede."

    def draw(figure: Any) -> None:
        _draw_run(figure, data, float(chart.median))

    return View(
        key=key,
        question="Ser vi det oftere eller sjældnere, når vi kigger?",
        sentence=say + found.hidden_words,
        caveat=caveat,
        alt=f"En linje over {plural(len(known), 'uge', 'uger')} med noter for hver gang, vi "
        "kiggede, og en vandret linje ved midten. Uger uden viden er huller.",
        data=data,
        blocks=(Painted(draw=draw, height=5.1),),
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


def _draw_run(figure: Any, data: pd.DataFrame, median: float) -> None:
    width, height = look.inches(figure)
    left, right = 1.0, 1.9
    ax = figure.add_axes((left / width, 0.75 / height, (width - left - right) / width,
                          (height - 1.0) / height))  # fmt: skip
    look.bare(ax, keep=("bottom", "left"))
    xs = list(range(len(data)))
    ys = data["pr_gang"].astype("Float64").to_numpy(dtype=float, na_value=math.nan)
    high = float(data["pr_gang"].max())
    ax.set_ylim(0, high * 1.12 or 1)
    ax.set_xlim(-0.7, len(data) - 0.3)
    _hatch(ax, data, ax.get_ylim()[1])
    ax.axhline(median, color=look.QUIET, lw=1.2, gid="midte")
    ax.plot(xs, ys, color=look.BLUE, lw=1.8, marker="o", ms=7, gid="uger", clip_on=False,
            zorder=3)  # fmt: skip
    ax.text(len(data) - 0.1, median, f"midten\n{number(round(median, 1))}", va="center",
            color=look.QUIET, size=14, parse_math=False)  # fmt: skip
    last: Any = data["pr_gang"].last_valid_index()
    if abs(ys[last] - median) > high * 0.14:
        ax.text(len(data) - 0.1, ys[last], _latest(data["uge"][last], ys[last]),
                va="center", color=look.BLUE, size=14)  # fmt: skip
    ticks = sorted({0, *[t for t in ax.get_yticks() if 0 < t <= high * 1.12]})
    decimals = 0 if all(float(t).is_integer() for t in ticks) else 1
    ax.set_yticks(ticks, [number(t, decimals if t else 0) for t in ticks])
    figure.text(LEFT / width, 1 - 0.02 / height, "noter for hver gang, vi kiggede", va="top",
                size=look.SIZES["small"], color=look.QUIET)  # fmt: skip
    _months(ax, data)


def _latest(monday: Any, value: float) -> str:
    return f"{week(monday)}\n{number(round(value, 1))}"


def _thursdays(data: pd.DataFrame) -> list[Any]:
    """A week belongs to the month and the year its Thursday is in (ISO 8601)."""
    import pandas as pd

    return [monday + pd.Timedelta(days=3) for monday in data["uge"]]


def _months(ax: Any, data: pd.DataFrame) -> None:
    """Name each month where it begins, as many as fit; few weeks have their number."""
    if len(data) < 10:
        ax.set_xticks(range(len(data)), [f"{week(d)}\n{d.year}" for d in _thursdays(data)])
        return
    days = _thursdays(data)
    starts = [i for i, d in enumerate(days) if i == 0 or d.month != days[i - 1].month]
    if len(starts) > 1 and starts[1] < len(data) / 14:
        starts = starts[1:]  # the first month has too little of its own to be named
    step = max(1, math.ceil(len(starts) / 14))
    names = []
    for n, i in enumerate(starts[::step]):
        day = days[i]
        year = f"\n{day.year}" if n == 0 or day.month == 1 else ""
        names.append(MONTHS_SHORT[day.month - 1] + year)
    ax.set_xticks(starts[::step], names, ha="left")


def _hatch(ax: Any, data: pd.DataFrame, top: float) -> None:
    """Months counted on the table: hidden from the weeks, so drawn as hidden."""
    spans: list[list[int]] = []
    for i in data.index[data["talt"]]:
        if spans and spans[-1][1] == i - 1:
            spans[-1][1] = i
        else:
            spans.append([i, i])
    for first, last in spans:
        ax.axvspan(first - 0.5, last + 0.5, facecolor="none", edgecolor=look.HAIR, hatch="///",
                   lw=0, gid="talt")  # fmt: skip
        ax.text((first + last) / 2, top, "talt på\nbordet", ha="center", va="top",
                size=look.SIZES["tiny"], color=look.QUIET,
                bbox={"facecolor": look.PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip


def _squares(key: str, question: str, data: pd.DataFrame, found: Material) -> View:
    total = int(data["noter"].sum())
    per = 1
    while data["noter"].max() / per > _TALLEST:
        per *= 10
    with_notes = int((data["noter"] > 0).sum())
    say = f"{notes_word(total)} i {with_notes} af {plural(len(data), 'uge', 'uger')}."
    if per > 1:
        say += f" Hvert mærke er {number(per)} noter."
    if counted := int(found.piles["antal"].sum()):
        word = plural(counted, "seddel", "sedler")
        say += f" {word} er talt på bordet og har ingen dag."
    if found.looked.empty:
        caveat = f"{ATTENTION} {_WRITE_DAYS}"
    else:
        caveat = f"{ATTENTION} Der er for få uger, hvor vi ved, hvor tit vi kiggede, til en linje."
    tall = max(math.ceil(int(data["noter"].max()) / per), 1)
    # As large as a projector has room for, and never so small that a square is not one note.
    size = min(0.34, INNER / max(len(data), 8), max(_HIGH / tall, 0.15))
    height = max(3.9, tall * size + 1.6)

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        _draw_squares(sheet, data, per, size)

    alt = f"Små gule firkanter, en for hver note, over {plural(len(data), 'uge', 'uger')}."
    return View(
        key=key,
        question=question,
        sentence=say + found.hidden_words,
        caveat=caveat,
        alt=alt,
        data=data,
        blocks=(Painted(draw=draw, height=height),),
    )


def _draw_squares(sheet: Sheet, data: pd.DataFrame, per: int, size: float) -> None:
    step = INNER / max(len(data), 8)
    base = sheet.height - 1.0
    ax = sheet.figure.add_axes((
        LEFT / sheet.width, 1.0 / sheet.height, step * len(data) / sheet.width,
        (sheet.height - 1.0) / sheet.height,
    ))  # fmt: skip
    look.bare(ax, keep=("bottom",))
    ax.set_xlim(-0.5, len(data) - 0.5)
    ax.set_ylim(0, base)
    ax.set_zorder(-1)
    _hatch(ax, data, base)
    _months(ax, data)
    told = data["gange"].notna().any()
    ax.tick_params(axis="x", pad=26 if told else 8)
    places: list[Mark] = []
    for i, row in enumerate(rows(data)):
        left = LEFT + (i + 0.5) * step - size / 2 + size * 0.07
        high = math.ceil(row.noter / per)
        places += [(left, base - (k + 1) * size, "") for k in range(high)]
    sheet.squares(places, size * 0.86, gid="noter", lw=1.0 if size > 0.12 else 0.5)
    for i, row in enumerate(rows(data)):
        x = LEFT + (i + 0.5) * step
        if told and step > 0.2 and _times(row.gange):
            sheet.text(x, base + 0.06, _times(row.gange), look.SIZES["tiny"], ha="center",
                       color=look.QUIET)  # fmt: skip
    if told and step > 0.2:
        words = "Tallene lige under linjen: gange, vi kiggede den uge."
        sheet.text(LEFT, sheet.height - 0.06, words,
                   look.SIZES["tiny"], va="bottom", color=look.QUIET)  # fmt: skip


def _times(value: Any) -> str:
    import pandas as pd

    return "" if pd.isna(value) else number(int(value))
