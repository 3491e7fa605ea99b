"""Where everything stands on a card, in millimetres: the one layout it is printed and read by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from json import dumps
from typing import Any

from kitlib.slips.markers import CODES, SIDE

__all__ = ["BOX", "FORMATS", "INSET", "MARKER", "Box", "Card", "Format", "marker_places"]

#: Side of a box to tick.
BOX = 3.8
#: From the cut to a marker: what no printer leaves out, and scissors that are a little off.
INSET = 7.0
#: Side of a marker with its frame.
MARKER = 1.1 * (SIDE + 2)


@dataclass(frozen=True)
class Format:
    """A size of card, and how many of them lie on an A4."""

    name: str
    width: float
    height: float
    columns: int
    rows: int
    flipped: bool = False


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("A7", 105.0, 74.25, 2, 4),
        Format("A6", 105.0, 148.5, 2, 2),
        Format("A5", 148.5, 210.0, 2, 1, flipped=True),
    )
}


@dataclass(frozen=True)
class Box:
    """A box to tick: what it is an answer to, what it says, and its upper left corner."""

    field: str
    value: str
    x: float
    y: float


@dataclass(frozen=True)
class Card:
    """What reading has to know of a card.

    Parameters
    ----------
    size : str
        One of `FORMATS`.
    boxes : tuple of Box
    writing : tuple of float
        Left, top, right and bottom of what is written by hand, and becomes the note's picture.
    said : tuple of float
        The part of it that is the child's own words; without height where there is none.
    code : int
        What its markers say: another wording or another layout is another code.

    Examples
    --------
    >>> card = Card("A7", (Box("ugedag", "ma", 16, 7),), (7, 22, 98, 60), (7, 60, 98, 60), 12)
    >>> Card.of(card.told()) == card
    True
    """

    size: str
    boxes: tuple[Box, ...]
    writing: tuple[float, float, float, float]
    said: tuple[float, float, float, float]
    code: int

    @property
    def format(self) -> Format:
        return FORMATS[self.size]

    def told(self) -> dict[str, Any]:
        """Return it as it is kept beside the notes, for the day a picture of it comes."""
        boxes = [[box.field, box.value, box.x, box.y] for box in self.boxes]
        kept = {"stoerrelse": self.size, "felter": boxes, "kode": self.code}
        return kept | {"skrevet": list(self.writing), "ord": list(self.said)}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Card:
        """Return the card that was kept; KeyError, TypeError or ValueError where it is none."""
        boxes = tuple(Box(str(f), str(v), float(x), float(y)) for f, v, x, y in told["felter"])
        writing, said = (_four(told[name]) for name in ("skrevet", "ord"))
        code = int(told["kode"])
        if told["stoerrelse"] not in FORMATS or not 0 <= code < CODES:
            raise ValueError("no such card")
        return cls(str(told["stoerrelse"]), boxes, writing, said, code)

    def values(self, field: str) -> tuple[str, ...]:
        """What may be ticked under one heading, in the order it stands."""
        return tuple(box.value for box in self.boxes if box.field == field)


def _four(values: Sequence[Any]) -> tuple[float, float, float, float]:
    left, top, right, bottom = map(float, values)
    return left, top, right, bottom


def code_for(size: str, boxes: Sequence[Box], writing: Sequence[float]) -> int:
    """Return the code of a card: the same for the same layout and words on any machine."""
    told = [[b.field, b.value, round(b.x, 2), round(b.y, 2)] for b in boxes]
    said = dumps([size, told, [round(v, 2) for v in writing]], ensure_ascii=False)
    return int.from_bytes(blake2s(said.encode("utf-8"), digest_size=4).digest()) % CODES


def marker_places(size: str) -> tuple[tuple[float, float], ...]:
    """Return the upper left corner of each marker of a card, clockwise from the upper left.

    Examples
    --------
    >>> marker_places("A7")[0]
    (7.0, 7.0)
    """
    form = FORMATS[size]
    right, low = form.width - INSET - MARKER, form.height - INSET - MARKER
    return (INSET, INSET), (right, INSET), (right, low), (INSET, low)
