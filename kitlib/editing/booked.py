"""A workbook written back: the cells that were changed, and every other part as it lay.

The sheet's own parts are changed where they stand. Other sheets, widths, formats and pictures are
the very bytes they were; a deleted row is emptied and stays as an empty row, which is passed over
when the sheet is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from kitlib.editing.change import Change
from kitlib.editing.table import day_in, too_much, whole_in
from kitlib.reading.beneath.parts import column_of, put_text, repacked, root_of, xml_of
from kitlib.reading.beneath.xlsx import parts_of
from kitlib.reading.raw import letter

__all__ = ["refuse_what_is_kept_by_a_spreadsheet", "written_book"]

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def refuse_what_is_kept_by_a_spreadsheet(raw: bytes, sheets: list[str]) -> None:
    """Refuse a workbook in which a change by hand could break something.

    Raises
    ------
    KitError
        Where it has formulas, or a sheet of one's own has merged cells or comments.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = parts_of(archive)
        for part in parts.values():
            if re.search(rb"<(?:\w+:)?f[\s/>]", archive.read(part)):
                raise too_much("Regnearket har formler, som skal regnes om, når der rettes.")
        for name in sheets:
            xml = archive.read(parts[name])
            if not _is_plain(xml):
                raise too_much("Regnearket er skrevet af et program, som siden ikke kan skrive i.")
            if re.search(rb"<(?:\w+:)?mergeCell[\s/>]", xml):
                raise too_much("Regnearket har flettede celler.")
            if re.search(rb"<(?:\w+:)?legacyDrawing[\s/>]", xml):
                raise too_much("Regnearket har kommentarer på celler.")


def _is_plain(xml: bytes) -> bool:
    """Tell whether each row and cell says where it stands, in the names most programs use."""
    tree = root_of(xml)
    rows = [r for data in tree.iterfind(f"{_NS}sheetData") for r in data]
    named = all(e.get("r") for row in rows for e in (row, *row))
    return tree.find(f"{_NS}sheetData") is not None and named


def written_book(raw: bytes, change: Change) -> bytes:
    """Return a workbook's bytes with a change made in one sheet."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        part = parts_of(archive)[change.table.sheet or ""]
        from_1904 = b'date1904="1"' in archive.read("xl/workbook.xml")
        new = {part: _Sheet(archive.read(part), change, from_1904).made()}
        if change.new:
            new |= _longer(archive, part, change)
        return repacked(((i, archive.read(i)) for i in archive.infolist()), new)


class _Sheet:
    """One sheet's XML, and the change made in it."""

    def __init__(self, xml: bytes, change: Change, from_1904: bool) -> None:
        self._tree = root_of(xml)
        self._change = change
        self._epoch = _EPOCHS[from_1904]
        self._data = next(self._tree.iter(f"{_NS}sheetData"))
        self._rows = {int(r.get("r")): r for r in self._data.iterfind(f"{_NS}row")}

    def made(self) -> bytes:
        change = self._change
        for number, cells in change.cells.items():
            self._fill(self._rows[number], number, cells)
        for number in change.gone:
            del self._rows[number][:]
        model = self._rows.get(change.last) if change.table.rows else None
        model = None if model is None else deepcopy(model)
        for number, cells in enumerate(change.new, start=change.last + 1):
            self._fill(self._row(number, model), number, cells)
        for dimension in self._tree.findall(f"{_NS}dimension"):
            self._tree.remove(dimension)  # may be left out, and would be wrong
        return xml_of(self._tree)

    def _row(self, number: int, model: Any) -> Any:
        """Return a row to fill, with the formats of the one it stands below."""
        from lxml import etree

        row = self._rows.get(number)
        if row is None:
            row = etree.Element(f"{_NS}row", r=str(number))
            after = [n for n in self._rows if n < number]
            place = list(self._data).index(self._rows[max(after)]) + 1 if after else 0
            self._data.insert(place, row)
            self._rows[number] = row
        for cell in model.iterfind(f"{_NS}c") if model is not None else ():
            self._cell(row, number, column_of(cell.get("r"))).attrib.update(
                {"s": cell.get("s")} if cell.get("s") else {}
            )
        return row

    def _fill(self, row: Any, number: int, cells: Mapping[int, str]) -> None:
        from lxml import etree

        for place, said in cells.items():
            cell = self._cell(row, number, place)
            value = self._number(place, said) if said else None
            put_text(cell, said if value is None else "")
            if value is not None:
                etree.SubElement(cell, f"{_NS}v").text = str(value)

    def _number(self, place: int, said: str) -> int | None:
        table = self._change.table
        kind = next(f.column.kind for f in table.fields if f.place == place)
        if kind == "dato":
            day = day_in(said) if place in table.dated else None
            return None if day is None else (day - self._epoch).days
        return whole_in(said) if kind == "heltal" else None

    def _cell(self, row: Any, number: int, place: int) -> Any:
        from lxml import etree

        cells = list(row.iterfind(f"{_NS}c"))
        for i, cell in enumerate(cells):
            at = column_of(cell.get("r"))
            if at == place:
                return cell
            if at > place:
                new = etree.Element(f"{_NS}c", r=f"{letter(place)}{number}")
                row.insert(i, new)
                return new
        return etree.SubElement(row, f"{_NS}c", r=f"{letter(place)}{number}")


def _longer(archive: zipfile.ZipFile, part: str, change: Change) -> dict[str, bytes]:
    """Let a table of the spreadsheet's own that ended at the last row take in the new ones."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    made = {}
    for target in re.findall(r'Target="([^"]*tables/[^"]+)"', archive.read(rels).decode("utf-8")):
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        xml = archive.read(path).decode("utf-8")
        end = change.last + len(change.new)
        if "totalsRowCount" not in xml:
            said = re.sub(rf'(ref="[A-Z]+\d+:[A-Z]+){change.last}"', rf'\g<1>{end}"', xml)
            made[path] = said.encode("utf-8")
    return made
