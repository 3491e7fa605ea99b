"""The values of an .ods, read from its own XML."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

__all__ = ["ods_pages"]

Rows = list[list[Any]]
# An error has a kind of another name space as well, and is told of by what looks beneath.
_OFFICE_KIND = re.compile(r"office[^}]*\}value-type$")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,](\d+))?S")


def ods_pages(content: bytes) -> list[tuple[str, bool, Rows]]:
    """Return the name of each sheet, whether it is shown, and its rows."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    root = etree.fromstring(
        xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
    hidden = _hidden_styles(root)
    return [
        (_get(table, "name"), _get(table, "style-name") not in hidden, _rows(table))
        for table in root.iterfind("{*}body/{*}spreadsheet/{*}table")
    ]


def _get(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _times(element: Any, name: str) -> int:
    written = _get(element, name).strip()
    return int(written) if written.isdigit() else 1


def _hidden_styles(root: Any) -> set[str]:
    return {
        _get(style, "name")
        for style in root.iterfind("{*}automatic-styles/{*}style")
        for of_table in style.iterfind("{*}table-properties")
        if _get(of_table, "display") == "false"
    }


def _rows(table: Any) -> Rows:
    rows: Rows = []
    blank = 0
    for row in table.iter("{*}table-row"):
        times = _times(row, "number-rows-repeated")
        cells = _cells(row)
        if not cells:
            blank += times  # what is blank at the end of a sheet is not kept
            continue
        rows += [[] for _ in range(blank)]
        blank = 0
        rows += [list(cells) for _ in range(times)]
    return rows


def _cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    blank = 0
    for cell in _in_order(row):
        times = _times(cell, "number-columns-repeated")
        value = _value(cell) if cell.tag.endswith("}table-cell") else ""
        if value == "":
            blank += times
            continue
        cells += [""] * blank + [value] * times
        blank = 0
    return cells


def _in_order(row: Any) -> Iterator[Any]:
    return (cell for cell in row.iterfind("{*}*") if cell.tag.endswith("table-cell"))


def _value(cell: Any) -> Any:
    kind = next((v for k, v in cell.attrib.items() if _OFFICE_KIND.search(k)), "")
    if kind in ("float", "percentage", "currency"):
        return float(_get(cell, "value"))
    if kind == "boolean":
        return _get(cell, "boolean-value") == "true"
    if kind == "date":
        return _moment(_get(cell, "date-value"))
    if kind == "time":
        return _span(_get(cell, "time-value"))
    told = [v for k, v in cell.attrib.items() if k.endswith("}string-value")]
    return told[0] if told else "\n".join(_words(line) for line in cell.iterfind("{*}p"))


def _moment(written: str) -> Any:
    moment = dt.datetime.fromisoformat(written)
    return moment if "T" in written else moment.date()


def _span(written: str) -> Any:
    found = _DURATION.fullmatch(written)
    if found is None:
        return written
    hours, minutes, seconds = (int(found[i]) for i in (1, 2, 3))
    parts = int((found[4] or "0").ljust(6, "0")[:6])
    return dt.time(hours, minutes, seconds, parts) if hours < 24 else written


def _words(line: Any) -> str:
    """Return what a paragraph shows: several spaces, tabs and breaks have marks of their own."""
    said = [line.text or ""]
    for part in line:
        mark = part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
        if mark == "s":
            said.append(" " * _times(part, "c"))
        elif mark == "tab":
            said.append("\t")
        elif mark == "line-break":
            said.append("\n")
        elif mark != "annotation":
            said.append(_words(part))
        said.append(part.tail or "")
    return "".join(said)
