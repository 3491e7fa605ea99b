"""Everything there is to say of a team's folder before a meeting: decided here, for all who ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kitlib.about import About
from kitlib.privacy.dates import check
from kitlib.privacy.stray import stray_keys
from kitlib.problems import Problem, ProblemReport
from kitlib.stops import Stop, stops
from kitlib.team import Team, open_team
from kitlib.wordfiles import wording_problems

__all__ = ["Checked", "check_team"]

_EMPTY = "Der står ingen noter i mappen endnu. Skriv dem, gem filen, og tjek igen."


@dataclass(frozen=True, eq=False)
class Checked:
    """What was found.

    Parameters
    ----------
    team : Team
    report : ProblemReport
        Every fault and warning in the folder, each told once.
    stops : tuple of Stop
        What will stop the team later, or leave something out.
    """

    team: Team
    report: ProblemReport
    stops: tuple[Stop, ...]

    @property
    def read(self) -> str:
        """What was read, as a sentence; or what to do where nothing was."""
        return f"Læst: {self.team.read}." if self.team.read else _EMPTY


def check_team(folder: str | Path, *, today: date) -> Checked:
    """Look through a team's folder: its data, om.toml, own words, and what will stop the team.

    Raises
    ------
    KitError
        Where it is no team's folder.
    """
    team = open_team(folder)
    report = team.problems + team.worries + _concerns(team.folder, team.about, today=today)
    told = set(report)
    report += (p for p in wording_problems(team.folder, team.about) if p not in told)
    return Checked(team, report, tuple(stops(team, today=today)))


def _concerns(folder: Path, about: About, *, today: date) -> list[Problem]:
    """Return what to say of a team's folder as a place where people's data lie.

    Invented data is nobody's: nothing is said of when it goes.
    """
    problems = stray_keys(folder)
    if about.opdigtet:
        return problems
    deadline = check(about, today)
    # That a date is missing is said by om.toml's own check.
    if deadline.status != "mangler" and deadline.problem is not None:
        problems.append(deadline.problem)
    return problems
