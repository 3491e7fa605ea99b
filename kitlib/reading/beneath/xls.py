"""Beneath an old .xls: a container of streams (OLE), and the records of its workbook (BIFF8)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from struct import error as StructError
from struct import pack, unpack_from
from typing import Any, ClassVar

from kitlib.reading.beneath.margins import said_in_margins
from kitlib.reading.beneath.model import MAX_CELLS, Beneath, MergedCell, Place, TooFar, afresh
from kitlib.reading.values.formats import BUILT_IN, is_telling

__all__ = ["UnderXls", "root_names"]

_BOF, _EOF = 0x0809, 0x000A
_BOUNDSHEET, _CODEPAGE = 0x0085, 0x0042
_FORMULA, _BOOLERR, _NUMBER, _RK, _LABEL, _LABELSST, _MULRK = (
    0x0006,
    0x0205,
    0x0203,
    0x027E,
    0x0204,
    0x00FD,
    0x00BD,
)
_FORMAT, _XF = 0x041E, 0x00E0
_CELLS = {_FORMULA, _BOOLERR, _NUMBER, _RK, _LABEL, _LABELSST, _MULRK}
_ROW, _COLINFO, _MERGED, _NOTE, _OBJ, _TXO, _CONTINUE = (
    0x0208,
    0x007D,
    0x00E5,
    0x001C,
    0x005D,
    0x01B6,
    0x003C,
)
_MARGINS = (0x0014, 0x0015)  # what is printed above and below each page
_BIFF8 = 0x0600
_PICTURE = 8  # the kind of a drawn object
_UTF16 = 1200  # the code page of Unicode
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}

Record = tuple[int, bytes]


def root_names(content: Path | io.BytesIO) -> frozenset[str]:
    """Return what stands at the root of an OLE container, in small letters.

    What lies in a storage of its own is a thing set into the file, such as a Word document in a
    cell, and says nothing of the file itself.

    Raises
    ------
    OSError
        Where it is no such container, or a damaged one.
    """
    import olefile

    with olefile.OleFileIO(_source(content)) as container:
        return frozenset(str(child.name).casefold() for child in container.root.kids)


def _source(content: Path | io.BytesIO) -> Any:
    return str(content) if isinstance(content, Path) else afresh(content)


def _bytes(content: Path | io.BytesIO) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content.getvalue()


def _stream_name(container: Any) -> str:
    return "Workbook" if container.exists("Workbook") else "Book"


def _unicode(stream: bytes) -> bytes | None:
    """Return the stream with Unicode named as its code page; None where nothing is to be done."""
    at = 0
    for kind, body in _records(stream, 0):
        if kind == _BOF and unpack_from("<H", body)[0] != _BIFF8:
            return None
        if kind == _CODEPAGE and unpack_from("<H", body)[0] != _UTF16:
            return stream[: at + 4] + pack("<H", _UTF16) + stream[at + 6 :]
        at += 4 + len(body)
    return None


@dataclass(frozen=True, eq=False)
class UnderXls:
    """The workbook's stream of an .xls."""

    suffixes: ClassVar[frozenset[str]] = frozenset({".xls"})

    content: Path | io.BytesIO

    def check(self) -> None:
        """Look at every sheet; see `Under.check`."""
        _ = self._sheets

    def sheet(self, name: str) -> Beneath:
        """Look at one sheet; see `Under.sheet`."""
        return self._sheets.get(name) or Beneath()

    @cached_property
    def source(self) -> Path | io.BytesIO:
        """What the library is to open: the file, or a copy whose code page it cannot trip over.

        From Excel 97 on every text is Unicode, whatever code page the file names; the library
        believes the code page.
        """
        import olefile

        mended = _unicode(self._stream)
        if mended is None:
            return afresh(self.content)
        copy = io.BytesIO(_bytes(self.content))
        with olefile.OleFileIO(copy, write_mode=True) as container:
            container.write_stream(_stream_name(container), mended)
            return io.BytesIO(copy.getvalue())

    @cached_property
    def _stream(self) -> bytes:
        import olefile

        with olefile.OleFileIO(_source(self.content)) as container:
            found: bytes = container.openstream(_stream_name(container)).read()
        return found

    @cached_property
    def _sheets(self) -> dict[str, Beneath]:
        starts = [
            (unpack_from("<I", body)[0], _sheet_name(body))
            for kind, body in _records(self._stream, 0)
            if kind == _BOUNDSHEET
        ]
        styles = _telling(self._stream)
        return {name: _Look(styles).sheet(_records(self._stream, start)) for start, name in starts}


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    text = body[8 : 8 + length * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1")


def _telling(stream: bytes) -> dict[int, str]:
    """Return which styles of cells may show something else than the number, and their format."""
    codes, looks = dict(BUILT_IN), []
    for kind, body in _records(stream, 0):
        try:
            if kind == _FORMAT:
                number, length, wide = unpack_from("<HHB", body)
                text = body[5 : 5 + length * (2 if wide & 1 else 1)]
                codes[number] = text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
            elif kind == _XF:
                looks.append(unpack_from("<H", body, 2)[0])
        except StructError:  # a record cut short says nothing
            looks += [-1] if kind == _XF else []
    telling = {number: code for number, code in codes.items() if is_telling(code)}
    return {i: telling[number] for i, number in enumerate(looks) if number in telling}


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Walk the records of one part of the stream, to its end or where it is cut short."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return


@dataclass
class _Look:
    """What was found on the way down a sheet."""

    styles: dict[int, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[MergedCell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    texts: dict[int, str] = field(default_factory=dict)
    notes: dict[Place, int] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    margins: list[str] = field(default_factory=list)
    pictures: int = 0
    object_id: int = 0
    in_text: int = 0

    def sheet(self, records: Iterator[Record]) -> Beneath:
        for kind, body in records:
            try:
                self._record(kind, body)
            except (StructError, IndexError):  # a record cut short says nothing
                continue
        boxes = [t for n, t in self.texts.items() if n not in self.notes.values()]
        comments = {p: self.texts.get(n, "") for p, n in self.notes.items()}
        return Beneath(
            errors=self.errors,
            uncomputed=frozenset(),
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            comments=comments,
            formats=self.formats,
            boxes=tuple(filter(str.strip, boxes)),
            margins=said_in_margins(self.margins),
            pictures=self.pictures,
        )

    def _record(self, kind: int, body: bytes) -> None:
        if kind in _CELLS:
            self._cell(kind, body)
        elif kind == _ROW and unpack_from("<H", body, 12)[0] & 0x20:
            self.hidden_rows.add(unpack_from("<H", body)[0])
        elif kind == _COLINFO and unpack_from("<H", body, 8)[0] & 0x0701 == 1:
            # Hidden, and not folded away with a plus over it.
            first, last = unpack_from("<HH", body)
            self.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _MERGED:
            for i in range(unpack_from("<H", body)[0]):
                top, bottom, left, right = unpack_from("<4H", body, 2 + 8 * i)
                self.merged.append(MergedCell(top, left, bottom - top + 1, right - left + 1))
        elif kind in _MARGINS and body:
            length, wide = unpack_from("<HB", body)
            text = body[3:].decode("utf-16-le" if wide & 1 else "latin-1", errors="replace")
            self.margins.append(text[:length])
        else:
            self._comment(kind, body)

    def _cell(self, kind: int, body: bytes) -> None:
        place: Place = unpack_from("<HH", body)
        self.last_row = max(self.last_row, place[0])
        self.last_column = max(self.last_column, place[1])
        if (self.last_row + 1) * (self.last_column + 1) > MAX_CELLS:
            raise TooFar
        if kind == _MULRK:
            styles = [unpack_from("<H", body, at)[0] for at in range(4, len(body) - 2, 6)]
        else:
            styles = [unpack_from("<H", body, 4)[0]]
        for column, style in enumerate(styles, start=place[1]):
            if style in self.styles:
                self.formats[place[0], column] = self.styles[style]
        if kind == _BOOLERR and body[7]:
            self.errors[place] = _ERRORS.get(body[6], "")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            self.errors[place] = _ERRORS.get(body[8], "")

    def _comment(self, kind: int, body: bytes) -> None:
        """A comment's text stands with a drawn object, and the cell names the object."""
        if kind == _OBJ:
            drawn, self.object_id = unpack_from("<HH", body, 4)
            self.pictures += drawn == _PICTURE
        elif kind == _TXO:
            self.in_text = unpack_from("<H", body, 10)[0]
        elif kind == _CONTINUE and self.in_text:
            wide = body[0] & 1
            text = body[1:].decode("utf-16-le" if wide else "latin-1", errors="replace")
            self.texts[self.object_id] = text[: self.in_text]
            self.in_text = 0
        elif kind == _NOTE:
            row, column, _, number = unpack_from("<4H", body)
            self.notes[row, column] = number
