"""A text table written back: records nobody touched stay byte for byte as they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from itertools import pairwise

from kitlib.editing.change import Change
from kitlib.reading.original import Edit, Original
from kitlib.reading.records import records

__all__ = ["written_text"]


def written_text(raw: bytes, change: Change) -> bytes:
    """Return a file's bytes with a change made, in its own encoding, delimiter and line ends.

    A cell that its encoding has no letters for makes its line UTF-8, as it is read.
    """
    file = Original.of(raw)
    text, table = file.text, change.table
    delimiter = table.delimiter or ";"
    starts: list[int] = []
    found = records(text, delimiter, starts=starts).rows
    places = list(pairwise([*starts, len(text)]))
    end = next((e for e in ("\r\n", "\n", "\r") if e in text), "\r\n")
    edits: list[Edit] = []
    for i, (start, stop) in enumerate(places):
        number = i - table.skip + table.first_row
        if i < table.skip:
            continue
        if number in change.gone:
            edits.append((start, stop, ""))
        elif number in change.cells:
            body = start + len(text[start:stop].rstrip("\r\n"))
            edits.append((start, body, _record(found[i], change.cells[number], delimiter)))
    if change.new:
        edits.append(_added(text, places, change, delimiter, end, len(found[table.skip - 1])))
    return file.edited(sorted(edits))


def _record(old: list[str], cells: Mapping[int, str], delimiter: str) -> str:
    width = max(len(old), *(place + 1 for place in cells))
    row = [*old, *[""] * (width - len(old))]
    for place, said in cells.items():
        row[place] = said
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(row)
    return out.getvalue()


def _added(
    text: str, places: list[tuple[int, int]], change: Change, delimiter: str, end: str, width: int
) -> Edit:
    """Put the new rows below the last that holds anything."""
    table = change.table
    last = change.last - table.first_row + table.skip
    start, stop = places[last]
    rows = [_record([""] * width, cells, delimiter) for cells in change.new]
    is_ended = text[start:stop].endswith(("\n", "\r"))
    lead = "" if is_ended else end
    said = lead + end.join(rows) + (end if is_ended else "")
    return (stop, stop, said)
