"""A person out of workbooks, every other part of the file left as it is.

The parts are changed as they lie, rather than read and written anew: a library that writes a
workbook anew drops what it does not know (pictures, charts, what formulas last came to).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from copy import copy
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from kitlib.packed import CLOSED, Closed, unpacked
from kitlib.privacy.forget.markup import BARE, MARKUP, forget_in_part, plain_part
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.plan import Edited
from kitlib.privacy.forget.rows import IsList, decide

__all__ = ["forget_in_ods", "forget_in_xlsx"]

_P = r"(?:\w+:)?"  # some programs write a prefix before every name
_ROW = re.compile(rf"<({_P}row)\b([^>]*?)(?:/>|>(.*?)</\1>)", re.S)
_CELL = re.compile(rf"<({_P}c)\b([^>]*?)(?:/>|>(.*?)</\1>)", re.S)
_VALUE = re.compile(rf"<({_P}v)\b[^>]*>(.*?)</\1>", re.S)
_STRING = re.compile(rf"<({_P}si)\b[^>]*?(?:/>|>(.*?)</\1>)", re.S)
_TEXT = re.compile(rf"<({_P}t)\b[^>]*>(.*?)</\1>", re.S)
_PHONETIC = re.compile(rf"<({_P}rPh)\b.*?</\1>", re.S)

_ODS_ROW = re.compile(r"<(table:table-row)\b([^>]*?)(?:/>|>(.*?)</\1>)", re.S)
_ODS_CELL = re.compile(r"<(table:(?:covered-)?table-cell)\b([^>]*?)(?:/>|>(.*?)</\1>)", re.S)
_ODS_TABLE = re.compile(r"<(table:table)\b[^>]*>.*?</\1>", re.S)
_REPEATED = re.compile(r'table:number-columns-repeated="(\d+)"')
_ODS_TEXT = re.compile(r"<text:p\b[^>]*?(?:/>|>(.*?)</text:p>)", re.S)
_NOTE = re.compile(r"<(office:annotation)\b.*?</\1>", re.S)
_TAG = re.compile(r"<[^>]+>")
_MOST_COLUMNS = 2000  # blank cells to the right edge are one repeated cell


def forget_in_xlsx(raw: bytes, person: Person, is_list: IsList) -> Edited:
    """Empty a person's rows and take their code and name out of every other part.

    Rows are emptied and not closed up: formulas, merged cells and comments stay where they are,
    and an empty row is passed over when the table is read.
    """
    return _in_zip(raw, person, lambda parts: _xlsx(parts, person, is_list))


def forget_in_ods(raw: bytes, person: Person, is_list: IsList) -> Edited:
    """Empty a person's rows and take their code and name out of every other part."""
    return _in_zip(raw, person, lambda parts: _ods(parts, person, is_list))


def _in_zip(
    raw: bytes, person: Person, change: Callable[[dict[str, bytes]], tuple[int, int]]
) -> Edited:
    try:
        found = unpacked(raw)
    except Closed:
        return Edited(refused=CLOSED)
    parts = {info.filename: part for info, part in found}
    before = dict(parts)
    new = _renamed(parts, person)
    _point_at(parts, new)
    with suppress(ValueError):
        parts |= {n: plain_part(raw) for n, raw in parts.items() if n.endswith(MARKUP)}
    try:
        rows, mentions = change(parts)
    except UnicodeDecodeError:
        return Edited(refused=CLOSED)
    if parts == before and not new:
        return Edited()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info, _ in found:
            told = copy(info)
            told.filename = new.get(info.filename, info.filename)
            archive.writestr(told, parts[info.filename], compress_type=info.compress_type)
    return Edited(out.getvalue(), rows, mentions + len(new))


def _xlsx(parts: dict[str, bytes], person: Person, is_list: IsList) -> tuple[int, int]:
    shared_name = next((n for n in parts if n.endswith("sharedStrings.xml")), None)
    shared = parts[shared_name].decode("utf-8") if shared_name else ""
    strings = [_plain(m[2] or "") for m in _STRING.finditer(shared)]
    rows = mentions = 0
    used: set[int] = set()
    for name in [n for n in parts if re.match(r"xl/worksheets/[^/]+\.xml$", n)]:
        text, gone, changed, kept = _sheet(parts[name].decode("utf-8"), strings, person, is_list)
        rows, mentions, used = rows + gone, mentions + changed, used | kept
        parts[name] = text.encode("utf-8")
    if shared_name and (rows or mentions):
        number = iter(range(len(strings)))

        def only_used(found: re.Match[str]) -> str:
            # The index is the place, so what nobody uses any more is emptied and not taken out.
            place = next(number)
            tag = found[1]
            prefix = tag[: -len("si")]
            if place in used:
                return found[0]
            return f"<{tag}><{prefix}t/></{tag}>"

        parts[shared_name] = _STRING.sub(only_used, shared).encode("utf-8")
    return rows, mentions + _everywhere(parts, person)


def _sheet(
    text: str, strings: list[str], person: Person, is_list: IsList
) -> tuple[str, int, int, set[int]]:
    """Return a sheet changed, rows emptied, cells changed, and shared strings still in use."""
    found = [(m, list(_CELL.finditer(m[3] or ""))) for m in _ROW.finditer(text)]
    grid = []
    for _, cells in found:
        row: dict[int, str] = {}
        for place, cell in enumerate(cells):
            row[_column(cell[2], place)] = _cell_text(cell, strings)
        grid.append([row.get(j, "") for j in range(max(row, default=-1) + 1)])
    decision = decide(grid, person, is_list)
    gone, used = set(decision.rows), set()
    out, at = [], 0
    for i, (row_match, cells) in enumerate(found):
        out.append(text[at : row_match.start()])
        at = row_match.end()
        if i in gone:
            out.append(f"<{row_match[1]}{row_match[2]}/>")
            continue
        changed = [
            _with_text(cell, decision.cells[i, j])
            if (i, j := _column(cell[2], place)) in decision.cells
            else cell[0]
            for place, cell in enumerate(cells)
        ]
        used |= {n for c in changed if (n := _shared(c)) is not None}
        if any((i, _column(c[2], p)) in decision.cells for p, c in enumerate(cells)):
            out.append(f"<{row_match[1]}{row_match[2]}>{''.join(changed)}</{row_match[1]}>")
        else:
            out.append(row_match[0])
    return "".join([*out, text[at:]]), len(gone), len(decision.cells), used


def _column(attributes: str, place: int) -> int:
    found = re.search(r'\br="([A-Z]+)\d+"', attributes)
    if found is None:
        return place
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _shared(cell: str) -> int | None:
    """Return which of the workbook's texts a cell points at; None where it points at none."""
    found = _CELL.match(cell)
    if found is None or not re.search(r'\bt="s"', found[2]):
        return None
    value = _VALUE.search(found[3] or "")
    place = value[2].strip() if value else ""
    return int(place) if place.isascii() and place.isdigit() else None


def _cell_text(cell: re.Match[str], strings: list[str]) -> str:
    shared = _shared(cell[0])
    if shared is not None:
        return strings[shared] if shared < len(strings) else ""
    inner = cell[3] or ""
    value = _VALUE.search(inner)
    return _plain(inner) or (unescape(value[2]) if value else "")


def _with_text(cell: re.Match[str], text: str) -> str:
    """Return a cell that holds a text of its own, style and place as they were."""
    tag = cell[1]
    prefix = tag[: -len("c")]
    attributes = re.sub(r'\s+t="[^"]*"', "", cell[2]).rstrip()
    if not text:
        return f"<{tag}{attributes}/>"
    said = f'<{prefix}t xml:space="preserve">{escape(text, quote=False)}</{prefix}t>'
    return f'<{tag}{attributes} t="inlineStr"><{prefix}is>{said}</{prefix}is></{tag}>'


def _plain(xml: str) -> str:
    return "".join(unescape(m[2]) for m in _TEXT.finditer(_PHONETIC.sub("", xml)))


def _ods(parts: dict[str, bytes], person: Person, is_list: IsList) -> tuple[int, int]:
    rows = mentions = 0
    content = parts.get("content.xml", b"").decode("utf-8")

    def table(found: re.Match[str]) -> str:
        nonlocal rows, mentions
        text, gone, changed = _ods_table(found[0], person, is_list)
        rows, mentions = rows + gone, mentions + changed
        return text

    parts["content.xml"] = _ODS_TABLE.sub(table, content).encode("utf-8")
    if rows or mentions:
        # A picture of the first page, as it was.
        for name in [n for n in parts if n.startswith("Thumbnails/")]:
            parts[name] = b""
    return rows, mentions + _everywhere(parts, person)


def _ods_table(text: str, person: Person, is_list: IsList) -> tuple[str, int, int]:
    found = list(_ODS_ROW.finditer(text))
    cells = [list(_ODS_CELL.finditer(m[3] or "")) for m in found]
    grid = [[c for cell in row for c in _ods_cells(cell)] for row in cells]
    decision = decide(grid, person, is_list)
    gone = set(decision.rows)
    changed_rows = {i for i, _ in decision.cells}
    out, at = [], 0
    for i, row in enumerate(found):
        out.append(text[at : row.start()])
        at = row.end()
        if i in gone:
            width = max(len(grid[i]), 1)
            empty = f'<table:table-cell table:number-columns-repeated="{width}"/>'
            out.append(f"<{row[1]}{row[2]}>{empty}</{row[1]}>")
        elif i in changed_rows:
            new, j = [], 0
            for cell in cells[i]:
                said = decision.cells.get((i, j))
                new.append(cell[0] if said is None else _ods_with_text(cell, said))
                j += len(_ods_cells(cell))
            out.append(f"<{row[1]}{row[2]}>{''.join(new)}</{row[1]}>")
        else:
            out.append(row[0])
    return "".join([*out, text[at:]]), len(gone), len(decision.cells)


def _ods_cells(cell: re.Match[str]) -> list[str]:
    said = _NOTE.sub("", cell[3] or "")
    text = "\n".join(unescape(_TAG.sub("", m[1] or "")) for m in _ODS_TEXT.finditer(said))
    repeated = _REPEATED.search(cell[2])
    times = int(repeated[1]) if repeated else 1
    return [text] * (min(times, _MOST_COLUMNS) if text else times if times < _MOST_COLUMNS else 1)


def _ods_with_text(cell: re.Match[str], text: str) -> str:
    tag = cell[1]
    attributes = re.sub(
        r'\s+(?:office|calcext):(?:value-type|string-value|value)="[^"]*"', "", cell[2]
    )
    if not text:
        return f"<{tag}{attributes}/>"
    said = f"<text:p>{escape(text, quote=False)}</text:p>"
    return f'<{tag}{attributes} office:value-type="string">{said}</{tag}>'


def _everywhere(parts: dict[str, bytes], person: Person) -> int:
    """Replace mentions in every part of XML, and in the names of parts; return how many."""
    mentions = 0
    for name, raw in list(parts.items()):
        if name.endswith(MARKUP):
            with suppress(ValueError):  # no XML after all; it is looked at and told of afterwards
                parts[name], found = forget_in_part(name, raw, person)
                mentions += found
    return mentions


def _renamed(names: Iterable[str], person: Person) -> dict[str, str]:
    """Return new names for the parts, pictures as a rule, whose own speak of the person."""
    new: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        folder, _, last = name.rpartition("/")
        if person.is_in(last):
            ending = Path(last).suffix
            new[name] = f"{folder}/{BARE}{number}{ending}" if folder else f"{BARE}{number}{ending}"
    return new


def _point_at(parts: dict[str, bytes], new: Mapping[str, str]) -> None:
    """Have whatever points at a renamed part point at its new name."""
    lasts = {old.rpartition("/")[2]: name.rpartition("/")[2] for old, name in new.items()}
    for name, raw in list(parts.items()):
        if not name.endswith(MARKUP):
            continue
        for old, last in lasts.items():
            for said in {old, quote(old), escape(old)}:
                raw = re.sub(
                    rb'(?<=[/"])' + re.escape(said.encode()) + rb'(?=")', last.encode(), raw
                )
        parts[name] = raw
