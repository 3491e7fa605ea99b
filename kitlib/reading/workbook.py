"""Workbooks (.xlsx, .xls, .ods) through python-calamine, or what stands in for it in a page."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from kitlib.columns import fold
from kitlib.engines import IN_PAGE, engine
from kitlib.problems import KitError, did_you_mean
from kitlib.reading.apart import BookApart, is_risky
from kitlib.reading.beneath import MAX_CELLS, Beneath, TooFar, TooMuchText, Under, beneath
from kitlib.reading.beneath.model import afresh
from kitlib.reading.beneath.xls import UnderXls
from kitlib.reading.held import as_path, readable
from kitlib.reading.layout import Layout, Match, find_header, more_than_titles
from kitlib.reading.raw import Cells, Raw
from kitlib.reading.seen import seen
from kitlib.reading.sniff import broken, kind_of, protected, refuse, too_large
from kitlib.reading.values.cells import as_text

__all__ = ["BookSheet", "Rows", "Workbook", "sheets"]

Rows = list[list[Any]]
T = TypeVar("T")

_PASSWORD_WORDS = ("password", "encrypted", "protected")


@dataclass(frozen=True, eq=False)
class Workbook:
    """A workbook opened once; a sheet is read when it is first asked for.

    Parameters
    ----------
    path : Path
        Where it lies.
    """

    path: Path
    _book: Any = field(repr=False)
    _beneath: Under = field(repr=False)
    _read: dict[str, Rows] = field(default_factory=dict, repr=False)
    _seen: dict[str, Beneath] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path) -> Workbook:
        """Open a workbook.

        Raises
        ------
        KitError
            Where it is no workbook, is damaged or behind a password.
        """
        if kind_of(path) == "text":
            raise broken(path)
        below = _safely(path, lambda: beneath(readable(path)))
        _safely(path, below.check)
        source = _safely(path, lambda: below.source)
        return cls(path, _safely(path, lambda: _opened(source, below)), below)

    @property
    def visible(self) -> tuple[str, ...]:
        """Names of the visible sheets."""
        return _safely(self.path, lambda: tuple(_visible(self._book)))

    @property
    def hidden(self) -> tuple[str, ...]:
        """Names of the sheets that are hidden."""
        return tuple(
            n for n in _safely(self.path, lambda: _pages(self._book)) if n not in self.visible
        )

    def rows(self, name: str) -> Rows:
        """Return a sheet's rows by its exact name, the first one row 1 of the spreadsheet."""
        if name not in self._read:
            self._read[name] = _safely(self.path, lambda: self._rows(name))
        return self._read[name]

    def beneath(self, name: str) -> Beneath:
        """Return what a sheet holds beside its values."""
        if name not in self._seen:
            self._seen[name] = _safely(self.path, lambda: self._beneath.sheet(name), name)
        return self._seen[name]

    def _rows(self, name: str) -> Rows:
        self.beneath(name)  # first, since a sheet that reaches too far ends the process
        page = self._book.get_sheet_by_name(name)
        if page.total_height * page.total_width > MAX_CELLS:
            raise too_large(self.path, name)
        # Leading blank rows are kept: otherwise every row number would be wrong.
        rows: Rows = page.to_python(skip_empty_area=False)
        return rows if any(cell != "" for row in rows for cell in row) else []

    def find(self, sheet: str) -> str:
        """Return the name of a sheet as written; case, accents and signs aside.

        Raises
        ------
        KitError
            Where there is no such sheet.
        """
        names = list(self._book.sheet_names)
        name = sheet if sheet in names else next((n for n in names if fold(n) == fold(sheet)), None)
        if name is None:
            hint = did_you_mean(sheet, self.visible) or f"Der er disse ark: {', '.join(names)}."
            raise refuse(self.path, f"Arket '{sheet}' findes ikke.", hint, "ark_mangler")
        return name

    def best(self, score: Callable[[Rows], int]) -> str:
        """Return the visible sheet that scores highest, the first of equals.

        Raises
        ------
        KitError
            Where no sheet holds anything.
        """
        points = {name: 1 + score(rows) for name in self.visible if (rows := self.rows(name))}
        if not points:
            hint = "Skriv i arket, eller vælg en anden fil."
            raise refuse(self.path, "Alle ark i projektmappen er tomme.", hint, "ark_tomt")
        return max(points, key=lambda name: points[name])


@dataclass(frozen=True, eq=False)
class BookSheet:
    """One sheet of a workbook, or the one that fits best where none is named."""

    book: Workbook
    name: str | None = None

    @property
    def path(self) -> Path:
        """Where the workbook lies."""
        return self.book.path

    def lay(self, match: Match | None = None, *, declared: bool = False) -> Layout:
        """Find the sheet and its headings; see `TextFile.lay`."""
        name = self.book.find(self.name) if self.name else self.book.best(partial(_known, match))
        rows = self.book.rows(name)
        header = find_header(rows, match)
        if header is None:
            hint = "Skriv i arket, eller slet det."
            raise refuse(self.path, "Arket er tomt.", hint, "ark_tomt", name)
        headings = tuple(" ".join(as_text(c).split()) for c in rows[header])
        above = tuple(i + 1 for i in more_than_titles(rows[:header]))
        nameless = tuple(i for i, heading in enumerate(headings) if not heading)
        return Layout(headings, header + 1, sheet=name, above=above, nameless=nameless)

    def load(
        self, layout: Layout, *, whole: Sequence[int] = (), wanted: Sequence[int] | None = None
    ) -> Raw:
        """Return the rows below the headings; see `TextFile.load`."""
        assert layout.sheet is not None
        rows, below = self.book.rows(layout.sheet), self.book.beneath(layout.sheet)
        found = seen(rows, below, skip=layout.skip, headings=layout.headings, wanted=wanted)
        body = found.rows
        n = len(layout.headings)
        columns = [*zip_longest(*body, fillvalue=None)][:n]
        columns += [(None,) * len(body)] * (n - len(columns))
        numbers = np.arange(len(body), dtype=np.int64) + layout.first_row
        return Raw(tuple(map(Cells.of, columns)), numbers, found.problems)


def _known(match: Match | None, rows: Rows) -> int:
    if match is None:
        return 0
    header = find_header(rows, match)
    found = () if header is None else rows[header]
    return len({match(as_text(c)) for c in found} - {None})


def sheets(path: str | Path) -> tuple[str, ...]:
    """Return the names of a workbook's visible sheets; none for a text file.

    Raises
    ------
    KitError
        Where the file cannot be read.
    """
    path = as_path(path)
    return () if kind_of(path) == "text" else Workbook.open(path).visible


def _opened(source: Path | io.BytesIO, below: Under) -> Any:
    """Open a workbook with the library; one that may end the process in one of its own."""
    if not IN_PAGE and (isinstance(below, UnderXls) or is_risky(afresh(source))):
        return BookApart(source.read_bytes() if isinstance(source, Path) else source.read())
    CalamineWorkbook = engine("python_calamine").CalamineWorkbook
    if isinstance(source, Path):
        if source.suffix.casefold() in below.suffixes:
            return CalamineWorkbook.from_path(str(source))
        # The library goes by the name of a path, and somebody may have given it another.
        source = io.BytesIO(source.read_bytes())
    return CalamineWorkbook.from_filelike(source)


def _pages(book: Any) -> list[str]:
    return [s.name for s in book.sheets_metadata if str(s.typ).endswith("WorkSheet")]


def _visible(book: Any) -> list[str]:
    seen = {s.name for s in book.sheets_metadata if str(s.visible).endswith(".Visible")}
    return [name for name in _pages(book) if name in seen]


def _safely(path: Path, work: Callable[[], T], sheet: str | None = None) -> T:
    """Run work on a workbook; whatever the library raises becomes a message.

    A damaged file can make the library panic, and its panic is no `Exception`.
    """
    try:
        return work()
    except (KitError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except TooMuchText:
        hint = "Tjek, at det er den rigtige fil, eller del den i flere."
        said = "Der står mere tekst i arket, end værktøjet kan læse."
        raise refuse(path, said, hint, "for_stor", sheet=sheet) from None
    except TooFar:
        raise too_large(path, sheet) from None
    except PermissionError:
        hint = "Luk den i andre programmer, og prøv igen."
        raise refuse(path, "Filen kan ikke åbnes.", hint, "fil_laast") from None
    except BaseException as error:
        text = f"{type(error).__name__} {error}".casefold()
        if any(word in text for word in _PASSWORD_WORDS):
            raise protected(path) from None
        raise broken(path) from None
