"""Contributions: counts a unit sends to the pooled picture; no person rows, no text, no names.

A contribution holds everything a unit has up to a quarter, so a later one takes the place of an
earlier. Parts of one unit add up.
"""

from __future__ import annotations

from kitlib.contribution.collect import Collected, Outcome, collect, read_parts
from kitlib.contribution.file import FORMAT, checksum, from_bytes, to_bytes
from kitlib.contribution.make import ENDING, Draft, draft, unit_of, withdraw, write
from kitlib.contribution.model import (
    FEWEST,
    Contribution,
    add,
    quarter_of,
    rows_of,
    too_few,
    without_few,
)

__all__ = [
    "ENDING",
    "FEWEST",
    "FORMAT",
    "Collected",
    "Contribution",
    "Draft",
    "Outcome",
    "add",
    "checksum",
    "collect",
    "draft",
    "from_bytes",
    "quarter_of",
    "read_parts",
    "rows_of",
    "to_bytes",
    "too_few",
    "unit_of",
    "withdraw",
    "without_few",
    "write",
]
