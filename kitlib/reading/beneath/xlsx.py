"""Beneath an .xlsx or .xlsm: its sheets' XML, read in full only where there is something to see."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from kitlib.reading.beneath.letters import lengths_of, makes_too_much
from kitlib.reading.beneath.margins import written_in_xlsx
from kitlib.reading.beneath.model import (
    MAX_CELLS,
    Beneath,
    MergedCell,
    Place,
    TooFar,
    TooMuchText,
    afresh,
)
from kitlib.reading.beneath.parts import column_of, root_of
from kitlib.reading.values.formats import BUILT_IN, is_telling

__all__ = ["UnderXlsx"]

_SMALL = 8_000_000  # bytes
#: What a part of the archive points at: of which kind, and where it lies.
Link = tuple[str, str]

# Bytes without which a sheet has nothing beneath it: most sheets are let by with a few looks for
# plain bytes, at the speed of memory.
_SOMETHING = (
    b"mergeCell",
    b'"e"',
    b"'e'",
    b"<f",
    b":f",
    b'hidden="1',
    b'hidden="t',
    b"hidden='",
    b"hidden ",
)
# Addresses as nobody's program writes them; such a sheet is read in full.
_ODD = (b"r='", b"r =", b"r\t=", b"r\n=", b"r\r=", b"r= ", b"r=\t", b"r=\n", b"r=\r")
# Each begins with bytes that are looked for quickly.
_FAR_COLUMN = re.compile(rb'r="[A-Za-z]{2,}\d')
_FAR_ROW = re.compile(rb'r="[A-Za-z]*\d{5,}')
_BEYOND = re.compile(rb'r="(?:[A-Za-z]{4,}\d|[A-Za-z]*\d{8,})')
_UNPLACED = re.compile(rb"""<(?:[\w.-]+:)?c(?=[\s/>])(?![^>]*[\s"']r\s*=)""")

_STYLE = re.compile(rb"""\ss\s*=\s*["']\s*(\d+)""")

_REF = re.compile(r"\$?([A-Za-z]*)\$?(\d*)")
_UTF8 = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["']))""", re.IGNORECASE
)


@dataclass(frozen=True, eq=False)
class UnderXlsx:
    """The parts of an .xlsx."""

    suffixes: ClassVar[frozenset[str]] = frozenset({".xlsx", ".xlsm"})

    content: Path | io.BytesIO

    @property
    def source(self) -> Path | io.BytesIO:
        """What the library is to open."""
        return afresh(self.content)

    def check(self) -> None:
        """Nothing: the library reads a sheet when it is asked for."""

    def sheet(self, name: str) -> Beneath:
        """Look at one sheet; see `Under.sheet`."""
        part = self._parts.get(name)
        if part is None:
            return Beneath()
        with self._opened() as archive:
            xml = archive.read(part)
            links = [*_relations(archive, part).values()]
            notes, drawn = _comments(archive, links), _drawn(archive, links)
        margins = written_in_xlsx(xml)
        plain = _UTF8.match(xml) is not None
        cells = (e for _, e in _elements(xml) if e.tag.endswith("}c"))
        if makes_too_much(xml, self._lengths, cells, plain=plain):
            raise TooMuchText
        far = not plain or _may_reach_far(xml)
        formats = self._formats
        used = bool(formats) and any(s.decode() in formats for s in set(_STYLE.findall(xml)))
        if not (far or notes or used or any(b in xml for b in _SOMETHING)):
            return replace(drawn, margins=margins)
        return replace(
            _look(xml, notes, formats),
            boxes=drawn.boxes,
            margins=margins,
            pictures=drawn.pictures,
        )

    @cached_property
    def _parts(self) -> dict[str, str]:
        with self._opened() as archive:
            return parts_of(archive)

    @cached_property
    def _lengths(self) -> list[int]:
        """How long each text is that cells share."""
        with self._opened() as archive:
            links = _relations(archive, "xl/workbook.xml").values()
            parts = [part for kind, part in links if kind == "sharedStrings"]
            there = [p for p in (*parts, "xl/sharedStrings.xml") if p in archive.namelist()]
            return lengths_of(archive.read(there[0])) if there else []

    @cached_property
    def _formats(self) -> dict[str, str]:
        """Which styles of cells may show something else than the number, and their format."""
        with self._opened() as archive:
            return _telling(archive)

    def _opened(self) -> AbstractContextManager[zipfile.ZipFile]:
        """Open the archive; one that is small stays open in memory, where nothing is held."""
        return zipfile.ZipFile(self.content) if self._held is None else nullcontext(self._held)

    @cached_property
    def _held(self) -> zipfile.ZipFile | None:
        if isinstance(self.content, Path) and self.content.stat().st_size > _SMALL:
            return None
        raw = self.content.read_bytes() if isinstance(self.content, Path) else self.content
        return zipfile.ZipFile(io.BytesIO(raw) if isinstance(raw, bytes) else raw)


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where in the archive each sheet of a workbook lies, by its name."""
    book = root_of(archive.read("xl/workbook.xml"))
    targets = _relations(archive, "xl/workbook.xml")
    found = {}
    for sheet in book.iterfind(".//{*}sheets/{*}sheet"):
        link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        if link in targets:
            found[sheet.get("name", "")] = targets[link][1]
    return found


def _telling(archive: zipfile.ZipFile) -> dict[str, str]:
    for kind, target in _relations(archive, "xl/workbook.xml").values():
        if kind == "styles" and target in archive.namelist():
            styles = root_of(archive.read(target))
            codes = {str(number): code for number, code in BUILT_IN.items()}
            codes |= {
                f.get("numFmtId", ""): f.get("formatCode", "")
                for f in styles.iterfind("{*}numFmts/{*}numFmt")
            }
            telling = {number: code for number, code in codes.items() if is_telling(code)}
            looks = styles.iterfind("{*}cellXfs/{*}xf")
            numbers = ((str(i), look.get("numFmtId", "")) for i, look in enumerate(looks))
            return {style: telling[n] for style, n in numbers if n in telling}
    return {}


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part points at: id to kind and place in the archive."""
    folder, name = posixpath.split(part)
    try:
        tree = root_of(archive.read(f"{folder}/_rels/{name}.rels"))
    except KeyError:
        return {}
    return {
        r.get("Id", ""): (
            r.get("Type", "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, r.get("Target", ""))).lstrip("/"),
        )
        for r in tree.iterfind("{*}Relationship")
    }


def _may_reach_far(xml: bytes) -> bool:
    """Tell whether a sheet may be larger than it looks: long and wide at once."""
    if any(b in xml for b in _ODD) or _BEYOND.search(xml):
        return True
    if not _FAR_ROW.search(xml):
        return False
    return bool(_FAR_COLUMN.search(xml) or _UNPLACED.search(xml))


def _comments(archive: zipfile.ZipFile, links: Iterable[Link]) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for kind, target in links:
        if kind not in ("comments", "threadedComment") or target not in archive.namelist():
            continue
        for note in root_of(archive.read(target)).iter("{*}comment", "{*}threadedComment"):
            place = _place(note.get("ref", ""))
            if place is not None:
                words = [t.text or "" for t in note.iter("{*}t", "{*}text") if len(t) == 0]
                # A threaded comment stands once more as a plain one, for older programs.
                found[place] = " ".join([found.get(place, ""), *words]).strip()
    return found


def _drawn(archive: zipfile.ZipFile, links: Iterable[Link]) -> Beneath:
    """Return what stands in the boxes on a sheet, and how many pictures lie there."""
    boxes: list[str] = []
    pictures = 0
    for kind, target in links:
        if kind != "drawing" or target not in archive.namelist():
            continue
        drawing = root_of(archive.read(target))
        pictures += sum(1 for _ in drawing.iter("{*}pic"))
        for shape in drawing.iter("{*}sp"):
            boxes.append(" ".join((t.text or "").strip() for t in shape.iter("{*}t")))
    return Beneath(boxes=tuple(filter(str.strip, boxes)), pictures=pictures)


def _place(ref: str) -> Place | None:
    match = _REF.fullmatch(ref.strip())
    if match is None or not match[1] or not match[2]:
        return None
    return int(match[2]) - 1, column_of(match[1])


def _look(xml: bytes, notes: dict[Place, str], styles: dict[str, str]) -> Beneath:
    """Read a sheet in full."""
    formats: dict[Place, str] = {}
    errors: dict[Place, str] = {}
    uncomputed: set[Place] = set()
    merged: list[MergedCell] = []
    rows: set[int] = set()
    columns: set[int] = set()
    last_row = last_column = 0
    for place, element in _elements(xml):
        match element.tag.rpartition("}")[2]:
            case "c":
                last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
                if last_row >= 1 << 24 or (last_row + 1) * (last_column + 1) > MAX_CELLS:
                    raise TooFar
                if styles and (style := element.get("s", "").strip()) in styles:
                    formats[place] = styles[style]
                if element.get("t", "").strip() == "e":
                    errors[place] = (element.findtext("{*}v") or "").strip()
                elif _without_result(element):
                    uncomputed.add(place)
            case "row":
                if _true(element.get("hidden")):
                    rows.add(place[0])
            case "mergeCell":
                merged += _span(element.get("ref", ""))
            case "col":
                # A column that folds away with a plus over it is not hidden from anybody.
                if _true(element.get("hidden")) and element.get("outlineLevel", "0") == "0":
                    first, last = int(element.get("min", 1)), int(element.get("max", 1))
                    columns.update(range(first - 1, min(last, 1 << 14)))
    return Beneath(
        errors,
        frozenset(uncomputed),
        tuple(merged),
        frozenset(rows),
        frozenset(columns),
        notes,
        formats,
    )


def _elements(xml: bytes) -> Iterator[tuple[Place, Any]]:
    """Walk a sheet's rows, cells, columns and merged cells, with the place each stands at."""
    from lxml import etree

    tags = ("{*}row", "{*}c", "{*}mergeCell", "{*}col")
    row, column = -1, -1
    walk = etree.iterparse(
        io.BytesIO(xml),
        ("start", "end"),
        tag=tags,
        resolve_entities=False,
        huge_tree=True,
        no_network=True,
    )
    for event, element in walk:
        name = element.tag.rpartition("}")[2]
        if event == "start" and name == "row":
            number = (element.get("r") or "").strip()
            row, column = int(number) - 1 if number.isdigit() else row + 1, -1
        elif event == "end":
            place = (row, column + 1)
            if name == "c":
                place = _place(element.get("r") or "") or place
                column = place[1]
            yield place, element
            if name in ("row", "mergeCell"):
                element.clear()


def _true(value: str | None) -> bool:
    return (value or "").strip() in ("1", "true")


def _without_result(cell: Any) -> bool:
    if cell.find("{*}f") is None:
        return False
    value = cell.find("{*}v")
    if value is None:
        return cell.find("{*}is") is None
    # A formula may well give an empty text; then it says that it gives a text.
    return not value.text and cell.get("t") != "str"


def _span(ref: str) -> list[MergedCell]:
    first, _, last = ref.partition(":")
    start, end = _place(first), _place(last or first)
    if start is None or end is None:
        return []
    return [MergedCell(*start, end[0] - start[0] + 1, end[1] - start[1] + 1)]
