"""A municipality's goals: which numbers speak of each, and the stories (fortællinger) beside them.

A story is a file of its own, retold about the environment. It comes out only when it holds no
identifier that nobody has answered, no unit, no code and no date, and a leader who is named there
has approved it. The leader's name stays in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kitlib.columns import fold
from kitlib.dansk import MONTHS, WEEKDAYS
from kitlib.pooled.page import Goal
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.settings import read_settings, unlike

__all__ = ["read_goals"]

# What the files hold, and of which kind each is; a goal needs its title only.
_LIKE = {"maal": [{"titel": "", "tabeller": [""], "fortaellinger": [""]}, {"titel": ""}]}
_STORY = {"tekst": "", "godkendt_af": ""}

_CODE = re.compile(r"\b[A-ZÆØÅ]{1,2}\d{1,3}\b")
_DAY = re.compile(
    rf"\b(\d{{1,2}}[-./]\d{{1,2}}([-./]\d{{2,4}})?|\d{{1,2}}\. ?({'|'.join(MONTHS)})|"
    rf"(19|20)\d\d|uge \d{{1,2}}|({'|'.join(WEEKDAYS)})en? d)\b",
    re.IGNORECASE,
)


def read_goals(path: str | Path, *, units: Sequence[str] = ()) -> tuple[Goal, ...]:
    """Read the goals and their stories, or say everything that keeps them from coming out.

    Parameters
    ----------
    path : str or Path
        A TOML file with `[[maal]]`: `titel`, `tabeller` (names of tables) and `fortaellinger`
        (files beside it, each with `tekst` and `godkendt_af`).
    units : sequence of str
        Names of units, none of which a story may name.

    Raises
    ------
    KitError
        All that is wrong at once; never a word of a story.
    """
    path = Path(path)
    settings = read_settings(path, kind="maal")
    problems = [*settings.problems, *unlike(settings, _LIKE)]
    if problems:
        raise KitError(ProblemReport.of(problems).in_order())
    goals = []
    for number, entry in enumerate(settings.table.get("maal", ())):
        stories = []
        for name in entry.get("fortaellinger", ()):
            story, found = _story(path.parent / name, units)
            problems += found
            stories.append(story)
        title = entry.get("titel", "").strip()
        if not title:
            hint = "Skriv titel, tabeller og fortaellinger."
            message = "Et mål er ikke skrevet rigtigt."
            problems.append(settings.problem(("maal", number), message, hint, code="maal_form"))
        keys = tuple(f"udgivelse.{t.replace('.', '_')}" for t in entry.get("tabeller", ()))
        goals.append(Goal(title, keys, tuple(stories)))
    if problems:
        raise KitError(ProblemReport.of(problems))
    return tuple(goals)


def _story(path: Path, units: Sequence[str]) -> tuple[tuple[str, ...], list[Problem]]:
    from kitlib.privacy import read_answers
    from kitlib.privacy.gate import check_text

    try:
        settings = read_settings(path, kind="fortaelling")
    except KitError as error:
        return (), list(error.report)
    table = settings.table
    text = str(table.get("tekst", "")).strip()
    problems = [*settings.problems, *unlike(settings, _STORY)]

    def fault(message: str, hint: str, code: str) -> None:
        problems.append(Problem(message, hint, path.name, code=code))

    if not str(table.get("godkendt_af", "")).strip():
        fault(
            "Fortællingen er ikke godkendt.",
            'Skriv lederens navn: godkendt_af = "…". Navnet kommer ikke med ud.',
            "fortaelling_godkendt",
        )
    if not text:
        fault("Fortællingen er tom.", 'Skriv den i tekst = """…""".', "fortaelling_tom")
    folded = f"_{fold(text)}_"
    if any(f"_{fold(unit)}_" in folded for unit in units):
        fault(
            "Fortællingen nævner en enhed.",
            "Fortæl om miljøet, ikke om stedet.",
            "fortaelling_enhed",
        )
    if _CODE.search(text):
        fault(
            "Fortællingen har en kode.", "Fortæl om miljøet, ikke om et barn.", "fortaelling_kode"
        )
    if _DAY.search(text):
        fault("Fortællingen har en dato.", "Skriv fx 'en dag i foråret'.", "fortaelling_dato")
    try:
        text = check_text(text, answers=read_answers(path.parent), file=path.name)
    except KitError as error:
        problems += error.report
    return tuple(p.strip() for p in text.split("\n\n") if p.strip()), problems
