"""The step a count is moved by: looked up by its persons' keys, never drawn."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MODULUS", "PerturbationSteps"]

#: Keys are added modulo this, so that a sum says no more of one person than a key does.
MODULUS = 2**32
_CHANCE = 2**53  # as many as a float can tell apart


@dataclass(frozen=True, eq=False)
class PerturbationSteps:
    """A perturbation table with the publisher's secret: the same persons, the same number.

    Parameters
    ----------
    table : DataFrame
        From `perturbation_table`: i, j and p, sorted by i.
    secret : bytes
        The publisher's own, lasting, at least 16 bytes. Without it whoever knows the keys of the
        persons in a cell could compute the step and take it back.

    Notes
    -----
    What is looked up is a hash of the sum of keys under the secret, as a chance between 0 and 1,
    in the row of the true count. A cell, a margin and a district that hold the same persons have
    the same sum of keys and are published as the same number, in every table and every period.

    Examples
    --------
    >>> from kitlib.disclosure import perturbation_table
    >>> steps = PerturbationSteps(perturbation_table(5, 3, 2), b"kun til eksempler")
    >>> steps.published(7, 123) == steps.published(7, 123), steps.published(0, 0)
    (True, 0)
    """

    table: pd.DataFrame = field(repr=False)
    secret: bytes = field(repr=False)
    _rows: tuple[tuple[np.ndarray, np.ndarray], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < 16:
            raise ValueError("the publisher's secret must hold at least 16 bytes")
        i, j, p = (self.table[name].to_numpy() for name in "ijp")
        each = np.flatnonzero(np.diff(i)) + 1  # sorted by i, so a row is a run
        parts = (np.split(values, each) for values in (j - i, p))
        rows = tuple((steps, chances.cumsum()) for steps, chances in zip(*parts, strict=True))
        object.__setattr__(self, "_rows", rows)

    @property
    def longest(self) -> int:
        """The longest step, up or down."""
        return int(max(np.abs(steps).max() for steps, _ in self._rows))

    def published(self, count: int, key: int) -> int:
        """Return what is published for a true count whose persons' keys add up to `key`."""
        return count + self._step(min(count, len(self._rows) - 1), self._of_key(key))

    def moved(self, count: int, key: int, name: str) -> int:
        """Return a count moved as large ones are, however small it is; it may fall below 0.

        Parameters
        ----------
        count, key : int
            The true count and the sum of its persons' keys.
        name : str
            What the cell is. Cells with nobody in them have one key between them, so they are
            told apart by their names.

        Notes
        -----
        Whoever publishes it leaves small ones out ("få"). In the table's own rows for small
        counts nobody stays nobody, so a number where others are known to be nobody tells that
        somebody is there, for certain. Moved alike, 0 and 1 differ as little as 40 and 41.
        """
        chance = self._of_key(key) if count else self._of_text(name)
        return count + self._step(len(self._rows) - 1, chance)

    def moved_sum(self, total: int, count: int, key: int, name: str, span: int) -> int:
        """Return a sum moved by `span` for each step of its count, and evenly between two steps.

        Parameters
        ----------
        total : int
            The true sum.
        count, key, name
            As for `moved`.
        span : int
            As much as one person can add to the sum, at least 1: then a person changes what is
            likely of it by no more than of a count.

        Notes
        -----
        Moved by whole steps alone, two sums that differ by less than a step would never be told as
        the same number, and a sum told finely enough would be certain.
        """
        step = self.moved(count, key, name) - count
        between = self._chance(b"mellem" + f"{count}\n{key % MODULUS}\n{name}".encode())
        return total + span * step + int(between * (span + 1)) - span // 2

    def _step(self, row: int, chance: float) -> int:
        steps, cumulative = self._rows[row]
        place = int(np.searchsorted(cumulative, chance, side="right"))
        return int(steps[min(place, len(steps) - 1)])

    def _of_key(self, key: int) -> float:
        return self._chance(b"noegle" + (key % MODULUS).to_bytes(4, "big"))

    def _of_text(self, name: str) -> float:
        return self._chance(b"tomt" + name.encode("utf-8"))

    def _chance(self, what: bytes) -> float:
        digest = hmac.digest(self.secret, what, "sha256")
        return int.from_bytes(digest[:8], "big") % _CHANCE / _CHANCE
