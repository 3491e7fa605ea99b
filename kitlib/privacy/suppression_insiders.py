"""Who knows more than what is published: the person alone in a cell, who knows the own answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

__all__ = ["Insider", "singles"]


@dataclass(frozen=True, eq=False)
class Insider:
    """What somebody knows of hidden numbers.

    Attributes
    ----------
    at : array
        The variable whose number they know, alone.
    own : array
        Variables that count no other person, so that knowing them tells of nobody.
    """

    at: np.ndarray
    own: np.ndarray


def singles(
    n: np.ndarray, low: np.ndarray, may: np.ndarray, person: np.ndarray
) -> Iterator[Insider]:
    """Each person alone in a cell that may be hidden, who knows the own answer."""
    for single in np.flatnonzero((n == 1) & np.isfinite(low) & may).tolist():
        yield Insider(np.array([single]), np.flatnonzero(person == person[single]))
