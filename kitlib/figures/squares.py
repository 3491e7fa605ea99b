"""Small notes drawn in stacks and in a table: each is a note, and what is empty is seen to be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kitlib import look
from kitlib.dansk import number
from kitlib.figures.blocks import Grid, Pile, Stacks
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.inches import INNER, LEFT, Canvas, Mark
from kitlib.figures.lines import legible, wrap
from kitlib.figures.links import key_link

__all__ = ["DrawnGrid", "DrawnStacks", "grid", "per_square", "squares_words", "stacks"]

_LARGE = (1.0, 0.84, 0.7, 0.58)  # where a projector has room for them
_SIZES = (0.46, 0.38, 0.30, 0.26, 0.22, 0.18, 0.15, 0.12, 0.10, 0.08)
_TALL = 4.0  # inches for the tallest stack, so that the picture fills a projector and no more
_AROUND = 1.6  # inches for the number over a stack, and for what stands below it
_ROOM = 5.1  # inches a grid has on a projector
_SPARE = 1.6  # inches that may stay empty below a table
_SEEN = 0.15  # squares under this are for what cannot be shown on one screen anyway
_MOST = 300  # squares in one cell before a square stands for ten
_ACROSS = 12  # situations side by side; more go on below
_EASY = 5  # squares an eye counts at a glance; more are told as a number too
_LABEL = look.SIZES["small"]
_TINY = look.SIZES["tiny"]
_NONE = Pile()


def stacks(block: Stacks) -> Drawn:
    """Return what draws stacks, and how tall they are."""
    laid = DrawnStacks(block)
    shelves = [sum(laid._shelf(band)) for band in _bands(block.columns)]
    return Drawn(lambda f: laid.within(Canvas(f)), laid.height, below(0.0, shelves))


def grid(block: Grid) -> Drawn:
    """Return what draws a table, and how tall it is."""
    laid = DrawnGrid(block)
    return Drawn(lambda f: laid.within(Canvas(f)), laid.height, laid.cuts, laid.head)


def per_square(piles: Sequence[Pile]) -> int:
    """Return how many notes one square stands for: 1, and 10, 100 ... where there are very many."""
    per = 1
    while any(sum(_marks_of(pile, per)) > _MOST for pile in piles):
        per *= 10
    return per


def _marks_of(pile: Pile, per: int) -> tuple[int, int]:
    return math.ceil(len(pile.notes) / per), math.ceil(pile.counted / per)


def squares_words(block: Stacks | Grid) -> str:
    """Tell in a sentence what a square is, where it is not simply a note."""
    per = per_square(list(block.piles.values()))
    words = f" Hvert mærke er {number(per)} noter." if per > 1 else ""
    counted = any(pile.counted for pile in block.piles.values())
    return words + (" De åbne cirkler er sedler talt på bordet." if counted else "")


def _bands(columns: Sequence[str]) -> list[list[str]]:
    """Part columns in bands of about equal length, as wide as the picture takes."""
    n = max(1, math.ceil(len(columns) / _ACROSS))
    size = math.ceil(len(columns) / n)
    return [list(columns[i : i + size]) for i in range(0, len(columns), size)]


def _label(text: str, width: float) -> tuple[str, float]:
    """A column's label wrapped, in small letters, or in tiny ones where a word would break."""
    for size in (_LABEL, _TINY):
        wrapped = wrap(text, 72 * width, size)
        if wrapped.replace("\n", " ") == " ".join(text.split()):
            return wrapped, size
    return wrapped, size


@dataclass
class _Marks:
    """Marks of one picture, gathered so that all are drawn at once."""

    size: float
    notes: list[Mark] = field(default_factory=list)
    piles: list[Mark] = field(default_factory=list)

    def add(self, places: Sequence[tuple[float, float]], pile: Pile, per: int) -> None:
        n, _ = _marks_of(pile, per)
        # A mark that is ten notes is none of them.
        ids = [note.id for note in pile.notes] if per == 1 else [""] * n
        self.notes += [(x, y, name) for (x, y), name in zip(places[:n], ids, strict=True)]
        self.piles += [(x, y, "") for x, y in places[n:]]

    def draw(self, sheet: Canvas) -> None:
        side = self.size * 0.82
        sheet.squares(self.notes, side, gid="noter")
        # Counted ones are open circles: nobody can read them here, and the shape is seen in grey.
        sheet.circles(self.piles, side, gid="talte")


@dataclass(frozen=True)
class DrawnStacks:
    """The headings from left to right, their notes stacked over each.

    `room` is how tall the picture is; 0 where it is as tall as the stacks need.
    """

    block: Stacks
    room: float = 0.0

    @cached_property
    def per(self) -> int:
        return per_square(list(self.block.piles.values()))

    def _pile(self, column: str) -> Pile:
        return self.block.piles.get(column, _NONE)

    def _squares(self, column: str) -> tuple[int, int]:
        return _marks_of(self._pile(column), self.per)

    def _fit(self) -> tuple[float, float, int]:
        """Width of a column, size of a square, squares side by side."""
        width = INNER / max(map(len, _bands(self.block.columns)))
        most = max((sum(self._squares(c)) for c in self.block.columns), default=0)
        # On more than one shelf, larger ones would leave no room for the next.
        large = _LARGE if width * len(self.block.columns) <= INNER + 0.01 else ()
        for size in (*large, *_SIZES):
            across = max(1, min(5, int((width - 0.16) / size)))
            tall = math.ceil(most / across) * size
            if tall <= (self.room - _AROUND if size in _LARGE else _TALL):
                return width, size, across
        across = max(1, int((width - 0.16) / size))
        return width, size, across

    def _shelf(self, band: Sequence[str]) -> tuple[float, float]:
        """Height of the stacks and of the labels below them, in inches."""
        width, size, across = self._fit()
        most = max((sum(self._squares(c)) for c in band), default=0)
        lines = [_label(c, width - 0.08)[0].count("\n") + 1 for c in band]
        tail = max(
            (self._under(c).count("\n") + 1 if self._under(c) else 0 for c in band), default=0
        )
        label = max(lines) * _LABEL * 1.22 / 72 + tail * _TINY * 1.22 / 72
        return math.ceil(most / across) * size + 0.45, label + 0.25

    def _under(self, column: str) -> str:
        text = self.block.under.get(column, "")
        return wrap(text, 72 * (self._fit()[0] - 0.08), _TINY) if text else ""

    @property
    def height(self) -> float:
        return sum(sum(self._shelf(band)) for band in _bands(self.block.columns)) + 0.2

    def within(self, sheet: Canvas) -> None:
        """Draw as large as a picture has room for."""
        replace(self, room=sheet.height).draw(sheet)

    def draw(self, sheet: Canvas) -> None:
        width, size, across = self._fit()
        bands = _bands(self.block.columns)
        # What the projector has to spare stands as air around the stacks, most of it above.
        top = 0.6 * max(0.0, sheet.height - self.height) / len(bands)
        y = 0.0
        marks = _Marks(size)
        for band in bands:
            up, down = self._shelf(band)
            base = y + top + up
            sheet.line((LEFT, LEFT + INNER), (base, base), gid="bund")
            for i, column in enumerate(band):
                middle = LEFT + (i + 0.5) * width
                places = self._column(sheet, column, middle, base, size, across)
                marks.add(places, self._pile(column), self.per)
            y = base + down
        marks.draw(sheet)

    def _column(
        self, sheet: Canvas, column: str, middle: float, base: float, size: float, across: int
    ) -> list[tuple[float, float]]:
        width = self._fit()[0]
        n = sum(self._squares(column))
        left = middle - min(across, max(n, 1)) * size / 2
        places = [
            (left + (i % across) * size + 0.09 * size, base - (i // across + 1) * size)
            for i in range(n)
        ]
        total = len(self._pile(column))
        high = base - math.ceil(n / across) * size - 0.08
        ink = look.INK if total else look.QUIET
        # The number stands on the highest square, also where that row is not full.
        on_top = left + ((n - 1) % across + 1 if n else 1) * size / 2
        sheet.text(on_top, high, number(total), 15, ha="center", va="bottom", color=ink)
        label, letters = _label(column, width - 0.08)
        colour = look.QUIET if column in self.block.quiet else look.INK
        link = key_link(column)
        sheet.text(middle, base + 0.1, label, letters, ha="center", color=colour, url=link)
        if tail := self._under(column):
            below = base + 0.12 + (label.count("\n") + 1) * letters * 1.22 / 72
            sheet.text(middle, below, tail, _TINY, ha="center", color=look.QUIET)
        return places


@dataclass(frozen=True)
class DrawnGrid:
    """Situations across in the order of the day, rows down; each square is a note.

    `room` is how tall the picture is; 0 where it is as tall as the rows need.
    """

    block: Grid
    room: float = 0.0

    @property
    def _side(self) -> float:
        """Inches for row labels: what they need, up to a fifth of the picture."""
        labels = (*self.block.rows, self.block.heading)
        wide = [look.text_width(legible(label), 14) / 72 for label in labels]
        return min(max(wide) + 0.25, 2.4)

    @cached_property
    def per(self) -> int:
        return per_square(list(self.block.piles.values()))

    def _pile(self, row: str, column: str) -> Pile:
        return self.block.piles.get((row, column), _NONE)

    def _squares(self, row: str, column: str) -> tuple[int, int]:
        return _marks_of(self._pile(row, column), self.per)

    def _fit(self) -> tuple[float, float, int]:
        """Width of a cell, size of a square, squares side by side: as large as fills the screen."""
        width = (INNER - self._side) / max(map(len, _bands(self.block.columns)))
        cells = [(r, c) for r in self.block.rows for c in self.block.columns]
        most = max((sum(self._squares(*cell)) for cell in cells), default=0)
        fits = [(width, size, max(1, int((width - 0.14) / size))) for size in _SIZES]
        large, fits = fits[:3], fits[3:]
        for fit in large:
            if self._height(fit) <= self.room:
                return fit
        for fit in fits:
            if fit[1] >= _SEEN and self._height(fit) <= _ROOM:
                return fit
        low = [f for f in fits if math.ceil(most / f[2]) * f[1] <= 1.0]
        return low[0] if low else fits[-1]

    def _height(self, fit: tuple[float, float, int]) -> float:
        return sum(
            self._head(b, fit[0]) + sum(self._row_height(r, b, fit) for r in self.block.rows) + 0.2
            for b in _bands(self.block.columns)
        )

    def _row_label(self, row: str) -> str:
        return wrap(row, 72 * (self._side - 0.2), 14)

    def _row_height(self, row: str, band: Sequence[str], fit: tuple[float, float, int]) -> float:
        _, size, across = fit
        cells = [sum(self._squares(row, c)) for c in band]
        high = math.ceil(max(cells, default=0) / across) * size
        told = 0.2 if any(len(self._pile(row, c)) > _EASY for c in band) else 0.0
        return (
            max(high + told, (self._row_label(row).count("\n") + 1) * 14 * 1.22 / 72, 0.24) + 0.14
        )

    def _head(self, band: Sequence[str], width: float) -> float:
        lines = max(_label(c, width - 0.08)[0].count("\n") + 1 for c in band)
        return lines * _LABEL * 1.22 / 72 + 0.16

    @property
    def height(self) -> float:
        return self._height(self._fit())

    @property
    def cuts(self) -> tuple[float, ...]:
        """Where a page may end: below a row; a heading goes with the row under it."""
        fit, rows = self._fit(), self.block.rows
        tall: list[float] = []
        for band in _bands(self.block.columns):
            each = [self._row_height(row, band, fit) for row in rows]
            each[0] += self._head(band, fit[0])
            each[-1] += 0.2
            tall += each
        return below(0.0, tall)

    @property
    def head(self) -> float:
        """What stands over every page it goes on over: what its columns are."""
        bands = _bands(self.block.columns)
        return self._head(bands[0], self._fit()[0]) if len(bands) == 1 else 0.0

    def within(self, sheet: Canvas) -> None:
        """Draw as large as a picture has room for."""
        replace(self, room=sheet.height).draw(sheet)

    def draw(self, sheet: Canvas) -> None:
        fit = self._fit()
        width, size, _ = fit
        # Very few rows stand in the middle of what a projector has to spare, not at its edge.
        y = max(0.0, 0.6 * (sheet.height - self._height(fit) - _SPARE))
        marks = _Marks(size)
        side = self._side
        for band in _bands(self.block.columns):
            y += self._head(band, width)
            sheet.text(LEFT, y - 0.08, self.block.heading, _LABEL, va="bottom", color=look.QUIET)
            for i, column in enumerate(band):
                label, letters = _label(column, width - 0.08)
                colour = look.QUIET if column in self.block.quiet else look.INK
                x = LEFT + side + (i + 0.5) * width
                options = {"ha": "center", "va": "bottom", "url": key_link(column)}
                sheet.text(x, y - 0.08, label, letters, color=colour, **options)
            for row in self.block.rows:
                sheet.line((LEFT, LEFT + side + width * len(band)), (y, y), lw=0.8)
                colour = look.QUIET if row in self.block.quiet else look.INK
                link = key_link(row)
                sheet.text(LEFT, y + 0.09, self._row_label(row), 14, color=colour, url=link)
                for i, column in enumerate(band):
                    left = LEFT + side + i * width
                    places = self._cell(sheet, row, column, left, y + 0.07, fit)
                    marks.add(places, self._pile(row, column), self.per)
                y += self._row_height(row, band, fit)
            y += 0.2
        marks.draw(sheet)

    def _cell(
        self,
        sheet: Canvas,
        row: str,
        column: str,
        left: float,
        y: float,
        fit: tuple[float, float, int],
    ) -> list[tuple[float, float]]:
        width, size, across = fit
        n = sum(self._squares(row, column))
        start = left + (width - min(across, max(n, 1)) * size) / 2
        places = [
            (start + (i % across) * size + 0.09 * size, y + (i // across) * size) for i in range(n)
        ]
        total = len(self._pile(row, column))
        if total > _EASY:
            below = y + math.ceil(n / across) * size + 0.01
            sheet.text(left + width / 2, below, number(total), _TINY, ha="center", color=look.QUIET)
        if not total:
            sheet.text(left + width / 2, y + 0.02, "·", 14, ha="center", color=look.QUIET)
        return places
