"""Blocks of what was measured: curves, answers, time, a bud, and counts; data only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kitlib.figures.blocks import Block, Note, Span

__all__ = [
    "ALL",
    "FEW",
    "Against",
    "AnswerRow",
    "AnswerRows",
    "Curve",
    "Curves",
    "Lane",
    "Lanes",
    "Numbers",
    "Option",
    "Scale",
    "Take",
    "one_scale",
]

#: What people read where a margin counts everyone.
ALL = "Alle"

#: Fewer are never a bar, so that nobody reads a tendency out of it.
FEW = 20

_MOST_DOTS = 40  # above it a dot a person can no longer be counted with the eye


@dataclass(frozen=True)
class Curve:
    """One person: what is said of the curve, the value at each time, and words beside it."""

    code: str
    label: str
    values: tuple[int | None, ...]
    said: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Curves(Block):
    """A small curve a person, each in a row of its own with words beside it.

    Parameters
    ----------
    title : str
        What is drawn.
    times : tuple of str
    high : int
        The top of the scale, whose bottom is 0.
    curves : tuple of Curve
    """

    title: str
    times: tuple[str, ...]
    high: int
    curves: tuple[Curve, ...]

    @property
    def quotes(self) -> bool:  # type: ignore[override]
        return any(curve.said for curve in self.curves)


@dataclass(frozen=True)
class AnswerRow:
    """A question, and which place of the options each person chose, at one time and another."""

    question: str
    first: tuple[int, ...]
    second: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerRows(Block):
    """Answers to questions with the same options, a dot a person.

    Parameters
    ----------
    opening : str
        What all questions begin with.
    options : tuple of str
    answers : tuple of AnswerRow
    times : (str, str)
        What the two times are called.
    """

    opening: str
    options: tuple[str, ...]
    answers: tuple[AnswerRow, ...]
    times: tuple[str, str]


@dataclass(frozen=True)
class Lane:
    """Notes of a film under one heading.

    `told` stands at the end of the line; `tone` is the heading's own colour; `quiet` where it is
    no answer.
    """

    label: str
    spans: tuple[Span, ...]
    told: str
    tone: int = 0
    quiet: bool = False


@dataclass(frozen=True)
class Take:
    """One film and its lanes; `length` in seconds."""

    heading: str
    length: float
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, kw_only=True)
class Lanes(Block):
    """Films, and when there is a note under each heading."""

    takes: tuple[Take, ...]
    still = True  # with several films its letters alone weigh more than all the rest of a notebook

    @property
    def marks(self) -> Iterator[Note]:
        spans = (s for take in self.takes for lane in take.lanes for s in lane.spans)
        return (s.note for s in spans)


@dataclass(frozen=True)
class Option:
    """What could be guessed: how many there are, what was guessed, and what is said of that."""

    label: str
    n: int
    bud: int | None = None
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class Against(Block):
    """A bud laid beside what there is, a line an option.

    Parameters
    ----------
    options : tuple of Option
    one, many : str
        What a mark is: "en note", "noter".
    notes : bool
        Whether marks are notes; else they are people's answers.
    bud : {"frame", "place", ""}
        Whether a bud is a frame around as many marks, a place in an order, or said and not drawn.
    told : str
        How the bud is seen.
    """

    options: tuple[Option, ...]
    one: str
    many: str
    notes: bool
    bud: str
    told: str


@dataclass(frozen=True)
class Scale:
    """What cells are held against: the largest of them, and the smallest that is not 0."""

    most: int
    least: int

    def dots(self, n: int) -> bool:
        """Whether a number is drawn as a dot a person: all of them where none is large.

        So few are never a bar, whatever stands beside them (see `kitlib.evidence.policy`).
        """
        return self.most <= _MOST_DOTS or n < FEW

    @property
    def mixed(self) -> bool:
        """Whether both dots and bars are drawn on it, so that they must be held together."""
        return not self.dots(self.most) and self.dots(self.least)


@dataclass(frozen=True)
class Numbers(Block):
    """Numbers in rows and columns.

    Parameters
    ----------
    rows, columns : tuple of str
    values : mapping of (row, column) to int or None
        None is not told.
    scales : mapping of (row, column) to Scale
        What each cell is held against.
    across, down : str
        What the columns are, and the rows; said above them.
    mark : str
        What stands for a number that is not told.
    hatched : bool
        Whether it is drawn as hidden, or is a word such as "få".
    inside : mapping of str to (str, str)
        Row -> the row it is a part of, and what it is called below it.
    sides : bool
        Whether the columns are directions, drawn as bars to either side of the third of them.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Mapping[tuple[str, str], int | None] = field(hash=False)
    scales: Mapping[tuple[str, str], Scale] = field(hash=False)
    across: str = ""
    down: str = ""
    mark: str = ""
    hatched: bool = False
    inside: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)
    sides: bool = False

    @property
    def parents(self) -> set[str]:
        """Rows that other rows are parts of."""
        above = {self.inside[row][0] for row in self.rows if row in self.inside}
        return (above | {ALL}) & set(self.rows)

    @property
    def own_scales(self) -> bool:
        """Whether each column has a scale of its own."""
        scales = [{self.scales[row, column] for row in self.rows} for column in self.columns]
        return all(len(s) == 1 for s in scales) and len(set().union(*scales)) > 1

    def is_inside(self, row: str) -> bool:
        """Whether a row is a part of another that is drawn as well."""
        return row in self.inside and self.inside[row][0] in self.rows


def one_scale(
    values: Mapping[tuple[str, str], int | None], rows: Iterable[str], columns: Iterable[str]
) -> dict[tuple[str, str], Scale]:
    """Hold these rows and columns against one another."""
    columns = tuple(columns)
    cells = [(row, column) for row in rows for column in columns]
    shown = [n for cell in cells if (n := values.get(cell))]
    return dict.fromkeys(cells, Scale(max(shown, default=1), min(shown, default=1)))
