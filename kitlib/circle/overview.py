"""All trials of a team on one page: what was tried, how it stands, and what came of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kitlib.circle.measures import measures
from kitlib.circle.since import since_view
from kitlib.circle.trials import Trial, read_trials, said_of
from kitlib.clock import today as clock_today
from kitlib.dansk import genitive, join, long_date, plural
from kitlib.figures.screen import html
from kitlib.journal.kinds import ALWAYS
from kitlib.journal.logbog import Logbog
from kitlib.page import document_html
from kitlib.privacy.answers import read_answers
from kitlib.problems import KitError
from kitlib.team import Team, open_team
from kitlib.writing import write_text

__all__ = ["make_overview", "write_overview"]

_EMPTY = "I har ingen prøvehandlinger endnu. De bliver til i fasen 'Prøve af' i et møde."


def write_overview(
    folder: str | Path, path: str | Path | None = None, *, today: date | None = None
) -> Path:
    """Write every trial of a team on one self-contained page.

    Parameters
    ----------
    folder : str or Path
        The team's folder.
    path : str or Path, optional
        Where to; `ud/proevehandlinger.html` in the folder where not said.
    today : date, optional

    Raises
    ------
    KitError
        Where there is no such folder, no trial yet, or the page may not lie there.
    """
    team = open_team(folder)
    heads = Logbog(Path(folder)).heads(ALWAYS)
    trials = read_trials(heads)
    if not trials:
        raise KitError(_EMPTY, hint="Skriv: laeringskit session MAPPE")
    day = today or clock_today()
    counts = [(word, sum(t.standing == word for t in trials)) for word in _STANDINGS]
    told = join([f"{n} {word}" for word, n in counts if n])
    html = document_html(
        title=f"{genitive(team.name)} prøvehandlinger",
        under=f"{plural(len(trials), 'prøvehandling', 'prøvehandlinger')}: {told}.",
        sections=[_section(t, i, team, day) for i, t in enumerate(reversed(trials))],
        home=team.home,
    )
    where = Path(path or team.home.out / "proevehandlinger.html")
    return write_text(where, html, team.home, output="prøvehandlinger.html")


_STANDINGS = ("i gang", "justeret", "beholdt", "sluppet", "udkast")


def _section(trial: Trial, number: int, team: Team, today: date) -> dict[str, Any]:
    from kitlib.privacy.cover import as_answered

    told = partial(as_answered, answers=read_answers(team.folder))
    parts: list[dict[str, Any]] = [
        {"label": question, "paragraphs": told(said).split("\n"), "points": []}
        for name, question, said in said_of(trial, team)
        if name != "hvad"
    ]
    for decision in trial.decisions:
        said = [told(decision.children)] if decision.children else []
        when = f", {long_date(decision.day)}" if decision.day else ""
        did = f"Vi {decision.choice} det" if decision.choice else "Siden sidst"
        parts.append({"label": f"{did}{when}", "paragraphs": said, "points": []})
    section = {
        "title": told(trial.values.get("hvad") or "Uden ord"),
        "under": trial.standing.capitalize(),
        "parts": parts,
        "picture": "",
        "after": [],
    }
    if trial.agreed and trial.start and trial.start <= today:
        view = since_view(team, trial, today=today, words=False)
        if not view.is_empty:
            section["picture"] = html(view, f"p{number}")
            section["after"] = [view.sentence, view.caveat]
    return section


def make_overview(source: Path, out: Path) -> list[Path]:
    """Make the page with one trial on it, for the register of outputs."""
    from kitlib.circle.session import Session

    session = Session.open(source)
    begun = session.trials.put("hvad", "To ad gangen i garderoben.")
    trial = begun.field.split(".")[1]
    session.trials.put("fra", "2026-03-02", trial=trial)
    session.trials.put("viser", next(iter(measures(session.team)), ""), trial=trial)
    session.trials.agree(trial)
    return [write_overview(source, out / "proevehandlinger.html")]
