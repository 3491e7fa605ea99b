"""The cells of a BORIS export as text, also where a Danish spreadsheet saved it again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kitlib.problems import Problem
from kitlib.reading.boris_headings import AGGREGATED_BARE, headings_in
from kitlib.reading.sniff import kind_of
from kitlib.reading.written import read_text

__all__ = ["BorisCells", "cells_of", "times_of"]

_LATEST = 1e7  # seconds
_DELIMITERS = ("\t", ";", ",")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d(?:[.,]\d{1,6})?)")
Times = tuple[float | None, float | None]


@dataclass(frozen=True)
class BorisCells:
    """The rows of each sheet as text, and what there was doubt about."""

    sheets: Sequence[list[list[str]]]
    told: Sequence[Problem] = ()


def cells_of(path: Path, top: int | None = None) -> BorisCells:
    """Return a table's cells as they stand; only the first `top` rows of each sheet."""
    if kind_of(path) != "text":
        from kitlib.reading.workbook import Workbook

        book = Workbook.open(path)
        return BorisCells(
            [[[_cell(value) for value in row] for row in book.rows(s)[:top]] for s in book.visible]
        )
    written = read_text(path)
    content = written.text or ""
    tables = (_split(content, sign, top) for sign in _DELIMITERS if sign in content)
    found = (t for t in tables if any(headings_in(r) or AGGREGATED_BARE.fits(r) for r in t))
    return BorisCells([next(found, [])], written.told)


def _split(content: str, delimiter: str, top: int | None) -> list[list[str]]:
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, quoting=quoting)
        try:
            rows = list(islice(reader, top))
        except csv.Error:
            continue
        # A quote that nobody closed takes rows with it; then quotes are letters.
        if not any("\n" in cell and delimiter in cell for row in rows for cell in row):
            return rows
    return []


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def times_of(
    starts: Sequence[str], stops: Sequence[str], rates: Sequence[str] = ()
) -> tuple[list[Times | None], bool]:
    """Read the times of all events at once, in seconds.

    Parameters
    ----------
    starts, stops : sequence of str
        As they stand: seconds with a point or a comma, or hours, minutes and seconds.
    rates : sequence of str
        Frames a second, which went through the same spreadsheet as the times.

    Returns
    -------
    (list of pairs or None, bool)
        A pair an event, None where a time is no time; and whether they were a thousand times too
        large. BORIS writes three decimals, and a Danish spreadsheet takes 12.500 for 12500.

    Examples
    --------
    >>> times_of(["10.000", "12,5"], ["45.250", "NA"])
    ([(10.0, 45.25), (12.5, None)], False)
    >>> times_of(["10000", "12500"], ["45250", ""], ["25000", "25000"])
    ([(10.0, 45.25), (12.5, None)], True)
    """
    scaled = _are_thousandfold([*starts, *stops], rates)
    pairs: list[Times | None] = []
    for written in zip(starts, stops, strict=True):
        try:
            start, stop = (_seconds(text, 1000 if scaled else 1) for text in written)
        except ValueError:
            pairs.append(None)
        else:
            pairs.append((start, stop))
    return pairs, scaled


def _are_thousandfold(times: Sequence[str], rates: Sequence[str]) -> bool:
    texts = [t for t in times if t not in ("", "NA")]
    if not texts or not all(t.isascii() and t.isdigit() for t in texts):
        return False
    whole_rates = [int(r) for r in rates if r.isascii() and r.isdigit()]
    if whole_rates:
        return max(whole_rates) >= 1000
    return 2 * sum(int(t) >= 1000 for t in texts) >= len(texts)


def _seconds(text: str, scale: int) -> float | None:
    if text in ("", "NA"):
        return None
    if match := _CLOCK.fullmatch(text):
        whole, _, part = match[3].replace(",", ".").partition(".")
        return float(f"{int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(whole)}.{part or 0}")
    value = float(text.replace(",", ".")) / scale
    if not 0 <= value < _LATEST:
        raise ValueError(text)
    return value
