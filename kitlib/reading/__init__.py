"""Files as people have them -> frames: tables, declared tables, and time codes.

The face of the room; what it names loads when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kitlib.reading.declared import Reading, headings, read_columns
    from kitlib.reading.opened import Opened, open_table
    from kitlib.reading.tables import read_table
    from kitlib.reading.timecodes import read_timecodes
    from kitlib.reading.workbook import Workbook, sheets

__all__ = [
    "Opened", "Reading", "Workbook", "headings", "open_table", "read_columns", "read_table",
    "read_timecodes", "sheets",
]  # fmt: skip

_NAMES = {
    "Opened": "kitlib.reading.opened",
    "Reading": "kitlib.reading.declared",
    "Workbook": "kitlib.reading.workbook",
    "headings": "kitlib.reading.declared",
    "open_table": "kitlib.reading.opened",
    "read_columns": "kitlib.reading.declared",
    "read_table": "kitlib.reading.tables",
    "read_timecodes": "kitlib.reading.timecodes",
    "sheets": "kitlib.reading.workbook",
}


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'kitlib.reading' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
