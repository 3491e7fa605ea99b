"""A person out of text files: tables in their own encoding and delimiter, calendars, the rest."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise

from kitlib.privacy.forget.edited import Edited
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.rows import IsList, decide
from kitlib.reading.layout import DELIMITERS, find_delimiter, sep_line
from kitlib.reading.names import Names
from kitlib.reading.records import records

__all__ = ["forget_in_calendar", "forget_in_notebook", "forget_in_table", "forget_in_text",
           "read_text", "table_cells", "unfold"]  # fmt: skip

_FOLD = 75  # octets a line of a calendar may hold (RFC 5545)
_TOP = 1 << 17  # characters in which the delimiter shows


def read_text(raw: bytes) -> tuple[str, str]:
    """Return a text and the encoding that gives the very same bytes back."""
    encodings = ["utf-8-sig"] if raw.startswith(b"\xef\xbb\xbf") else []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings.append("utf-16")
    for encoding in (*encodings, "utf-8", "cp1252", "latin-1"):
        try:
            text = raw.decode(encoding)
            if encode(text, encoding, raw) == raw:
                return text, encoding
        except UnicodeError:
            continue
    return raw.decode("latin-1"), "latin-1"


def encode(text: str, encoding: str, like: bytes) -> bytes:
    """Encode a text as the file was, byte order and its mark included."""
    if encoding == "utf-16":
        order = "utf-16-le" if like.startswith(b"\xff\xfe") else "utf-16-be"
        return like[:2] + text.encode(order)
    return text.encode(encoding)


def forget_in_text(raw: bytes, person: Person) -> Edited:
    """Replace every mention in a text, all else as it was."""
    text, encoding = read_text(raw)
    mentions = person.count(text)
    if not mentions:
        return Edited()
    return Edited(encode(person.without(text), encoding, raw), mentions=mentions)


def forget_in_table(raw: bytes, person: Person, is_list: IsList) -> Edited:
    """Take a person's rows out of a delimited table, and their code out of the rest.

    Records that are not touched stay byte for byte as they were; encoding, delimiter and line
    ends too.
    """
    text, encoding = read_text(raw)
    delimiter, grid, parts = _parted(text)
    found = decide(grid, person, is_list)
    if not found:
        return forget_in_text(raw, person)
    gone = set(found.rows)
    changed = {i for i, _ in found.cells}
    kept = []
    for i, record in enumerate(parts):
        if i in gone:
            continue
        if i in changed:
            cells = [found.cells.get((i, j), cell) for j, cell in enumerate(grid[i])]
            record = _record(cells, delimiter) + record[len(record.rstrip("\r\n")) :]
        kept.append(record)
    # A heading or a comment may mention the person as well.
    content = person.without("".join(kept))
    return Edited(encode(content, encoding, raw), len(gone), len(found.cells))


def table_cells(text: str) -> list[list[str]]:
    """Return the rows of a delimited table, a list of cells each."""
    return _parted(text)[1]


def _parted(text: str) -> tuple[str, list[list[str]], list[str]]:
    """Return the delimiter, the rows as they are read, and each row's text with its line end."""
    body = text.removeprefix("\ufeff")
    delimiter = _delimiter(body)
    starts: list[int] = []
    rows = records(body, delimiter, starts=starts).rows
    parts = [body[a:b] for a, b in pairwise([*starts, len(body)])]
    if parts and body != text:
        parts[0] = "\ufeff" + parts[0]
    return delimiter, rows, parts


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
    text, encoding = read_text(raw)
    unfolded = unfold(text)
    mentions = person.count(unfolded)
    if not mentions:
        return Edited()
    lines = (_folded(line) for line in person.without(unfolded).splitlines())
    return Edited(("\r\n".join(lines) + "\r\n").encode(encoding), mentions=mentions)


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
