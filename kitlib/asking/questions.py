"""The questions a folder raises, a word at a time, and what an answer does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.codenames import CodeNames, code_columns
from kitlib.headings import own_words
from kitlib.privacy.answers import Answer, Answers, read_answers, record
from kitlib.privacy.cover import sentence_at
from kitlib.privacy.gate import KIND_WORDS
from kitlib.rawtexts import OWN_DILEMMAS, dilemmas
from kitlib.shown import word_columns
from kitlib.team import Team, open_team
from kitlib.viewwords import FILE

if TYPE_CHECKING:
    from kitlib.privacy.finding import Finding, NameKey

__all__ = ["CHOICES", "Place", "Question", "answer", "questions", "questions_of", "take_back"]

#: What can be answered, and what stands on the button: about a name, and about the rest.
CHOICES: dict[str, tuple[tuple[Answer, str], ...]] = {
    "navn": (("navn", "Navn"), ("ikke", "Ikke et navn"), ("fjern", "Fjern sætningen")),
    "saerlig": (("ikke", "Må stå"), ("navn", "Skjul ordet"), ("fjern", "Fjern sætningen")),
    "": (("navn", "Skjul det"), ("ikke", "Må stå"), ("fjern", "Fjern sætningen")),
}


@dataclass(frozen=True)
class Place:
    """One place a word stands: its table and row, and the sentence around it.

    Parameters
    ----------
    file, column : str
        Which table and column.
    row : int or None
        Row as the spreadsheet shows it.
    before, word, after : str
        The sentence in three parts, to show the word in place.
    """

    file: str
    row: int | None
    column: str
    before: str
    word: str
    after: str
    text: str = field(repr=False)
    found: Finding = field(repr=False)


@dataclass(frozen=True)
class Question:
    """One thing to answer with one click.

    Parameters
    ----------
    kind : str
        Kind of the finding.
    places : tuple of Place
        Every place the answer holds for; one alone where the word is a name and a word both.
    again : bool
        Whether it is asked a second time: such a word was let stand once, and is asked about
        again before anything is handed on.
    """

    kind: str
    places: tuple[Place, ...]
    again: bool = False

    @property
    def asks(self) -> str:
        """The question in words."""
        if self.kind == "navn":
            return "Er det et navn?"
        return f"Er det {KIND_WORDS[self.kind]}?"

    @property
    def choices(self) -> tuple[tuple[Answer, str], ...]:
        """The answers, and what stands on their buttons."""
        return CHOICES.get(self.kind, CHOICES[""])


def questions(
    folder: str | Path | Team, *, key: NameKey | None = None, at_gate: bool = False
) -> list[Question]:
    """Return what is still to be answered in a team's folder.

    Parameters
    ----------
    folder : str, Path or Team
        A team's folder, or one that is open already.
    key : NameKey, optional
        The team's key, unlocked: a name that stands in it is no question.
    at_gate : bool
        Whether something is on its way out: then words that are a name and a word both are asked
        about a second time.

    Returns
    -------
    list of Question
        The words that stand in most places first, so that the first clicks settle most.

    Examples
    --------
    >>> len(questions("sample_data/solsikken")) < 20
    True
    """
    team = folder if isinstance(folder, Team) else open_team(folder)
    places = chain(_places(team, key), _said_of_the_team(team))
    return _grouped(places, read_answers(team.folder), at_gate=at_gate)


def questions_of(texts: Iterable[tuple[str, str]], folder: Path) -> list[Question]:
    """Return what is to be answered in texts that stand in no table.

    Parameters
    ----------
    texts : iterable of (str, str)
        Where each stands, in words, and what it says.
    folder : Path
        The team's folder, where answers are kept.
    """
    from kitlib.privacy.find import find_identifiers

    places = (
        _place(where, None, "", text, found)
        for where, text in texts
        for found in find_identifiers(text)
    )
    return _grouped(places, read_answers(folder), at_gate=True)


def _grouped(places: Iterable[Place], answers: Answers, *, at_gate: bool) -> list[Question]:
    groups: dict[str, list[Place]] = {}
    for place in places:
        if answers.of(place.text, place.found, at_gate=at_gate) is None:
            groups.setdefault(answers.asked_as(place.text, place.found), []).append(place)
    found = [
        Question(p.found.kind, tuple(those), answers.of(p.text, p.found) is not None)
        for those in groups.values()
        for p in those[:1]
    ]
    return sorted(found, key=lambda q: -len(q.places))


def answer(
    folder: str | Path, question: Question, choice: Answer, *, at_gate: bool = False
) -> Answers:
    """Keep one answer in the folder.

    Parameters
    ----------
    choice : {"navn", "ikke", "fjern"}
        "navn" covers the word wherever it stands, "ikke" leaves it, "fjern" leaves the sentences
        out that the question shows.
    """

    def change(answers: Answers) -> Answers:
        for place in question.places:
            answers = answers.answered(place.text, place.found, choice, at_gate=at_gate)
        return answers

    return record(Path(folder), change)


def take_back(folder: str | Path, question: Question) -> Answers:
    """Take an answer back; the question is asked again."""

    def change(answers: Answers) -> Answers:
        for place in question.places:
            answers = answers.unanswered(place.text, place.found)
        return answers

    return record(Path(folder), change)


def _places(team: Team, key: NameKey | None) -> Iterator[Place]:
    from kitlib.privacy.find import find_identifiers

    leave = own_words(team.about)
    names = CodeNames.of({}, team.about, read_answers(team.folder), key)
    seen: dict[str, list[Finding]] = {}
    for name, frame in team.frames.items():
        coded = code_columns(name, frame)
        for column in word_columns(name, frame):
            rows = frame.get("raekke", frame.index.to_series())
            for row, text in zip(rows, frame[column], strict=True):
                if column in coded:
                    for part, found in names.asked(text):
                        yield _place(name, row, column, part, found)
                    continue
                if not isinstance(text, str) or text in leave:
                    continue
                if text not in seen:
                    seen[text] = find_identifiers(text, key)
                for found in seen[text]:
                    if found.rule != "noegle":
                        yield _place(name, row, column, text, found)


def _said_of_the_team(team: Team) -> Iterator[Place]:
    """What a team says of itself that goes out with notes or counts: it passes the gate as they."""
    from kitlib.privacy.find import find_identifiers, find_likely

    about = team.about
    if about.opdigtet:
        return
    headings = [("temaer", word) for word in about.temaer]
    headings += [("situationer", word) for word in about.situationer]
    headings += [("roller", word) for word in about.roller]
    for column, text in (*headings, ("distrikt", about.distrikt)):
        for found in find_likely(text):
            yield _place("om.toml", None, column, text, found)
    for found in find_identifiers(about.nysgerrig):
        yield _place("om.toml", None, "nysgerrig", about.nysgerrig, found)
    for place, text in about.own:
        for found in find_identifiers(text):
            yield _place(FILE, None, place, text, found)
    own = team.folder / OWN_DILEMMAS
    for line in dilemmas(own) if own.is_file() else ():
        for found in find_identifiers(line):
            yield _place(OWN_DILEMMAS, None, "", line, found)


def _place(name: str, row: object, column: str, text: str, found: Finding) -> Place:
    start, stop = sentence_at(text, found.start)
    stop = max(stop, found.stop)
    return Place(
        file=name,
        row=int(str(row)) if str(row).isdigit() else None,
        column=column,
        before=text[start : found.start].lstrip(),
        word=text[found.start : found.stop],
        after=text[found.stop : stop].rstrip(),
        text=text,
        found=found,
    )
