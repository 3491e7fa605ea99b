"""A view on paper: how large, and where a picture too tall for a page is parted."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures import Cards, Film, Painted, Pairs, View
from kitlib.figures.paper import set_notes
from kitlib.material.shop import Shop
from kitlib.typeset import images

if TYPE_CHECKING:
    import numpy as np

__all__ = ["A3", "A4", "Paper", "laid_out", "part_rows"]

_WIDTH = look.WIDTH * 72  # a picture's own width in points
# The sentence and the caveat as parts of the question's size, and the height of a line of each,
# as visning.typ sets them.
_SENTENCE, _CAVEAT, _LINE = 0.72, 0.56, 1.4
_GAPS = 1.9  # air between question, figure, sentence and caveat, in the question's size
_READ = 26.0  # two lines of how the figure is read
_LINES = 80.0  # at least three lines to write on
# How small a picture may be made, of its own size, to leave room for lines; to stay whole on one
# page; and where it cannot be parted without cutting through something. Its type of 12 points is
# then 8.6, 8.4 and 6.6 (ours, looked at on paper).
_SMALLEST_WITH_LINES = 0.72
_SMALLEST = 0.70
_SMALLEST_UNPARTED = 0.55


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
    picture is parted where nothing is drawn, its words on the first page.
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
    text = [b.pairs if isinstance(b, Film) else b for b in view.open]
    if text := [b for b in text if isinstance(b, Cards | Pairs)]:
        return shown | {"tavle": set_notes(text[0])}, {}
    height = view.height * 72
    widest = paper.width / _WIDTH
    words = _words(view, paper)
    scale = min(widest, (paper.height - words - _LINES) / height)
    svg = shop.drawn(key)
    pieces = [(0.0, height)]
    if scale < _SMALLEST_WITH_LINES:
        # A figure that can be read goes before how it is read.
        words -= _READ
        shown["laes"] = ""
        scale = min(widest, (paper.height - words) / height)
    if scale < _SMALLEST:
        rows = _drawn_rows(svg, height)
        head = sum(b.head for b in view.blocks if isinstance(b, Painted)) * 72
        first, rest = paper.height - words, paper.height - (6 + head) * widest
        shown["hoved"] = round(head, 2)
        pieces, clean = part_rows(rows, height, first=first / widest, rest=rest / widest)
        if clean or scale < _SMALLEST_UNPARTED:
            scale = widest
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
    return shown, {name: svg}


def _help(shop: Shop, key: str) -> dict[str, Any]:
    """Return how the figure is read, what lines under it begin with, and a heading gone on with."""
    said = shop.words("materiale/handout")
    instrument, _, name = key.partition(".")
    read = said["laes_mere"].get(name) or said["laes"].get(instrument, "")
    return {
        "laes": f"{said['laes_navn']}: {read}" if read else "",
        "starter": said["starter"],
        "fortsat": said["fortsat"],
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


def _drawn_rows(svg: bytes, height: float, *, ppi: int = 72) -> np.ndarray:
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
) -> tuple[list[tuple[float, float]], bool]:
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
    pieces : list of (float, float)
        Top and bottom of each piece; together they are the whole picture.
    clean : bool
        Whether nothing is drawn wherever it is parted.

    Examples
    --------
    >>> import numpy as np
    >>> part_rows(np.array([5, 5, 0, 5, 5, 5, 0, 5]), 80, first=50, rest=50)
    ([(0.0, 25.0), (25.0, 65.0), (65.0, 80.0)], True)
    """
    n = len(rows)
    step = height / n
    pieces: list[tuple[float, float]] = []
    start, room = 0, first
    clean = True
    while (n - start) * step > room:
        reach = min(start + max(1, int(room / step)), n - 1)
        # Rather in the lower half of the room than leaving most of a page empty.
        cut, blank = _quiet_row(rows, start + max(1, (reach - start) // 2), reach)
        if not blank:
            cut, blank = _quiet_row(rows, start + max(1, (reach - start) // 6), reach)
        clean &= blank
        pieces.append((start * step, (cut + 0.5 * blank) * step))
        start, room = max(cut, start + 1), rest
    ends = [*(b for _, b in pieces), float(height)]
    tops = [0.0, *ends[:-1]]
    return [(round(a, 6), round(b, 6)) for a, b in zip(tops, ends, strict=True)], clean


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
