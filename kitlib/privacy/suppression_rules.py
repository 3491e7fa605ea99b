"""Which cells tell too much by themselves: the one home of the rules for primary cells.

A cell, margins too, is *primary* when

- 0 < n < threshold (default 5: Sundhedsdatastyrelsen's practice; Danmarks Statistik uses 3), or
- along a dimension named in `answers` it shows a group of which all, or all but one, gave the same
  answer ("group disclosure" in the handbook of Hundepool et al., Statistical Disclosure Control,
  2012, chapter 5).

Other zeros are shown. The zeros that stand beside "all in one" say the same as it does, so they
may be hidden with it, though they need not be.

A primary cell is *protected* when the interval an attacker can still compute for it is at least
`threshold` wide (high - low), and two values at least stay possible for it for the person in a
hidden single (n = 1), who knows the own answer. What counts nobody but that person (a margin of 1
above an inner cell of 1) tells them nothing of others. Where a cell shows "all, or all but one",
the number of others in its group is protected like the cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kitlib.privacy.suppression_cells import Table
from kitlib.problems import KitError, Problem, did_you_mean

__all__ = ["DEFAULT_THRESHOLD", "Sensitive", "sensitive"]

#: Fewest persons a shown cell may count, zero apart. Three colleagues who talk know three
#: answers, and c + 2 = 5.
DEFAULT_THRESHOLD = 5


@dataclass(frozen=True, eq=False)
class Sensitive:
    """What is primary in a table: `rule` per flat cell ("" where none)."""

    rule: np.ndarray
    #: Zeros beside "all in one", which may be hidden.
    open_zeros: np.ndarray
    #: (cell, its group's total) where one answer holds all or all but one.
    one_answer: tuple[tuple[int, int], ...]


def sensitive(table: Table, *, threshold: int, answers: Sequence[str] = ()) -> Sensitive:
    """Find the primary cells of a table.

    Raises
    ------
    KitError
        For a threshold below 2 or an answer dimension that the table does not have.
    """
    names = [dim.name for dim in table.dims]
    if threshold < 2:
        raise KitError("Grænsen skal være mindst 2.", hint="Brug 5, hvis du er i tvivl.")
    for name in answers:
        if name not in names:
            message = f"'{name}' er ikke en af tabellens inddelinger."
            raise KitError(Problem(message, did_you_mean(name, names), code="svar_ukendt"))
    n = table.n.ravel()
    rule = np.full(n.size, "", dtype=object)
    open_zeros = np.zeros(n.size, dtype=bool)
    pairs: list[tuple[int, int]] = []
    for total, levels in _groups(table, answers):
        most = [cell for cell in levels if n[cell] > 0 and n[cell] >= n[total] - 1]
        for cell in most:
            everyone = n[cell] == n[total]
            rule[cell] = "alle i ét svar" if everyone else "alle på nær én i ét svar"
            pairs.append((int(cell), int(total)))
        if most:
            open_zeros[levels[n[levels] == 0]] = True
    rule[(n > 0) & (n < threshold)] = f"under {threshold}"
    return Sensitive(rule, open_zeros, tuple(pairs))


def _groups(table: Table, answers: Sequence[str]) -> Iterator[tuple[int, np.ndarray]]:
    """Each group with its answers: the total's cell, and the cells of every answer."""
    numbers = np.arange(table.size).reshape(table.n.shape)
    for axis, dim in enumerate(table.dims):
        if dim.name in answers:
            for line in np.moveaxis(numbers, axis, -1).reshape(-1, len(dim.labels)):
                yield int(line[-1]), line[:-1]
