"""What of a team's data can show how a trial goes: the ones to choose from, and the one chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kitlib.instruments import all_instruments
from kitlib.instruments.since import Since

if TYPE_CHECKING:
    from kitlib.team import Team

__all__ = ["Measure", "measure_of", "measures"]


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
    def since(self) -> Since | None:
        """How its instrument shows it; None where it does not, or not these rows."""
        found = all_instruments().get(self.instrument)
        since = found.since if found else None
        return since if since and (not self.value or self.column in since.parts) else None

    @property
    def label(self) -> str:
        """What it is called where one chooses."""
        if self.since is None:
            return ""
        return self.since.parts[self.column].label(self.value) if self.value else self.since.whole


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
    return next(iter(_measures(team)), Measure(""))


def _measures(team: Team) -> Iterable[Measure]:
    """Each instrument's rows as a whole, then by value: in the team's order, others after."""
    for name, instrument in all_instruments().items():
        since, frame = instrument.since, team.shown.get(name)
        if not since or frame is None or frame.empty or not since.fits(frame, team.said):
            continue
        yield Measure(name)
        for column, part in since.parts.items():
            there = set(frame[column].dropna()) if column in frame else set()
            known = [value for value in part.known(team.said) if value in there]
            for value in (*known, *sorted(there.difference(known))):
                yield Measure(name, column, str(value))
