"""What of a team's data can show how a trial goes: the ones to choose from, and the one chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kitlib.circle.reveal import definite

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.team import Team

__all__ = ["Measure", "measure_of", "measures"]

_INSTRUMENTS = ("postits", "video", "dialoglineal", "who5")


@dataclass(frozen=True)
class Measure:
    """Some of the rows of one instrument.

    Parameters
    ----------
    instrument : str
        Its name; "" where the team has no data.
    column, value : str
        Which rows; "" for all of them.

    Examples
    --------
    >>> Measure("postits", "situation", "garderobe").key
    'postits.situation:garderobe'
    """

    instrument: str
    column: str = ""
    value: str = ""

    @property
    def key(self) -> str:
        return f"{self.instrument}.{self.column}:{self.value}" if self.value else self.instrument

    @property
    def label(self) -> str:
        """What it is called where one chooses."""
        if self.instrument == "video":
            what = f"det, der {self.value}" if self.column == "virkning" else self.value
            return f"Noter om film: {what}" if what else "Alle noter om film"
        if self.instrument == "postits" and self.column == "situation":
            return f"Noter fra {definite(self.value)}"
        if self.instrument == "postits":
            return f"Noter om {self.value}" if self.value else "Alle noterne"
        if self.instrument == "dialoglineal":
            return "Tallene på dialoglinealen"
        return "WHO-5, samlet"


def measures(team: Team) -> dict[str, str]:
    """Return which of a team's data can show how a trial goes: key to label.

    Examples
    --------
    >>> from kitlib import open_team
    >>> found = measures(open_team("sample_data/solsikken"))
    >>> found["postits.situation:garderobe"], found["video.virkning:hjalp"]
    ('Noter fra garderoben', 'Noter om film: det, der hjalp')
    """
    return {found.key: found.label for found in _measures(team)}


def measure_of(team: Team, key: str) -> Measure:
    """Return the measure a trial names; where it names none, the first there is."""
    if key:
        instrument, _, rest = key.partition(".")
        column, _, value = rest.partition(":")
        return Measure(instrument, column, value)
    return next((Measure(name) for name in _INSTRUMENTS if _usable(team, name)), Measure(""))


def _measures(team: Team) -> Iterable[Measure]:
    about = team.said
    for name in _INSTRUMENTS:
        if not _usable(team, name):
            continue
        yield Measure(name)
        frame = team.shown[name]
        if name == "postits":
            yield from _listed(frame, name, "situation", about.day)
            yield from _listed(frame, name, "tema", about.temaer)
        if name == "video":
            yield from _listed(frame, name, "virkning", ("hjalp", "spændte ben"))
            yield from _listed(frame, name, "tema", about.temaer)


def _usable(team: Team, name: str) -> bool:
    frame = team.shown.get(name)
    if frame is None or frame.empty:
        return False
    if name == "dialoglineal":
        return team.about.dialoglineal_faelles
    return name != "video" or bool(frame["dato"].notna().any())


def _listed(
    frame: pd.DataFrame, instrument: str, column: str, known: Sequence[str]
) -> Iterable[Measure]:
    """One measure a value, in the team's own order; its further values after."""
    if column not in frame:
        return
    there = set(frame[column].dropna())
    for value in [v for v in known if v in there] + sorted(there - set(known)):
        yield Measure(instrument, column, str(value))
