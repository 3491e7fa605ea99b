"""Faults only the ruler can see, and the rule that keeps it out of a team's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kitlib.about import About
from kitlib.dansk import plural
from kitlib.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["check", "refuses"]

_SHARED = (
    "Læg den i din egen fil. Er linealerne fælles i teamet, og ved borgerne det, så skriv "
    "dialoglineal_faelles = true i om.toml."
)


def refuses(headings: tuple[str, ...], about: About) -> Problem | None:
    """Refuse the ruler in a team's folder unless om.toml says that it is shared."""
    if about.dialoglineal_faelles:
        return None
    message = "Dialoglinealen person for person hører til i medarbejderens egen fil, ikke her."
    return Problem(message, _SHARED, code="lineal_ikke_faelles")


def check(frame: pd.DataFrame, about: About) -> list[Problem]:
    """Find citizens whose rows do not fit together; never says a number or a word of theirs.

    Parameters
    ----------
    frame : DataFrame
        The table's columns, all talks.

    Returns
    -------
    list of Problem
        Warnings only: the rows are kept, and the views say who is left out.
    """
    talks = [
        _Talk(*cells) for cells in zip(*(_cells(frame, n) for n in _Talk._fields), strict=True)
    ]
    starts = [t for t in talks if t.tidspunkt == "start"]
    begun: dict[str, Any] = {}
    for talk in starts:
        day = begun.get(talk.borger)
        begun[talk.borger] = min((d for d in (day, talk.dato) if d is not None), default=None)
    problems = []
    if twice := len(starts) - len(begun):
        problems.append(
            _warn(
                f"{plural(twice, 'borger har', 'borgere har')} mere end én start. Den "
                "første gælder.",
                "Skriv opfølgning ved de senere samtaler.",
                "tidspunkt",
                "lineal_flere_starter",
            )
        )
    if missing := len({t.borger for t in talks if t.borger is not None} - set(begun)):
        problems.append(
            _warn(
                f"{plural(missing, 'borger har', 'borgere har')} opfølgning, men ingen start.",
                "Skriv en række med tidspunkt = start.",
                "tidspunkt",
                "lineal_uden_start",
            )
        )
    if numberless := sum(t.borger_tal is None for t in starts):
        problems.append(
            _warn(
                f"Borgerens tal mangler ved {plural(numberless, 'start', 'starter')}.",
                "Sæt tallet sammen med borgeren. Uden det kan vi ikke se, hvor langt I er.",
                "borger_tal",
                "lineal_uden_starttal",
            )
        )
    later = [t for t in talks if t.tidspunkt == "opfølgning"]
    if early := sum(_before(t.dato, begun.get(t.borger)) for t in later):
        problems.append(
            _warn(
                f"{plural(early, 'opfølgning ligger', 'opfølgninger ligger')} før starten.",
                "Tjek datoerne.",
                "dato",
                "lineal_opfoelgning_foerst",
            )
        )
    known = [t for t in talks if t.dato is not None and t.naeste_opfoelgning is not None]
    if back := sum(t.naeste_opfoelgning <= t.dato for t in known):
        problems.append(
            _warn(
                f"{plural(back, 'næste opfølgning', 'næste opfølgninger')} er ikke efter samtalen.",
                "Tjek datoerne.",
                "naeste_opfoelgning",
                "lineal_naeste_foer",
            )
        )
    return problems


class _Talk(NamedTuple):
    borger: Any
    tidspunkt: Any
    dato: Any
    borger_tal: Any
    naeste_opfoelgning: Any


def _cells(frame: pd.DataFrame, name: str) -> list[Any]:
    """Return a column's values, None where one or all of them are missing."""
    if name not in frame:
        return [None] * len(frame)
    import pandas as pd

    # NaN and NaT are not even themselves.
    return [None if v is pd.NA or v != v else v for v in frame[name].tolist()]


def _before(day: Any, start: Any) -> bool:
    return day is not None and start is not None and day < start


def _warn(message: str, hint: str, column: str, code: str) -> Problem:
    return Problem(message, hint, "dialoglineal", column=column, level="advarsel", code=code)
