"""What a person has changed in a table, said to whoever writes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kitlib.editing.table import EditTable

__all__ = ["Change"]


@dataclass(frozen=True)
class Change:
    """What becomes of one table.

    Parameters
    ----------
    table : EditTable
        As it stands in the file.
    cells : mapping of int to mapping of int to str
        Row number to what is to be written, by position: only what was changed.
    gone : frozenset of int
        Rows that are deleted.
    new : tuple of mapping of int to str
        Rows that are added below the last, in order.
    """

    table: EditTable
    cells: Mapping[int, Mapping[int, str]]
    gone: frozenset[int]
    new: tuple[Mapping[int, str], ...]

    @property
    def is_none(self) -> bool:
        return not (self.cells or self.gone or self.new)

    @property
    def last(self) -> int:
        """Number of the last row that holds anything; that of the headings where none does."""
        return max(self.table.rows, default=self.table.first_row - 1)
