"""What of a team's rows may be shown: the one place where it is decided, for every way out.

`kept_frames` empties the rows that stay in the pocket: those a note was put back from, those its
writer said may not be shown (`maa_vises` nej), and those that sound like a worry for a child.
`shown_frames` covers what looks like a name in the rest, and for paper empties each row in which
something is unanswered. Page, meeting, referat, handout, poster, cards, notebooks and contribution
take their rows from a Team, which asks here, and nowhere else.

The notes lie in the team's folder and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.codenames import CodeNames, code_columns
from kitlib.dansk import plural
from kitlib.headings import as_headed, covered_heads, covered_line, own_words
from kitlib.instruments import all_instruments, place_of
from kitlib.pocket import read_pocket
from kitlib.privacy.answers import read_answers
from kitlib.privacy.worry import is_worry, message, worried_rows
from kitlib.problems import KitError, Problem
from kitlib.rawtexts import texts_in_files

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.privacy.finding import NameKey

__all__ = [
    "Worried",
    "kept_frames",
    "shown_frames",
    "shown_line",
    "shown_text",
    "told_waiting",
    "waiting",
    "word_columns",
    "worried_texts",
    "worries",
]

_WORDS = ("tekst", "kode", "koder")
_NUMBERS = ("heltal", "tal")
_PLACES = ("fil", "slags")  # of a row that says nothing any more


@dataclass(frozen=True)
class Worried:
    """A text that sounds like a worry, and where it stands."""

    table: str
    row: int | None
    text: str = field(repr=False)
    sheet: str | None = None

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return place_of(f"{self.table}, {self.sheet}" if self.sheet else self.table, self.row)


def kept_frames(frames: Mapping[str, pd.DataFrame], folder: Path) -> dict[str, pd.DataFrame]:
    """Return the frames with every row emptied that may not be shown; counts are made of these.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        One an instrument, by its name.
    folder : Path
        The team's folder, where the pocket and answers lie.

    Returns
    -------
    dict of str to DataFrame
        An emptied note has its place, its day and `maa_vises` nej, so that a view can say how
        many are left out, and no word of anybody's. Where a row holds a person's numbers too,
        they stay, and only its words are taken out.
    """
    answers, pocket = read_answers(folder), read_pocket(folder).rows(frames)
    done = {}
    for name, frame in frames.items():
        gone = worried_rows(frame[word_columns(name, frame)], answers)
        gone |= pocket.get(name, False)
        done[name] = _emptied(name, frame, gone | _held(frame))
    return done


def shown_frames(
    kept: Mapping[str, pd.DataFrame],
    about: About,
    folder: Path,
    *,
    paper: bool = False,
    key: NameKey | None = None,
) -> dict[str, pd.DataFrame]:
    """Return kept frames as views may show them, with what looks like a name covered.

    Parameters
    ----------
    kept : mapping of str to DataFrame
        From `kept_frames`.
    about : About
        Its lists of situations, themes and roles are the team's own words and are left as they
        are. Invented data is nobody's and is shown as it is.
    folder : Path
        The team's folder, where answers lie.
    paper : bool
        Whether it goes further than a screen: a row in which something is unanswered is emptied.
    key : NameKey, optional
        The team's key, unlocked: names in it become codes and need no answer.
    """
    if about.opdigtet or not kept:
        return dict(kept)
    from kitlib.privacy.gate import showable

    answers = read_answers(folder)
    heads = covered_heads(about, answers)
    own = frozenset(heads.values())
    names = CodeNames.of(kept, about, answers, key)
    waits = waiting(kept, about, folder, key=key) if paper else {}
    done = {}
    for name, frame in kept.items():
        coded = code_columns(name, frame)
        columns = [c for c in word_columns(name, frame) if c not in coded]
        shown = showable(
            as_headed(frame, columns, heads),
            columns=columns,
            answers=answers,
            key=key,
            leave=own,
            held_back=True,
            at_gate=paper,
        )
        for column in coded:
            shown[column] = frame[column].map(names.shown).astype(frame[column].dtype)
        done[name] = _emptied(name, shown, waits[name]) if name in waits else shown
    return done


def waiting(
    kept: Mapping[str, pd.DataFrame], about: About, folder: Path, *, key: NameKey | None = None
) -> dict[str, pd.Series]:
    """Return which rows of kept frames hold something unanswered, by the frame's name."""
    if about.opdigtet:
        return {}
    from kitlib.privacy.gate import unanswered_rows

    answers = read_answers(folder)
    names = CodeNames.of(kept, about, answers, key)
    own = own_words(about)
    waits = {}
    for name, frame in kept.items():
        coded = code_columns(name, frame)
        columns = [c for c in word_columns(name, frame) if c not in coded]
        rows = unanswered_rows(frame, columns=columns, answers=answers, key=key, leave=own)
        for column in coded:
            rows |= frame[column].map(names.waits).astype(bool)
        waits[name] = rows
    return waits


def shown_line(text: str, about: About, folder: Path) -> str:
    """Return a line of a team's own that goes on paper; nothing while something in it waits.

    Examples
    --------
    >>> shown_line("Hvad gør vi, når Fatima bliver væk?", About(), Path("findes_ikke"))
    ''
    """
    from kitlib.privacy.gate import check_text

    if about.opdigtet:
        return text
    try:
        return check_text(text, answers=read_answers(folder), file="")
    except KitError:
        return ""


def told_waiting(n: int, where: str = "") -> str:
    """Say how many notes wait for an answer about a word, and where; nothing where none does.

    What may be a name is covered until then. A word about health, belief and the like is not: it
    is the team's own to answer for, and waits only where notes are quoted.

    Examples
    --------
    >>> told_waiting(1), told_waiting(0)
    ('1 note venter på svar: der står noget, der kan være navne eller følsomt.', '')
    """
    if not n:
        return ""
    notes = plural(n, "note", "noter")
    return f"{notes} venter på svar: der står noget, der kan være navne eller følsomt{where}."


def shown_text(text: str, about: About, folder: Path) -> str:
    """Return a line of om.toml as a page may show it; nothing where it sounds like a worry."""
    answers = read_answers(folder)
    if not text or is_worry(text, answers):
        return ""
    if about.opdigtet:
        return text
    return covered_line(text, answers)


def word_columns(name: str, frame: pd.DataFrame) -> list[str]:
    """Return the columns of an instrument's frame that hold words people wrote."""
    found = all_instruments().get(name)
    if found is None:
        return []
    columns = [*found.columns, *(c for table in found.tables.values() for c in table)]
    named = dict.fromkeys(c.name for c in columns if c.kind in _WORDS)
    return [n for n in named if n in frame]


def worried_texts(frames: Mapping[str, pd.DataFrame], folder: Path) -> Iterator[Worried]:
    """Yield every text that sounds like a worry no leader has set aside, table by table.

    First those in the frames, then those in the files that came into no frame: a row that was
    dropped, a sheet that is not read.
    """
    answers = read_answers(folder)
    told: list[str] = []
    for name, frame in frames.items():
        rows = frame.get("raekke", frame.index.to_series())
        texts = (zip(rows, frame[column], strict=True) for column in word_columns(name, frame))
        for row, text in (pair for column in texts for pair in column):
            if is_worry(text, answers):
                told.append(" ".join(text.split()))
                yield Worried(name, int(row) if str(row).isdigit() else None, text)
    for file, sheet, row, text in texts_in_files(folder):
        plain = " ".join(text.split())
        new = is_worry(text, answers) and not answers.released(plain)
        if new and not any(plain in known for known in told):
            yield Worried(file, row, text, sheet)


def worries(frames: Mapping[str, pd.DataFrame], folder: Path) -> list[Problem]:
    """Return one problem a note that sounds like a worry: where it stands, never what it says."""
    places = dict.fromkeys((w.table, w.sheet, w.row) for w in worried_texts(frames, folder))
    return [
        Problem(message(), file=table, sheet=sheet, row=row, level="advarsel", code="bekymring")
        for table, sheet, row in places
    ]


def _held(frame: pd.DataFrame) -> pd.Series:
    """Which rows their writer said may not be shown."""
    import pandas as pd

    if "maa_vises" not in frame:
        return pd.Series(False, index=frame.index)
    return frame["maa_vises"].eq(False).fillna(False).astype(bool)


def _emptied(name: str, frame: pd.DataFrame, gone: pd.Series) -> pd.DataFrame:
    """Take the words out of rows; a note loses all that is words, a person's numbers stay."""
    from pandas.api.types import is_string_dtype

    away = gone.to_numpy(bool)
    if not away.any():
        return frame
    columns = all_instruments()[name].columns
    numbers = any(c.kind in _NUMBERS for c in columns)
    if not numbers and "maa_vises" not in frame:
        return frame[~away]
    frame = frame.copy()
    if not numbers:
        frame["maa_vises"] = frame["maa_vises"].mask(away, False)
    codes = {c.name for c in columns if c.kind != "tekst"} if numbers else set()
    for column in frame.columns:
        if column not in codes and column not in _PLACES and is_string_dtype(frame[column].dtype):
            frame[column] = frame[column].mask(away)
    return frame
