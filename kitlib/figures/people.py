"""Blocks in which each mark is a person: in rows, on the ruler, over time, moved; data only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kitlib.figures.blocks import Block, Note

__all__ = [
    "Counted",
    "Course",
    "Courses",
    "Row",
    "Ruler",
    "RulerBand",
    "RulerLine",
    "Slope",
    "Slopes",
    "Spread",
    "Stretch",
    "Talk",
    "Talks",
    "Tally",
]

_CODES = 40  # codes at the ends of lines; more could only lie on each other


@dataclass(frozen=True)
class Row:
    """A row of persons: its name, a quiet line under it, and whether it is one that counts."""

    name: str
    told: str = ""
    counts: bool = True


@dataclass(frozen=True)
class Counted:
    """One comparison: the codes of the persons of each row, or None where it is not told."""

    heading: str
    cells: tuple[tuple[str, ...], ...] | None


@dataclass(frozen=True, kw_only=True)
class Tally(Block):
    """Persons in rows, a dot each, and how many they are.

    Parameters
    ----------
    rows : tuple of Row
    columns : tuple of Counted
    named : bool
        Whether each dot carries its code, where they are few.
    hidden : str
        What stands where a column is not told.
    """

    rows: tuple[Row, ...]
    columns: tuple[Counted, ...]
    named: bool = True
    hidden: str = ""


@dataclass(frozen=True)
class RulerBand:
    """Steps `low` to `high` of a ruler, and what whoever stands there would say."""

    low: int
    high: int
    sentence: str


@dataclass(frozen=True)
class RulerLine:
    """One person on the ruler: where they began, want to be and are now, and their words."""

    name: str
    told: str = ""
    start: float | None = None
    goal: float | None = None
    now: float | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class Ruler(Block):
    """Persons on a ruler, a line each.

    Parameters
    ----------
    bands : tuple of RulerBand
        From the lowest step to the highest.
    lines : tuple of RulerLine
    reach : int
        Steps from the start that may be chance; 0 where none are drawn and the ruler is a small
        one, without its sentences.
    """

    bands: tuple[RulerBand, ...]
    lines: tuple[RulerLine, ...]
    reach: int = 0

    @property
    def quotes(self) -> bool:  # type: ignore[override]
        return any(line.note for line in self.lines)

    @property
    def marks(self) -> Iterator[Note]:
        return (line.note for line in self.lines if line.note)


@dataclass(frozen=True)
class Talk:
    """One talk: what is told over it, two numbers, and what each of the two said of them."""

    told: str
    first: int | None
    second: int | None
    note: Note


@dataclass(frozen=True, kw_only=True)
class Talks(Block):
    """Talks with two people's words on either side of the ruler, and both their numbers on it.

    A talk's note has the first one's words in `said`, the second one's in `text`.

    Parameters
    ----------
    bands : tuple of RulerBand
    talks : tuple of Talk
    sides : (str, str)
        The two, as they are called in a heading.
    """

    bands: tuple[RulerBand, ...]
    talks: tuple[Talk, ...]
    sides: tuple[str, str]
    quotes = True

    @property
    def marks(self) -> Iterator[Note]:
        return (talk.note for talk in self.talks)


@dataclass(frozen=True, kw_only=True)
class Spread(Block):
    """Where on a ruler persons stand, a dot each.

    Parameters
    ----------
    bands : tuple of RulerBand
    steps : tuple of (int, str)
        Each one's step and code.
    under : tuple of str
        A line under each band.
    middle : float, optional
        What half of them lie on either side of.
    """

    bands: tuple[RulerBand, ...]
    steps: tuple[tuple[int, str], ...]
    under: tuple[str, ...]
    middle: float | None = None


@dataclass(frozen=True)
class Course:
    """One person's numbers by the day."""

    code: str
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True, kw_only=True)
class Courses(Block):
    """Numbers over time, a line a person, and notes on the days they are from.

    Parameters
    ----------
    bands : tuple of RulerBand
    courses : tuple of Course
    notes : tuple of (date, Note)
    who : str
        What they are called together.
    """

    bands: tuple[RulerBand, ...]
    courses: tuple[Course, ...]
    notes: tuple[tuple[date, Note], ...] = ()
    who: str = "personer"

    @property
    def marks(self) -> Iterator[Note]:
        return (note for _, note in self.notes)


@dataclass(frozen=True)
class Slope:
    """One person's value at each time; None where it was not measured."""

    code: str
    values: tuple[int | None, ...]

    @property
    def steps(self) -> tuple[int | None, ...]:
        """How far each value is from the first; None where either is not known."""
        first = self.values[0]
        return tuple(None if v is None or first is None else v - first for v in self.values)


@dataclass(frozen=True)
class Stretch:
    """A part of a scale and what it is called."""

    low: float
    high: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Slopes(Block):
    """A line a person over a few times on a scale of 0-100, and how far each moved since the first.

    Parameters
    ----------
    title : str
        What the scale is.
    times : tuple of str
    slopes : tuple of Slope
    stretches : tuple of Stretch
        From the bottom of the scale to its top.
    usual : Stretch
        Where most people are.
    chance : float
        Differences up to this may be chance; who moved further stands out.
    """

    title: str
    times: tuple[str, ...]
    slopes: tuple[Slope, ...]
    stretches: tuple[Stretch, ...]
    usual: Stretch
    chance: float
    chosen = True

    @cached_property
    def named(self) -> frozenset[str]:
        """Codes written at the lines: all, of many those who stand out, of very many none."""
        few = len(self.slopes) <= _CODES
        codes = frozenset(each.code for each in self.slopes if few or any(self.ways(each)))
        return codes if len(codes) <= _CODES else frozenset()

    def way(self, step: int | None) -> int:
        """Say if a difference is up (1) or down (-1) by more than chance.

        Examples
        --------
        >>> usual = Stretch(68, 70, "")
        >>> of = Slopes(title="", times=(), slopes=(), stretches=(), usual=usual, chance=20.4)
        >>> of.way(24), of.way(-24), of.way(8), of.way(None)
        (1, -1, 0, 0)
        """
        far = step or 0
        return (far > self.chance) - (far < -self.chance)

    def ways(self, slope: Slope) -> tuple[int, ...]:
        """Say which way a person is from the first at each time."""
        return tuple(map(self.way, slope.steps))

    def steps(self, time: int) -> dict[str, int]:
        """How far each person who was measured both times is from the first, by code."""
        found = {each.code: each.steps[time] for each in self.slopes}
        return {code: step for code, step in found.items() if step is not None}

    def moved(self, time: int, way: int) -> list[str]:
        """Codes of those who are above (1) or below (-1) the first by more than chance."""
        return [each.code for each in self.slopes if self.ways(each)[time] == way]
