"""The reveal drawn: each thing a mark on a line of its own, the bud as a broken outline over it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kitlib import look
from kitlib.circle.guess import Guess, share_words
from kitlib.circle.reveal import reveal_words
from kitlib.dansk import number
from kitlib.figures import Painted, View
from kitlib.figures.inches import INNER, LEFT, Sheet
from kitlib.figures.lines import wrap
from kitlib.instruments.postits.words import rows

__all__ = ["reveal_view"]

_SIDE = 2.2  # inches for the labels
_END = 2.5  # inches for what stands after a line
_LARGEST = 0.4  # inches for a mark
_TALL = 5.0  # what the picture may take before marks get smaller
_AIR = 0.3  # between two lines
_HEAD = 0.42


def reveal_view(view: View, guess: Guess, value: Mapping[str, Any]) -> View:
    """Return a view's data and a team's bud on one figure.

    Parameters
    ----------
    view : View
        The view the bud was on.
    guess : Guess
        What could be guessed of it.
    value : dict
        The bud.

    Returns
    -------
    View
        Its `data` has a row an option: `mulighed`, `antal` and `bud` (marks, hands or place; NA
        where none was given).
    """
    import pandas as pd

    drawing = _Drawing(guess, value)
    data = pd.DataFrame(
        [(label, guess.counts[key], drawing.buds.get(key)) for key, label in guess.options],
        columns=["mulighed", "antal", "bud"],
    ).astype({"antal": "Int64", "bud": "Int64"})
    said, ask = reveal_words(guess, value)
    told = [
        f"{row.mulighed} {row.antal}" + ("" if pd.isna(row.bud) else f" (jeres bud {row.bud})")
        for row in rows(data)
    ]
    alt = f"En linje for hver, med et mærke for {_each(guess)}: {', '.join(told)}."
    return replace(
        view,
        sentence=f"{said} {ask}",
        alt=alt,
        data=data,
        blocks=(Painted(draw=lambda f: drawing.draw(Sheet(f)), height=max(drawing.height, 3.6)),),
    )


def _a(guess: Guess) -> str:
    return f"{'et' if guess.one == 'svar' else 'en'} {guess.one}"


def _each(guess: Guess) -> str:
    return f"{'hvert' if guess.one == 'svar' else 'hver'} {guess.one}"


@dataclass(frozen=True)
class _Drawing:
    guess: Guess
    value: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return str(self.value["kind"])

    @property
    def buds(self) -> dict[str, int]:
        """The bud of each option: marks, hands, or place in the order."""
        if self.kind == "andel":
            return {self.value["option"]: round(self.value["share"] * self.guess.total)}
        if self.kind == "raekkefoelge":
            return {key: i for i, key in enumerate(self.value["order"], start=1)}
        parts = self.value["parts" if self.kind == "fordeling" else "hands"]
        return {key: n for key, n in parts.items() if n or self.kind == "fordeling"}

    @property
    def outlined(self) -> dict[str, int]:
        """Buds that are on the scale of the marks."""
        return self.buds if self.kind in ("andel", "fordeling") else {}

    @property
    def per(self) -> int:
        """What one mark stands for: one thing, but for very many."""
        most = max([*self.guess.counts.values(), *self.outlined.values(), 1])
        return 1 if most <= 800 else 10 ** math.ceil(math.log10(most / 800))

    def _fit(self) -> tuple[float, int]:
        """Size of a mark, and how many stand on top of each other."""
        most = max([*self.guess.counts.values(), *self.outlined.values(), 1]) / self.per
        width = INNER - _SIDE - _END
        lines = len(self.guess.options)
        for high in (1, 2, 3, 4, 5, 6, 8, 10):
            size = min(_LARGEST, width / math.ceil(most / high))
            room = (_TALL - _HEAD) / lines - _AIR
            size = min(size, max(room, 0.3) / high)
            if size >= 0.15 and math.ceil(most / high) * size <= width:
                return size, high
        return size, high

    @property
    def _line(self) -> float:
        size, high = self._fit()
        return max(size * high, 0.32) + _AIR

    @property
    def height(self) -> float:
        return _HEAD + self._line * len(self.guess.options) + 0.15

    def draw(self, sheet: Sheet) -> None:
        size, high = self._fit()
        spare = max(0.0, sheet.height - self.height) / len(self.guess.options)
        line = self._line + min(spare, 0.3)
        self._heading(sheet)
        marks: list[tuple[float, float]] = []
        for i, (key, label) in enumerate(self.guess.options):
            top = _HEAD + i * line
            middle = top + (line - _AIR) / 2
            start = middle - size * high / 2
            n = math.ceil(self.guess.counts[key] / self.per)
            marks += [
                (
                    LEFT + _SIDE + (k // high) * size + size * 0.08,
                    start + (k % high) * size + size * 0.08,
                )
                for k in range(n)
            ]
            sheet.text(LEFT, middle, wrap(label, 72 * (_SIDE - 0.75), 15), 15, va="center")
            self._place(sheet, key, middle)
            right = LEFT + _SIDE + math.ceil(n / high) * size
            right = max(right, self._outline(sheet, key, start, size, high))
            self._end(sheet, key, right + 0.15, middle)
        side = size * 0.84
        if self.guess.one == "note":
            sheet.squares([(x, y, "") for x, y in marks], side, gid="data")
        else:
            self._dots(sheet, marks, side)

    def _heading(self, sheet: Sheet) -> None:
        each = (
            f"et mærke er {number(self.per)} {self.guess.many}"
            if self.per > 1
            else (f"et mærke er {_a(self.guess)}")
        )
        bud = {
            "andel": ", den brudte ramme er jeres bud",
            "fordeling": ", de brudte rammer er jeres bud",
            "raekkefoelge": ", tallet foran er jeres rækkefølge",
            "haender": "",
        }[self.kind]
        words = each[0].upper() + each[1:] + bud
        sheet.text(LEFT + _SIDE, 0.02, words, look.SIZES["small"], color=look.QUIET)

    def _dots(self, sheet: Sheet, places: list[tuple[float, float]], side: float) -> None:
        xs = [x + side / 2 for x, _ in places]
        ys = [y + side / 2 for _, y in places]
        sheet.ax.plot(
            xs,
            ys,
            linestyle="none",
            marker="o",
            color=look.BLUE,
            markersize=72 * side * 0.9,
            gid="data",
        )

    def _outline(self, sheet: Sheet, key: str, start: float, size: float, high: int) -> float:
        """Draw the bud as a broken outline around as many marks, and return where it ends."""
        if not self.outlined.get(key):
            return 0.0
        n = math.ceil(self.outlined[key] / self.per)
        left, top, bottom = LEFT + _SIDE, start - 0.05, start + size * high + 0.05
        whole, rest = divmod(n, high)
        right = left + whole * size
        if not rest:
            right = max(right, left)
            xs = [left, right, right, left, left]
            ys = [top, top, bottom, bottom, top]
        else:
            end, step = right + size, start + rest * size
            xs = [left, end, end, right, right, left, left]
            ys = [top, top, step, step, bottom, bottom, top]
            right = end
        sheet.line(xs, ys, color=look.INK, lw=1.8, linestyle=(0, (4, 3)), gid="bud", zorder=4)
        return right

    def _place(self, sheet: Sheet, key: str, middle: float) -> None:
        if self.kind == "raekkefoelge" and key in self.buds:
            x = LEFT + _SIDE - 0.4
            sheet.ax.plot(
                [x],
                [middle],
                marker="o",
                markersize=24,
                color=look.PAPER,
                markeredgecolor=look.INK,
                markeredgewidth=1.4,
                gid="bud",
            )
            sheet.text(x, middle, str(self.buds[key]), 15, va="center", ha="center", zorder=5)

    def _end(self, sheet: Sheet, key: str, x: float, middle: float) -> None:
        n = number(self.guess.counts[key])
        told = ""
        if self.kind == "andel" and key in self.buds:
            told = share_words(self.value["share"])
        elif self.kind == "fordeling":
            told = number(self.buds.get(key, 0))
        elif self.kind == "haender" and key in self.buds:
            told = f"{number(self.buds[key])} af jer"
        if not told:
            sheet.text(x, middle, n, 15, va="center")
            return
        sheet.text(x, middle - 0.12, n, 15, va="center")
        sheet.text(
            x,
            middle + 0.13,
            f"jeres bud: {told}",
            look.SIZES["small"],
            va="center",
            color=look.QUIET,
        )
