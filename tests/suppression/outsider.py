"""An attacker of our own who has only what was published: scipy's milp, and no code of the kit.

It reads a published frame, makes one unknown of each hidden cell and one equation of each sum, and
asks for the least and the most of each.
"""

import random
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

TOTAL = "I alt"


def groups_of(frame, dim, tree):
    """Each parent label of a dimension with the labels that add up to it."""
    labels = list(dict.fromkeys(frame[dim]))
    parents = {}
    for child, parent in tree.items():
        parents.setdefault(parent, []).append(child)
    inner = [label for label in labels if label != TOTAL]
    parents[TOTAL] = [label for label in inner if label not in tree]
    return parents


def equations(frames, dims, trees=None):
    """The sums of one published frame, over keys (dim, label) without totals."""
    trees = trees or {}
    labels = {dim: list(dict.fromkeys(frames[dim])) for dim in dims}
    made = []
    for dim in dims:
        others = [d for d in dims if d != dim]
        for parent, children in groups_of(frames, dim, trees.get(dim, {})).items():
            for rest in product(*(labels[d] for d in others)):
                fixed = dict(zip(others, rest, strict=True))
                made.append(
                    (key({**fixed, dim: parent}), [key({**fixed, dim: c}) for c in children])
                )
    return made


def key(cell):
    return frozenset((d, label) for d, label in cell.items() if label != TOTAL)


def numbers(frame, dims):
    """The published number of each cell, or None where it is hidden."""
    return {
        key(dict(zip(dims, row[:-1], strict=True))): None if pd.isna(row[-1]) else int(row[-1])
        for row in frame[[*dims, "n"]].itertuples(index=False, name=None)
    }


class Outsider:
    """Everything published on one population, and what follows from it."""

    def __init__(self, *published, least=1):
        """Each of `published` is (frame, dims) or (frame, dims, {dim: {label: group}})."""
        known, sums = {}, []
        for frame, dims, *trees in published:
            for cell, n in numbers(frame, dims).items():
                if known.get(cell) is None:
                    known[cell] = n
            sums += equations(frame, dims, *trees)
        self.hidden = [cell for cell, n in known.items() if n is None]
        place = {cell: i for i, cell in enumerate(self.hidden)}
        rows, right = [], []
        for parent, children in sums:
            row, value = np.zeros(len(place)), 0
            for cell, sign in [(parent, 1), *((c, -1) for c in children)]:
                if known[cell] is None:
                    row[place[cell]] += sign
                else:
                    value -= sign * known[cell]
            if row.any():
                rows.append(row)
                right.append(value)
            else:
                assert value == 0, "published numbers do not add up"
        self.place = place
        self.rows = np.array(rows).reshape(len(rows), len(place))
        self.right = np.array(right, dtype=float)
        self.low = np.full(len(place), float(least))
        self.high = np.full(len(place), np.inf)

    def ends(self, cell, known=None):
        """The least and the most a hidden cell can be, with some cell's number known."""
        low, high = self.low.copy(), self.high.copy()
        for other, n in (known or {}).items():
            low[self.place[other]] = high[self.place[other]] = n
        found = []
        for sign in (1, -1):
            cost = np.zeros(len(self.place))
            cost[self.place[cell]] = sign
            limits = LinearConstraint(self.rows, self.right, self.right) if len(self.rows) else ()
            answer = milp(
                cost, integrality=np.ones(len(cost)), bounds=Bounds(low, high), constraints=limits
            )
            if answer.status in (3, 4):
                found.append(np.inf)
            else:
                assert answer.status == 0, answer.message
                found.append(sign * round(answer.fun))
        return (found[0], found[1])


def within(a, b, trees):
    """Whether all persons of cell a are persons of cell b: b names the same or wider groups."""
    labels = dict(a)
    return all(d in labels and label in upwards(labels[d], trees.get(d, {})) for d, label in b)


def upwards(label, tree):
    found = [label]
    while found[-1] in tree:
        found.append(tree[found[-1]])
    return found


def holes(release, *, insider=True, trees=None, at_most=60):
    """Primary cells of a release that an outsider comes too near to; empty where it holds.

    Of the pairs (cell, single known to an insider), `at_most` are drawn.
    """
    dims = list(release.dims)
    outsider = Outsider((release.published, dims, trees or {}), least=1 if insider else 0)
    cells = {
        key(dict(zip(dims, row[: len(dims)], strict=True))): (row[-2], row[-1])
        for row in release.cells[[*dims, "n", "status"]].itertuples(index=False, name=None)
    }
    primary = [c for c, (_, status) in cells.items() if status == "primær"]
    singles = [c for c in outsider.hidden if cells[c][0] == 1]
    inner = [c for c in singles if len(c) == len(dims)]

    def person(cell):
        """The innermost single in a single: the same for all that hold that person."""
        return (
            next((c for c in inner if within(c, cell, trees or {})), cell)
            if cell in singles
            else None
        )

    found = []
    pairs = [(c, s) for c in primary for s in singles if insider]
    pairs = random.Random(0).sample(pairs, min(len(pairs), at_most))
    for cell in primary:
        low, high = outsider.ends(cell)
        if high - low < release.threshold:
            found.append((cell, low, high))
    for cell, single in pairs:
        if person(cell) == person(single) is not None:
            continue
        low, high = outsider.ends(cell, known={single: 1})
        if low == high:
            found.append((cell, single))
    return found
