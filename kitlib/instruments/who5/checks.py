"""What keeps WHO-5 out of a team's folder, and faults only WHO-5 can see."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.columns import fold
from kitlib.dansk import plural
from kitlib.instruments.who5.columns import ITEMS, OWN_COLUMNS
from kitlib.instruments.who5.reading import refused_people
from kitlib.problems import Problem
from kitlib.reading.names import package_synonyms

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["check", "refuses"]


def refuses(headings: tuple[str, ...], about: About) -> Problem | None:
    """Refuse person rows in a team's folder, and WHO-5 about staff or small children anywhere.

    Parameters
    ----------
    headings : tuple of str
        The table's headings, folded.
    about : About
        Says who answers.
    """
    refused = refused_people(about)
    if refused is not None:
        return refused
    if not _person_headings().isdisjoint(headings):
        return Problem(
            "WHO-5 person for person hører til i medarbejderens egen fil, ikke i teamets mappe.",
            "Flyt filen ud af mappen. I teamet må der kun stå, hvor mange der har fået det "
            "hvordan: kolonnerne fra, til, retning og antal.",
            code="who5_personraekker",
        )
    return None


@cache
def _person_headings() -> frozenset[str]:
    """Headings of a person or of an answer to an item: any of them makes it person rows."""
    more = package_synonyms()
    return frozenset(
        fold(word)
        for column in OWN_COLUMNS
        if column.name in (*ITEMS, "borger")
        for word in (column.name, column.label, *column.synonyms, *more.get(column.name, ()))
    )


def check(frame: pd.DataFrame, about: About) -> list[Problem]:
    """Find what does not fit together; never says a score.

    Parameters
    ----------
    frame : DataFrame
        Person rows of one's own file, or the team's counts.

    Returns
    -------
    list of Problem
        Warnings only.
    """
    return _check_own(frame) if "borger" in frame else _check_counts(frame, about)


def _check_own(frame: pd.DataFrame) -> list[Problem]:
    problems = []
    items = [name for name in ITEMS if name in frame]
    gaps = frame[items].isna().any(axis=1) if items else frame["borger"].notna()
    if len(items) < len(ITEMS):
        gaps |= True
    if gaps.any():
        problems.append(
            _warn(
                f"{plural(int(gaps.sum()), 'måling mangler', 'målinger mangler')} et eller flere "
                "svar og får intet tal.",
                "Et svar, der mangler, bliver ikke gættet.",
                None,
                "who5_mangler_svar",
            )
        )
    twice = frame.duplicated(["borger", "tidspunkt"])
    if twice.any():
        problems.append(
            _warn(
                f"{plural(int(twice.sum()), 'måling står', 'målinger står')} to gange for samme "
                "person og tidspunkt. Den seneste gælder.",
                "Slet den, der ikke skal være der.",
                "tidspunkt",
                "who5_dobbelt",
            )
        )
    return problems


def _check_counts(frame: pd.DataFrame, about: About) -> list[Problem]:
    problems = []
    if not about.who5_hvem:
        problems.append(
            _warn(
                "Det er ikke sagt, hvem der har svaret på WHO-5.",
                'Skriv who5_hvem = "borgere", "elever" eller "unge" i om.toml.',
                None,
                "who5_hvem_mangler",
            )
        )
    rows = [*zip(*(frame[name].tolist() for name in ("fra", "til", "retning")), strict=True)]
    if any(isinstance(a, str) and isinstance(b, str) and a == b for a, b, _ in rows):
        problems.append(
            _warn(
                "En række sammenligner en måling med sig selv.",
                "Ret fra eller til.",
                "til",
                "who5_samme_maaling",
            )
        )
    days = frame["dato"].astype(str) if "dato" in frame else [""] * len(rows)
    if len(set(zip(rows, days, strict=True))) < len(rows):
        problems.append(
            _warn(
                "Den samme retning står flere gange. Tallene lægges sammen.",
                "Slet rækken, hvis den er skrevet to gange.",
                "retning",
                "who5_dobbelt",
            )
        )
    return problems


def _warn(message: str, hint: str, column: str | None, code: str) -> Problem:
    return Problem(message, hint, "who5", column=column, level="advarsel", code=code)
