"""The cheapest choice by trying them all, for tables of up to some 25 cells; no code of the kit."""

from itertools import product

import numpy as np
import pandas as pd

from tests.suppression.outsider import Outsider, key

TOTAL = "I alt"


def with_margins(n):
    """A two-way array with its margins, as {(row, column): n}."""
    rows, columns = n.shape
    cells = {(r, c): int(n[r, c]) for r, c in product(range(rows), range(columns))}
    cells |= {(r, TOTAL): int(n[r].sum()) for r in range(rows)}
    cells |= {(TOTAL, c): int(n[:, c].sum()) for c in range(columns)}
    return cells | {(TOTAL, TOTAL): int(n.sum())}


def lines_of(shape):
    rows, columns = [*range(shape[0]), TOTAL], [*range(shape[1]), TOTAL]
    return [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]


def cheapest(n, *, threshold=5, attacker="informed", cost="count"):
    """The least cost of a choice that holds, and None where none does and shows a number."""
    cells = with_margins(n)
    primary = {cell for cell, value in cells.items() if 0 < value < threshold}
    if not primary:
        return 0
    extra = [cell for cell, value in cells.items() if value >= threshold]
    price = [1 if cost == "cells" else cells[cell] for cell in extra]
    lines = lines_of(n.shape)
    choices = np.arange(2 ** len(extra))
    bits = ((choices[:, None] >> np.arange(len(extra))) & 1).astype(np.int64)
    # A line with one hole gives it back, so such a choice either fails or is not the cheapest.
    sound = np.ones(len(choices), dtype=bool)
    for line in lines:
        holes = bits[:, [i for i, cell in enumerate(extra) if cell in line]].sum(axis=1)
        sound &= holes + sum(cell in primary for cell in line) != 1
    costs = bits @ np.array(price, dtype=np.int64) if extra else np.zeros(1, dtype=np.int64)
    for choice in sorted(np.flatnonzero(sound), key=lambda i: costs[i]):
        hidden = primary | {cell for cell, bit in zip(extra, bits[choice], strict=True) if bit}
        if all(value == 0 for cell, value in cells.items() if cell not in hidden):
            continue
        if holds(cells, hidden, primary, threshold, attacker == "informed"):
            return int(costs[choice])
    return None


def holds(cells, hidden, primary, threshold, informed):
    """Whether a choice keeps every primary cell protected."""
    frame = pd.DataFrame(
        [(r, c, None if (r, c) in hidden else n) for (r, c), n in cells.items()],
        columns=["row", "column", "n"],
        dtype=object,
    )
    outsider = Outsider((frame, ["row", "column"]), least=1 if informed else 0)
    name = {cell: key(dict(zip(["row", "column"], cell, strict=True))) for cell in cells}
    singles = [cell for cell in hidden if cells[cell] == 1] if informed else []
    for cell in primary:
        low, high = outsider.ends(name[cell])
        if high - low < threshold:
            return False
        for single in singles:
            nested = name[single] <= name[cell] or name[cell] <= name[single]
            if single == cell or (cells[cell] == 1 and nested):
                continue
            low, high = outsider.ends(name[cell], known={name[single]: 1})
            if low == high:
                return False
    return True
