"""Siden sidst: the data since a trial began, as their instrument shows them."""

from __future__ import annotations

from datetime import date

from kitlib.circle.measures import measure_of
from kitlib.circle.trials import Trial
from kitlib.figures import View
from kitlib.instruments.since import Begun
from kitlib.team import Team

__all__ = ["since_view"]


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
        Its `data` is told where each instrument shows it (`kitlib.instruments.*.since`).
    """
    measure = measure_of(team, trial.values.get("viser", ""))
    before = f"{measure.label}. " if measure.value else ""
    begun = Begun(
        key=f"siden.{trial.id}",
        asked=f"{before}Hvad har vi set, siden vi begyndte?",
        column=measure.column,
        value=measure.value,
        start=trial.start or today,
        today=today,
        words=words,
    )
    since, frame = measure.since, team.shown.get(measure.instrument)
    if since is None or frame is None or not since.fits(frame, team.said):
        return begun.nothing("Der er ingen noter at se på.")
    if since.dated and trial.start is None:
        return begun.nothing("Der er ikke sagt, hvornår det begyndte.")
    return since.view(frame, team.said, begun)
