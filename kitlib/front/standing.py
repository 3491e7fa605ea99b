"""What stands on the front page: what is here, when the team meets again, and what to mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from kitlib.checking import Checked, check_team
from kitlib.circle.trials import read_trials
from kitlib.dansk import long_date
from kitlib.erased import MARK_NAME
from kitlib.front.athand import at_hand
from kitlib.holding import is_of_lock
from kitlib.instruments import all_instruments
from kitlib.journal.kinds import ALWAYS
from kitlib.journal.logbog import Logbog
from kitlib.placing import is_left, tidy
from kitlib.privacy.dates import check as check_date
from kitlib.problems import Problem
from kitlib.sources import said_counts
from kitlib.team import Team

__all__ = ["kind_of_folder", "mends", "next_meeting", "standing", "teams_in", "what_is_here"]

_ABOUT = "om.toml"


def kind_of_folder(folder: Path) -> str:
    """Tell what a folder is: a team's ("team"), empty ("tom"), or something else ("andet").

    What a killed program had ready is put in place first: half of a team's new folder is not
    something else, to make another team in.

    Raises
    ------
    KitError
        Where somebody is making something there right now.
    """
    if not (folder / _ABOUT).is_file() and any(is_left(path) for path in folder.iterdir()):
        tidy(folder)
    if (folder / _ABOUT).is_file():
        return "team"
    there = [p for p in folder.iterdir() if not _is_ours(p)]
    return "andet" if there else "tom"


def _is_ours(path: Path) -> bool:
    # Files to double-click may be all that somebody was given.
    return (
        is_of_lock(path)
        or is_left(path)
        or path.name == MARK_NAME
        or path.suffix in (".cmd", ".command")
    )


def teams_in(folder: Path) -> list[str]:
    """The folders in it that are teams'."""
    return sorted(path.parent.name for path in folder.glob(f"*/{_ABOUT}"))


def standing(folder: Path, *, today: date) -> dict[str, Any]:
    """Return what the page shows of a team's folder.

    Raises
    ------
    KitError
        As `check_team`.
    """
    found = check_team(folder, today=today)
    return {
        "navn": found.team.name,
        "her": [*what_is_here(found.team), next_meeting(folder, today=today)],
        "venter": found.team.waiting,
        "slettes_nu": check_date(found.team.about, today).status == "forbi",
        "ret": [{**line, "gør": at_hand(line["gør"], folder.name)} for line in mends(found)],
        "overskrift": found.report.headline,
    }


def what_is_here(team: Team) -> list[str]:
    """Say what the folder holds, thing by thing: ["145 post-its", "51 videonoter", "4 klip"].

    Examples
    --------
    >>> from kitlib.team import open_team
    >>> what_is_here(open_team("sample_data/kastanjen"))[-1]
    '2 klip'
    """
    held = [
        instrument.holds(team.frames[name])
        for name, instrument in all_instruments().items()
        if name in team.frames and instrument.holds is not None
    ]
    said = [*said_counts(team.counts), *(words for words in held if words)]
    return said or ["Ingen noter endnu"]


def next_meeting(folder: Path, *, today: date) -> str:
    """Say when the team has agreed to meet again: the first day ahead, else the last one missed.

    Examples
    --------
    >>> next_meeting(Path("sample_data/kastanjen"), today=date(2026, 3, 3))
    'Intet næste møde er aftalt'
    """
    trials = read_trials(Logbog(folder).heads(ALWAYS))
    days = sorted(t.revisit for t in trials if t.open and t.revisit)
    ahead = [day for day in days if day >= today]
    if ahead:
        return f"Næste møde: {long_date(ahead[0])}"
    if days:
        return f"I ville mødes igen {long_date(days[-1])}"
    return "Intet næste møde er aftalt"


def mends(found: Checked) -> list[dict[str, str]]:
    """Return every line of `tjek`, faults first, with what stops the team among them."""
    faults = [_line(p) for p in found.report.together()]
    faults.sort(key=lambda line: line["alvor"] != "fejl")
    told = {line["ord"] for line in faults}
    stops = [{**_line(s.problem), "hvad": s.what} for s in found.stops]
    return [*faults, *(line for line in stops if line["ord"] not in told)]


def _line(problem: Problem) -> dict[str, str]:
    return {
        "hvor": problem.place,
        "ord": problem.message,
        "gør": problem.hint,
        "alvor": problem.level,
        "hvad": "",
    }
