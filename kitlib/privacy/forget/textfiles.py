"""A person out of text files: tables in their own encoding and delimiter, calendars, the rest."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise

from kitlib.privacy.forget.person import GONE, Person
from kitlib.privacy.forget.plan import Edited
from kitlib.privacy.forget.rows import IsList, decide
from kitlib.reading.layout import DELIMITERS, find_delimiter, sep_line
from kitlib.reading.names import Names
from kitlib.reading.original import Edit, Original
from kitlib.reading.records import records

__all__ = [
    "forget_in_calendar",
    "forget_in_notebook",
    "forget_in_table",
    "forget_in_text",
    "read_text",
    "table_cells",
    "unfold",
]

_FOLD = 75  # octets a line of a calendar may hold (RFC 5545)
_TOP = 1 << 17  # characters in which the delimiter shows


def read_text(raw: bytes) -> str:
    """Return what a text file says, decoded as every reader of the kit decodes it."""
    return Original.of(raw).text


def forget_in_text(raw: bytes, person: Person) -> Edited:
    """Replace every mention in a text, all else as it was."""
    file = Original.of(raw)
    found = person.spans(file.text)
    if not found:
        return Edited()
    return Edited(file.edited((a, b, GONE) for a, b in found), mentions=len(found))


def forget_in_table(raw: bytes, person: Person, is_list: IsList) -> Edited:
    """Take a person's rows out of a delimited table, and their code out of the rest.

    Records that are not touched stay byte for byte as they were; encoding, delimiter and line
    ends too.
    """
    file = Original.of(raw)
    # A quotation mark within quotation marks is written twice, and once in the cell.
    if not person.is_in(file.text) and not person.is_in(file.text.replace('""', '"')):
        return Edited()
    delimiter, grid, places = _parted(file.text)
    found = decide(grid, person, is_list)
    if not found:
        return forget_in_text(raw, person)
    gone = set(found.rows)
    changed = {i for i, _ in found.cells}
    edits: list[Edit] = []
    for i, (start, stop) in enumerate(places):
        record = file.text[start:stop]
        if i in gone:
            edits.append((start, stop, ""))
        elif i in changed:
            cells = [found.cells.get((i, j), cell) for j, cell in enumerate(grid[i])]
            end = start + len(record.rstrip("\r\n"))
            edits.append((start, end, person.without(_record(cells, delimiter))))
        else:
            # A heading or a comment may mention the person as well.
            edits += [(start + a, start + b, GONE) for a, b in person.spans(record)]
    return Edited(file.edited(edits), len(gone), len(found.cells))


def table_cells(text: str) -> list[list[str]]:
    """Return the rows of a delimited table, a list of cells each."""
    return _parted(text)[1]


def _parted(text: str) -> tuple[str, list[list[str]], list[tuple[int, int]]]:
    """Return the delimiter, the rows as they are read, and where in the text each one stands."""
    delimiter = _delimiter(text)
    starts: list[int] = []
    rows = records(text, delimiter, starts=starts).rows
    return delimiter, rows, list(pairwise([*starts, len(text)]))


def _delimiter(text: str) -> str:
    top = text[:_TOP]
    named = sep_line(re.split(r"[\r\n]", top, maxsplit=1)[0])
    tops = {d: records(top, d).rows for d in DELIMITERS if d in top and not named}
    return named or find_delimiter(tops, Names.general().match)


def _record(cells: list[str], delimiter: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()


def forget_in_calendar(raw: bytes, person: Person) -> Edited:
    """Replace mentions in a calendar file, whose long lines are folded (RFC 5545)."""
    file = Original.of(raw)
    unfolded = unfold(file.text)
    mentions = person.count(unfolded)
    if not mentions:
        return Edited()
    lines = (_folded(line) for line in person.without(unfolded).splitlines())
    new = "\r\n".join(lines) + "\r\n"
    return Edited(file.edited([(0, len(file.text), new)]), mentions=mentions)


def unfold(text: str) -> str:
    """Lay the folded lines of a calendar out whole."""
    return re.sub(r"\r?\n[ \t]", "", text)


def _folded(line: str) -> str:
    parts: list[str] = []
    part = ""
    for letter in line:
        limit = _FOLD if not parts else _FOLD - 1
        if len((part + letter).encode("utf-8")) > limit:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])


def forget_in_notebook(raw: bytes, person: Person, *, clear: bool = False) -> Edited:
    """Take out of a notebook what it shows, and mentions in what is written in it.

    Parameters
    ----------
    clear : bool
        Whether outputs go although nothing in the notebook mentions the person: a figure shows a
        person as a dot among others, which no search of texts finds. The cells can be run again.
    """
    try:
        book = json.loads(raw)
        cells = book["cells"]
        shown = sum(bool(cell.get("outputs")) for cell in cells)
    except (ValueError, KeyError, TypeError, AttributeError):
        return forget_in_text(raw, person)
    if not person.is_in(raw.decode("utf-8", "replace")) and not (clear and shown):
        return Edited()
    for cell in cells:
        if "outputs" in cell:
            cell["outputs"] = []
            cell["execution_count"] = None
    text = json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    return Edited(person.without(text).encode("utf-8"), mentions=person.count(text) + shown)
