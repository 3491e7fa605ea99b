"""What `tjek` says of a folder beside faults in its tables: keys, private skies, dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kitlib.about import About
from kitlib.privacy.dates import check
from kitlib.privacy.stray import stray_keys, sync_warning
from kitlib.problems import Problem

__all__ = ["concerns"]


def concerns(folder: Path, about: About, *, today: date) -> list[Problem]:
    """Return what to say of a team's folder as a place where people's data lie.

    Invented data is nobody's: nothing is said of when it goes or where it lies.
    """
    problems = stray_keys(folder)
    if about.opdigtet:
        return problems
    warning = sync_warning(folder)
    if warning is not None:
        problems.append(warning)
    deadline = check(about, today)
    # That a date is missing is said by om.toml's own check.
    if deadline.status != "mangler" and deadline.problem is not None:
        problems.append(deadline.problem)
    return problems
