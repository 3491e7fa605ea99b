"""A view as a matplotlib figure, for an analyst, a slide or a notebook; and as SVG with marks.

Everything is in inches from the upper left corner. A mark in the SVG carries the id of its note
(`data-note`), a heading the word it stands for (`data-key`): what a screen needs to be touched.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from kitlib import look
from kitlib.figures.blocks import Block, Cards, Film, Grid, Pairs, Run, Stacks, Weeks
from kitlib.figures.drawn import Drawn
from kitlib.figures.links import compact

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kitlib.figures.view import View

__all__ = [
    "cuts",
    "figure",
    "head_of",
    "height_of",
    "picture",
    "png",
    "small_png",
    "svg",
    "svg_of",
]

_MARGIN = 0.45  # inches of air left and right of the words
_LINE = 1.22  # line spacing


def figure(view: View) -> Figure:
    """Return the whole figure with question, sentence and caveat on it, as it is projected."""
    from matplotlib.figure import Figure

    with look.style():
        blocks = view.drawn
        body = height_of(blocks) if blocks else 1.0
        top, bottom = _lines(view)
        above = 0.35 + sum(size * _LINE / 72 for _, size, _ in top) + 0.15
        below = 0.15 + sum(size * _LINE / 72 for _, size, _ in bottom) + 0.15
        # Short views still fill the projector.
        body = max(body, 7.2 - above - below)
        whole = Figure(figsize=(look.WIDTH, above + body + below), dpi=100)
        parts: Any = whole.subfigures(3, 1, height_ratios=[above, body, below], hspace=0)
        for part in parts:
            part.set_facecolor("none")
        _set_lines(parts[0], top, above, start=0.35)
        _set_lines(parts[2], bottom, below, start=0.15)
        _draw(parts[1], blocks)
        return whole


def picture(blocks: Sequence[Block]) -> Figure:
    """Return the blocks below each other, without the view's words."""
    from matplotlib.figure import Figure

    with look.style():
        whole = Figure(figsize=(look.WIDTH, height_of(blocks) if blocks else 1.0), dpi=100)
        _draw(whole, blocks)
        return whole


def height_of(blocks: Sequence[Block]) -> float:
    """Return how tall blocks are below each other, in inches; all are as wide as a projector."""
    return sum(_drawn(block).height for block in blocks)


def cuts(blocks: Sequence[Block]) -> list[float]:
    """Return inches from the top of blocks below each other where a page may end."""
    found: list[float] = []
    top = 0.0
    for drawn in map(_drawn, blocks):
        found += [top, *(top + cut for cut in drawn.cuts)]
        top += drawn.height
    return found[1:]


def head_of(blocks: Sequence[Block]) -> float:
    """Return the inches at the top that say how blocks are read, on each page they go over."""
    return _drawn(blocks[0]).head if len(blocks) == 1 else 0.0


def svg(view: View, *, words: bool, text: Literal["path", "none"]) -> str:
    """Return a view as SVG without dates or software names in it."""
    return _svg(lambda: figure(view) if words else picture(view.drawn), text)


@lru_cache(maxsize=64)  # a view is shown on a page, in a meeting and on its wall
def svg_of(block: Block, *, text: Literal["path", "none"] = "path") -> str:
    """Return one block as SVG."""
    return _svg(lambda: picture([block]), text)


def png(view: View, *, words: bool, dpi: int) -> bytes:
    """Return a view as PNG."""
    with look.style():
        buffer = io.BytesIO()
        made = figure(view) if words else picture(view.drawn)
        made.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()


def small_png(block: Block) -> bytes:
    """Return one block as PNG of few colours, which keeps notebooks small."""
    from PIL import Image

    small = io.BytesIO()
    with look.style():
        buffer = io.BytesIO()
        picture([block]).savefig(buffer, format="png", metadata={"Software": None})
    with Image.open(buffer) as image:
        image.convert("RGB").quantize(96).save(small, "PNG", optimize=True)
    return small.getvalue()


def _svg(make: Callable[[], Figure], text: Literal["path", "none"]) -> str:
    with look.style(svg_text=text):
        buffer = io.StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        make().savefig(buffer, format="svg", metadata=nothing)
    drawn = buffer.getvalue()
    return compact(drawn[drawn.index("<svg") :])


def _drawn(block: Block) -> Drawn:
    """How a block is laid out."""
    return _layouts()[type(block)](block)


@cache
def _layouts() -> Mapping[type[Block], Callable[[Any], Drawn]]:
    """How each kind of block is laid out; the one place where a kind of block is given inches."""
    from kitlib.figures import measured, people
    from kitlib.figures.against import against
    from kitlib.figures.cards import cards
    from kitlib.figures.courses import courses
    from kitlib.figures.films import film
    from kitlib.figures.lanes import lanes
    from kitlib.figures.numbers import numbers
    from kitlib.figures.replies import answers
    from kitlib.figures.rulers import ruler, spread, talks
    from kitlib.figures.shares import shares
    from kitlib.figures.slopes import curves, slopes
    from kitlib.figures.squares import grid, stacks
    from kitlib.figures.tallies import tally
    from kitlib.figures.weeks import run, weeks

    return {
        Stacks: stacks,
        Grid: grid,
        Cards: cards,
        Weeks: weeks,
        Run: run,
        Film: film,
        Pairs: cards,
        people.Tally: tally,
        people.Ruler: ruler,
        people.Talks: talks,
        people.Spread: spread,
        people.Courses: courses,
        people.Slopes: slopes,
        measured.Curves: curves,
        measured.AnswerRows: answers,
        measured.Lanes: lanes,
        measured.Against: against,
        measured.Numbers: lambda block: shares(block) if block.sides else numbers(block),
    }


def _draw(part: Any, blocks: Sequence[Block]) -> None:
    laid = [_drawn(block) for block in blocks]
    if not laid:
        return  # where there is nothing to see yet, the words say so
    if len(laid) == 1:
        laid[0].draw(part)
        return
    spots = part.subfigures(len(laid), 1, height_ratios=[each.height for each in laid], hspace=0)
    for spot, each in zip(spots, laid, strict=True):
        spot.set_facecolor("none")
        each.draw(spot)


def _lines(view: View) -> tuple[list[tuple[str, float, str]], list[tuple[str, float, str]]]:
    """Lines above and below the picture as (text, size in points, face)."""
    width = 72 * (look.WIDTH - 2 * _MARGIN)
    top = []
    for text, size, face in (
        (view.question, look.SIZES["title"], "Bold"),
        (view.sentence, look.SIZES["sentence"], "Regular"),
    ):
        top += [(line, size, face) for line in look.even(text, width, size, face)]
    size = look.SIZES["small"]
    lines = look.even(view.caveat, width, size) if view.caveat else []
    return top, [(line, size, "Quiet") for line in lines]


def _set_lines(
    part: Any, lines: list[tuple[str, float, str]], height: float, *, start: float
) -> None:
    y = start
    for text, size, face in lines:
        part.text(
            _MARGIN / look.WIDTH,
            1 - y / height,
            text,
            size=size,
            va="top",
            weight="bold" if face == "Bold" else "normal",
            color=look.QUIET if face == "Quiet" else look.INK,
        )
        y += size * _LINE / 72
