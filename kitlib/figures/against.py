"""A bud beside what there is, in inches: a mark a thing, the bud as a broken frame over them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from kitlib import look
from kitlib.dansk import number
from kitlib.figures.drawn import Drawn
from kitlib.figures.inches import INNER, LEFT, Canvas, Mark
from kitlib.figures.lines import wrap
from kitlib.figures.measured import Against, Option

__all__ = ["against"]

_SIDE = 2.2  # inches for the labels
_END = 2.5  # inches for what stands after a line
_LARGEST = 0.4  # inches for a mark
_TALL = 5.0  # what the picture may take before marks get smaller
_AIR = 0.3  # between two lines
_HEAD = 0.42
_MOST = 800  # marks on a line before one stands for ten


def against(block: Against) -> Drawn:
    """Return what draws a bud beside what there is."""
    laid = _Laid(block)
    return Drawn(lambda figure: laid.draw(Canvas(figure)), laid.height)


@dataclass(frozen=True)
class _Laid:
    block: Against

    @property
    def framed(self) -> bool:
        return self.block.bud == "frame"

    @property
    def _most(self) -> int:
        buds = [o.bud or 0 for o in self.block.options] if self.framed else []
        return max([*(o.n for o in self.block.options), *buds, 1])

    @property
    def per(self) -> int:
        """What one mark stands for: one thing, but for very many."""
        most = self._most
        return 1 if most <= _MOST else int(10 ** math.ceil(math.log10(most / _MOST)))

    def _fit(self) -> tuple[float, int]:
        """Size of a mark, and how many stand on top of each other."""
        most = self._most / self.per
        width = INNER - _SIDE - _END
        room = (_TALL - _HEAD) / len(self.block.options) - _AIR
        for high in (1, 2, 3, 4, 5, 6, 8, 10):
            size = min(_LARGEST, width / math.ceil(most / high), max(room, 0.3) / high)
            if size >= 0.15 and math.ceil(most / high) * size <= width:
                break
        return size, high

    @property
    def _line(self) -> float:
        size, high = self._fit()
        return max(size * high, 0.32) + _AIR

    @property
    def height(self) -> float:
        return _HEAD + self._line * len(self.block.options) + 0.15

    def draw(self, sheet: Canvas) -> None:
        size, high = self._fit()
        spare = max(0.0, sheet.height - self.height) / len(self.block.options)
        line = self._line + min(spare, 0.3)
        self._heading(sheet)
        marks: list[Mark] = []
        for i, option in enumerate(self.block.options):
            middle = _HEAD + i * line + (line - _AIR) / 2
            start = middle - size * high / 2
            n = math.ceil(option.n / self.per)
            for k in range(n):
                x = LEFT + _SIDE + (k // high) * size + size * 0.08
                marks.append((x, start + (k % high) * size + size * 0.08, ""))
            label = wrap(option.label, 72 * (_SIDE - 0.75), 15)
            sheet.text(LEFT, middle, label, 15, va="center")
            right = LEFT + _SIDE + math.ceil(n / high) * size
            if option.bud and self.framed:
                right = max(right, self._frame(sheet, option.bud, start, size, high))
            elif option.bud and self.block.bud == "place":
                _place(sheet, option.bud, middle)
            _end(sheet, option, right + 0.15, middle)
        if self.block.notes:
            sheet.squares(marks, size * 0.84, gid="data")
        else:
            _dots(sheet, marks, size * 0.84)

    def _heading(self, sheet: Canvas) -> None:
        each = f"{number(self.per)} {self.block.many}" if self.per > 1 else self.block.one
        words = f"Et mærke er {each}{self.block.told}"
        sheet.text(LEFT + _SIDE, 0.02, words, look.SIZES["small"], color=look.QUIET)

    def _frame(self, sheet: Canvas, bud: int, start: float, size: float, high: int) -> float:
        """Draw the bud as a broken outline around as many marks, and return where it ends."""
        whole, rest = divmod(math.ceil(bud / self.per), high)
        left, top, bottom = LEFT + _SIDE, start - 0.05, start + size * high + 0.05
        right = left + whole * size
        xs, ys = [left, right, right, left, left], [top, top, bottom, bottom, top]
        if rest:
            end, step = right + size, start + rest * size
            xs = [left, end, end, right, right, left, left]
            ys = [top, top, step, step, bottom, bottom, top]
            right = end
        dashed: dict[str, Any] = {"lw": 1.8, "linestyle": (0, (4, 3)), "zorder": 4}
        sheet.line(xs, ys, color=look.INK, gid="bud", **dashed)
        return right


def _dots(sheet: Canvas, places: list[Mark], side: float) -> None:
    xs, ys = [x + side / 2 for x, *_ in places], [y + side / 2 for _, y, _ in places]
    options: dict[str, Any] = {"marker": "o", "color": look.BLUE, "markersize": 72 * side * 0.9}
    sheet.ax.plot(xs, ys, linestyle="none", gid="data", **options)


def _place(sheet: Canvas, place: int, middle: float) -> None:
    x = LEFT + _SIDE - 0.4
    ring: dict[str, Any] = {"marker": "o", "markersize": 24, "markeredgewidth": 1.4}
    sheet.ax.plot([x], [middle], color=look.PAPER, markeredgecolor=look.INK, gid="bud", **ring)
    sheet.text(x, middle, str(place), 15, va="center", ha="center", zorder=5)


def _end(sheet: Canvas, option: Option, x: float, middle: float) -> None:
    if not option.told:
        sheet.text(x, middle, number(option.n), 15, va="center")
        return
    sheet.text(x, middle - 0.12, number(option.n), 15, va="center")
    words = f"jeres bud: {option.told}"
    small = look.SIZES["small"]
    sheet.text(x, middle + 0.13, words, small, va="center", color=look.QUIET)
