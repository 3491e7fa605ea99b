"""A person out of workbooks, every other part of the file left as it is.

The parts are changed as they lie, rather than read and written anew: a library that writes a
workbook anew drops what it does not know (pictures, charts, what formulas last came to).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kitlib.packed import CLOSED, Closed, unpacked
from kitlib.privacy.forget.markup import BARE, MARKUP, forget_in_part
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.plan import Edited
from kitlib.privacy.forget.rows import IsList, decide
from kitlib.reading.beneath.parts import (
    column_of,
    put_text,
    repacked,
    root_of,
    shared_at,
    text_of,
    texts_of,
    xml_of,
)

__all__ = ["forget_in_ods", "forget_in_xlsx"]

_TABLE, _OFFICE, _WORDS = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text")
)
_REPEATED = f"{_TABLE}number-columns-repeated"
_VALUES = ("}value-type", "}string-value", "}value")
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
    try:
        rows, mentions = change(parts)
    except SyntaxError:
        return Edited(refused=CLOSED)
    if parts == before and not new:
        return Edited()
    return Edited(repacked(found, parts, new), rows, mentions + len(new))


def _xlsx(parts: dict[str, bytes], person: Person, is_list: IsList) -> tuple[int, int]:
    name = next((n for n in parts if n.endswith("sharedStrings.xml")), None)
    shared = texts_of(parts[name]) if name else []
    rows = mentions = 0
    used: set[int] = set()
    for sheet in [n for n in parts if re.match(r"xl/worksheets/[^/]+\.xml$", n)]:
        parts[sheet], gone, changed, kept = _sheet(parts[sheet], shared, person, is_list)
        rows, mentions, used = rows + gone, mentions + changed, used | kept
    if name and (rows or mentions):
        parts[name] = _only_used(parts[name], used)
    return rows, mentions + _everywhere(parts, person)


def _only_used(shared: bytes, used: Container[int]) -> bytes:
    """Empty the texts that no cell points at any more; its place is a text's number."""
    from lxml import etree

    root = root_of(shared)
    for place, text in enumerate(root.iterfind("{*}si")):
        if place not in used:
            del text[:]
            etree.SubElement(text, text.tag[:-2] + "t")
    return xml_of(root)


def _sheet(
    raw: bytes, shared: list[str], person: Person, is_list: IsList
) -> tuple[bytes, int, int, set[int]]:
    """Return a sheet changed, rows emptied, cells changed, and shared texts still in use."""
    root = root_of(raw)
    rows = list(root.iter("{*}row"))
    cells = [
        {column_of(c.get("r")) if c.get("r") else j: c for j, c in enumerate(r.iterfind("{*}c"))}
        for r in rows
    ]
    said = [{j: text_of(cell, shared) for j, cell in row.items()} for row in cells]
    grid = [[row.get(j, "") for j in range(max(row, default=-1) + 1)] for row in said]
    decision = decide(grid, person, is_list)
    for i in decision.rows:
        del rows[i][:]
    for (i, j), text in decision.cells.items():
        put_text(cells[i][j], text)
    used = {n for c in root.iter("{*}c") if (n := shared_at(c)) is not None}
    done = xml_of(root) if decision else raw
    return done, len(decision.rows), len(decision.cells), used


def _ods(parts: dict[str, bytes], person: Person, is_list: IsList) -> tuple[int, int]:
    rows = mentions = 0
    if "content.xml" in parts:
        root = root_of(parts["content.xml"])
        # All are found first: a table in a cell of an emptied row leaves the others behind.
        for table in list(root.iter(f"{_TABLE}table")):
            gone, changed = _ods_table(table, person, is_list)
            rows, mentions = rows + gone, mentions + changed
        if rows or mentions:
            parts["content.xml"] = xml_of(root)
            # A picture of the first page, as it was.
            parts |= {name: b"" for name in parts if name.startswith("Thumbnails/")}
    return rows, mentions + _everywhere(parts, person)


def _ods_table(table: Any, person: Person, is_list: IsList) -> tuple[int, int]:
    """Change a table as it lies; return how many rows were emptied, and cells changed."""
    from lxml import etree

    rows = list(table.iter(f"{_TABLE}table-row"))
    cells = [[pair for cell in row.iterfind("{*}*") for pair in _repeated(cell)] for row in rows]
    grid = [[said for _, said in row] for row in cells]
    decision = decide(grid, person, is_list)
    for i in decision.rows:
        del rows[i][:]
        etree.SubElement(rows[i], f"{_TABLE}table-cell", {_REPEATED: str(max(len(grid[i]), 1))})
    for (i, j), text in decision.cells.items():
        _put_in_ods(cells[i][j][0], text)
    return len(decision.rows), len(decision.cells)


def _repeated(cell: Any) -> list[tuple[Any, str]]:
    """A cell with its words, once for each place it stands in; a note beside it is none of them."""
    notes = {p for note in cell.iter("{*}annotation") for p in note.iter("{*}p")}
    said = "\n".join("".join(p.itertext()) for p in cell.iter(f"{_WORDS}p") if p not in notes)
    written = cell.get(_REPEATED, "").strip()
    times = int(written) if written.isascii() and written.isdigit() else 1
    if times >= _MOST_COLUMNS:
        times = _MOST_COLUMNS if said else 1
    return [(cell, said)] * times


def _put_in_ods(cell: Any, text: str) -> None:
    from lxml import etree

    del cell[:]
    for name in [name for name in cell.attrib if name.endswith(_VALUES)]:
        del cell.attrib[name]
    if text:
        cell.set(f"{_OFFICE}value-type", "string")
        etree.SubElement(cell, f"{_WORDS}p").text = text


def _everywhere(parts: dict[str, bytes], person: Person) -> int:
    """Replace mentions in every part of XML, and in the names of parts; return how many."""
    mentions = 0
    for name, raw in list(parts.items()):
        if name.endswith(MARKUP):
            with suppress(SyntaxError):  # no XML after all; it is looked at and told of afterwards
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
