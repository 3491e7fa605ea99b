"""Random tables of all the kinds that break suppression: sparse, tied, thin, small, empty."""

from itertools import product

import numpy as np
import pandas as pd

SHAPES = [(4,), (9,), (1,), (3, 4), (5, 3), (1, 6), (6, 1), (2, 2), (4, 6), (2, 3, 2), (3, 3, 3)]
KINDS = ["dense", "sparse", "tied", "small", "empty", "large"]


def draw(seed):
    """One table: (cells, dims, hierarchies, {dim: {label: group}})."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[rng.integers(len(SHAPES))]
    kind = KINDS[rng.integers(len(KINDS))]
    n = rng.poisson({"dense": 8, "large": 40}.get(kind, 4), shape)
    if kind == "sparse":
        n[rng.random(shape) < 0.4] = 0
    elif kind == "tied":
        n = rng.choice([0, 3, 6, 6], shape)
    elif kind == "small":
        n = rng.integers(0, 4, shape)
    elif kind == "empty":
        n = np.zeros(shape, dtype=int)
    dims = ["unit", "band", "time"][: len(shape)]
    labels = [[f"{dim[0]}{i}" for i in range(size)] for dim, size in zip(dims, shape, strict=True)]
    rows = [(*cell, int(v)) for cell, v in zip(product(*labels), n.ravel(), strict=True)]
    cells = pd.DataFrame(rows, columns=[*dims, "n"])
    cells = cells[rng.random(len(cells)) > 0.1 * (cells["n"] == 0)]
    if kind == "empty" and rng.random() < 0.3:
        cells = cells.iloc[:0]
    trees = {}
    if shape[0] >= 3 and rng.random() < 0.4:
        groups = {label: f"g{int(label[1:]) * 2 // shape[0]}" for label in labels[0]}
        trees = {"unit": {u: g for u, g in groups.items() if u in set(cells["unit"])}}
    return cells, dims, trees or None, trees


def truth(cells, dims, trees):
    """Every number of a table by plain adding up, by its labels."""
    found = {}
    for row in cells[[*dims, "n"]].itertuples(index=False, name=None):
        ways = []
        for dim, label in zip(dims, row[:-1], strict=True):
            group = trees.get(dim, {}).get(label)
            ways.append([label, "I alt"] if group is None else [label, group, "I alt"])
        for cell in product(*ways):
            found[cell] = found.get(cell, 0) + row[-1]
    return found
