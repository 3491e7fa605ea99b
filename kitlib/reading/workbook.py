"""Workbooks (.xlsx, .xls, .ods) through python-calamine."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from kitlib.columns import fold
from kitlib.problems import did_you_mean
from kitlib.reading.sniff import broken, kind_of, protected, refuse

__all__ = ["Rows", "best_sheet", "sheet_rows", "sheets"]

Rows = list[list[Any]]
T = TypeVar("T")

# A dense sheet beyond this fills the memory of a laptop; 40 columns of a full sheet stay below it.
_MAX_CELLS = 42_000_000
_FAR_COLUMN = re.compile(rb'<c [^>]*?r="[A-Z]{3}\d')
_PASSWORD_WORDS = ("password", "encrypted", "protected")


def sheets(path: str | Path) -> tuple[str, ...]:
    """Return the names of a workbook's visible sheets; none for a text file.

    Raises
    ------
    KitError
        Where the file cannot be read.
    """
    path = Path(path)
    if kind_of(path) == "text":
        return ()
    return _safely(path, lambda: tuple(_visible(_open(path))))


def best_sheet(path: Path, score: Callable[[Rows], int]) -> str:
    """Return the visible sheet whose top rows score highest, the first of equals.

    Raises
    ------
    KitError
        Where no sheet holds anything.
    """

    def look() -> str | None:
        book = _open(path)
        best, best_score = None, 0
        for name in _visible(book):
            _check_size(path, book, name)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=100)
            if any(cell != "" for row in rows for cell in row):
                points = 1 + score(rows)
                if points > best_score:
                    best, best_score = name, points
        return best

    found = _safely(path, look)
    if found is None:
        hint = "Skriv i arket, eller vælg en anden fil."
        raise refuse(path, "Alle ark i projektmappen er tomme.", hint, "ark_tomt")
    return found


def sheet_rows(path: Path, sheet: str, *, top: int | None = None) -> tuple[str, Rows]:
    """Return a sheet's name as written and its rows, the first one row 1 of the spreadsheet.

    Parameters
    ----------
    sheet : str
        Its name; case, accents and signs aside.
    top : int, optional
        Only so many rows.

    Raises
    ------
    KitError
        Where there is no such sheet, or it is empty.
    """

    def read() -> tuple[str | None, list[str], Rows]:
        book = _open(path)
        names = list(book.sheet_names)
        name = next((n for n in names if n == sheet), None)
        name = name or next((n for n in names if fold(n) == fold(sheet)), None)
        if name is None:
            return None, _visible(book), []
        _check_size(path, book, name)
        page = book.get_sheet_by_name(name)
        # Leading blank rows are kept: otherwise every row number would be wrong.
        return name, names, page.to_python(skip_empty_area=False, nrows=top)

    name, names, rows = _safely(path, read)
    if name is None:
        hint = did_you_mean(sheet, names) or f"Der er disse ark: {', '.join(names)}."
        raise refuse(path, f"Arket '{sheet}' findes ikke.", hint, "ark_mangler")
    if not any(cell != "" for row in rows for cell in row):
        hint = "Skriv i arket, eller slet det."
        raise refuse(path, "Arket er tomt.", hint, "ark_tomt", sheet=name)
    return name, rows


def _open(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path))


def _visible(book: Any) -> list[str]:
    return [
        s.name for s in book.sheets_metadata
        if str(s.typ).endswith("WorkSheet") and str(s.visible).endswith(".Visible")
    ]  # fmt: skip


def _check_size(path: Path, book: Any, name: str) -> None:
    page = book.get_sheet_by_name(name)
    if page.total_height * page.total_width > _MAX_CELLS:
        raise _too_large(path, name)


def _too_large(path: Path, sheet: str | None = None) -> Exception:
    hint = "Slet tomme rækker og kolonner langt fra tabellen, eller del den i flere filer."
    return refuse(path, "Arket er for stort til at læse.", hint, "for_stor", sheet=sheet)


def _safely(path: Path, work: Callable[[], T]) -> T:
    """Run work on a workbook; whatever the library raises becomes a message.

    A damaged file can make the library panic, and its panic is no `Exception`.
    """
    from kitlib.problems import KitError

    _check_spread(path)
    try:
        return work()
    except (KitError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except PermissionError:
        hint = "Luk den i andre programmer, og prøv igen."
        raise refuse(path, "Filen kan ikke åbnes.", hint, "fil_laast") from None
    except BaseException as error:
        text = f"{type(error).__name__} {error}".casefold()
        if any(word in text for word in _PASSWORD_WORDS):
            raise protected(path) from None
        raise broken(path) from None


def _check_spread(path: Path) -> None:
    """Refuse a sheet with a cell so far out that the library would fill the memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not info.filename.startswith("xl/worksheets/"):
                    continue
                content = archive.read(info)
                if _FAR_COLUMN.search(content) and content.count(b"<row") > 1:
                    height = max(
                        map(int, re.findall(rb'<row [^>]*?r="(\d{1,7})"', content)), default=1
                    )
                    if height * 702 > _MAX_CELLS:
                        raise _too_large(path)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return
