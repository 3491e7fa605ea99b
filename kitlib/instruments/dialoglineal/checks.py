"""Faults only the ruler can see, and the rule that keeps it out of a team's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    if frame.empty:
        return []
    problems = []
    starts = frame[frame["tidspunkt"] == "start"]
    twice = starts["borger"].duplicated()
    if twice.any():
        problems.append(_warn(
            f"{plural(int(twice.sum()), 'borger har', 'borgere har')} mere end én start. Den "
            "første gælder.", "Skriv opfølgning ved de senere samtaler.", "tidspunkt",
            "lineal_flere_starter"))  # fmt: skip
    missing = set(frame["borger"].dropna()) - set(starts["borger"])
    if missing:
        problems.append(_warn(
            f"{plural(len(missing), 'borger har', 'borgere har')} opfølgning, men ingen start.",
            "Skriv en række med tidspunkt = start.", "tidspunkt", "lineal_uden_start"))  # fmt: skip
    numberless = starts["borger_tal"].isna() if "borger_tal" in starts else starts["borger"].notna()
    if numberless.any():
        problems.append(_warn(
            f"{plural(int(numberless.sum()), 'start mangler', 'starter mangler')} borgerens tal.",
            "Sæt tallet sammen med borgeren. Uden det kan vi ikke se, hvor langt I er.",
            "borger_tal", "lineal_uden_starttal"))  # fmt: skip
    first = starts.groupby("borger")["dato"].min()
    later = frame[frame["tidspunkt"] == "opfølgning"]
    early = later["dato"] < later["borger"].map(first)
    if early.any():
        problems.append(_warn(
            f"{plural(int(early.sum()), 'opfølgning ligger', 'opfølgninger ligger')} før starten.",
            "Tjek datoerne.", "dato", "lineal_opfoelgning_foerst"))  # fmt: skip
    if "naeste_opfoelgning" in frame:
        back = frame["naeste_opfoelgning"] <= frame["dato"]
        if back.fillna(False).any():
            problems.append(_warn(
                f"{plural(int(back.sum()), 'næste opfølgning', 'næste opfølgninger')} er ikke "
                "efter samtalen.", "Tjek datoerne.", "naeste_opfoelgning",
                "lineal_naeste_foer"))  # fmt: skip
    return problems


def _warn(message: str, hint: str, column: str, code: str) -> Problem:
    return Problem(message, hint, "dialoglineal", column=column, level="advarsel", code=code)
