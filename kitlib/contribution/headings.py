"""Which words may leave with the counts: no heading that looks like somebody, and no such place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import plural
from kitlib.privacy.answers import Answers, read_answers
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.reading.values.visible import clean

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.privacy.gate import Find

__all__ = ["check_words", "sayable"]

_HEADINGS = {"temaer": ("tema", "temaer"), "situationer": ("situation", "situationer")}


def sayable(about: About, folder: Path) -> tuple[About, tuple[Problem, ...]]:
    """Return what a unit says of itself without the headings that may be somebody.

    What stands under such a heading is counted as "andet", as what stands under none of the
    team's headings is: one word that waits for an answer holds no other back.

    Parameters
    ----------
    about : About
        What om.toml says.
    folder : Path
        Where the answers lie.

    Returns
    -------
    (About, tuple of Problem)
        One problem a sort of heading: how many are counted so, never which.
    """
    from kitlib.privacy.find import find_likely

    answers = read_answers(folder)
    told = []
    for name, (one, many) in _HEADINGS.items():
        words = getattr(about, name)
        kept = tuple(word for word in words if _leaves(word, answers, find_likely))
        if held := len(words) - len(kept):
            about = _with(about, name, kept)
            told.append(
                Problem(
                    f"{plural(held, one, many)} i om.toml kan være navne og tæller som 'andet'. "
                    "Resten er med.",
                    f"Svar med: laeringskit navne {folder.resolve().name}. "
                    "Er det et navn, så skriv et andet ord.",
                    "om.toml",
                    column=name,
                    level="advarsel",
                    code="overskrift_venter",
                )
            )
    return about, tuple(told)


def _with(about: About, name: str, words: tuple[str, ...]) -> About:
    if name == "temaer":
        return replace(about, temaer=words)
    return replace(about, situationer=words)


def _leaves(word: str, answers: Answers, find: Find) -> bool:
    """Whether a word leaves as it is: nothing in it waits, and nobody said it is a name."""
    from kitlib.privacy.gate import check_text

    said = clean(word)
    try:
        return check_text(said, answers=answers, file="om.toml", find=find) == said
    except KitError:
        return False


def check_words(counts: pd.DataFrame, about: About, folder: Path) -> None:
    """Stop where the unit's name or place, or another label, looks like somebody.

    A file without them is no contribution, so that nothing can be held back alone. What has been
    answered about a word holds here as it does for notes.

    Raises
    ------
    KitError
        With every one of them; never the word itself.
    """
    answers = read_answers(folder)
    problems: list[Problem] = []
    for word, column, find in _looked_at(counts, about):
        try:
            _stand_as_it_is(clean(word), column, answers, find)
        except KitError as error:
            problems += error.report
    if problems:
        raise KitError(ProblemReport.of(problems))


def _looked_at(counts: pd.DataFrame, about: About) -> Iterator[tuple[str, str, Find]]:
    from kitlib.privacy.find import find_likely
    from kitlib.privacy.labels import in_a_unit

    labels: Sequence[object] = [*counts["a"], *counts["b"]]
    yield from ((str(word), "temaer", find_likely) for word in dict.fromkeys(labels) if word)
    yield about.distrikt, "distrikt", find_likely
    yield about.navn, "navn", in_a_unit


def _stand_as_it_is(word: str, column: str, answers: Answers, find: Find) -> None:
    from kitlib.privacy.gate import check_text

    if check_text(word, answers=answers, file="om.toml", column=column, find=find) != word:
        raise KitError(
            Problem(
                "Der står et navn, som I har svaret, at det er, og bidraget kan ikke undvære "
                "ordet.",
                "Skriv noget andet i om.toml.",
                "om.toml",
                column=column,
                code="ord_er_navn",
            )
        )
