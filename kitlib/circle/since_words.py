"""What "Siden sidst" asks, and what it says where there is nothing to draw."""

from __future__ import annotations

from kitlib.circle.measures import Measure
from kitlib.figures import View

__all__ = ["ASK", "CARDS", "question", "words_only"]

#: What a team is asked where the data say nothing.
ASK = "Hvad har I set eller hørt?"

#: The latest words that are laid below.
CARDS = 6


def question(measure: Measure) -> str:
    """Return the question over the figure."""
    before = f"{measure.label}. " if measure.value else ""
    return f"{before}Hvad har vi set, siden vi begyndte?"


def words_only(key: str, asked: str, sentence: str) -> View:
    """Make a view with nothing to draw."""

    return View(key=key, question=asked, sentence=sentence)
