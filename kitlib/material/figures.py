"""A view on paper: how large, and where a picture too tall for a page is parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kitlib import look
from kitlib.figures import Cards, Film, Pairs, View
from kitlib.figures.paper import pictures, set_notes
from kitlib.figures.plot import cuts, head_of
from kitlib.material.shop import Shop

__all__ = ["A3", "A4", "Paper", "laid_out", "part_at"]

_WIDTH = look.WIDTH * 72  # a picture's own width in points
# The sentence and the caveat as parts of the question's size, and the height of a line of each,
# as visning.typ sets them.
_SENTENCE, _CAVEAT, _LINE = 0.72, 0.56, 1.4
_CONTINUED = 0.7  # of the question's size, over a page gone on with, as visning.typ sets it
_GAPS = 1.9  # air between question, figure, sentence and caveat, in the question's size
_READ = 26.0  # two lines of how the figure is read
_LINES = 80.0  # at least three lines to write on
# How small a picture may be made, of its own size, to leave room for lines; to stay whole on one
# page; and where it cannot be parted without cutting through something. Its type of 12 points is
# then 8.6, 8.4 and 6.6 (ours, looked at on paper).
_SMALLEST_WITH_LINES = 0.72
_SMALLEST = 0.70
_SMALLEST_UNPARTED = 0.55
_LESS = tuple(k / 50 for k in range(49, 19, -1))  # of a page that pieces are tried to be kept to


@dataclass(frozen=True)
class Paper:
    """Room inside the margins of a page, and the size of the question on it, in points."""

    width: float
    height: float
    question: float


A4 = Paper(739.8, 493.0, 18.0)  # landscape
A3 = Paper(739.8, 1040.0, 30.0)  # portrait, less the team's line


def laid_out(shop: Shop, key: str, paper: Paper = A4) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return a view as the templates show it, and its picture by file name.

    A view that fits a page keeps its question, figure, sentence, caveat and two lines together;
    it is made smaller, but never so small that it cannot be read. Notes are set as text: always
    where the picture is nothing else, and where a line of time does not fit. Another tall
    picture is parted between its rows, its words on the first page.
    """
    view = shop.view(key)
    shown: dict[str, Any] = {
        "spoergsmaal": view.question,
        "saetning": view.sentence,
        "forbehold": view.caveat,
        "alt": view.alt,
        **_help(shop, key),
    }
    if view.is_empty:
        return shown, {}
    blocks = [b.pairs if isinstance(b, Film) else b for b in view.open]
    files: dict[str, bytes] = {}
    if text := [b for b in blocks if isinstance(b, Cards | Pairs)]:
        shown["tavle"], files = set_notes(text[0]), pictures(text[0])
    if len(text) == len(blocks):
        return shown, files
    height = view.height * 72
    widest = paper.width / _WIDTH
    words = _words(view, paper)
    scale = min(widest, (paper.height - words - _LINES) / height)
    svg = shop.drawn(key)
    pieces = [(0.0, height)]
    if scale < _SMALLEST_WITH_LINES:
        scale = min(widest, (paper.height - words) / height)
    if scale < _SMALLEST:
        # A figure that can be read goes before how it is read; parted it has room for both.
        words -= _READ
        read, shown["laes"] = shown["laes"], ""
        scale = min(widest, (paper.height - words) / height)
    if scale < _SMALLEST:
        head = head_of(view.drawn) * 72
        first = paper.height - words - _READ
        rest = paper.height - _continued(view, shown["figur_fortsat"], paper) - (6 + head) * widest
        shown["hoved"] = round(head, 2)
        ends = [72 * cut for cut in cuts(view.drawn)]
        pieces, clean = part_at(ends, height, first=first / widest, rest=rest / widest)
        if clean or scale < _SMALLEST_UNPARTED:
            scale, shown["laes"] = widest, read
        else:
            pieces = [(0.0, height)]
    name = f"{key.replace('.', '_')}.svg"
    shown |= {
        "fil": name,
        "bredde": _WIDTH,
        "hoejde": height,
        "skala": round(scale, 4),
        "dele": [{"fra": round(a, 2), "til": round(b, 2)} for a, b in pieces],
    }
    return shown, files | {name: svg}


def _help(shop: Shop, key: str) -> dict[str, Any]:
    """Return how the figure is read, what lines under it begin with, and a heading gone on with."""
    said = shop.words("materiale/handout")
    read = said["laes"].get(key.partition(".")[2], "")
    return {
        "laes": f"{said['laes_navn']}: {read}" if read else "",
        "starter": said["starter"],
        "fortsat": said["fortsat"],
        "figur_fortsat": said["figur_fortsat"],
    }


def _words(view: View, paper: Paper) -> float:
    total = _GAPS * paper.question + _READ
    for text, part, face in (
        (view.question, 1.0, "Bold"),
        (view.sentence, _SENTENCE, "Regular"),
        (view.caveat, _CAVEAT, "Regular"),
    ):
        size = part * paper.question
        total += size * _LINE * len(look.wrap(text, paper.width, size, face)) if text else 0
    return total


def _continued(view: View, said: str, paper: Paper) -> float:
    """How tall the words are that say, over a page gone on with, what it is the rest of."""
    size = _CONTINUED * paper.question
    lines = look.wrap(said.replace("{navn}", view.question), paper.width, size, "Bold")
    return size * (_LINE * len(lines) + 0.6)


def part_at(
    cuts: Sequence[float], height: float, *, first: float, rest: float
) -> tuple[list[tuple[float, float]], bool]:
    """Part a picture into pieces no taller than a page, where its blocks may be parted.

    They are as few as can be and about as tall as each other: no page holds a last row alone.

    Parameters
    ----------
    cuts : sequence of float
        Where a page may end, from the top, in the height's unit; ascending.
    height : float
        The picture's height.
    first, rest : float
        Room on the first page and on those after it.

    Returns
    -------
    pieces : list of (float, float)
        Top and bottom of each piece; together they are the whole picture.
    clean : bool
        Whether nothing is parted but where it may be.

    Examples
    --------
    >>> part_at([30, 45, 65], 80, first=50, rest=50)
    ([(0.0, 45.0), (45.0, 80.0)], True)
    >>> part_at([10, 20, 30, 40, 50], 60, first=50, rest=50)
    ([(0.0, 30.0), (30.0, 60.0)], True)
    """
    pieces, clean = _as_full_as_can_be(cuts, height, first, rest)
    for less in _LESS:
        fewer, also = _as_full_as_can_be(cuts, height, first * less, rest * less)
        tall = [low - top for top, low in fewer]
        if len(fewer) > len(pieces) or clean > also or tall[-1] > max(tall[:-1], default=height):
            break
        pieces, clean = fewer, also
    return pieces, clean


def _as_full_as_can_be(
    cuts: Sequence[float], height: float, first: float, rest: float
) -> tuple[list[tuple[float, float]], bool]:
    ends: list[float] = [0.0]
    room, clean = first, True
    while height - ends[-1] > room:
        start = ends[-1]
        fit = [cut for cut in cuts if start < cut <= start + room]
        clean &= bool(fit)
        ends.append(float(fit[-1] if fit else start + room))
        room = rest
    return list(pairwise([*ends, float(height)])), clean
