"""Notes of a board laid in rows without holes: a narrow one goes where a wide one left room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["packed"]


def packed(board: Mapping[str, Any], columns: int) -> dict[str, Any]:
    """Return a board as `set_notes` gives it, its notes laid in so many columns.

    Examples
    --------
    >>> notes = [{"bredde": 1}, {"bredde": 2}, {"bredde": 1}]
    >>> laid = packed({"kolonner": 4, "grupper": [{"noter": notes}]}, 2)
    >>> [(n["x"], n["y"]) for n in laid["grupper"][0]["noter"]]
    [(0, 0), (0, 1), (1, 0)]
    """
    # Codes that lie many on a line are no notes, and stay as they are.
    if board["kolonner"] > 4:
        return dict(board)
    groups = [
        {**group, "noter": _in_rows(group["noter"], columns)} if "noter" in group else group
        for group in board["grupper"]
    ]
    return {**board, "kolonner": columns, "grupper": groups}


def _in_rows(notes: list[dict[str, Any]], columns: int) -> list[dict[str, Any]]:
    """Give each note the first place it fits, row by row."""
    used: list[int] = []
    open_from = 0
    laid = []
    for note in notes:
        wide = min(note["bredde"], columns)
        while open_from < len(used) and used[open_from] == columns:
            open_from += 1
        rows = range(open_from, len(used))
        row = next((y for y in rows if used[y] + wide <= columns), len(used))
        if row == len(used):
            used.append(0)
        laid.append({**note, "bredde": wide, "x": used[row], "y": row})
        used[row] += wide
    return laid
