"""The gate: what may be quoted, with names covered; or a list of the places that stop it.

There is no way past it but to answer. A caller that quotes people's words, or takes anything out
of the room, asks here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from kitlib.privacy.answers import Answers
from kitlib.privacy.cover import covered
from kitlib.privacy.worry import is_worry, worried_rows
from kitlib.problems import KitError, Problem, ProblemReport

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.privacy.finding import Finding, NameKey


__all__ = [
    "KIND_WORDS",
    "check_text",
    "quotable",
    "showable",
    "shown_rows",
    "unanswered_rows",
]

Find = Callable[[str], "Sequence[Finding]"]

#: What a kind of finding is called in a message.
KIND_WORDS = {
    "cpr": "et CPR-nummer",
    "telefon": "et telefonnummer",
    "mail": "en mailadresse",
    "web": "en netadresse",
    "adresse": "en adresse",
    "postnr": "et postnummer",
    "plade": "en nummerplade",
    "navn": "et navn",
    "saerlig": "en følsom oplysning",
}


def quotable(
    frame: pd.DataFrame,
    *,
    columns: Sequence[str],
    answers: Answers,
    key: NameKey | None = None,
    file: str,
    leave: frozenset[str] = frozenset(),
    find: Find | None = None,
) -> pd.DataFrame:
    """Return the rows that may be quoted, with what identifies covered.

    Parameters
    ----------
    frame : DataFrame
        Rows of a team's table; its index, or a column `raekke`, is the row as the spreadsheet
        shows it.
    columns : sequence of str
        The columns whose words are to be quoted.
    answers : Answers
        What is answered in the folder: `read_answers(folder)`.
    key : Key, optional
        The team's key, unlocked in memory: names in it become codes and need no answer.
    file : str
        Name of the file the rows are from, for the list of places.
    leave : frozenset of str
        Cells that are left as they are: the team's own words for situations, themes and roles.
    find : callable, optional
        Finds what identifies in a text; `find_identifiers` where not said.

    Returns
    -------
    DataFrame
        Without the rows that may not be shown (`maa_vises` nej) or sound like a worry. A text
        that is nothing once a sentence is left out is NA.

    Raises
    ------
    KitError
        While anything found is unanswered: one problem a place, with file, row, column and kind,
        never the words.
    """
    kept = shown_rows(frame, answers)
    find = find or _finder(key)
    done = kept.copy()
    # A frame of many tables has a column for the row, since its index is its own.
    rows = kept.get("raekke", kept.index)
    problems: list[Problem] = []
    for name in columns:
        texts = []
        for row, text in zip(rows, kept[name], strict=True):
            if not isinstance(text, str) or text in leave:
                texts.append(text)
                continue
            found = find(text)
            problems += _unanswered(text, found, answers, file=file, row=row, column=name)
            texts.append(covered(text, found, answers, key, at_gate=True))
        done[name] = _column(texts, kept, name)
    if problems:
        raise KitError(ProblemReport(tuple(sorted(problems, key=lambda p: p.row or 0))))
    return done


def check_text(
    text: str,
    *,
    answers: Answers,
    file: str,
    column: str | None = None,
    find: Find | None = None,
) -> str:
    """Return one text as it may leave the room, for words that stand in no table.

    Raises
    ------
    KitError
        While anything found in it is unanswered, or it sounds like a worry.
    """
    from kitlib.privacy.worry import message

    if is_worry(text, answers):
        raise KitError(Problem(message(), file=file, column=column, code="bekymring"))
    found = (find or _finder(None))(text)
    problems = _unanswered(text, found, answers, file=file, row=None, column=column)
    if problems:
        raise KitError(ProblemReport(tuple(problems)))
    return covered(text, found, answers, at_gate=True) or ""


def showable(
    frame: pd.DataFrame,
    *,
    columns: Iterable[str],
    answers: Answers,
    key: NameKey | None = None,
    leave: frozenset[str] = frozenset(),
    held_back: bool = False,
    at_gate: bool = False,
    find: Find | None = None,
) -> pd.DataFrame:
    """Return a frame as the team itself may see it: what nobody has answered yet is covered.

    For what stays in the team's folder. Nothing stops here; whatever looks like a name and is
    not yet answered is shown as one that is covered, until somebody says that it is none.

    Parameters
    ----------
    leave : frozenset of str
        Cells that are left as they are: the team's own words for situations, themes and roles.
    held_back : bool
        Whether rows that may not be shown are kept all the same, for a view that leaves them out
        itself and says how many.
    at_gate : bool
        Whether it goes further than a screen: then a word that is a name and a word both is
        covered until it is answered a second time.
    """
    find = find or _finder(key)
    kept = frame if held_back else shown_rows(frame, answers)
    done = kept.copy()
    said: dict[str, str | None] = {}
    for name in columns:
        texts: list[object] = []
        for text in kept[name]:
            if not isinstance(text, str) or text in leave:
                texts.append(text)
                continue
            if text not in said:
                said[text] = covered(
                    text, find(text), answers, key, at_gate=at_gate, cover_unanswered=True
                )
            texts.append(said[text])
        done[name] = _column(texts, kept, name)
    return done


def unanswered_rows(
    frame: pd.DataFrame,
    *,
    columns: Iterable[str],
    answers: Answers,
    key: NameKey | None = None,
    leave: frozenset[str] = frozenset(),
    find: Find | None = None,
) -> pd.Series:
    """Return a boolean a row: whether anything found in it waits for an answer at the gate."""
    import pandas as pd

    find = find or _finder(key)
    waits = pd.Series(False, index=frame.index)
    said: dict[str, bool] = {}
    for name in columns:
        texts = [t if isinstance(t, str) and t not in leave else "" for t in frame[name]]
        for text in set(texts) - said.keys():
            said[text] = any(_waits(text, f, answers) for f in find(text))
        waits |= pd.Series([said[t] for t in texts], index=frame.index, dtype=bool)
    return waits


def _waits(text: str, found: Finding, answers: Answers) -> bool:
    return found.rule != "noegle" and answers.of(text, found, at_gate=True) is None


def shown_rows(frame: pd.DataFrame, answers: Answers) -> pd.DataFrame:
    """Return the rows that may be shown at all: not held back, and no worry."""
    keep = ~worried_rows(frame, answers)
    if "maa_vises" in frame:
        held = frame["maa_vises"].map(lambda v: str(v).casefold() in ("false", "nej"))
        keep &= ~held.astype(bool)
    return frame[keep.to_numpy()]


def _finder(key: NameKey | None) -> Find:
    from kitlib.privacy.find import find_identifiers

    return lambda text: find_identifiers(text, key)


def _unanswered(
    text: str,
    found: Iterable[Finding],
    answers: Answers,
    *,
    file: str,
    row: object,
    column: str | None,
) -> list[Problem]:
    return [
        Problem(
            f"Der står noget, der kan være {KIND_WORDS[f.kind]}, {_standing(text, f, answers)}",
            "Svar med: laeringskit navne MAPPE. Prøv så igen.",
            file,
            row=_whole(row),
            column=column,
            code=f"ubesvaret_{f.kind}",
        )
        for f in found
        if _waits(text, f, answers)
    ]


def _standing(text: str, found: Finding, answers: Answers) -> str:
    """Say why it is asked: nobody answered, or it is asked a second time, as it is meant to be."""
    if answers.of(text, found) is None:
        return "og som ingen har svaret på."
    return (
        "og som der er svaret på én gang. Ordet kan også være noget andet, så der spørges en gang "
        "til, før noget gives videre."
    )


def _whole(row: object) -> int | None:
    try:
        return int(row)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return None


def _column(texts: list[object], like: pd.DataFrame, name: str) -> pd.Series:
    import pandas as pd

    return pd.Series(texts, index=like.index, dtype=like[name].dtype)
