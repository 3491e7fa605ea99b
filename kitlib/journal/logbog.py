"""The logbog: append-only, one file a writer, merged on reading, nothing older than a line lost."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from kitlib.journal.lines import Entry, write_line
from kitlib.journal.merge import Head, Merged
from kitlib.journal.tail import Tail, read_tail
from kitlib.placing import folder_to_disk
from kitlib.problems import KitError, Problem
from kitlib.whose import TEAM_ONLY, create, make_folder

__all__ = ["FOLDER", "Logbog"]

#: Subfolder of a team's folder.
FOLDER = "logbog"


@dataclass
class Logbog:
    """A team's logbog: reads every writer's file, and appends to one of its own.

    Parameters
    ----------
    folder : Path
        The team's folder; the logbog lies in `logbog` below it.

    Notes
    -----
    Appends to a shared drive are not atomic, so no two programs ever write to one file. A file is
    made when the first thing is written, and never opened for writing again later. What a field
    says is decided by a Lamport counter and, between equal ones, by the writer's random name, so
    that everybody who has the same files sees the same. Sync programs make copies of a file when
    they are in doubt ("... (2).jsonl"); every .jsonl in the folder is read and the same line
    counts once.

    Examples
    --------
    >>> import tempfile
    >>> logbog = Logbog(Path(tempfile.mkdtemp()))
    >>> logbog.write("2026-03-03", "se.set", "To par støvler.").counter
    1
    >>> Logbog(logbog.folder).heads("2026-03-03")["se.set"].value
    'To par støvler.'
    >>> logbog.close()
    """

    folder: Path
    _tails: dict[str, Tail] = field(default_factory=dict, repr=False)
    _merged: Merged = field(default_factory=Merged, repr=False)
    _own: _Writer | None = field(default=None, repr=False)

    @property
    def place(self) -> Path:
        """The folder the files lie in."""
        return self.folder / FOLDER

    def refresh(self) -> None:
        """Read what is new on the disk."""
        for path in sorted(self.place.glob("*.jsonl")) if self.place.is_dir() else []:
            # A file in use by a sync program just now is read next time.
            with suppress(OSError):
                tail, entries = read_tail(path, self._tails.get(path.name, Tail()))
                self._tails[path.name] = tail
                self._merged.add(entries)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, file by file: what was dropped, never what it said."""
        return tuple(p for name, tail in self._tails.items() for p in tail.problems(name))

    @property
    def highest(self) -> int:
        """The largest counter there is; grows with every entry."""
        return self._merged.highest

    def heads(self, meeting: str) -> Mapping[str, Head]:
        """Return what each field of a meeting says now."""
        self.refresh()
        return self._merged.heads(meeting)

    def meetings(self) -> tuple[str, ...]:
        """Return every meeting there is anything of, earliest first."""
        self.refresh()
        return self._merged.meetings()

    def write(
        self, meeting: str, name: str, value: Any, *, after: tuple[str, ...] | None = None
    ) -> Entry:
        """Set a field, and return only when the disk has it (fsync).

        Parameters
        ----------
        meeting, name : str
            Which field of which meeting.
        value : str, number, list, dict or None
            What it says from now on.
        after : tuple of str, optional
            Versions this writes over; what stands there now, where not said.

        Raises
        ------
        KitError
            Where the disk would not take it. Nothing is acknowledged then, and the next attempt
            begins a file of its own.
        """
        self.refresh()
        if after is None:
            head = self._merged.head(meeting, name)
            after = (head.entry.version,) if head else ()
        if self._own is None:
            self._own = _Writer(self.place)
        number, counter = self._own.lines + 1, self.highest + 1
        entry = Entry(number, counter, self._own.name, meeting, name, _clean(value), after)
        try:
            self._own.append(entry)
        except OSError as error:
            self.close()
            raise KitError(
                "Det kunne ikke gemmes i logbogen.",
                hint="Tjek, at der er plads på disken, og at mappen må skrives i. Prøv igen.",
            ) from error
        self.refresh()
        return entry

    def write_unordered(
        self, meeting: str, field: str, value: Any, *, name: str, day: date
    ) -> Entry:
        """Write something to a file of its own, so that nothing tells in which order it came.

        Everyone's own answer is written so: neither counter nor the file's date says who of those
        round the table wrote first. `name` is random and names the file.
        """
        self.refresh()
        alone = _Writer(self.place, name)
        entry = Entry(1, 1, alone.name, meeting, field, _clean(value))
        try:
            alone.append(entry)
        except OSError as error:
            hint = "Tjek, at der er plads på disken, og prøv igen."
            raise KitError("Svaret kunne ikke gemmes i logbogen.", hint=hint) from error
        when = datetime.combine(day, time(12)).timestamp()
        os.utime(alone.path, (when, when))
        self.refresh()
        return entry

    def close(self) -> None:
        """Be done with the own file; what is written after goes to a new one."""
        self._own = None


class _Writer:
    """The one who writes to a file, from its first line to its last.

    The file is open only while a line is written: a sync program that copies it in between does
    not stop the next line, and nothing is left open when the program is killed.
    """

    def __init__(self, place: Path, name: str | None = None) -> None:
        self.name = name or secrets.token_hex(8)
        self.path = place / f"{self.name}.jsonl"
        self.lines = 0

    def append(self, entry: Entry) -> None:
        first = not self.lines
        if first:
            make_folder(self.path.parent)
        raw = write_line(entry)
        with open(self.path, "xb" if first else "ab", buffering=0, opener=_opened) as stream:
            if stream.write(raw) != len(raw):
                raise OSError("short write")
            os.fsync(stream.fileno())
        if first:
            folder_to_disk(self.path.parent)
        self.lines += 1


def _opened(path: str, flags: int) -> int:
    """Open a file that others than the owner and the team may not read."""
    return create(path, TEAM_ONLY, flags=flags) if flags & os.O_EXCL else os.open(path, flags)


def _clean(value: Any) -> Any:
    """Replace halves of letters a browser may send (lone surrogates), which no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list | tuple):
        return [_clean(v) for v in value]
    if isinstance(value, dict):
        return {_clean(k): _clean(v) for k, v in value.items()}
    return value
