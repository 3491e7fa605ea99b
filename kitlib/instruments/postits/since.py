"""Siden sidst for dated notes: week by week, the start marked; dots and words first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import long_date, number, plural
from kitlib.figures import Cards, Group, Note, View, Weeks
from kitlib.instruments.guesses import definite
from kitlib.instruments.marks import corner, rows
from kitlib.instruments.postits.board import noted
from kitlib.instruments.postits.tables import Material, dated, material
from kitlib.instruments.postits.weeks import USEFUL, marked_weeks, weekly
from kitlib.instruments.postits.words import ATTENTION
from kitlib.instruments.since import ASK, CARDS, Begun, Part, Since

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SINCE", "notes_since"]

_BEFORE = 12  # weeks before the start that are drawn


def notes_since(found: Material, begun: Begun, *, one: str, many: str, caveat: str) -> View:
    """Return the notes of each week before a trial began and since.

    Parameters
    ----------
    found : Material
        Dated notes.
    begun : Begun
    one, many, caveat : str
        What a note is called, and what is said below.

    Returns
    -------
    View
        `data` has a row a week: `uge`, `noter`, `gange`, `talt`, `pr_gang` (as the notes over time
        have them) and `fase`, "før" or "siden". Run chart and NAP are told only where it is known
        how often somebody looked, and there are enough weeks.
    """
    import pandas as pd

    found = _until(_only(found, begun), begun.today)
    if found.notes.empty:
        return begun.nothing("Der er ingen noter om det endnu.")
    start = pd.Timestamp(begun.start)
    data = _weeks(found, start)
    later = found.notes[found.notes["dato"] >= start]
    if later.empty:
        say = f"Ingen noter siden {long_date(begun.start)}. {ASK}"
    else:
        before = len(found.notes) - len(later)
        say = f"{plural(len(later), one, many)} siden {long_date(begun.start)}, {before} før."
    if later.empty and not found.looked.loc[found.looked["dato"] >= start, "gange"].sum():
        # Nobody wrote and nobody looked: weeks without a mark say no more than the sentence.
        return View(key=begun.key, question=begun.asked, sentence=say, data=data)
    latest = later.sort_values("dato", kind="stable").tail(CARDS if begun.words else 0)
    said = tuple(noted(r, corner(day=r.dato)) for r in rows(latest))
    weeks = marked_weeks(data, found.notes)
    if not begun.words:
        # Marks that cannot be opened: on a page that quotes nobody no words lie behind them.
        weeks = tuple(replace(w, notes=tuple(Note("") for _ in w.notes)) for w in weeks)
    cards = Cards(groups=(Group("Det seneste", "", said),))
    return View(
        key=begun.key,
        question=begun.asked,
        sentence=say,
        caveat=f"{caveat} {_sure_words(data)}".strip(),
        data=data,
        blocks=(
            Weeks(weeks=weeks, begun=begun.start),
            *((cards,) if said else ()),
        ),
    )


def _only(found: Material, begun: Begun) -> Material:
    """Take the notes of one situation or theme; looks at another situation do not count."""
    name, value = begun.column, begun.value
    if not value:
        return found
    notes = found.notes[_equal(found.notes, name, value)]
    piles = found.piles[_equal(found.piles, name, value)]
    looked = found.looked
    if name == "situation":
        looked = looked[looked[name].isna() | _equal(looked, name, value)]
    return replace(found, notes=notes, piles=piles, looked=looked)


def _equal(frame: pd.DataFrame, name: str, value: str) -> pd.Series:
    import pandas as pd

    if name not in frame:
        return pd.Series(False, index=frame.index)
    return frame[name].eq(value).fillna(False).astype(bool)


def _until(found: Material, today: date) -> Material:
    parts = {name: getattr(found, name) for name in ("notes", "piles", "looked")}
    return replace(found, **{n: p[p["dato"].dt.date <= today] for n, p in parts.items()})


def _weeks(found: Material, start: pd.Timestamp) -> pd.DataFrame:
    import pandas as pd

    known = weekly(found)
    first = start.normalize() - pd.Timedelta(days=start.weekday())
    begins = max(known["uge"].min(), first - pd.Timedelta(weeks=_BEFORE))
    weeks = pd.date_range(begins, max(known["uge"].max(), first), freq="7D")
    data = pd.DataFrame({"uge": weeks}).merge(known, how="left", on="uge")
    # Weeks after the last note are drawn up to the start, as weeks without any.
    data["noter"] = data["noter"].fillna(0).astype("int64")
    data["talt"] = data["talt"].eq(True).fillna(False).astype(bool)
    # The week it began in is neither before nor after, but for a start on its Monday.
    whole = data["uge"] >= start
    data = data.assign(fase=["siden" if w else "før" for w in whole])
    part = (data["uge"] == first) & (start > first)
    return data.assign(fase=data["fase"].mask(part, "begyndte")).reset_index(drop=True)


def _sure_words(data: pd.DataFrame) -> str:
    """What run chart and NAP say, where they may be asked at all."""
    rates = data["pr_gang"].dropna().astype(float)
    if rates.empty:
        return ""
    from kitlib.evidence import nap, run_chart

    told = ""
    if len(rates) >= USEFUL:
        chart = run_chart(list(rates))
        if chart.signal is not None:
            told = (
                "Noterne for hver gang, vi kiggede, ligger anderledes, end tilfældige udsving "
                "plejer."
                if chart.signal
                else "Noterne for hver gang, vi kiggede, svinger ikke mere, end tilfældige udsving "
                "plejer."
            )
    a = data.loc[data["fase"] == "før", "pr_gang"].dropna().astype(float)
    b = data.loc[data["fase"] == "siden", "pr_gang"].dropna().astype(float)
    found = nap(list(a), list(b))
    if found.nap is None:
        return told
    pairs = found.m * found.n
    said = (
        "Vi har holdt hver uge siden op mod hver uge før. I "
        f"{number(round(found.nap * pairs, 1))} af {number(pairs)} sammenligninger har ugen siden "
        "flest noter for hver gang, vi kiggede (lige mange tæller en halv). Var intet anderledes, "
        "ville det være cirka halvdelen."
    )
    if found.standing == "med forbehold":
        said += " Det er få uger, så tag det med forbehold."
    return f"{told} {said}".strip()


def _since(frame: pd.DataFrame, about: About, begun: Begun) -> View:
    found = material(dated(frame), about)
    looked = "" if found.looked.empty else " Tallene under linjen er de gange, vi kiggede."
    caveat = about.says(ATTENTION) + looked
    return notes_since(found, begun, one="note", many="noter", caveat=caveat)


SINCE = Since(
    "Alle noterne",
    _since,
    parts={
        "situation": Part(lambda value: f"Noter fra {definite(value)}", lambda about: about.day),
        "tema": Part(lambda value: f"Noter om {value}", lambda about: about.temaer),
    },
)
