"""Pictures of handwriting on cards: a tall one goes over several, parted between its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kitlib.figures.paper import on_paper
from kitlib.handwritten import COLUMN, Hand, hand_of
from kitlib.material.figures import part_at

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["hands_on", "pieces"]

# How tall a picture may be on a card, in parts of its width: a little smaller than it was written
# is read as well, much smaller is not.
_TALLEST = {False: 0.62, True: 1.5}
_DARK = 140  # the writing, not the printed lines
_QUIET = 0.01  # of a row that may be written on where a picture is parted


def pieces(hand: Hand, *, large: bool = False) -> list[dict[str, Any]]:
    """Return a picture as it lies on cards: whole, or parted where least is written."""
    tallest = _TALLEST[large]
    whole = hand.tall / hand.wide
    if whole <= tallest:
        return [on_paper(hand)]
    parts, _ = part_at(_between_lines(hand), whole, first=tallest, rest=tallest)
    return [on_paper(hand, top, bottom) for top, bottom in parts]


def _between_lines(hand: Hand) -> list[float]:
    """Return where next to nothing is written across a picture, in parts of its width."""
    import numpy as np
    from PIL import Image

    with Image.open(BytesIO(hand.jpeg)) as image:
        written = np.asarray(image.convert("L")) < _DARK
    return [(k + 0.5) / hand.wide for k in np.flatnonzero(written.mean(axis=1) < _QUIET)]


def hands_on(cards: Sequence[Mapping[str, Any]], frame: pd.DataFrame) -> dict[str, bytes]:
    """Return the pictures of handwriting that lie on some cards, by file name."""
    named = {card["haand"]["fil"] for card in cards if card.get("haand")}
    if not named:
        return {}
    hands = (hand_of(path) for path in frame[COLUMN].dropna())
    return {hand.name: hand.jpeg for hand in hands if hand is not None and hand.name in named}
