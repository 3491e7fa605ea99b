"""Files as people have them -> frames: tables, declared tables, and time codes.

The face of the room; what it names loads when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.face import face

if TYPE_CHECKING:
    from kitlib.reading.declared import Reading, headings, read_columns
    from kitlib.reading.opened import Opened, open_table
    from kitlib.reading.tables import read_table
    from kitlib.reading.timecodes import read_timecodes
    from kitlib.reading.workbook import Workbook, sheets

__all__ = [
    "Opened",
    "Reading",
    "Workbook",
    "headings",
    "open_table",
    "read_columns",
    "read_table",
    "read_timecodes",
    "sheets",
]

__getattr__, __dir__ = face(
    __name__,
    {
        "opened": ["Opened", "open_table"],
        "declared": ["Reading", "headings", "read_columns"],
        "workbook": ["Workbook", "sheets"],
        "tables": ["read_table"],
        "timecodes": ["read_timecodes"],
    },
)
