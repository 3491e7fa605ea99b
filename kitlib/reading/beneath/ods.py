"""Beneath an .ods: one XML holds all sheets, and the library reads it whole when it opens it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from kitlib.reading.beneath.margins import said_in_margins
from kitlib.reading.beneath.model import (
    MAX_CELLS,
    MAX_LETTERS,
    Beneath,
    MergedCell,
    Place,
    TooFar,
    TooMuchText,
    afresh,
)
from kitlib.reading.values.figures import parse_number
from kitlib.reading.values.formats import SCALED, is_telling

__all__ = ["UnderOds"]

_SOMETHING = re.compile(
    rb"""repeated\s*=\s*["']\s*\+?(?:\d{2}|[2-9])|value-type\s*=\s*["']error|formula|spanned|annotation"""
    rb"""|value-type\s*=\s*["']\s*percentage|display-factor|text-box|-shape|:image"""
    rb"""|value-type\s*=\s*["']\s*(?:float|currency)[^>]*>\s*<[\w-]+:p[^>]*(?:/>|></)"""
    rb"""|value-type\s*=\s*["']\s*(?:float|currency)[^>]*>\s*<[\w-]+:p[^>]*>"""
    rb"""(?:[^<\d]*0\d|[^<\d+-]|\d+\s?-)"""
    rb"""|visibility\s*=\s*["'](?:collapse|filter)"""
)
# What a program fills in.
_FIELDS = {"sheet-name", "page-number", "page-count", "title", "date", "time", "file-name"}
_ROWS = 1 << 20  # more than any sheet has


@dataclass(frozen=True, eq=False)
class UnderOds:
    """The content of an .ods."""

    suffixes: ClassVar[frozenset[str]] = frozenset({".ods"})

    content: Path | io.BytesIO

    @property
    def source(self) -> Path | io.BytesIO:
        """What the library is to open."""
        return afresh(self.content)

    def check(self) -> None:
        """Look at every sheet; see `Under.check`."""
        _ = self._sheets

    def sheet(self, name: str) -> Beneath:
        """Look at one sheet; see `Under.sheet`."""
        found = self._sheets.get(name) or Beneath()
        return replace(found, margins=self._margins) if self._margins else found

    @cached_property
    def _margins(self) -> tuple[str, ...]:
        """What is printed above and below the pages, whichever sheet's style has it."""
        from lxml import etree

        with zipfile.ZipFile(self.content) as archive:
            if "styles.xml" not in archive.namelist():
                return ()
            xml = archive.read("styles.xml")
        parser = etree.XMLParser(resolve_entities=False, huge_tree=False)
        tags = ("{*}header", "{*}footer", "{*}header-left", "{*}footer-left")
        found = etree.fromstring(xml, parser).iter(*tags, "{*}header-first", "{*}footer-first")
        shown = (e for e in found if _get(e, "display") != "false")
        return said_in_margins(" ".join(_written(e)) for e in shown)

    @cached_property
    def _sheets(self) -> dict[str, Beneath]:
        from lxml import etree

        with zipfile.ZipFile(self.content) as archive:
            xml = archive.read("content.xml")
        if not _SOMETHING.search(xml):
            return {}
        found: dict[str, Beneath] = {}
        walk = etree.iterparse(
            io.BytesIO(xml),
            ("end",),
            tag="{*}table",
            resolve_entities=False,
            huge_tree=True,
            no_network=True,
        )
        for _, table in walk:
            if table.tag.rpartition("}")[0].endswith(":table:1.0"):
                found[_get(table, "name")] = _Look().table(table)
                table.clear()
        return found


def _get(element: Any, name: str) -> str:
    """Return an attribute, whichever version of the format names it."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _times(element: Any, name: str) -> int:
    written = _get(element, name).strip().removeprefix("+")  # as the library reads it
    return int(written) if written.isdigit() else 1


def _written(element: Any) -> Iterator[str]:
    """Yield what somebody wrote in an element; not the sheet's name or the page's number."""
    if element.tag.rpartition("}")[2] not in _FIELDS:
        yield element.text or ""
        for child in element:
            yield from _written(child)
            yield child.tail or ""


@dataclass
class _Look:
    """What was found on the way down a sheet."""

    letters: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    uncomputed: set[Place] = field(default_factory=set)
    merged: list[MergedCell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    row: int = 0
    last_row: int = 0
    width: int = 0

    def table(self, table: Any) -> Beneath:
        column = 0
        for element in table.iter("{*}table-column", "{*}table-row"):
            if element.tag.endswith("}table-column"):
                times = _times(element, "number-columns-repeated")
                folded = element.getparent().tag.endswith("}table-column-group")
                if _get(element, "visibility") in ("collapse", "filter") and not folded:
                    self.hidden_columns.update(range(column, min(column + times, 1 << 14)))
                column += times
            else:
                self._row(element)
        boxes = table.iter("{*}text-box", "{*}custom-shape", "{*}rect")
        # Charts and other objects have a picture of themselves beside them, in the same frame.
        frames = table.iter("{*}frame")
        return Beneath(
            errors=self.errors,
            uncomputed=frozenset(self.uncomputed),
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            comments=self.comments,
            formats=self.formats,
            boxes=tuple(said for box in boxes if (said := " ".join(box.itertext()).strip())),
            margins=(),
            pictures=sum(len(f) > 0 and f[0].tag.endswith("}image") for f in frames),
        )

    def _row(self, row: Any) -> None:
        times = _times(row, "number-rows-repeated")
        column = reach = filled = 0
        for cell in row.iterfind("{*}*"):
            if not cell.tag.endswith("table-cell"):
                continue
            again = _times(cell, "number-columns-repeated")
            if _filled(cell):
                filled = column + again
                self.letters += sum(map(len, cell.itertext())) * again * times
                self._cell(cell, (self.row, column))
                # A cell that is repeated is shown alike in each of its places.
                if code := _format(cell):
                    rows = range(self.row, min(self.row + times, _ROWS))
                    across = range(column, min(column + again, 1 << 14))
                    self._check(rows.stop, across.stop)
                    self.formats |= {(i, j): code for i in rows for j in across}
            # What is blank at the end of a row is not kept.
            reach, column = column, column + again
        self.width = max(self.width, filled)
        if filled:
            self.last_row = self.row + times
            if _get(row, "visibility") in ("collapse", "filter"):
                self.hidden_rows.update(range(self.row, min(self.row + times, _ROWS)))
        self.row += times
        self._check(self.last_row, max(self.width, reach))
        if self.letters > MAX_LETTERS:
            raise TooMuchText

    def _check(self, rows: int, columns: int) -> None:
        if columns * max(rows, 1) > MAX_CELLS or rows > _ROWS:
            raise TooFar

    def _cell(self, cell: Any, place: Place) -> None:
        kinds = {v for k, v in cell.attrib.items() if k.endswith("}value-type")}
        if "error" in kinds:
            shown = cell.find("{*}p")
            self.errors[place] = "".join(shown.itertext()).strip() if shown is not None else ""
        elif _get(cell, "formula") and not kinds:
            self.uncomputed.add(place)
        spans = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if spans != (1, 1):
            self.merged.append(MergedCell(*place, *spans))
        for note in cell.iterfind("{*}annotation"):
            words = (" ".join(p.itertext()) for p in note.iterfind("{*}p"))
            self.comments[place] = " ".join(words).strip()


def _format(cell: Any) -> str:
    """Return a number format that shows a number as the cell does; "" where it is shown plainly.

    The text that is shown stands in the cell, so that it is all there is to the format.
    """
    kinds = {v.strip() for k, v in cell.attrib.items() if k.endswith("}value-type")}
    if "percentage" in kinds:
        return "0%"
    if not kinds & {"float", "currency"} or (found := cell.find("{*}p")) is None:
        return ""
    text = "".join(found.itertext()).strip()
    if _is_scaled(text, _get(cell, "value")):
        return SCALED
    code = '"{}"'.format(text.replace('"', ""))
    return code if is_telling(code) else ""


def _is_scaled(text: str, written: str) -> bool:
    """Tell whether what is shown is a number's thousands or millions, and not the number."""
    try:
        value = float(written)
    except ValueError:
        return False
    readings = [parse_number(text, "dansk"), parse_number(text, "engelsk")]
    ways = [(float(n), 0.51 / 10 ** _decimals(text)) for n in readings if n is not None]
    if not ways or any(abs(value - n) <= near for n, near in ways):
        return False
    return any(abs(value / by - n) <= near for n, near in ways for by in (1e3, 1e6, 1e9))


def _decimals(text: str) -> int:
    """Return how many digits stand behind the last sign, where they can be decimals."""
    behind = re.search(r"[.,](\d+)$", text)
    return len(behind[1]) if behind and len(behind[1]) != 3 else 0


def _filled(cell: Any) -> bool:
    return len(cell) > 0 or any(
        k.endswith(("}value-type", "}formula", "}value", "}string-value")) for k in cell.attrib
    )
