"""Who knows more than what is published: a person alone in a cell, and a unit with its own counts.

Both are a *party*: numbers it knows, or knows to be at least its own share. A unit whose lines
stand in the table (its own page) knows every number on them, hidden or not. Where only groups are
published it still knows its own counts, and so that a group's number is no less.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.privacy.suppression_cells import Dimension

__all__ = ["Party", "Shares", "parted", "singles", "units_of"]


@dataclass(frozen=True, eq=False)
class Shares:
    """How many of each cell's persons are each unit's.

    Attributes
    ----------
    units : tuple
        Their labels.
    n : array (units x flat cells)
        Each unit's part of each cell.
    line : array (flat cells)
        The unit whose own line a cell stands on, as a number; -1 for groups and all together.
    """

    units: tuple[Hashable, ...]
    n: np.ndarray
    line: np.ndarray


@dataclass(frozen=True, eq=False)
class Party:
    """What somebody knows of hidden numbers: how far from the truth each can still be for them.

    Attributes
    ----------
    at : array
        Variables of which more is known than what is published.
    down, up : array
        Steps below and above the truth that are left for each; both 0 where it is known.
    own : array
        Variables that count no other person, so that knowing them tells of nobody.
    """

    at: np.ndarray
    down: np.ndarray
    up: np.ndarray
    own: np.ndarray


def parted(
    trees: Sequence[Dimension],
    codes: Sequence[np.ndarray],
    counts: np.ndarray,
    who: pd.Series,
    name: str,
) -> Shares:
    """Part each cell of a table by unit.

    Parameters
    ----------
    trees : sequence of Dimension
    codes : sequence of array
        Per dimension, the leaf of each row.
    counts : array
        Persons of each row.
    who : Series
        The unit of each row.
    name : str
        The dimension that holds the units' own lines, where the table has it.

    Raises
    ------
    KitError
        A row belongs to no unit.
    """
    if who.isna().any():
        hint = "Skriv enheden i hver række."
        raise KitError(Problem("Nogle rækker hører ikke til nogen.", hint, column=name))
    units = tuple(who.drop_duplicates())
    number = {unit: i for i, unit in enumerate(units)}
    parts: np.ndarray = np.zeros((len(units), *(tree.leaves for tree in trees)), dtype=np.int64)
    if len(counts):
        whose = np.fromiter((number[unit] for unit in who), dtype=np.int64, count=len(who))
        np.add.at(parts, (whose, *codes), counts)
    line = np.full([len(tree.labels) for tree in trees], -1, dtype=np.int64)
    for axis, tree in enumerate(trees):
        parts = np.moveaxis(np.tensordot(tree.sums(), parts, axes=(1, axis + 1)), 0, axis + 1)
        if tree.name == name:
            own = np.full(len(tree.labels), -1)
            own[: tree.leaves] = [number.get(label, -1) for label in tree.labels[: tree.leaves]]
            line += 1 + own.reshape([-1 if a == axis else 1 for a in range(len(trees))])
    return Shares(units, parts.reshape(len(units), line.size), line.ravel())


def units_of(
    found: Sequence[tuple[Shares, np.ndarray]], n: np.ndarray, own: Mapping[Hashable, np.ndarray]
) -> Iterator[Party]:
    """Each unit as a party, over all tables it has a part in.

    Parameters
    ----------
    found : sequence of (Shares, array)
        Per table the shares and the variable of each flat cell.
    n : array
        The truth, per variable.
    own : mapping of unit to array
        Which variables count that unit's persons only.
    """
    for unit, alone in own.items():
        down = np.full(n.size, np.inf)
        up = np.full(n.size, np.inf)
        for part, place in found:
            if unit not in part.units:
                continue
            number = part.units.index(unit)
            line = place[part.line == number]
            if len(line):
                # What its lines add up to says of the groups above all that its share does.
                down[line] = up[line] = 0.0
            else:
                down[place] = np.minimum(down[place], n[place] - part.n[number])
        at = np.flatnonzero((down < n) | np.isfinite(up))
        yield Party(at, down[at], up[at], np.flatnonzero(alone))


def singles(n: np.ndarray, low: np.ndarray, may: np.ndarray, person: np.ndarray) -> Iterator[Party]:
    """Each person alone in a cell that may be hidden, who knows the own answer."""
    none = np.zeros(1)
    for single in np.flatnonzero((n == 1) & np.isfinite(low) & may).tolist():
        yield Party(np.array([single]), none, none, np.flatnonzero(person == person[single]))
