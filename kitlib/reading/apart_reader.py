"""Run as a program by `apart`: an .xls comes in, what the library reads of it goes out."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from pickle import dumps
from typing import Any

TOO_MUCH = "more letters than may be read"


def main() -> None:
    """Read a workbook from the standard input, within the memory that is given."""
    content = sys.stdin.buffer.read()
    memory, letters = map(int, sys.argv[1:])
    _hold_memory(memory)
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        pages = [(s.name, str(s.typ), str(s.visible)) for s in book.sheets_metadata]
        said: Any = pages, {name: _sheet(book, name, letters) for name in book.sheet_names}
    except BaseException as error:  # a panic of the library is no `Exception`
        said = f"{type(error).__name__} {error}"
    sys.stdout.buffer.write(dumps(said))


def _sheet(book: Any, name: str, letters: int) -> Any:
    try:
        page = book.get_sheet_by_name(name)
        rows = page.to_python(skip_empty_area=False)
        # A text that stands once in the file may be in every cell: counted here, where it is made.
        if sum(len(cell) for row in rows for cell in row if isinstance(cell, str)) > letters:
            return TOO_MUCH
        return page.total_height, page.total_width, rows
    except BaseException as error:
        return f"{type(error).__name__} {error}"


def _hold_memory(most: int) -> None:
    """Windows has no such limit; there the process ends when the machine has no more."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
