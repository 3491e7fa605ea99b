"""An old .xls written by hand: a container (OLE) of one stream, which holds the records (BIFF8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from struct import pack
from typing import Any

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SIGNS = {
    "#NULL!": 0,
    "#DIV/0!": 7,
    "#VALUE!": 15,
    "#REF!": 23,
    "#NAME?": 29,
    "#NUM!": 36,
    "#N/A": 42,
}
# The built-in number formats that cells are shown in, in the order of their XF records.
_SHOWN = {"": 0, "dag": 14, "dag og tid": 22, "tid": 21, "procent": 9}
_LOOKS = list(_SHOWN)


def _record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def _serial(value: Any, start: date) -> float:
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, timedelta):
        return value.total_seconds() / 86400
    if isinstance(value, datetime):
        return (value.date() - start).days + _serial(value.time(), start)
    return float((value - start).days)


def _cell(row: int, column: int, value: Any, look: str, start: date) -> bytes:
    head = pack("<HHH", row, column, _LOOKS.index(look))
    if isinstance(value, bool):
        return _record(0x0205, head + pack("<BB", value, 0))
    if isinstance(value, str) and value in _SIGNS and look == "":
        return _record(0x0205, head + pack("<BB", _SIGNS[value], 1))
    if isinstance(value, str):
        letters = value.encode("utf-16-le")
        return _record(0x0204, head + pack("<HB", len(letters) // 2, 1) + letters)
    number = value if isinstance(value, (int, float)) else _serial(value, start)
    return _record(0x0203, head + pack("<d", number))


def _sheet(
    cells: Iterable[tuple[int, int, Any, str]], spans: Sequence[tuple[int, int, int]], start: date
) -> bytes:
    """Return a sheet's records; a span is the first and last row and the column it merges."""
    body = b"".join(_cell(*cell, start) for cell in cells)
    merged = b"".join(pack("<4H", a, b, c, c) for a, b, c in spans)
    return (
        _record(0x0809, pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0x0600))
        + _record(0x0200, pack("<IIHHH", 0, 1000, 0, 50, 0))
        + body
        + (_record(0x00E5, pack("<H", len(spans)) + merged) if spans else b"")
        + _record(0x000A)
    )


def workbook(
    name: str,
    cells: Iterable[tuple[int, int, Any, str]],
    spans: Sequence[tuple[int, int, int]] = (),
    *,
    since_1904: bool = False,
) -> bytes:
    """Return the bytes of an .xls with one sheet: row, column, value and how it is shown."""
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    looks = b"".join(
        _record(0x00E0, pack("<HHH", 0, _SHOWN[look], 0) + bytes(14)) for look in _LOOKS
    )
    letters = name.encode("latin-1")

    def front(place: int) -> bytes:
        return (
            _record(0x0809, pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0x0600))
            + _record(0x0042, pack("<H", 1200))
            + _record(0x0022, pack("<H", since_1904))
            + looks
            + _record(0x0085, pack("<IBBBB", place, 0, 0, len(letters), 0) + letters)
            + _record(0x000A)
        )

    return _contained("Workbook", front(len(front(0))) + _sheet(cells, spans, start))


def _contained(name: str, stream: bytes) -> bytes:
    # A shorter stream would stand in a small one of its own.
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    tables = 1
    while (tables * _SECTOR // 4) < tables + 1 + sectors:
        tables += 1
    chain = [*[_TABLE] * tables, _END, *range(tables + 2, tables + 1 + sectors), _END]
    chain += [_FREE] * (tables * _SECTOR // 4 - len(chain))
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0)
    entries += _entry(name, 2, child=_FREE, start=tables + 1, size=len(stream))
    entries += 2 * _entry("", 0, child=_FREE, start=0, size=0)
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    head += pack("<5H6x7I", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, _END, 0)
    head += pack("<2I", _END, 0)
    head += pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return head + pack(f"<{len(chain)}I", *chain) + entries + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    length = len(letters) + 2 if letters else 0
    return (
        letters.ljust(64, b"\0")
        + pack("<HBB3I", length, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + pack("<IQ", start, size)
    )
