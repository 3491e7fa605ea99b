"""What every field says, out of the entries of all writers, whatever order they are read in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kitlib.journal.lines import Entry

__all__ = ["Head", "Merged"]


@dataclass(frozen=True)
class Head:
    """What a field says now.

    Parameters
    ----------
    entry : Entry
        The latest: largest counter, and of two equal ones the larger writer.
    others : tuple of Entry
        What somebody else wrote at the same time without having seen it. Never thrown away.
    """

    entry: Entry
    others: tuple[Entry, ...] = ()

    @property
    def value(self) -> Any:
        return self.entry.value


@dataclass
class Merged:
    """The entries of all writers, field by field. Adding one twice, or in any order, is the same.

    Examples
    --------
    >>> one = Entry(1, 1, "aa", "m", "se.set", "en")
    >>> two = Entry(1, 1, "bb", "m", "se.set", "to")
    >>> merged = Merged()
    >>> merged.add([two, one, two])
    >>> head = merged.heads("m")["se.set"]
    >>> head.value, [o.value for o in head.others]
    ('to', ['en'])
    """

    highest: int = 0
    _fields: dict[str, dict[str, dict[tuple[str, int], Entry]]] = field(default_factory=dict)
    _heads: dict[tuple[str, str], Head] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in entries."""
        for entry in entries:
            found = self._fields.setdefault(entry.meeting, {}).setdefault(entry.field, {})
            found[entry.version, entry.line] = entry
            self.highest = max(self.highest, entry.counter)
            self._heads.pop((entry.meeting, entry.field), None)

    def meetings(self) -> tuple[str, ...]:
        """Return every meeting there is anything of, by name."""
        return tuple(sorted(self._fields))

    def heads(self, meeting: str) -> Mapping[str, Head]:
        """Return what each field of a meeting says."""
        names = self._fields.get(meeting, {})
        return {name: self._head(meeting, name) for name in sorted(names)}

    def head(self, meeting: str, name: str) -> Head | None:
        """Return what one field says, or None where nobody ever wrote in it."""
        return self._head(meeting, name) if name in self._fields.get(meeting, {}) else None

    def _head(self, meeting: str, name: str) -> Head:
        key = (meeting, name)
        if key not in self._heads:
            self._heads[key] = _standing(self._fields[meeting][name].values())
        return self._heads[key]


def _standing(entries: Iterable[Entry]) -> Head:
    found = list(entries)
    written_over = {v for e in found for v in e.after}
    # A circle of versions cannot come from honest writing; then all of them stand.
    standing = [e for e in found if e.version not in written_over] or found
    top, *rest = sorted(standing, key=lambda e: (e.counter, e.writer, e.line), reverse=True)
    return Head(top, tuple(e for e in rest if e.value not in (top.value, None, "")))
