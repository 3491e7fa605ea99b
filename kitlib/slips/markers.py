"""The small squares in the corners of a card: 5 x 5 black and white fields inside a black frame.

A marker says which corner of the card it is and one half of the card's code, so that any three
corners (also of a card that is cut apart, turned or partly covered) tell the whole. The words are
our own: far apart in every turning, so that two wrongly read fields
are put right and a patterned cloth is not taken for a card.

Nothing here needs a library for pictures: sheets are printed where none is installed.
"""

from __future__ import annotations

import random
from functools import cache

__all__ = [
    "CODES",
    "CORNERS",
    "SIDE",
    "code_of",
    "corner_of",
    "fields",
    "half_of",
    "has_half",
    "number",
    "words",
]

#: Fields along one side of a marker, without its frame.
SIDE = 5

#: Corners clockwise from the upper left, as the card is read.
CORNERS = ("oeverst til venstre", "oeverst til højre", "nederst til højre", "nederst til venstre")

#: One half of a code; the upper left and lower right carry one half, the others the other.
_HALVES = 64
#: How many different codes a card can have.
CODES = _HALVES * _HALVES

_LEAST = 6  # fields by which any two markers differ, however they are turned
_BITS = SIDE * SIDE


def number(corner: int, code: int) -> int:
    """Return which marker stands in a corner of a card.

    Parameters
    ----------
    corner : int
        0 to 3, clockwise from the upper left.
    code : int
        The card's code, 0 to `CODES` - 1.

    Examples
    --------
    >>> [number(corner, 65) for corner in range(4)]
    [1, 65, 129, 193]
    """
    half = divmod(code, _HALVES)[corner % 2]
    return corner * _HALVES + half


def corner_of(marker: int) -> int:
    """Return the corner a marker stands in.

    Examples
    --------
    >>> corner_of(129)
    2
    """
    return marker // _HALVES


def half_of(marker: int) -> int:
    """Return the half of its card's code a marker says.

    Examples
    --------
    >>> [half_of(number(corner, 65)) for corner in range(4)]
    [1, 1, 1, 1]
    """
    return marker % _HALVES


def has_half(code: int, marker: int) -> bool:
    """Whether a marker may stand on a card of that code.

    Examples
    --------
    >>> has_half(700, number(2, 700)), has_half(701, number(3, 700))
    (True, False)
    """
    return number(corner_of(marker), code) == marker


def code_of(marker: int, neighbour: int) -> int:
    """Return the code two markers of one card say, one of each half.

    Parameters
    ----------
    marker, neighbour : int
        Markers of corners that lie beside each other, in any order.

    Examples
    --------
    >>> code_of(number(0, 700), number(3, 700)), code_of(number(3, 700), number(2, 700))
    (700, 700)
    """
    even, odd = sorted((marker, neighbour), key=lambda m: corner_of(m) % 2)
    return (even % _HALVES) * _HALVES + odd % _HALVES


def fields(marker: int) -> tuple[tuple[bool, ...], ...]:
    """Return the fields of a marker, row by row; True is white.

    Examples
    --------
    >>> [len(row) for row in fields(0)]
    [5, 5, 5, 5, 5]
    """
    return _rows(words()[marker])


@cache
def words() -> tuple[int, ...]:
    """Return the fields of every marker as a number, the upper left field first.

    A word is far from every other and from itself turned, so that a card is never read upside
    down. What is nearly all black or all white is left out: a button or a window looks like that.
    """
    # The same words on every machine and for good: cards that are printed carry them.
    chance = random.Random(2026)
    found: list[int] = []
    turned: list[int] = []
    while len(found) < len(CORNERS) * _HALVES:
        word = chance.getrandbits(_BITS)
        turns = _turns(word)
        if not 8 <= word.bit_count() <= _BITS - 8:
            continue
        if any((word ^ turn).bit_count() < _LEAST for turn in turns[1:]):
            continue
        if all((word ^ other).bit_count() >= _LEAST for other in turned):
            found.append(word)
            turned += turns
    return tuple(found)


def _rows(word: int) -> tuple[tuple[bool, ...], ...]:
    bits = [bool(word >> (_BITS - 1 - place) & 1) for place in range(_BITS)]
    return tuple(tuple(bits[start : start + SIDE]) for start in range(0, _BITS, SIDE))


def _turns(word: int) -> list[int]:
    """A word and its three turnings."""
    turns = [word]
    for _ in range(3):
        rows = _rows(turns[-1])
        turned = [rows[SIDE - 1 - x][y] for y in range(SIDE) for x in range(SIDE)]
        turns.append(int("".join("1" if white else "0" for white in turned), 2))
    return turns
