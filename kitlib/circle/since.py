"""Siden sidst: the data since a trial began, with its start marked; dots and words first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.circle.reveal import definite
from kitlib.circle.trials import Trial
from kitlib.dansk import long_date, number, short_date
from kitlib.instruments.postits import Material, material, paper
from kitlib.instruments.postits.paper import GAP, INNER, LEFT, Card, Sheet
from kitlib.instruments.postits.weeks import weekly
from kitlib.instruments.postits.words import ATTENTION, corner, notes_word, rows
from kitlib.team import Team
from kitlib.view import View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["since_view"]

_BEFORE = 12  # weeks before the start that are drawn
_CARDS = 6  # notes laid under the dots: the latest
_STRIP = 2.6  # inches for the dots
_USEFUL = 10  # points off the median from which a run chart is read (DOMAIN.md section 5)


def since_view(team: Team, trial: Trial, *, today: date, words: bool = True) -> View:
    """Return what a team's notes hold since a trial began.

    Parameters
    ----------
    team : Team
        With only those notes that may be shown.
    trial : Trial
        Its `viser` says which notes to take; all of them where it says none.
    today : date
    words : bool
        Whether the latest notes are laid under the dots.

    Returns
    -------
    View
        `data` has a row a week: `uge`, `noter`, `gange`, `talt`, `pr_gang` (as the notes over
        time have them) and `fase`, "før" or "siden". Run chart and NAP are told only where it
        is known how often somebody looked, and there are enough weeks.
    """
    import pandas as pd

    key = f"siden.{trial.id}"
    what = trial.values.get("viser", "")
    question = f"{_about(what)}Hvad har vi set, siden vi begyndte?"
    frame = team.frames.get("postits")
    start = trial.start
    if frame is None or start is None:
        why = ("Der er ingen noter at se på. Hvad har I set eller hørt?" if frame is None else
               "Der er ikke sagt, hvornår det begyndte. Hvad har I set eller hørt?")  # fmt: skip
        return _words(key, question, why)
    found = _only(material(frame, team.about), what)
    if found.notes.empty:
        return _words(key, question, "Der er ingen noter om det endnu. Hvad har I set eller hørt?")
    begun = pd.Timestamp(start)
    data = _weeks(found, begun)
    later = found.notes[(found.notes["dato"] >= begun) & (found.notes["dato"].dt.date <= today)]
    before = found.notes[found.notes["dato"] < begun]
    last = later["dato"].max() if len(later) else None
    if last is None:
        say = f"Ingen noter siden {long_date(start)}. Hvad har I set eller hørt?"
    else:
        say = f"{notes_word(len(later))} siden {long_date(start)}, {len(before)} før."
    sure = _sure_words(data)
    caveat = ATTENTION if found.looked.empty else (
        f"{ATTENTION} Tallene under linjen er de gange, vi kiggede.")  # fmt: skip
    cards, height = _laid(later if words else later.iloc[:0])
    alt = (
        "Små gule firkanter, en for hver note, uge for uge. "
        f"En lodret linje ved {long_date(start)}."
    )

    def draw(figure: Any) -> None:
        _draw(Sheet(figure), data, begun, cards)

    return View(
        key, question, f"{say} {sure}".strip(), caveat, alt, data, "hos_teamet", draw,
        _STRIP + height, quotes=bool(cards),
    )  # fmt: skip


def _about(what: str) -> str:
    _, _, rest = what.partition(".")
    name, _, value = rest.partition(":")
    if name == "situation":
        return f"Noter fra {definite(value)}: "
    return f"Noter om {value}: " if name == "tema" else ""


def _words(key: str, question: str, sentence: str) -> View:
    import pandas as pd

    return View(key, question, sentence, "", "Ingen figur endnu.", pd.DataFrame(), "hos_teamet")


def _only(found: Material, what: str) -> Material:
    """Take the notes of one situation or theme; looks at another situation do not count."""
    _, _, rest = what.partition(".")
    name, _, value = rest.partition(":")
    if not value:
        return found
    notes = found.notes[(found.notes[name] == value).fillna(False).astype(bool)]
    piles = found.piles[(found.piles[name] == value).fillna(False).astype(bool)]
    looked = found.looked
    if name == "situation":
        same = looked[name].isna() | (looked[name] == value).fillna(False)
        looked = looked[same.astype(bool)]
    return replace(found, notes=notes, piles=piles, looked=looked)


def _weeks(found: Material, begun: pd.Timestamp) -> pd.DataFrame:
    import pandas as pd

    known = weekly(found)
    first = begun.normalize() - pd.Timedelta(days=begun.weekday())
    start = max(known["uge"].min(), first - pd.Timedelta(weeks=_BEFORE))
    weeks = pd.date_range(start, max(known["uge"].max(), first), freq="7D")
    data = pd.DataFrame({"uge": weeks}).merge(known, how="left", on="uge")
    # Weeks after the last note are drawn up to the start, as weeks without any.
    data["noter"] = data["noter"].fillna(0).astype("int64")
    data["talt"] = data["talt"].eq(True).fillna(False).astype(bool)
    # The week it began in is neither before nor after, but for a start on its Monday.
    whole = data["uge"] >= begun
    data = data.assign(fase=["siden" if w else "før" for w in whole])
    part = (data["uge"] == first) & (begun > first)
    return data.assign(fase=data["fase"].mask(part, "begyndte")).reset_index(drop=True)


def _sure_words(data: pd.DataFrame) -> str:
    """What run chart and NAP say, where they may be asked at all."""
    rates = data["pr_gang"].dropna().astype(float)
    if rates.empty:
        return ""
    from kitlib.evidence import nap, run_chart

    told = ""
    if len(rates) >= _USEFUL:
        chart = run_chart(list(rates))
        if chart.signal is not None:
            told = (
                "Noterne for hver gang, vi kiggede, ligger anderledes, end tilfældige udsving "
                "plejer." if chart.signal else
                "Noterne for hver gang, vi kiggede, svinger ikke mere, end tilfældige udsving "
                "plejer."
            )  # fmt: skip
    a = data.loc[data["fase"] == "før", "pr_gang"].dropna().astype(float)
    b = data.loc[data["fase"] == "siden", "pr_gang"].dropna().astype(float)
    found = nap(list(a), list(b))
    if found.nap is None:
        return told
    pairs = found.m * found.n
    said = (
        f"Lægges hver uge siden ved hver uge før, har ugen siden flest noter pr. gang i "
        f"{number(round(found.nap * pairs, 1))} af {number(pairs)} sammenligninger (lige mange "
        "tæller en halv). Halvdelen ville være tilfældigt."
    )
    if found.standing == "med forbehold":
        said += " Det er få uger, så tag det med forbehold."
    return f"{told} {said}".strip()


def _laid(later: pd.DataFrame) -> tuple[list[Card], float]:
    """The latest notes as cards under the dots."""
    part = later.sort_values("dato", kind="stable").tail(_CARDS)
    width = (INNER - 2 * GAP) / 3
    cards = [
        paper.card([(str(r.observation), "Regular")], width, corner=corner(day=r.dato))
        for r in rows(part)
    ]
    laid = list(paper.masonry(cards, 3, width, _STRIP))
    return laid, paper.height_of(laid) - _STRIP + 0.2 if laid else 0.4


def _draw(sheet: Sheet, data: pd.DataFrame, begun: pd.Timestamp, cards: Sequence[Card]) -> None:
    base = _STRIP - 0.95
    first = data["uge"].iloc[0]
    step = INNER / max(len(data), 12)
    tallest = int(max(data["noter"].max(), 1))
    size = min(0.3, step * 0.9, (base - 0.5) / tallest)
    sheet.line((LEFT, LEFT + INNER), (base, base), gid="bund")
    places = []
    for i, row in enumerate(rows(data)):
        left = LEFT + (i + 0.5) * step - size / 2
        places += [(left, base - (k + 1) * size) for k in range(int(row.noter))]
    sheet.squares(places, size * 0.86, gid="noter", lw=1.0 if size > 0.12 else 0.5)
    _weeks_below(sheet, data, base, step)
    x = LEFT + ((begun - first).days / 7) * step
    sheet.line((x, x), (0.35, base + 0.1), color=look.INK, lw=1.8, gid="begyndte")
    side = "right" if x > LEFT + INNER * 0.7 else "left"
    off = -0.08 if side == "right" else 0.08
    sheet.text(x + off, 0.02, f"her begyndte vi, {short_date(begun)}", 14, ha=side)
    sheet.cards(list(cards))


def _weeks_below(sheet: Sheet, data: pd.DataFrame, base: float, step: float) -> None:
    import pandas as pd

    every = max(1, round(0.85 / step))
    for i, row in enumerate(rows(data)):
        x = LEFT + (i + 0.5) * step
        if not pd.isna(row.gange) and step > 0.2:
            sheet.text(x, base + 0.06, number(int(row.gange)), look.SIZES["tiny"], ha="center",
                       color=look.QUIET)  # fmt: skip
        if i % every == 0:
            label = f"uge {row.uge.isocalendar().week}"
            sheet.text(x, base + 0.27, label, look.SIZES["small"], ha="center", color=look.QUIET)
