"""What `tjek` says of a folder beside what opening it says: keys among the data, dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kitlib.about import About
from kitlib.privacy.dates import check
from kitlib.privacy.stray import stray_keys
from kitlib.problems import Problem

__all__ = ["concerns"]


def concerns(folder: Path, about: About, *, today: date) -> list[Problem]:
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
