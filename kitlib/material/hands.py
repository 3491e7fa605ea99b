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
_TALLEST = {False: 0.75, True: 1.5}
_DARK = 140  # the writing, not the printed lines
_QUIET = 0.01  # of a row that may be written on where a picture is parted


def pieces(hand: Hand, *, large: bool = False) -> list[dict[str, Any]]:
    """Return a picture as it lies on cards: whole, or parted where least is written.

    A part on which nothing is written gets no card.
    """
    tallest = _TALLEST[large]
    whole = hand.tall / hand.wide
    if whole <= tallest:
        return [on_paper(hand)]
    rows = _rows(hand)
    quiet = [(k + 0.5) / hand.wide for k, ink in enumerate(rows) if ink < _QUIET]
    parts, _ = part_at(quiet, whole, first=tallest, rest=tallest)
    written = [
        (top, bottom)
        for top, bottom in parts
        if max(rows[int(top * hand.wide) : int(bottom * hand.wide) + 1], default=0) >= _QUIET
    ]
    return [on_paper(hand, top, bottom) for top, bottom in written or parts[:1]]


def _rows(hand: Hand) -> list[float]:
    """Return how much of each row of a picture is written on."""
    import numpy as np
    from PIL import Image

    with Image.open(BytesIO(hand.jpeg)) as image:
        dark = np.asarray(image.convert("L")) < _DARK
    return [float(ink) for ink in dark.mean(axis=1)]


def hands_on(cards: Sequence[Mapping[str, Any]], frame: pd.DataFrame) -> dict[str, bytes]:
    """Return the pictures of handwriting that lie on some cards, by file name."""
    named = {card["haand"]["fil"] for card in cards if card.get("haand")}
    if not named:
        return {}
    hands = (hand_of(path) for path in frame[COLUMN].dropna())
    return {hand.name: hand.jpeg for hand in hands if hand is not None and hand.name in named}
