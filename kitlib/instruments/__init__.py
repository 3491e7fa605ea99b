"""The instruments: one file each, found through the entry point group `kitlib.instruments`."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from kitlib.instruments.base import Instrument, ViewMaker

__all__ = ["Instrument", "ViewMaker", "all_instruments", "instrument"]

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
