"""What an instrument is: its columns, scores, checks and views, declared in one file each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.columns import Column
from kitlib.figures import View
from kitlib.instruments.guesses import GuessMaker
from kitlib.instruments.since import Since
from kitlib.laid import Laid
from kitlib.problems import Problem
from kitlib.sheet import SheetMaker

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.instruments.counted import Keys
    from kitlib.reading.declared import Rework

__all__ = ["Instrument", "ViewMaker"]

ViewMaker = Callable[["pd.DataFrame", About], View]

#: The values one may choose among for an option of a view.
ChoiceMaker = Callable[["pd.DataFrame", About], tuple[str, ...]]


ReadOwn = Callable[
    [Path, About, str | None, Mapping[str, list[str]]],
    tuple["pd.DataFrame | None", list[Problem]],
]

#: `written_own(path, about, sheet, synonyms)`; see `Instrument`.
WrittenOwn = Callable[[Path, About, str | None, Mapping[str, list[str]]], tuple[Column, ...]]


def _same(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


def _nothing_to_say(frame: pd.DataFrame, about: About) -> list[Problem]:
    return []


def _unsaid(about: About) -> bool:
    return False


def _main_table(tables: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    return next(iter(tables.values()))


@dataclass(frozen=True)
class Instrument:
    """One instrument; registered under the entry point group `kitlib.instruments`.

    Parameters
    ----------
    name, label : str
        Name of file and sheet ("postits"), and the name people read ("Post-its").
    columns : tuple of Column
        Columns of the team's table.
    views : mapping of str to ViewMaker
        View key to `make(frame, about) -> View`, in the order a page shows them.
    tables : mapping of str to tuple of Column
        Further tables of the same instrument (file or sheet name to columns).
    own_columns : tuple of Column
        Columns of one employee's own file (ring mit); empty where there is no such file.
    own_views : mapping of str to ViewMaker
        Views of one's own file.
    titles : mapping of str to str
        What a table's sheet is called in the workbook, where its own name will not do; reading
        knows it by both.
    units : mapping of str to (str, str)
        What a row of a table is called, one and several of them: "post-it", "post-its".
    scores : callable
        Frame in, the same frame with scores added.
    check : callable
        `check(frame, about)`: faults only the instrument can see.
    assemble : callable
        `assemble(tables, about)`: one frame from the tables that were there, main table first.
    holds : callable, optional
        `holds(frame)`: what else there is of it, such as "4 klip"; "" where there is nothing.
    refuses : callable, optional
        `refuses(folded headings, about)`: a Problem where the table may not lie in a team's
        folder at all; asked before any row is looked at.
    from_timecodes : callable, optional
        `from_timecodes(frame, actors)`: rows of the main table from what `read_timecodes` gave and
        a mapping of its tiers to roles. Without it such files are not read as this instrument.
    rework : callable, optional
        `rework(raw, places, delimiter)`: the cells of its table as they are to be understood,
        where people write what belongs in two columns in one.
    read_own : callable, optional
        `read_own(path, about, sheet, synonyms)`: frame and problems of one's own file, where
        `own_columns` alone cannot say how it is read.
    written_own : callable, optional
        `written_own(path, about, sheet, synonyms)`: the columns of one's own file as this one
        writes its answers; `own_columns` where not given. Raises KitError where it has not one
        row for each answer.
    contribution : callable
        `contribution(frame, about, keys)`: the counts (`instruments.counted.COUNTS`) that may join
        a pooled picture, with the unit's keys; no rows of persons, no text. An instrument without
        it contributes nothing.
    lays : callable, optional
        `lays(frame, about)`: its notes as they lie on a table (`kitlib.laid.Laid`), of a frame that
        may be shown and has each note's name in `note_id`. Without it, it has no notes to lay.
    board : str
        Key of the view that shows those notes standing still; where it is chosen for a meeting, the
        meeting lays them on the table in its place.
    choices : mapping of str to mapping
        View key to what it lets one choose: option to `values(frame, about)`.
    begins : bool
        Whether a new team begins with it.
    suits : callable
        `suits(about)`: whether it suits those the team is about, before there is any data.
    guesses : mapping of str to GuessMaker
        View key to `make(view)`: what a team may guess before it sees the view
        (`instruments.guesses.Guess`).
    release : mapping of str to mapping
        How its tables are told in a pooled picture, by the table's name and in the words of
        udgivelse.toml: kort, spoergsmaal, a, ental, flertal and so on.
    sheets : tuple of SheetMaker
        Paper to write on: `make(about, words) -> Sheet`, where `words` reads a wording file.
    since : Since, optional
        What of its rows can show how a trial goes, and how. Without it none is offered.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    views: Mapping[str, ViewMaker]
    tables: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    own_columns: tuple[Column, ...] = ()
    own_views: Mapping[str, ViewMaker] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    scores: Callable[[pd.DataFrame], pd.DataFrame] = _same
    check: Callable[[pd.DataFrame, About], list[Problem]] = _nothing_to_say
    assemble: Callable[[Mapping[str, pd.DataFrame], About], pd.DataFrame] = _main_table
    refuses: Callable[[tuple[str, ...], About], Problem | None] | None = None
    from_timecodes: Callable[[pd.DataFrame, Mapping[str, str]], pd.DataFrame] | None = None
    rework: Rework | None = None
    read_own: ReadOwn | None = None
    written_own: WrittenOwn | None = None
    contribution: Callable[[pd.DataFrame, About, Keys], pd.DataFrame] | None = None
    lays: Callable[[pd.DataFrame, About], Laid] | None = None
    board: str = ""
    choices: Mapping[str, Mapping[str, ChoiceMaker]] = field(default_factory=dict)
    begins: bool = False
    suits: Callable[[About], bool] = _unsaid
    holds: Callable[[pd.DataFrame], str] | None = None
    guesses: Mapping[str, GuessMaker] = field(default_factory=dict)
    release: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sheets: tuple[SheetMaker, ...] = ()
    since: Since | None = None

    def title(self, table: str) -> str:
        """What the sheet of one of its tables is called."""
        return self.titles.get(table, self.label if table == self.name else table)

    def counted(self, table: str, n: int) -> str:
        """Say how many rows of one of its tables there are, such as "34 post-its"."""
        from kitlib.dansk import plural

        name = self.title(table)
        return plural(n, *self.units.get(table, (f"række i {name}", f"rækker i {name}")))
