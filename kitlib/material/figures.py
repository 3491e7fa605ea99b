"""A view on paper: how large, and where a picture too tall for a page is parted."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.material.board import BOARD, board_groups
from kitlib.material.shop import Shop
from kitlib.typeset import images

if TYPE_CHECKING:
    import numpy as np

    from kitlib.view import View

__all__ = ["A3", "A4", "Paper", "laid_out", "part_rows"]

_WIDTH = look.WIDTH * 72  # a picture's own width in points
_HEAD = (18.0, 24.0)  # size and line height of the question, as visning.typ sets it
_SENTENCE = (13.0, 18.5)
_CAVEAT = (10.0, 14.0)
_GAPS = 30.0  # air between question, figure, sentence and caveat
_LINES = 54.0  # at least two lines to write on
# How small a picture may be made, of its own size, to leave room for lines, and to stay whole on
# one page without them: its type of 13 points is then 8.6 and 7.2 (ours, looked at on paper).
_SMALLEST_WITH_LINES = 0.66
_SMALLEST = 0.55


@dataclass(frozen=True)
class Paper:
    """Room inside the margins of a page, in points."""

    width: float
    height: float


A4 = Paper(739.8, 493.0)  # landscape
A3 = Paper(739.8, 1050.0)  # portrait, less the team's line


def laid_out(shop: Shop, key: str, paper: Paper = A4) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return a view as the templates show it, and its picture by file name.

    A view that fits a page keeps its question, figure, sentence, caveat and two lines together;
    it is made smaller, but never so small that it cannot be read. A taller one is parted where
    nothing is drawn, its words on the first page.
    """
    view = shop.view(key)
    shown: dict[str, Any] = {
        "spoergsmaal": view.question,
        "saetning": view.sentence,
        "forbehold": view.caveat,
        "alt": view.alt,
    }
    if view.is_empty:
        return shown, {}
    if key == BOARD:
        return shown | {"tavle": board_groups(view)}, {}
    svg = shop.drawn(key)
    height = view.height * 72
    widest = paper.width / _WIDTH
    words = _words(view, paper.width)
    room = paper.height - words - _LINES
    scale = min(widest, room / height)
    if scale < _SMALLEST_WITH_LINES:
        scale = min(widest, (paper.height - words) / height)
    if scale >= _SMALLEST:
        pieces = [(0.0, height)]
    else:
        scale = widest
        first = (paper.height - words) / scale
        rows = _drawn_rows(svg, height)
        pieces = part_rows(rows, height, first=first, rest=paper.height / scale - 6)
    name = f"{key.replace('.', '_')}.svg"
    shown |= {
        "fil": name,
        "bredde": _WIDTH,
        "hoejde": height,
        "skala": round(scale, 4),
        "dele": [{"fra": round(a, 2), "til": round(b, 2)} for a, b in pieces],
    }
    return shown, {name: svg}


def _words(view: View, width: float) -> float:
    total = _GAPS
    for text, (size, line), face in (
        (view.question, _HEAD, "Bold"),
        (view.sentence, _SENTENCE, "Regular"),
        (view.caveat, _CAVEAT, "Regular"),
    ):
        total += line * len(look.wrap(text, width, size, face)) if text else 0
    return total


def _drawn_rows(svg: bytes, height: float, *, ppi: int = 36) -> np.ndarray:
    """Return how much is drawn on each row of a picture, from top to bottom."""
    import numpy as np
    from PIL import Image

    data = {"titel": "figur", "fil": "figur.svg", "bredde": _WIDTH, "hoejde": height}
    page = images("figur", data, files={"figur.svg": svg}, ppi=ppi)[0]
    with Image.open(BytesIO(page)) as image:
        grey = np.asarray(image.convert("L"))
    return (grey < 250).sum(axis=1)


def part_rows(
    rows: np.ndarray, height: float, *, first: float, rest: float
) -> list[tuple[float, float]]:
    """Part a picture into pieces no taller than a page, where least is drawn.

    Parameters
    ----------
    rows : array
        How much is drawn on each row.
    height : float
        The picture's height; pieces are given in the same unit.
    first, rest : float
        Room on the first page and on those after it.

    Returns
    -------
    list of (float, float)
        Top and bottom of each piece; together they are the whole picture.

    Examples
    --------
    >>> import numpy as np
    >>> part_rows(np.array([5, 5, 0, 5, 5, 5, 0, 5]), 80, first=50, rest=50)
    [(0.0, 25.0), (25.0, 65.0), (65.0, 80.0)]
    """
    n = len(rows)
    step = height / n
    pieces: list[tuple[float, float]] = []
    start, room = 0, first
    while (n - start) * step > room:
        reach = min(start + max(1, int(room / step)), n - 1)
        cut, blank = _quiet_row(rows, start + max(1, (reach - start) // 6), reach)
        pieces.append((start * step, (cut + 0.5 * blank) * step))
        start, room = max(cut, start + 1), rest
    ends = [*(b for _, b in pieces), float(height)]
    tops = [0.0, *ends[:-1]]
    return [(round(a, 6), round(b, 6)) for a, b in zip(tops, ends, strict=True)]


def _quiet_row(rows: np.ndarray, first: int, last: int) -> tuple[int, bool]:
    """Return where to part between two rows, and whether nothing at all is drawn there.

    The lowest of the wide gaps: what stands under a heading stays with it, since the gap above a
    heading is wider than the one below. Without a gap, the lowest row with least on it.
    """
    window = rows[first : last + 1]
    gaps: list[tuple[int, int]] = []  # length, middle
    run = 0
    for i, ink in enumerate([*window, 1]):
        if ink == 0:
            run += 1
        elif run:
            gaps.append((run, first + i - 1 - run // 2))
            run = 0
    if not gaps:
        least = window.min()
        return first + max(i for i, ink in enumerate(window) if ink == least), False
    widest = max(length for length, _ in gaps)
    return max(middle for length, middle in gaps if length >= 0.6 * widest), True
