"""Which rows of a table are a person's own, and which cells speak of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kitlib.privacy.forget.person import Person

__all__ = ["IsList", "RowPlan", "decide"]

#: Tells whether a heading is that of a column of many codes (`sammen_med`).
IsList = Callable[[str], bool]

_HEADER_WITHIN = 40  # rows above which the headings stand


@dataclass(frozen=True)
class RowPlan:
    """What happens to a table.

    Parameters
    ----------
    rows : tuple of int
        Rows that go, from 0.
    cells : dict of (int, int) to str
        Cells that are changed, and what they say then.
    """

    rows: tuple[int, ...] = ()
    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows or self.cells)


def decide(grid: Sequence[Sequence[str]], person: Person, is_list: IsList) -> RowPlan:
    """Tell a person's own rows from those that only mention them.

    A row is the person's own where a cell holds the code and nothing else. In a column of many
    codes it is not: there the code is taken off the list, and the row stays.

    Examples
    --------
    >>> grid = [["barn", "sammen_med", "note"], ["B07", "B03", "leger"], ["B03", "B07", "B07 ler"]]
    >>> found = decide(grid, Person("B07"), lambda heading: heading == "sammen_med")
    >>> found.rows, found.cells
    ((1,), {(2, 1): '', (2, 2): '[slettet] ler'})
    """
    lists: set[int] = set()
    rows: list[int] = []
    cells: dict[tuple[int, int], str] = {}
    for i, row in enumerate(grid):
        if i < _HEADER_WITHIN:
            lists |= {j for j, cell in enumerate(row) if is_list(cell)}
        if not person.is_in_any(row):
            continue
        own = False
        changed: dict[tuple[int, int], str] = {}
        for j, cell in enumerate(row):
            if not person.is_in(cell):
                continue
            if j in lists and i > 0:
                changed[i, j] = person.off_list(cell)
                if person.is_in(changed[i, j]):
                    changed[i, j] = person.without(changed[i, j])
            elif person.is_whole(cell):
                own = True
            else:
                changed[i, j] = person.without(cell)
        if own:
            rows.append(i)
        else:
            cells.update(changed)
    return RowPlan(tuple(rows), cells)
