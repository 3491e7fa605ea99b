"""One's own file while it is edited: what is shown, what is changed, what is wrong, and saving.

All of it lies in memory. A fault that was there before stays and is told; one that is new, or in
a cell somebody has touched, is mended before anything is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from kitlib.editing.booked import refuse_what_is_kept_by_a_spreadsheet, written_book
from kitlib.editing.change import Change
from kitlib.editing.table import EditColumn, EditTable, read_tables, too_much
from kitlib.editing.textual import written_text
from kitlib.mine import read_mine
from kitlib.problems import KitError, Problem
from kitlib.reading.held import HeldFile
from kitlib.reading.sniff import check_whole, kind_of

__all__ = ["Editor", "Fault"]


@dataclass
class _Row:
    """A row as it is shown now; `number` is its own in the file, None for a new one."""

    id: int
    table: int
    number: int | None
    cells: dict[int, str]
    gone: bool = False


@dataclass(frozen=True)
class Fault:
    """One fault, where on the page it stands, and whether it keeps anything from being saved."""

    problem: Problem
    row: int | None
    place: int | None
    blocks: bool


@dataclass
class Editor:
    """The rows of one's own file, changed one cell at a time.

    Parameters
    ----------
    path : Path
        Where the readable file would lie; nothing is written there.
    content : bytes
        What the file says.

    Raises
    ------
    KitError
        Where the page cannot show it; the spreadsheet way can.
    """

    path: Path
    content: bytes
    tables: tuple[EditTable, ...] = ()
    rows: dict[int, _Row] = field(default_factory=dict)
    touched: set[tuple[int, int]] = field(default_factory=set)
    _undo: list[tuple[int, dict[int, str], bool, set[tuple[int, int]]]] = field(
        default_factory=list
    )
    _old: set[tuple[Any, ...]] = field(default_factory=set)
    _ids: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        held = HeldFile.holding(self.path, self.content)
        kind = "text" if kind_of(held) == "text" else self.path.suffix.casefold()
        if kind not in ("text", ".xlsx"):
            raise too_much(f"Filer af slagsen {self.path.suffix} kan ikke vises på siden.")
        self.tables = read_tables(held)
        if kind == ".xlsx":
            check_whole(held)
            sheets = [t.sheet or "" for t in self.tables]
            refuse_what_is_kept_by_a_spreadsheet(self.content, sheets)
        self.rows = {}
        for place, table in enumerate(self.tables):
            for number, cells in table.rows.items():
                row = _Row(next(self._ids), place, number, dict(cells))
                self.rows[row.id] = row
        self._undo, self.touched = [], set()
        self._old = {self._key(f) for f in self._faults(held, self._rows_of_file())}

    def set(self, row_id: int, place: int, said: str) -> str:
        """Write a cell, and return it as it is shown."""
        from kitlib.reading.values.visible import clean

        row = self.rows[row_id]
        column = self._field(row.table, place)
        said = self.tables[row.table].as_kept(column, clean(said))
        if said != row.cells.get(place, ""):
            if column.choices and said and said not in column.choices:
                raise KitError("Svaret er ikke et af dem, der kendes.", hint="Vælg et af dem.")
            self._remember(row)
            row.cells[place] = said
            self.touched.add((row_id, place))
        return said

    def add(self, table: int) -> int:
        """Add an empty row below the others, and return its id."""
        if not 0 <= table < len(self.tables):
            raise KitError("Tabellen findes ikke.", hint="Hent siden igen.")
        row = _Row(next(self._ids), table, None, {})
        self.rows[row.id] = row
        self._undo.append((row.id, {}, True, set(self.touched)))
        return row.id

    def delete(self, row_id: int) -> None:
        """Take a row away."""
        row = self.rows[row_id]
        self._remember(row)
        row.gone = True

    def undo(self) -> int | None:
        """Take the last change since the file was saved back, and return the row it was in."""
        if not self._undo:
            return None
        row_id, cells, gone, self.touched = self._undo.pop()
        row = self.rows[row_id]
        row.cells, row.gone = cells, gone
        return row_id

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def is_changed(self) -> bool:
        """Whether anything is not saved."""
        return any(not change.is_none for change in self._changes())

    def faults(self) -> list[Fault]:
        """Return everything wrong with the file as it stands now."""
        content, rows = self.made()
        held = HeldFile.holding(self.path, content)
        return self._faults(held, rows)

    def made(self) -> tuple[bytes, dict[tuple[int, int], int]]:
        """Return the file as it is to be, and which row of the page stands in which of its rows."""
        content = self.content
        rows: dict[tuple[int, int], int] = {}
        for place, change in enumerate(self._changes()):
            if not change.is_none:
                content = (
                    written_book(content, change)
                    if change.table.delimiter is None
                    else written_text(content, change)
                )
            rows |= {(place, n): i for n, i in self._numbers(place, change).items()}
        return content, rows

    def check(self, content: bytes) -> None:
        """Read back what was written, and hold it against what the page shows.

        Raises
        ------
        KitError
            Where they are not the same; then it must not be saved.
        """
        again = read_tables(HeldFile.holding(self.path, content))
        said = [_filled(table.rows.values()) for table in again]
        shown = [_filled(r.cells for r in self._of(n)) for n in range(len(self.tables))]
        if said != shown:
            hint = "Prøv i regneark: laeringskit mit FIL --ret --regneark"
            problem = Problem(
                "Filen kan ikke skrives, så den siger det samme. Intet er gemt.",
                hint,
                code="eget_uens",
            )
            raise KitError(problem)

    def saved(self, content: bytes) -> None:
        """Go on from what is saved now."""
        self.content = content
        self._start()

    def _of(self, table: int) -> list[_Row]:
        return [r for r in self.rows.values() if r.table == table and not r.gone]

    def _field(self, table: int, place: int) -> EditColumn:
        return next(f for f in self.tables[table].fields if f.place == place)

    def _remember(self, row: _Row) -> None:
        self._undo.append((row.id, dict(row.cells), row.gone, set(self.touched)))

    def _changes(self) -> list[Change]:
        return [self._change(place, table) for place, table in enumerate(self.tables)]

    def _change(self, place: int, table: EditTable) -> Change:
        fields = {f.place: f for f in table.fields}
        cells: dict[int, Mapping[int, str]] = {}
        gone, new = set(), []
        for row in (r for r in self.rows.values() if r.table == place):
            written = {p: fields[p].written(said) for p, said in row.cells.items()}
            if row.number is None:
                if not row.gone and any(written.values()):
                    new.append({p: said for p, said in written.items() if said})
            elif row.gone:
                gone.add(row.number)
            else:
                was = table.rows[row.number]
                changed = {p: w for p, w in written.items() if row.cells[p] != was.get(p, "")}
                if changed:
                    cells[row.number] = changed
        return Change(table, cells, frozenset(gone), tuple(new))

    def _numbers(self, place: int, change: Change) -> dict[int, int]:
        """Return where in the file as it is to be each row of the page stands."""
        text = change.table.delimiter is not None
        found = {}
        new = count(change.last + 1 - (len(change.gone) if text else 0))
        for row in self._of(place):
            if row.number is None:
                if any(row.cells.values()):
                    found[next(new)] = row.id
                continue
            above = sum(n < row.number for n in change.gone) if text else 0
            found[row.number - above] = row.id
        return found

    def _rows_of_file(self) -> dict[tuple[int, int], int]:
        return {(r.table, r.number): r.id for r in self.rows.values() if r.number is not None}

    def _faults(self, held: Path, rows: Mapping[tuple[int, int], int]) -> list[Fault]:
        return [self._placed(one, rows) for p in read_mine(held).problems for one in _each(p)]

    def _placed(self, problem: Problem, rows: Mapping[tuple[int, int], int]) -> Fault:
        for place, table in enumerate(self.tables):
            if problem.sheet not in (None, table.sheet) and len(self.tables) > 1:
                continue
            row = rows.get((place, problem.row)) if problem.row is not None else None
            names = {f.heading: f.place for f in table.fields}
            names |= {f.column.name: f.place for f in table.fields if f.column.name not in names}
            column = names.get(problem.column or "")
            found = Fault(problem, row, column, False)
            is_new = self._key(found) not in self._old or (row, column) in self.touched
            return Fault(problem, row, column, problem.level == "fejl" and is_new)
        return Fault(problem, None, None, False)

    @staticmethod
    def _key(fault: Fault) -> tuple[Any, ...]:
        p = fault.problem
        return (p.sheet, p.column, p.code, p.message, fault.row)


def _each(problem: Problem) -> list[Problem]:
    from dataclasses import replace

    return [replace(problem, row=n, rows=()) for n in problem.rows] or [problem]


def _filled(rows: Iterable[Mapping[int, str]]) -> list[dict[int, str]]:
    """Return what rows say, those that say nothing aside."""
    found = ({place: said for place, said in cells.items() if said} for cells in rows)
    return [cells for cells in found if cells]
