"""How a block is laid out: what draws it, how tall it is, and where a page may part it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Drawn", "below"]


@dataclass(frozen=True)
class Drawn:
    """A block laid out in inches, 12.8 of them wide.

    Parameters
    ----------
    draw : callable
        `draw(figure)` draws on a matplotlib Figure or SubFigure at least `height` tall.
    height : float
        In inches.
    cuts : sequence of float
        Inches from the top where nothing stands on both sides: a page may end there.
    head : float
        Inches at the top that say how it is read: they stand on every page it goes over.
    """

    draw: Callable[[Any], None]
    height: float
    cuts: tuple[float, ...] = ()
    head: float = 0.0


def below(top: float, heights: Sequence[float]) -> tuple[float, ...]:
    """Where each of some rows ends, but the last.

    Examples
    --------
    >>> below(1.0, [0.5, 0.5, 2.0])
    (1.5, 2.0)
    """
    ends = []
    for tall in heights:
        top += tall
        ends.append(top)
    return tuple(ends[:-1])
