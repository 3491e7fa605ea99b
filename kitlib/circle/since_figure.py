"""How "Siden sidst" is drawn: a square a note on its week, the start, and the latest words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.dansk import number, short_date
from kitlib.figures import inches as paper
from kitlib.figures.inches import GAP, INNER, LEFT, Card, Sheet
from kitlib.instruments.postits.words import rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STRIP", "draw_since", "laid"]

#: Inches for the squares.
STRIP = 2.6

CARDS = 6  # the latest words that are laid below
_ACROSS = 3


def laid(
    words: Sequence[tuple[str, str]], top: float, *, own: bool = False
) -> tuple[list[Card], float]:
    """Lay the last of some words as cards from `top` inches; return them and the height they take.

    Parameters
    ----------
    words : sequence of (str, str)
        What is said, and the small line in its corner; oldest first.
    top : float
    own : bool
        A citizen's own words: italics on no paper, since yellow is for notes only.
    """
    style = "plain" if own else "note"
    face: paper.Face = "It" if own else "Regular"
    width = (INNER - (_ACROSS - 1) * GAP) / _ACROSS
    cards = [
        paper.card([(said, face)], width, corner=at, style=style) for said, at in words[-CARDS:]
    ]
    placed = list(paper.masonry(cards, _ACROSS, width, top))
    return placed, paper.height_of(placed) - top + 0.2 if placed else 0.4


def draw_since(figure: Any, data: pd.DataFrame, begun: pd.Timestamp, cards: Sequence[Card]) -> None:
    """Draw the weeks, the day it began, and the cards below."""
    sheet = Sheet(figure)
    base = STRIP - 0.95
    first = data["uge"].iloc[0]
    step = INNER / max(len(data), 12)
    tallest = int(max(data["noter"].max(), 1))
    size = min(0.3, step * 0.9, (base - 0.5) / tallest)
    sheet.line((LEFT, LEFT + INNER), (base, base), gid="bund")
    places = []
    for i, row in enumerate(rows(data)):
        left = LEFT + (i + 0.5) * step - size / 2
        places += [(left, base - (k + 1) * size, "") for k in range(int(row.noter))]
    sheet.squares(places, size * 0.86, gid="noter", lw=1.0 if size > 0.12 else 0.5)
    _weeks_below(sheet, data, base, step)
    x = LEFT + ((begun - first).days / 7) * step
    sheet.line((x, x), (0.35, base + 0.1), color=look.INK, lw=1.8, gid="begyndte")
    side = "right" if x > LEFT + INNER * 0.7 else "left"
    off = -0.08 if side == "right" else 0.08
    sheet.text(x + off, 0.02, f"her begyndte vi, {short_date(begun)}", 14, ha=side)
    sheet.cards(list(cards))


def _weeks_below(sheet: Sheet, data: pd.DataFrame, base: float, step: float) -> None:
    import pandas as pd

    every = max(1, round(0.85 / step))
    for i, row in enumerate(rows(data)):
        x = LEFT + (i + 0.5) * step
        if not pd.isna(row.gange) and step > 0.2:
            sheet.text(x, base + 0.06, number(int(row.gange)), look.SIZES["tiny"], ha="center",
                       color=look.QUIET)  # fmt: skip
        if i % every == 0:
            label = f"uge {row.uge.isocalendar().week}"
            sheet.text(x, base + 0.27, label, look.SIZES["small"], ha="center", color=look.QUIET)
