"""Siden sidst: the data since a trial began, with its start marked; dots and words first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kitlib.circle.measures import Measure, measure_of
from kitlib.circle.since_people import ruler_since, who5_since
from kitlib.circle.since_words import ASK, CARDS, question, words_only
from kitlib.circle.trials import Trial
from kitlib.dansk import long_date, number, plural
from kitlib.figures import Cards, Group, Note, View, Weeks
from kitlib.instruments.postits import Material, material
from kitlib.instruments.postits.board import noted
from kitlib.instruments.postits.tables import dated
from kitlib.instruments.postits.weeks import marked_weeks, weekly
from kitlib.instruments.postits.words import ATTENTION, corner, rows
from kitlib.instruments.video.film import OURS
from kitlib.noteids import ID
from kitlib.team import Team

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["since_view"]

_BEFORE = 12  # weeks before the start that are drawn
_USEFUL = 10  # points off the median from which a run chart is read


def since_view(team: Team, trial: Trial, *, today: date, words: bool = True) -> View:
    """Return what a team's data hold since a trial began.

    Parameters
    ----------
    team : Team
        With only those notes that may be shown.
    trial : Trial
        Its `viser` says which data to take; where it says none, all notes there are.
    today : date
        Nothing after it is shown.
    words : bool
        Whether the latest words are laid under the dots.

    Returns
    -------
    View
        Of notes and notes about film, `data` has a row a week: `uge`, `noter`, `gange`, `talt`,
        `pr_gang` (as the notes over time have them) and `fase`, "før" or "siden". Run chart and
        NAP are told only where it is known how often somebody looked, and there are enough weeks.
        Of the ruler it has a row a citizen, and of WHO-5 the counts, which have no days.
    """
    key = f"siden.{trial.id}"
    measure = measure_of(team, trial.values.get("viser", ""))
    frame = team.shown.get(measure.instrument)
    asked = question(measure)
    own = measure.instrument == "dialoglineal" and not team.about.dialoglineal_faelles
    if frame is None or own:
        return words_only(key, asked, f"Der er ingen noter at se på. {ASK}")
    if measure.instrument == "who5":
        return who5_since(key, team)
    if trial.start is None:
        return words_only(key, asked, f"Der er ikke sagt, hvornår det begyndte. {ASK}")
    if measure.instrument == "dialoglineal":
        return ruler_since(key, frame, team.said, trial.start, today, words=words)
    notes = _film_notes if measure.instrument == "video" else _notes
    return _notes_since(key, asked, notes(frame, team, measure), trial.start, today, words)


@dataclass(frozen=True)
class _Notes:
    """Dated notes of one kind, and what is said of them."""

    found: Material
    one: str
    many: str
    caveat: str

    def count(self, n: int) -> str:
        return plural(n, self.one, self.many)


def _notes(frame: pd.DataFrame, team: Team, measure: Measure) -> _Notes:
    found = _only(material(dated(frame), team.said), measure)
    looked = " Tallene under linjen er de gange, vi kiggede."
    said = ATTENTION + ("" if found.looked.empty else looked)
    return _Notes(found, "note", "noter", said)


def _film_notes(frame: pd.DataFrame, team: Team, measure: Measure) -> _Notes:
    """Notes about film as notes: a film is chosen, so no count of looks goes with them."""
    kept = [c for c in ("dato", "hvad", "tema", "virkning", "maa_vises", ID) if c in frame]
    notes = frame[kept].rename(columns={"hvad": "observation"})
    found = _only(material(dated(notes), team.said), measure)
    said = f"Noterne viser det, vi valgte at filme, ikke hvor tit det sker. {OURS}"
    return _Notes(found, "note om film", "noter om film", said)


def _only(found: Material, measure: Measure) -> Material:
    """Take the notes of one situation or theme; looks at another situation do not count."""
    name, value = measure.column, measure.value
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


def _notes_since(
    key: str, asked: str, those: _Notes, start: date, today: date, words: bool
) -> View:
    import pandas as pd

    found = _until(those.found, today)
    if found.notes.empty:
        return words_only(key, asked, f"Der er ingen noter om det endnu. {ASK}")
    begun = pd.Timestamp(start)
    data = _weeks(found, begun)
    later = found.notes[found.notes["dato"] >= begun]
    if later.empty:
        say = f"Ingen noter siden {long_date(start)}. {ASK}"
    else:
        before = len(found.notes) - len(later)
        say = f"{those.count(len(later))} siden {long_date(start)}, {before} før."
    latest = later.sort_values("dato", kind="stable").tail(CARDS if words else 0)
    said = tuple(noted(r, corner(day=r.dato)) for r in rows(latest))
    weeks = marked_weeks(data, found.notes)
    if not words:
        # Marks that cannot be opened: on a page that quotes nobody no words lie behind them.
        weeks = tuple(replace(w, notes=tuple(Note("") for _ in w.notes)) for w in weeks)
    cards = Cards(groups=(Group("Det seneste", "", said),))
    return View(
        key=key,
        question=asked,
        sentence=say,
        caveat=f"{those.caveat} {_sure_words(data)}".strip(),
        data=data,
        blocks=(
            Weeks(weeks=weeks, begun=start),
            *((cards,) if said else ()),
        ),
    )


def _until(found: Material, today: date) -> Material:
    parts = {name: getattr(found, name) for name in ("notes", "piles", "looked")}
    return replace(found, **{n: p[p["dato"].dt.date <= today] for n, p in parts.items()})


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
