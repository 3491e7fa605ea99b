"""om.toml as questions on a page: what is asked, how an answer is read, and what is wrong with it.

What a value may be is decided by `kitlib.about` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kitlib.about import KINDS, WHO5_WHO
from kitlib.aboutfile import AboutFile, save_about
from kitlib.persons import PERSONS
from kitlib.privacy.dates import NoReason, refuse_later
from kitlib.problems import KitError, Problem
from kitlib.reading.values.cells import parse_date
from kitlib.reading.values.visible import clean
from kitlib.rights import flyt_dato

__all__ = [
    "QUESTIONS",
    "REASON",
    "FormQuestion",
    "answers",
    "form_state",
    "refuse_unknown",
    "save_form",
    "shown",
]

Kind = Literal["linje", "ord", "valg", "dag", "ja"]

#: Where it stands what is wrong with the reason for a later day.
REASON = "grund"
_DAY_WORDS = "Skriv dagen som 31-12-2026."


@dataclass(frozen=True)
class FormQuestion:
    """One question of the form.

    Parameters
    ----------
    key : str
        The word in om.toml.
    label, help : str
        What is asked, and a line below it.
    kind : {"linje", "ord", "valg", "dag", "ja"}
        A line of text, words with one on each line, a choice, a day, or yes and no.
    choices : mapping of str to str
        What may be chosen, and what it is called.
    more : bool
        Whether it is folded away: few need it.
    """

    key: str
    label: str
    help: str = ""
    kind: Kind = "linje"
    choices: Mapping[str, str] | None = None
    more: bool = False


_KIND_WORDS = dict(
    zip(KINDS, ("Dagtilbud", "Skole", "Fritid og klub", "Unge", "Noget andet"), strict=True)
)
_WHO5 = {"": "Vi bruger ikke WHO-5", **{who: who.capitalize() for who in WHO5_WHO}}
_PERSONS = {"": "Som det passer til typen", **{word: p.many for word, p in PERSONS.items()}}
_SCALES = {"": "Svarene er ord", "0-5": "Tal fra 0 til 5", "1-6": "Tal fra 1 til 6"}

#: In the order they are asked.
QUESTIONS = (
    FormQuestion("navn", "Hvad hedder teamet?"),
    FormQuestion("type", "Hvor arbejder I?", kind="valg", choices=_KIND_WORDS),
    FormQuestion(
        "nysgerrig", "Hvad er I nysgerrige på?", "Et spørgsmål. Det står der, når mødet begynder."
    ),
    FormQuestion("periode", "Hvornår skriver I noter?", "Fx januar til marts."),
    FormQuestion("formaal", "Hvad skal noterne bruges til?", "Skal udfyldes. En sætning er nok."),
    FormQuestion(
        "slettes",
        "Hvornår slettes noterne?",
        "Skal udfyldes. Fx 30 dage efter det sidste møde om dem. Skriv dagen som 31-12-2026.",
        kind="dag",
    ),
    FormQuestion(
        "situationer",
        "Hvilke situationer er der på en dag?",
        "En på hver linje, i dagens rækkefølge. Tomt: vi bruger nogle almindelige.",
        kind="ord",
    ),
    FormQuestion("temaer", "Hvilke temaer kigger I efter?", "Et på hver linje.", kind="ord"),
    FormQuestion(
        "roller", "Hvilke roller er I?", "En på hver linje. Roller, ikke navne.", kind="ord"
    ),
    FormQuestion(
        "koder",
        "Hvilke koder har I?",
        "En på hver linje, en for hver, I skriver om. Så ser I også den, ingen har skrevet om.",
        kind="ord",
    ),
    FormQuestion("adgang", "Hvem må se noterne?", "Fx teamet og jeres leder.", more=True),
    FormQuestion("distrikt", "Hvilket distrikt hører I til?", more=True),
    FormQuestion("dataansvarlig", "Hvem er dataansvarlig?", "Fx jeres kommune.", more=True),
    FormQuestion(
        "hjemmel", "Hvilken hjemmel har I?", "Spørg jeres databeskyttelsesrådgiver.", more=True
    ),
    FormQuestion(
        "personord",
        "Hvad kalder I dem, noterne handler om?",
        kind="valg",
        choices=_PERSONS,
        more=True,
    ),
    FormQuestion(
        "who5_hvem",
        "Hvem svarer på WHO-5?",
        "De svarer selv. Aldrig personale.",
        kind="valg",
        choices=_WHO5,
        more=True,
    ),
    FormQuestion(
        "who5_kodning",
        "Hvordan er svarene på WHO-5 skrevet?",
        kind="valg",
        choices=_SCALES,
        more=True,
    ),
    FormQuestion(
        "dialoglineal_faelles",
        "Har borgerne sagt ja til, at teamet ser deres dialoglineal?",
        kind="ja",
        more=True,
    ),
)
_BY_KEY = {question.key: question for question in QUESTIONS}


def form_state(file: AboutFile) -> list[dict[str, Any]]:
    """Return the questions with what om.toml says to each and what is wrong with it, for a page."""
    wrong: dict[str, list[str]] = {}
    for problem in file.problems:
        wrong.setdefault(problem.column or "", []).append(_said(problem))
    return [
        {
            "noegle": q.key,
            "sporger": q.label,
            "hjaelp": q.help,
            "slags": q.kind,
            "valg": list((q.choices or {}).items()),
            "mere": q.more,
            "svar": shown(q, file.table.get(q.key)),
            "fejl": wrong.get(q.key, []),
        }
        for q in QUESTIONS
    ]


def shown(question: FormQuestion, value: object) -> str | bool:
    """Return a value of om.toml as it stands in a field of the form.

    Examples
    --------
    >>> shown(QUESTIONS[6], ["leg", "samling"])
    'leg\\nsamling'
    """
    if question.kind == "ja":
        return value is True
    if isinstance(value, list):
        return "\n".join(str(v) for v in value)
    if question.kind == "dag" and isinstance(value, str):
        value = parse_date(value) or value
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    return "" if value is None else str(value)


def answers(given: Mapping[str, object], file: AboutFile) -> tuple[dict[str, Any], list[Problem]]:
    """Read what somebody answered: the values that om.toml is to hold, and what is none.

    Parameters
    ----------
    given : mapping
        By key, as the field holds it; what is as it was is left alone.
    """
    values: dict[str, Any] = {}
    problems = []
    for key, said in given.items():
        question = _BY_KEY[key]
        if said == shown(question, file.table.get(key)):
            continue
        try:
            values[key] = _read(question, said, file.table.get(key))
        except ValueError as error:
            problems.append(Problem("Det er ikke en dag.", str(error), "om.toml", column=key))
    return values, problems


def _read(question: FormQuestion, said: object, was: object) -> Any:
    if question.kind == "ja":
        return said is True
    text = clean(str(said))
    if question.kind == "ord":
        # Words in a row are words too, unless the team has one with a comma in it.
        own = isinstance(was, list) and any("," in str(v) for v in was)
        parts = (p.strip() for p in re.split(r"\n" if own else r"[\n,;]", text))
        return list(dict.fromkeys(p for p in parts if p))
    if question.kind == "dag":
        day = parse_date(text)
        if day is None:
            raise ValueError(_DAY_WORDS)
        return day
    return " ".join(text.split())


def save_form(
    folder: Path, given: Mapping[str, object], *, file: AboutFile, today: date, reason: str = ""
) -> dict[str, str]:
    """Write the answers into om.toml, or return what is wrong by the key it stands at.

    Parameters
    ----------
    reason : str
        Why a day that was promised is moved ahead; what is wrong with it stands at `REASON`.

    Raises
    ------
    KitError
        As `save_about`.
    """
    values, problems = answers(given, file)
    later = values.pop("slettes") if _is_later(values, file) else None
    if later is not None:
        problems += _refused(later, reason, today=today)
    if not problems and values:
        problems = list(save_about(folder, values, mark=file.mark))
    if not problems and later is not None:
        flyt_dato(folder, later.isoformat(), reason, today=today)
    return {p.column or "": _said(p) for p in problems}


def _is_later(values: Mapping[str, Any], file: AboutFile) -> bool:
    """Whether a day that was kept for once is moved ahead: that is not done without a reason."""
    was, new = file.about.slettes, values.get("slettes")
    return was is not None and new is not None and new > was and bool(file.about.formaal)


def _refused(day: date, reason: str, *, today: date) -> list[Problem]:
    try:
        refuse_later(day, reason, today=today)
    except NoReason as error:
        return [Problem(error.message, error.hint, "om.toml", column=REASON)]
    except KitError as error:
        return [Problem(error.message, error.hint, "om.toml", column="slettes")]
    return []


def _said(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()


def refuse_unknown(given: Mapping[str, object]) -> None:
    """Refuse a key the form does not ask for: the page and the folder do not fit together."""
    if not given.keys() <= _BY_KEY.keys():
        raise KitError("Siden og mappen passer ikke sammen længere.", hint="Hent siden igen.")
