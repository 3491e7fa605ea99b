"""What a view is made of: frozen data, no inches and no colours; each mark is a note by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

__all__ = [
    "Block",
    "Cards",
    "Film",
    "Grid",
    "Group",
    "Note",
    "Pairs",
    "Pile",
    "Reel",
    "Run",
    "Span",
    "Stacks",
    "Week",
    "Weeks",
]

#: A note somebody wrote, several that were counted on the table, what is assumed and not seen, or
#: somebody's own words on no paper: yellow is for notes only.
Kind = Literal["note", "pile", "guess", "words"]


@dataclass(frozen=True)
class Note:
    """One note as words.

    Parameters
    ----------
    text : str
        What was seen.
    said : str
        Somebody's own words, in quotation marks.
    corner : str
        The small line: who, when.
    beside : str
        What is assumed of it.
    second : bool
        Whether it stands in the second of two columns.
    kind : {"note", "pile", "guess", "words"}
        How its paper looks.
    id : str
        Name of the note it stands for; empty where it is no note of anybody's.
    keys : tuple of str
        The headings it can be found by: its situations, its themes, its child, its week.
    picture : str
        The file of its handwriting, shown in place of its words or above them.
    stands_for : int
        How many notes it is: more than one where a pile was counted on the table.
    """

    text: str
    said: str = ""
    corner: str = ""
    beside: str = ""
    second: bool = False
    kind: Kind = "note"
    id: str = ""
    keys: tuple[str, ...] = ()
    picture: str = ""
    stands_for: int = 1


@dataclass(frozen=True)
class Group:
    """Notes under one heading, in their order; `told` is a small line after the heading."""

    heading: str
    told: str
    notes: tuple[Note, ...]


class Block:
    """One part of a view.

    `quotes` where it shows people's words also when nobody touches it; `text` where it is words
    and no picture; `still` where a notebook, which is stored, keeps it as a small picture that
    cannot be touched. `chosen` where a line can be chosen by the word at its end, also where it has
    no notes. `folded`, where it is not empty, is what it lies behind on a screen; paper
    and slides are without it.
    """

    quotes: bool = False
    text: bool = False
    still: bool = False
    chosen: bool = False
    folded: str = ""

    @property
    def marks(self) -> Iterator[Note]:
        """The notes it shows, in the order it shows them."""
        return iter(())


@dataclass(frozen=True, kw_only=True)
class Cards(Block):
    """Notes that lie on a table under their headings, as text.

    Parameters
    ----------
    groups : tuple of Group
    size : {"notes", "words", "tags"}
        Notes of a sentence or two, somebody's own words in larger letters, or a code each.
    over_time : bool
        Whether the headings are a line of time, in which an empty one is a gap to be seen.
    """

    groups: tuple[Group, ...]
    size: Literal["notes", "words", "tags"] = "notes"
    over_time: bool = False
    text = True

    @property
    def quotes(self) -> bool:  # type: ignore[override]
        return self.size != "tags"

    @property
    def marks(self) -> Iterator[Note]:
        return (note for group in self.groups for note in group.notes)


@dataclass(frozen=True, kw_only=True)
class Pairs(Block):
    """Two columns of notes under their headings.

    Parameters
    ----------
    groups : tuple of Group
    columns : (str, str)
        The two headings.
    assumed : bool
        Whether the second column holds what stands `beside` each note; else the notes that are
        `second`.
    """

    groups: tuple[Group, ...]
    columns: tuple[str, str]
    assumed: bool = True
    quotes = True
    text = True

    @property
    def marks(self) -> Iterator[Note]:
        return (note for group in self.groups for note in group.notes)


@dataclass(frozen=True)
class Pile:
    """What lies in one place: notes, and how many more were counted on the table."""

    notes: tuple[Note, ...] = ()
    counted: int = 0

    def __len__(self) -> int:
        return len(self.notes) + self.counted


@dataclass(frozen=True, kw_only=True)
class Stacks(Block):
    """Notes stacked over each heading, from left to right.

    Parameters
    ----------
    columns : tuple of str
    piles : mapping of str to Pile
        What stands over each heading.
    under : mapping of str to str
        A small line below a heading, such as how often somebody looked.
    quiet : frozenset of str
        Headings that are no answer, such as "uden situation".
    what : str
        What the headings are, for who cannot see them.
    """

    columns: tuple[str, ...]
    piles: Mapping[str, Pile] = field(hash=False)
    under: Mapping[str, str] = field(default_factory=dict, hash=False)
    quiet: frozenset[str] = frozenset()
    what: str = ""

    @property
    def marks(self) -> Iterator[Note]:
        return (n for c in self.columns for n in self.piles.get(c, Pile()).notes)


@dataclass(frozen=True, kw_only=True)
class Grid(Block):
    """Notes in a table: situations across in the order of the day, something else down.

    Parameters
    ----------
    rows, columns : tuple of str
    piles : mapping of (row, column) to Pile
    heading : str
        Stands over the row labels.
    quiet : frozenset of str
        Labels that are no answer.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    piles: Mapping[tuple[str, str], Pile] = field(hash=False)
    heading: str
    quiet: frozenset[str] = frozenset()

    @cached_property
    def _full(self) -> tuple[Note, ...]:
        cells = ((r, c) for r in self.rows for c in self.columns)
        # A note with two answers stands in two cells and is one note.
        found = [n for cell in cells for n in self.piles.get(cell, Pile()).notes]
        return tuple({n.id or id(n): n for n in found}.values())

    @property
    def marks(self) -> Iterator[Note]:
        return iter(self._full)


@dataclass(frozen=True)
class Week:
    """One week: its notes, how often somebody looked, and whether its notes were only counted."""

    monday: date
    notes: tuple[Note, ...] = ()
    looked: int | None = None
    counted: bool = False


@dataclass(frozen=True, kw_only=True)
class Weeks(Block):
    """Notes stacked on the weeks they are from, the whole period with its gaps.

    Parameters
    ----------
    weeks : tuple of Week
        Every week from the first to the last.
    begun : date, optional
        A day from which something is new, such as when a trial began.
    """

    weeks: tuple[Week, ...]
    begun: date | None = None

    @property
    def marks(self) -> Iterator[Note]:
        return (note for each in self.weeks for note in each.notes)


@dataclass(frozen=True, kw_only=True)
class Run(Block):
    """A value a week and their middle, for those who want to look further.

    Parameters
    ----------
    mondays : tuple of date
    values : tuple of float or None
        None where it is not known, which is a gap in the line.
    counted : tuple of bool
        Weeks whose notes were only counted.
    middle : float
    unit : str
        What a value is.
    folded : str
        What it lies behind on a screen.
    """

    mondays: tuple[date, ...]
    values: tuple[float | None, ...]
    counted: tuple[bool, ...]
    middle: float
    unit: str
    folded: str = "Linjen for jer, der vil se nærmere"


@dataclass(frozen=True)
class Span:
    """A note in a film, in seconds; `side` is 0 or 1 for its column, -1 where it is in neither."""

    note: Note
    start: float
    stop: float | None = None
    side: int = -1


@dataclass(frozen=True)
class Reel:
    """One film in its order; `length` in seconds."""

    heading: str
    length: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Film(Block):
    """Films, one at a time: each note on the line of time, and its words in one of two columns.

    Parameters
    ----------
    reels : tuple of Reel
    columns : (str, str)
        What stands above the line, and below it.
    longest : float
        Seconds of the longest film they are held together with, where that is none of these.
    """

    reels: tuple[Reel, ...]
    columns: tuple[str, str]
    longest: float = 0.0
    quotes = True

    @property
    def marks(self) -> Iterator[Note]:
        return (s.note for reel in self.reels for s in reel.spans if s.side >= 0)

    @property
    def pairs(self) -> Pairs:
        """Its words alone, for who reads them."""
        groups = (Group(r.heading, "", self._words(r)) for r in self.reels)
        shown = tuple(group for group in groups if group.notes)
        return Pairs(groups=shown, columns=self.columns, assumed=False)

    def _words(self, reel: Reel) -> tuple[Note, ...]:
        return tuple(replace(s.note, second=s.side == 1) for s in reel.spans if s.side >= 0)
