"""A table of counts as disclosure control sees it: every inner cell and margin, and what adds up.

A dimension is a tree: its labels at the bottom, groups of them above (unit < district), and
"I alt" on top. A cell is one node of each dimension. Every node is the sum of its children, in
each combination of the other dimensions' nodes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from kitlib.columns import is_total
from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RESERVED", "TOTAL", "Dimension", "Hierarchies", "Key", "Table", "table"]

#: The label of every margin.
TOTAL = "I alt"

#: Columns of a release, which no column of the table may be called.
RESERVED = ("n", "status", "rule", "low", "high", "protected")

_NO_TOTALS = (
    "Fjern rækken, hvis den er en sum: værktøjet lægger selv sammen. Er det en gruppe, så giv den "
    "et andet navn."
)

#: dimension -> columns of the frame from the nearest group up, or label -> group, or
#: group -> its labels.
Hierarchies = Mapping[str, "str | Sequence[str] | Mapping[Any, Any]"]

#: What a cell counts, the same in every table that counts it: (level, label) of each node
#: below "I alt".
Key = frozenset[tuple[str, Hashable]]


@dataclass(frozen=True)
class Dimension:
    """One dimension as a tree: `labels` of all nodes, leaves first and "I alt" last."""

    name: str
    labels: tuple[Hashable, ...]
    levels: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]

    @property
    def leaves(self) -> int:
        """How many labels stand at the bottom."""
        return sum(1 for below in self.children[:-1] if not below)

    @property
    def root(self) -> int:
        """The node of "I alt"."""
        return len(self.labels) - 1

    @property
    def is_flat(self) -> bool:
        """Whether nothing stands between the labels and "I alt"."""
        return self.leaves == self.root

    def sums(self) -> np.ndarray:
        """Return a matrix (nodes x leaves) of which leaves each node adds up."""
        below = np.zeros((len(self.labels), self.leaves), dtype=np.int64)
        below[: self.leaves] = np.eye(self.leaves, dtype=np.int64)
        for node in range(self.leaves, len(self.labels)):
            below[node] = below[list(self.children[node])].sum(axis=0)
        return below


@dataclass(frozen=True, eq=False)
class Table:
    """Counts of every combination of nodes; `n` has one axis a dimension."""

    dims: tuple[Dimension, ...]
    n: np.ndarray

    @property
    def size(self) -> int:
        return int(self.n.size)

    @property
    def inner(self) -> np.ndarray:
        """Which cells (flat) are inner cells: a leaf in every dimension."""
        mask = np.ones(self.n.shape, dtype=bool)
        for axis, dim in enumerate(self.dims):
            leaf = np.arange(len(dim.labels)) < dim.leaves
            mask &= leaf.reshape([-1 if a == axis else 1 for a in range(len(self.dims))])
        return mask.ravel()

    def labels(self) -> Iterator[tuple[Hashable, ...]]:
        """The labels of each cell, in the order of the flat table."""
        return product(*(dim.labels for dim in self.dims))

    def keys(self) -> Iterator[Key]:
        """What each cell counts, comparable between tables."""
        nodes = [tuple(zip(dim.levels, dim.labels, strict=True)) for dim in self.dims]
        for cell in product(*nodes):
            yield frozenset(node for node in cell if node[1] != TOTAL)

    def equations(self) -> Iterator[tuple[int, np.ndarray]]:
        """Each parent cell with the cells that add up to it, as flat numbers."""
        numbers = np.arange(self.n.size).reshape(self.n.shape)
        for axis, dim in enumerate(self.dims):
            moved = np.moveaxis(numbers, axis, 0).reshape(len(dim.labels), -1)
            for node, below in enumerate(dim.children):
                if below or node == dim.root:
                    for parent, parts in zip(moved[node], moved[list(below)].T, strict=True):
                        yield int(parent), parts

    @property
    def is_network(self) -> bool:
        """Whether ordinary (LP) bounds are whole by themselves.

        Up to two dimensions of which one at most has levels, the equations are those of a
        network flow, whose matrix is totally unimodular.
        """
        return len(self.dims) <= 2 and sum(not dim.is_flat for dim in self.dims) <= 1


def table(
    cells: pd.DataFrame,
    dims: Sequence[str],
    *,
    count: str = "n",
    hierarchies: Hierarchies | None = None,
) -> Table:
    """Read a frame of counts into a `Table`; rows of the same cell are added.

    Parameters
    ----------
    cells : DataFrame
        One row a cell with the columns `dims` (labels of any kind) and `count` (whole, >= 0). A
        combination that is missing counts 0. Labels keep the order in which they come.
    hierarchies : mapping, optional
        See `Hierarchies`.
    Raises
    ------
    KitError
        All that is wrong at once: a missing column, an empty label, "I alt" among the labels,
        a count that is not a whole number, a label without its group.
    """
    dims = tuple(dims)
    _check(cells, dims, count, hierarchies or {})
    trees = tuple(_dimension(cells, name, (hierarchies or {}).get(name)) for name in dims)
    counts = cells[count].to_numpy(dtype=np.int64)
    codes = [
        _places(cells[tree.name], {label: i for i, label in enumerate(tree.labels)})
        for tree in trees
    ]
    inner = np.zeros([tree.leaves for tree in trees], dtype=np.int64)
    if not dims:
        inner = inner + counts.sum()
    elif len(cells):
        np.add.at(inner, tuple(codes), counts)
    n: np.ndarray = inner
    for axis, tree in enumerate(trees):
        n = np.moveaxis(np.tensordot(tree.sums(), n, axes=(1, axis)), 0, axis)
    return Table(trees, n)


def _places(labels: pd.Series, place: Mapping[Hashable, int]) -> np.ndarray:
    """Return where each label stands; a label may be a tuple, which `Series.map` takes apart."""
    return np.fromiter((place[label] for label in labels), dtype=np.int64, count=len(labels))


def _check(
    cells: pd.DataFrame,
    dims: tuple[str, ...],
    count: str,
    hierarchies: Hierarchies,
) -> None:
    """Raise everything that is wrong with the frame, all at once."""
    problems: list[Problem] = []

    def say(message: str, hint: str, column: str | None, code: str) -> None:
        problems.append(Problem(message, hint, column=column, code=code))

    columns = [str(c) for c in cells.columns]
    for name in dict.fromkeys((*dims, count)):
        if name not in cells.columns:
            say(f"Kolonnen '{name}' mangler.", did_you_mean(name, columns), name, "kolonne_mangler")
    if len(set(dims)) < len(dims):
        say("Den samme kolonne er nævnt to gange.", "Nævn hver kolonne én gang.", None, "dobbelt")
    for name in (d for d in dims if str(d).strip().casefold() in RESERVED):
        hint = f"Giv den et andet navn, fx '{name}_svar'."
        say(f"Kolonnen '{name}' hedder som en af udgivelsens egne.", hint, name, "reserveret")
    for name in hierarchies:
        if name not in dims:
            hint = did_you_mean(str(name), list(dims)) or "Ret navnet."
            say(f"'{name}' er ikke en af tabellens inddelinger.", hint, None, "hierarki_ukendt")
    for name in dims:
        if name not in cells.columns:
            continue
        if cells[name].isna().any():
            say("Der står ingenting i nogle af rækkerne.", "Skriv fx 'ukendt'.", name, "tom")
        if sums := [label for label in cells[name].dropna().unique() if is_total(label)]:
            said = " ".join(sums[0].split())
            say(f"'{said}' står blandt tallene og betyder 'I alt'.", _NO_TOTALS, name, "i_alt")
    if count in cells.columns and not _whole(cells[count]):
        say("Antal skal være hele tal, 0 eller mere.", "Ret tallene.", count, "antal")
    if problems:
        raise KitError(ProblemReport.of(problems))


def _whole(counts: pd.Series) -> bool:
    import pandas as pd

    if not len(counts):
        return True
    if pd.api.types.is_bool_dtype(counts) or not pd.api.types.is_numeric_dtype(counts):
        return False
    values = counts.to_numpy(dtype=float, na_value=np.nan)
    return bool(np.isfinite(values).all() and (values >= 0).all() and (values % 1 == 0).all())


def _dimension(cells: pd.DataFrame, name: str, above: Any) -> Dimension:
    """Build the tree of one dimension, level by level from the bottom."""
    level: list[Hashable] = list(cells[name].drop_duplicates())
    steps: list[tuple[str, dict[Hashable, Hashable]]] = []
    if isinstance(above, Mapping):
        steps = _steps_of_mapping(name, level, above)
    elif above is not None:
        columns = [above] if isinstance(above, str) else list(above)
        steps = _steps_of_columns(cells, name, columns)
    labels, levels = list(level), [name] * len(level)
    children: list[tuple[int, ...]] = [() for _ in level]
    place = {label: i for i, label in enumerate(labels)}
    tops = list(range(len(labels)))
    for title, parent_of in steps:
        groups: dict[Hashable, list[int]] = {}
        kept: list[int] = []
        for node in tops:
            if labels[node] in parent_of:
                groups.setdefault(parent_of[labels[node]], []).append(node)
            else:
                kept.append(node)
        for label, members in groups.items():
            if label in place or is_total(label):
                raise KitError(
                    Problem(
                        "En gruppe hedder det samme som noget, den rummer, eller 'I alt'.",
                        "Giv gruppen et navn for sig.",
                        column=name,
                        code="hierarki_navn",
                    )
                )
            place[label] = len(labels)
            kept.append(len(labels))
            labels.append(label)
            levels.append(title)
            children.append(tuple(members))
        tops = kept
    return Dimension(name, (*labels, TOTAL), (*levels, name), (*children, tuple(tops)))


def _steps_of_columns(
    cells: pd.DataFrame, name: str, columns: list[str]
) -> list[tuple[str, dict[Hashable, Hashable]]]:
    steps = []
    for below, title in zip([name, *columns], columns, strict=False):
        if title not in cells.columns:
            hint = did_you_mean(title, [str(c) for c in cells.columns])
            raise KitError(Problem(f"Kolonnen '{title}' mangler.", hint, code="kolonne_mangler"))
        pairs = cells[[below, title]].drop_duplicates()
        if pairs[title].isna().any() or pairs[below].duplicated().any():
            raise KitError(
                Problem(
                    f"Hver '{below}' skal høre til netop én '{title}'.",
                    "Ret rækkerne, så den samme altid står i samme gruppe.",
                    column=title,
                    code="hierarki_delt",
                )
            )
        steps.append((title, dict(zip(pairs[below], pairs[title], strict=True))))
    return steps


def _steps_of_mapping(
    name: str, labels: list[Hashable], above: Mapping[Any, Any]
) -> list[tuple[str, dict[Hashable, Hashable]]]:
    """Read label -> group, or group -> labels; groups may be grouped again."""
    parent_of: dict[Hashable, Hashable] = {}
    for key, value in above.items():
        if isinstance(value, (list, tuple, set, frozenset)):
            parent_of.update(dict.fromkeys(value, key))
        else:
            parent_of[key] = value
    if any(label not in parent_of for label in labels):
        raise KitError(
            Problem(
                "Noget hører ikke til nogen gruppe.",
                "Skriv en gruppe for hver, også dem uden børn.",
                column=name,
                code="hierarki_mangler",
            )
        )
    height: dict[Hashable, int] = dict.fromkeys(labels, 0)
    now = set(labels)
    for step in range(1, len(parent_of) + 2):
        now = {parent_of[label] for label in now if label in parent_of}
        if not now:
            break
        height.update(dict.fromkeys(now, step))
    else:
        raise KitError(
            Problem(
                "En gruppe rummer sig selv.", "Ret grupperne.", column=name, code="hierarki_ring"
            )
        )
    tall = max(height.values(), default=0)
    steps: list[tuple[str, dict[Hashable, Hashable]]] = []
    for step in range(1, tall + 1):
        here = {c: p for c, p in parent_of.items() if c in height and height[p] == step}
        steps.append((f"{name}/{step}", {c: p for c, p in here.items() if p != TOTAL}))
    return steps
