"""A unit as the attacker, by trying every table next to the true one; no code of the kit.

In a table of two dimensions, one of them with groups, the numbers are a network: where a hidden
number can be another at all, there is a table with another number in it where no number is more
than one away. So all tables with -1, 0 or 1 in each inner cell are every table one must try.
"""

from itertools import product

import numpy as np
import pandas as pd

from tests.suppression.outsider import TOTAL, upwards


def pinned(release, cells, unit, trees=None):
    """What some unit works out of others: (unit, cell) for each primary cell of which it can.

    `cells` has a row for each unit and inner cell; `unit` is its column.
    """
    dims, trees = list(release.dims), trees or {}
    rows = release.cells[[*dims, "n", "status"]].itertuples(index=False, name=None)
    table = {row[:-2]: row[-2:] for row in rows}
    groups = {dim: set(trees.get(dim, {}).values()) | {TOTAL} for dim in dims}
    hidden = [cell for cell, (_, status) in table.items() if status != "vist"]
    inner = [c for c in hidden if not any(x in groups[d] for d, x in zip(dims, c, strict=True))]
    assert len(inner) <= 13, "too many tables to try"
    sums = np.array(
        [[_holds(dims, cell, one, trees) for one in inner] for cell in table], dtype=np.int8
    ).reshape(len(table), len(inner))
    n = np.array([value for value, _ in table.values()])
    shown = np.array([cell not in hidden for cell in table])
    steps = np.array(list(product((-1, 0, 1), repeat=len(inner))), dtype=np.int8) @ sums.T
    steps = steps[(steps[:, shown] == 0).all(axis=1)]
    steps = steps[(n + steps >= (n > 0))[:, ~shown].all(axis=1)]
    found = []
    for name, its in cells.groupby(unit):
        part = _parts(its, dims, list(table), trees)
        line = np.array([unit in dims and name in cell for cell in table])
        fit = (steps[:, line] == 0).all(axis=1) & (n + steps >= part).all(axis=1)
        moves = (steps[fit] != 0).any(axis=0)
        found += [
            (name, cell)
            for (cell, (_, status)), free, own, total in zip(
                table.items(), moves, part, n, strict=True
            )
            if status == "primær" and not free and own < total
        ]
    return found


def _holds(dims, cell, inner, trees):
    """Whether an inner cell is among those that a cell adds up."""
    return all(
        label in (*upwards(one, trees.get(dim, {})), TOTAL)
        for dim, label, one in zip(dims, cell, inner, strict=True)
    )


def _parts(its, dims, table, trees):
    """How many of each cell are a unit's, by plain adding up."""
    rows = list(its[[*dims, "n"]].itertuples(index=False, name=None))
    return np.array(
        [sum(row[-1] for row in rows if _holds(dims, cell, row[:-1], trees)) for cell in table]
    )


def frame(counts, **columns):
    """{unit: {answer: n}} -> rows; more columns by unit."""
    rows = [(unit, label, n) for unit, line in counts.items() for label, n in line.items()]
    made = pd.DataFrame(rows, columns=["enhed", "svar", "n"])
    return made.assign(**{name: made["enhed"].map(of) for name, of in columns.items()})
