"""A card laid out: boxes, their words and lines flow down it, as the typesetter will draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kitlib.glyphs import print_fonts
from kitlib.slips.layout import (
    BOX,
    FORMATS,
    INSET,
    MARKER,
    Box,
    Card,
    code_for,
    marker_places,
)
from kitlib.slips.markers import CORNERS, fields, number

__all__ = ["DrawnSlip", "Ticks", "lay_out"]

_POINT = 25.4 / 72  # mm
_WORDS = 8.0  # points
_SMALL = 7.0
_ROW = 5.1  # mm from one row of boxes to the next
_LINE = 3.3  # mm between two lines of one label
_BESIDE = 0.9  # from a box to its word
_APART = 2.4  # from a word to the next box
_NEAR = 1.7  # the same after a figure or two letters
_CAP = 0.66  # height of a capital of the font, in its size
_QUIET = 2.0  # white kept beside a marker
#: Lines to write on are 9 mm apart.
GAP = 9.0


@dataclass(frozen=True)
class Ticks:
    """One thing to tick: `values` beside boxes, or a line to write on where there are none."""

    field: str
    heading: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawnSlip:
    """A card, what the template draws of it, and how many lines there are to write on."""

    card: Card
    data: dict[str, Any]
    lines: int


@dataclass
class _Hand:
    """Draws from the top of a card downwards; knows where it may, beside the markers."""

    width: float
    indent: float = 0.0
    y: float = INSET
    boxes: list[Box] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, float]] = field(default_factory=list)

    @property
    def room(self) -> tuple[float, float]:
        """Left and right of what may be drawn on at this height."""
        beside = MARKER + _QUIET if self.y < INSET + MARKER else 0.0
        return INSET + beside, self.width - INSET - beside

    def say(self, x: float, y: float, words: str, size: float, *, quiet: bool = False) -> None:
        if words:
            top = y + (BOX - _CAP * size * _POINT) / 2
            self.texts.append({"x": x, "y": top, "ord": words, "pt": size, "graa": quiet})

    def ask(self, question: Ticks) -> None:
        """Draw a question with its boxes, in as many rows as it takes."""
        x, right = self.room
        self.say(x, self.y, question.heading, _SMALL, quiet=True)
        if question.heading:
            beside = x > INSET  # a marker stands to the left: no column of headings here
            x += text_width(question.heading, _SMALL) + _BESIDE if beside else self.indent
        first = x
        if not question.values:
            self.rules.append({"x": x, "y": self.y + BOX, "til": right})
        tall = 1
        for value in question.values:
            wide = BOX + _BESIDE + text_width(value, _WORDS)
            if x + wide > right and x > first:
                self.y += _ROW + (tall - 1) * _LINE
                x, tall = first, 1
            parts = wrapped(value, right - x - BOX - _BESIDE, _WORDS)
            self.boxes.append(Box(question.field, value, round(x, 2), round(self.y, 2)))
            for k, part in enumerate(parts):
                self.say(x + BOX + _BESIDE, self.y + k * _LINE, part, _WORDS)
            tall = max(tall, len(parts))
            x += BOX + _BESIDE + max(text_width(p, _WORDS) for p in parts)
            x += _NEAR if len(value) < 3 else _APART
        self.y += _ROW + (tall - 1) * _LINE

    def write(self, label: str, n: int, left: float, right: float) -> None:
        """Draw lines to write on, the label small above the first."""
        self.say(left, self.y, label, _SMALL, quiet=True)
        for _ in range(n):
            self.y += GAP
            self.rules.append({"x": left, "y": round(self.y, 2), "til": right})


def lay_out(
    size: str,
    questions: Sequence[Ticks],
    last: Ticks | None,
    seen: str,
    said: str,
    told: str,
) -> DrawnSlip:
    """Lay a card out.

    Parameters
    ----------
    size : str
        One of `FORMATS`.
    questions : sequence of Ticks
        From the top; as many as fit stand between the upper markers.
    last : Ticks, optional
        Stands between the lower markers.
    seen, said : str
        Labels of what was seen, and of somebody's own words; without such lines where empty.
    told : str
        A small line of help to the right, above what is written.

    Examples
    --------
    >>> drawn = lay_out("A7", [Ticks("ugedag", "", ("ma", "ti"))], None, "Det så jeg", "", "")
    >>> [box.value for box in drawn.card.boxes], drawn.lines
    (['ma', 'ti'], 4)
    """
    form = FORMATS[size]
    indent = max(text_width(q.heading, _SMALL) for q in questions) + _BESIDE
    hand = _Hand(form.width, indent)
    for question in questions:
        hand.ask(question)
    hand.y = max(hand.y, INSET + MARKER + _QUIET)
    top, bottom = hand.y, form.height - INSET - MARKER - _QUIET / 2
    left, right = INSET, form.width - INSET
    n = max(0, int((bottom - top) / GAP))
    spoken = 0 if not said else 2 if n > 5 else 1
    hand.say(right - text_width(told, _SMALL), hand.y, told, _SMALL, quiet=True)
    hand.write(seen, n - spoken, left, right)
    between = hand.y + 1.0 if spoken else bottom
    hand.write(said if spoken else "", spoken, left, right)
    hand.y = form.height - INSET - MARKER
    if last is not None:
        low = _Hand(form.width)  # as wide as between the upper markers
        low.ask(last)
        shift = hand.y - INSET
        hand.boxes += [Box(b.field, b.value, b.x, round(b.y + shift, 2)) for b in low.boxes]
        hand.texts += [{**t, "y": t["y"] + shift} for t in low.texts]
    writing = (left, round(top, 2), right, round(bottom, 2))
    boxes = tuple(hand.boxes)
    code = code_for(size, boxes, writing)
    card = Card(
        size, boxes, writing, (left, round(min(between, bottom), 2), right, writing[3]), code
    )
    return DrawnSlip(card, _drawn(card, hand), n)


def _drawn(card: Card, hand: _Hand) -> dict[str, Any]:
    form = card.format
    return {
        "bredde": form.width,
        "hoejde": form.height,
        "kolonner": form.columns,
        "raekker": form.rows,
        "liggende": form.flipped,
        "side": BOX,
        "felter": [{"x": b.x, "y": b.y} for b in card.boxes],
        "tekster": hand.texts,
        "linjer": hand.rules,
        "kant": INSET,
        "maerke": MARKER,
        "mellem": INSET + MARKER + _QUIET,
        "maerker": list(_markers(card)),
    }


def _markers(card: Card) -> Iterator[dict[str, Any]]:
    for corner, (x, y) in zip(range(len(CORNERS)), marker_places(card.size), strict=True):
        rows = [[int(white) for white in row] for row in fields(number(corner, card.code))]
        yield {"x": x, "y": y, "felter": rows}


def text_width(words: str, size: float) -> float:
    """Return how wide words are in print, in mm; a letter the font lacks is taken as wide.

    Examples
    --------
    >>> 3 < text_width("leg", 8) < 6
    True
    """
    known, unit = _advances()
    return sum(known.get(letter, 0.7 * unit) for letter in words) / unit * size * _POINT


@cache
def _advances() -> tuple[dict[str, float], float]:
    from fontTools.ttLib import TTFont

    with TTFont(print_fonts()[0], lazy=True, fontNumber=0) as font:
        wide = font["hmtx"].metrics
        known = {chr(sign): float(wide[name][0]) for sign, name in font.getBestCmap().items()}
        return known, float(font["head"].unitsPerEm)


def wrapped(words: str, room: float, size: float) -> list[str]:
    """Part words into lines that fit; a word wider than the room is parted where it must be.

    Examples
    --------
    >>> wrapped("at vente på tur", 14, 8)
    ['at vente på', 'tur']
    >>> len(wrapped("x" * 60, 20, 8)) > 3
    True
    """
    lines = [""]
    for word in words.split():
        tried = f"{lines[-1]} {word}".strip()
        if text_width(tried, size) <= room:
            lines[-1] = tried
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and text_width(lines[-1] + letter, size) > room:
                lines.append("")
            lines[-1] += letter
    return lines
