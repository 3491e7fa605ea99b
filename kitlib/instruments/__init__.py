"""The instruments: one file each, found through the entry point group `kitlib.instruments`."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from kitlib.instruments.base import Instrument, ViewMaker

__all__ = [
    "Instrument",
    "ViewMaker",
    "all_instruments",
    "instrument",
    "label_of",
    "on_cards",
    "place_of",
]

_OURS = ("postits", "video", "dialoglineal", "who5")


@cache
def all_instruments() -> dict[str, Instrument]:
    """Return every installed instrument by name, ours first, in a fixed order.

    Examples
    --------
    >>> list(all_instruments())[:2]
    ['postits', 'video']
    """
    found = {point.name: point for point in entry_points(group="kitlib.instruments")}
    order = [*(n for n in _OURS if n in found), *sorted(set(found) - set(_OURS))]
    return {name: found[name].load() for name in order}


def instrument(name: str) -> Instrument:
    """Return one instrument by name."""
    return all_instruments()[name]


def on_cards() -> Instrument:
    """Return the instrument whose notes are put on cards: the first with a board of them.

    Examples
    --------
    >>> on_cards().label
    'Post-its'
    """
    return next(found for found in all_instruments().values() if found.board)


def label_of(table: str) -> str:
    """Return what people call an instrument; a name that is none of theirs stands as it is.

    Examples
    --------
    >>> label_of("postits"), label_of("noter.csv")
    ('Post-its', 'noter.csv')
    """
    found = all_instruments().get(table)
    return found.label if found else table


def place_of(table: str, row: int | None) -> str:
    """Return where something stands, in words.

    Examples
    --------
    >>> place_of("postits", 4), place_of("postits", None)
    ('Post-its, række 4', 'Post-its')
    """
    name = label_of(table)
    return name if row is None else f"{name}, række {row}"
