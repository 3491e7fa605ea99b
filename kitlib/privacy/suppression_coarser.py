"""Coarser tables: the groups instead of their labels, or one dimension less."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib.privacy.suppression_cells import Hierarchies

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Coarser", "coarser_tables"]


@dataclass(frozen=True, eq=False)
class Coarser:
    """A table's cells with what is left of its dimensions, and what was given up."""

    cells: pd.DataFrame
    dims: tuple[str, ...]
    hierarchies: Mapping[str, Any]
    #: In Danish, for a hint: "uden 'kvartal'", "'enhed' lagt sammen til 'distrikt'".
    given_up: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many inner cells it has."""
        size = 1
        for name in self.dims:
            size *= max(self.cells[name].nunique(), 1)
        return size


def coarser_tables(
    cells: pd.DataFrame,
    dims: Sequence[str],
    hierarchies: Hierarchies | None,
) -> Iterator[Coarser]:
    """Yield every coarser table, those with most cells left first."""
    waiting = [Coarser(cells, tuple(dims), dict(hierarchies or {}))]
    seen: set[frozenset[str]] = set()
    while waiting:
        waiting.sort(key=lambda c: (-c.size, len(c.given_up), c.given_up))
        here = waiting.pop(0)
        if here.given_up:
            if frozenset(here.given_up) in seen:
                continue
            seen.add(frozenset(here.given_up))
            yield here
        for name in here.dims:
            if name in here.hierarchies:
                waiting.append(_grouped(here, name))
            else:
                waiting.append(_without(here, name))


def _without(table: Coarser, name: str) -> Coarser:
    return Coarser(
        table.cells,
        tuple(dim for dim in table.dims if dim != name),
        table.hierarchies,
        (*table.given_up, f"uden '{name}'"),
    )


def _grouped(table: Coarser, name: str) -> Coarser:
    """Put the nearest groups in the place of a dimension's labels."""
    above = table.hierarchies[name]
    rest = {key: value for key, value in table.hierarchies.items() if key != name}
    if not isinstance(above, Mapping):
        columns = [above] if isinstance(above, str) else list(above)
        if not columns:
            return Coarser(table.cells, table.dims, rest, table.given_up)
        now = columns[0]
        dims = tuple(now if dim == name else dim for dim in table.dims)
        left = {**rest, now: columns[1:]} if columns[1:] else rest
        said = f"'{name}' lagt sammen til '{now}'"
        return Coarser(table.cells, dims, left, (*table.given_up, said))
    parent_of: dict[Hashable, Hashable] = {}
    for key, value in above.items():
        if isinstance(value, (list, tuple, set, frozenset)):
            parent_of.update(dict.fromkeys(value, key))
        else:
            parent_of[key] = value
    labels = [parent_of.get(label, label) for label in table.cells[name]]
    cells = table.cells.assign(**{name: labels})
    now_known = set(labels)
    left = {c: p for c, p in parent_of.items() if c not in set(table.cells[name])}
    if any(label in left for label in now_known):
        rest[name] = left
    said = f"'{name}' lagt sammen i sine grupper"
    if said in table.given_up:
        said = f"{said} ({sum(g.startswith(said) for g in table.given_up) + 1} gange)"
    return Coarser(cells, table.dims, rest, (*table.given_up, said))
