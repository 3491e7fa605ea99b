"""Prøv selv: four cards ticked as a page says, read, and held against what the page said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kitlib.dansk import join, plural
from kitlib.slips.layout import Card

if TYPE_CHECKING:
    from kitlib.slips.read import Slip

__all__ = ["HEADS", "Measured", "exercise", "measured", "told_rows"]

#: What is ticked on each of the four cards, by place: which of the answers there are. A negative
#: place counts from the last. All but the day may be missing on a card.
_TICKS: tuple[Mapping[str, tuple[int, ...]], ...] = (
    {"ugedag": (0,), "uge_ti": (4,), "uge_en": (7,), "situation": (0,), "maa_vises": (0,)},
    {"ugedag": (2,), "uge_ti": (4,), "uge_en": (8,), "situation": (1, 2)},
    {"ugedag": (4,), "uge_ti": (4,), "uge_en": (6,), "situation": (-1,), "maa_vises": (1,)},
    {"ugedag": (1, 3), "uge_ti": (4,), "uge_en": (5,), "maa_vises": (0,)},
)
# On one card a tick is regretted: the box is filled in, and is no tick.
_REGRETTED = (2, "uge_ti", 3)

#: Headings of the page: what is ticked.
HEADS = ("ugedag", "uge_ti", "uge_en", "situation", "maa_vises")

Ticked = frozenset[tuple[str, str]]


def exercise(card: Card) -> tuple[Ticked, ...]:
    """Return what is to be ticked on each of four cards.

    Examples
    --------
    >>> from kitlib.slips.layout import Box
    >>> days = tuple(Box("ugedag", day, 0, 0) for day in ("ma", "ti", "on", "to", "fr"))
    >>> card = Card("A7", days, (0, 0, 9, 9), (0, 9, 9, 9), 1)
    >>> [sorted(value for _, value in ticked) for ticked in exercise(card)]
    [['ma'], ['on'], ['fr'], ['ti', 'to']]
    """
    return tuple(
        frozenset(
            (field, values[place])
            for field, places in ticks.items()
            for place in places
            if (values := card.values(field)) and -len(values) <= place < len(values)
        )
        for ticks in _TICKS
    )


def told_rows(card: Card, *, nothing: str, regretted: str) -> list[list[str]]:
    """Return the rows of the page: card by card, what is ticked under each heading.

    Parameters
    ----------
    nothing, regretted : str
        What is said where nothing is ticked, and of a box to fill in ("fyld {felt} ud").
    """
    rows = []
    for number, ticked in enumerate(exercise(card)):
        cells = [str(number + 1)]
        for field in HEADS:
            said = join([v for v in card.values(field) if (field, v) in ticked]) or nothing
            which, name, place = _REGRETTED
            if (number, field) == (which, name):
                said = f"{regretted.replace('{felt}', card.values(name)[place])} {said}"
            cells.append(said)
        rows.append(cells)
    return rows


@dataclass(frozen=True)
class Measured:
    """How a reading went: boxes read rightly, wrongly, and in doubt; cards not there."""

    right: int
    wrong: tuple[str, ...]
    unsure: tuple[str, ...]
    missing: int

    @property
    def lines(self) -> list[str]:
        """What to tell, line by line."""
        boxes = self.right + len(self.wrong) + len(self.unsure)
        said = [
            f"{self.right} af {plural(boxes, 'felt', 'felter')} er læst, som der står på arket."
        ]
        if self.missing:
            said.append(f"{plural(self.missing, 'seddel', 'sedler')} er ikke fundet på billedet.")
        if self.unsure:
            said.append(f"I tvivl, så der ville blive spurgt: {join(list(self.unsure))}.")
        if self.wrong:
            said.append(f"Læst forkert: {join(list(self.wrong))}.")
            said.append("Skriv ned, hvad I skrev med, og hvordan lyset var: det er værd at vide.")
        return said


def measured(slips: Sequence[Slip], card: Card) -> Measured:
    """Hold cards that were read against what the page said; each against the one it is most like.

    Parameters
    ----------
    slips : sequence of Slip
        What was read, of that card alone.
    """
    wanted = list(enumerate(exercise(card), start=1))
    left = list(slips)
    right, wrong, unsure = 0, [], []
    while wanted and left:
        number, ticked, slip = max(
            ((n, t, s) for n, t in wanted for s in left), key=lambda one: _alike(one[2], one[1])
        )
        wanted.remove((number, ticked))
        left = [s for s in left if s is not slip]
        for box, tick in zip(slip.card.boxes, slip.ticks, strict=True):
            place = f"seddel {number}, {box.value}"
            if tick == "usikker":
                unsure.append(place)
            elif (tick == "ja") == ((box.field, box.value) in ticked):
                right += 1
            else:
                wrong.append(place)
    return Measured(right, tuple(wrong), tuple(unsure), len(wanted))


def _alike(slip: Slip, ticked: Ticked) -> int:
    read = {
        (box.field, box.value)
        for box, tick in zip(slip.card.boxes, slip.ticks, strict=True)
        if tick == "ja"
    }
    return len(read & ticked) - len(read ^ ticked)
