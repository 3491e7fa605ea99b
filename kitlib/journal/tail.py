"""Reads one writer's file, and of a file that has grown only what is new."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kitlib.dansk import plural
from kitlib.journal.lines import Entry, read_line
from kitlib.ordinary import require_ordinary
from kitlib.problems import Problem

__all__ = ["Tail", "read_tail"]


@dataclass(frozen=True)
class Tail:
    """How far a file is read, and what of it could not be.

    Parameters
    ----------
    size, mtime : int
        As the disk told when it was read.
    read : int
        Bytes up to the end of the last whole line.
    rows : int
        Whole lines up to there.
    last : int
        The number the last readable line has of its own; more than `rows` where some are missing.
    damaged : tuple of int
        Rows that are not as they were written.
    open_end : bool
        Whether something stands after the last whole line: being written, or cut off.
    """

    size: int = -1
    mtime: int = -1
    read: int = 0
    rows: int = 0
    last: int = 0
    damaged: tuple[int, ...] = ()
    open_end: bool = False

    def problems(self, name: str) -> list[Problem]:
        """Tell what was dropped: where, never what it said."""
        said = [(row, "Linjen er beskadiget og er udeladt.") for row in self.damaged]
        if self.open_end:
            message = "Den sidste linje er ikke skrevet færdig og er udeladt."
            said.append((self.rows + 1, message))
        found = [_dropped(name, row, message) for row, message in said]
        if (missing := self.last - self.rows) > 0:
            found.append(_dropped(name, None, f"{plural(missing, 'linje', 'linjer')} mangler."))
        return found


def read_tail(path: Path, known: Tail) -> tuple[Tail, list[Entry]]:
    """Read what a file holds beyond what is known of it.

    Returns
    -------
    (Tail, list of Entry)
        A file that is shorter than what was read of it is read from the start.

    Raises
    ------
    OSError
        Where it cannot be opened just now.
    """
    stat = require_ordinary(path).stat()
    if (stat.st_size, stat.st_mtime_ns) == (known.size, known.mtime):
        return known, []
    start = known if stat.st_size >= known.read else Tail()
    with path.open("rb") as stream:
        stream.seek(start.read)
        raw = stream.read()
    *lines, rest = raw.split(b"\n")
    entries: list[Entry] = []
    damaged = list(start.damaged)
    last = start.last
    for row, line in enumerate(lines, start=start.rows + 1):
        entry = read_line(line)
        if entry is None:
            damaged.append(row)
        else:
            entries.append(entry)
            last = max(last, entry.line)
    # A last line that lacks only its newline is whole all the same.
    unended = read_line(rest) if rest else None
    if unended is not None:
        entries.append(unended)
    tail = Tail(
        stat.st_size,
        stat.st_mtime_ns,
        start.read + len(raw) - len(rest),
        start.rows + len(lines),
        last,
        tuple(damaged),
        bool(rest) and unended is None,
    )
    return tail, entries


def _dropped(name: str, row: int | None, message: str) -> Problem:
    hint = "Alt andet i logbogen er læst. Se efter, om der mangler noget."
    return Problem(message, hint, name, row=row, level="advarsel", code="logbog_udeladt")
