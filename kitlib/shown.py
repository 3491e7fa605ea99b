"""What of a team's frames its own views may show: no worries, and no names nobody answered about.

The notes lie in the team's folder and stay as they are. A page or a projector shows them to more
eyes than their writer's, so whatever looks like a name is covered there until somebody says that
it is none. Invented sample data is nobody's and is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.about import SITUATIONS, About
from kitlib.instruments import all_instruments, place_of
from kitlib.privacy.answers import Answers, read_answers
from kitlib.privacy.worry import is_worry, message, worried_rows
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.sources import find_sources

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.privacy.finding import NameKey

__all__ = [
    "Worried", "own_words", "refuse_unanswered", "shown_frames", "shown_text", "word_columns",
    "worried_texts", "worries",
]  # fmt: skip

_WORDS = ("tekst", "kode", "koder")
_NUMBERS = ("heltal", "tal")


@dataclass(frozen=True)
class Worried:
    """A text that sounds like a worry, and where it stands."""

    table: str
    row: int | None
    text: str = field(repr=False)

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return place_of(self.table, self.row)


def shown_frames(
    frames: Mapping[str, pd.DataFrame], about: About, folder: Path
) -> dict[str, pd.DataFrame]:
    """Return the frames as views may show them.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        One an instrument, by its name.
    about : About
        Its lists of situations, themes and roles are the team's own words and are left as they
        are.
    folder : Path
        The team's folder, where answers lie.
    """
    if about.opdigtet or not frames:
        return dict(frames)
    from kitlib.privacy.gate import showable

    answers = read_answers(folder)
    own = own_words(about)
    done = {}
    for name, frame in frames.items():
        words = word_columns(name, frame)
        kept = _without_worries(name, frame, words, answers)
        done[name] = showable(kept, columns=words, answers=answers, leave=own, held_back=True)
    return done


def refuse_unanswered(
    frames: Mapping[str, pd.DataFrame], about: About, folder: Path, *, key: NameKey | None = None
) -> None:
    """Refuse what quotes people on paper while anything in their words is unanswered.

    Raises
    ------
    KitError
        With every place: file, row, column and kind, never the words.
    """
    if about.opdigtet:
        return
    from kitlib.privacy.gate import quotable

    answers = read_answers(folder)
    files = {s.table: s.path.name for s in find_sources(folder, all_instruments())[0]}
    problems: list[Problem] = []
    for name, frame in frames.items():
        columns = [c for c in word_columns(name, frame) if frame[c].notna().any()]
        try:
            quotable(
                frame, columns=columns, answers=answers, key=key, file=files.get(name, name),
                leave=own_words(about),
            )  # fmt: skip
        except KitError as error:
            problems += error.report
    if problems:
        raise KitError(ProblemReport(tuple(problems)))


def own_words(about: About) -> frozenset[str]:
    """Return the team's own words for situations, themes and roles: nobody's name."""
    return frozenset((*SITUATIONS, *about.situationer, *about.temaer, *about.roller))


def shown_text(text: str, about: About, folder: Path) -> str:
    """Return a line of om.toml as a page may show it."""
    if about.opdigtet or not text:
        return text
    from kitlib.privacy.cover import covered
    from kitlib.privacy.find import find_identifiers

    found = [f for f in find_identifiers(text) if f.kind != "saerlig"]
    return covered(text, found, read_answers(folder), cover_unanswered=True) or ""


def word_columns(name: str, frame: pd.DataFrame) -> list[str]:
    """Return the columns of an instrument's frame that hold words people wrote."""
    found = all_instruments().get(name)
    if found is None:
        return []
    columns = [*found.columns, *(c for table in found.tables.values() for c in table)]
    named = dict.fromkeys(c.name for c in columns if c.kind in _WORDS)
    return [n for n in named if n in frame]


def worried_texts(frames: Mapping[str, pd.DataFrame], folder: Path) -> Iterator[Worried]:
    """Yield every text that sounds like a worry no leader has set aside, table by table."""
    answers = read_answers(folder)
    for name, frame in frames.items():
        rows = frame.get("raekke", frame.index.to_series())
        texts = (zip(rows, frame[column], strict=True) for column in word_columns(name, frame))
        for row, text in (pair for column in texts for pair in column):
            if is_worry(text, answers):
                yield Worried(name, int(row) if str(row).isdigit() else None, text)


def worries(frames: Mapping[str, pd.DataFrame], about: About, folder: Path) -> list[Problem]:
    """Return one problem a note that sounds like a worry: where it stands, never what it says."""
    if about.opdigtet:
        return []
    places = dict.fromkeys((w.table, w.row) for w in worried_texts(frames, folder))
    return [
        Problem(message(), file=table, row=row, level="advarsel", code="bekymring")
        for table, row in places
    ]


def _without_worries(
    name: str, frame: pd.DataFrame, words: list[str], answers: Answers
) -> pd.DataFrame:
    """Leave a worried note out; where a row holds a person's numbers too, only its words."""
    found = worried_rows(frame[words], answers)
    if not found.any():
        return frame
    numbers = any(c.kind in _NUMBERS for c in all_instruments()[name].columns)
    if not numbers:
        return frame[~found.to_numpy()]
    frame = frame.copy()
    codes = {c.name for c in all_instruments()[name].columns if c.kind != "tekst"}
    for column in words:
        if column not in codes:
            frame[column] = frame[column].mask(found.to_numpy())
    return frame
