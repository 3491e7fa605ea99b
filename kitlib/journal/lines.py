"""One line of a logbog: what it says, and how a line that was damaged is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

__all__ = ["FORMAT", "Entry", "Stamp", "read_line", "write_line"]

FORMAT = 1

#: Which of two entries is the later: (counter, writer). Total, so that all see the same winner.
Stamp = tuple[int, str]

#: No kit wrote lists in lists deeper than this; what is deeper could not be walked through.
_DEEPEST = 20

_KEYS = {"format", "nr", "tid", "skriver", "moede", "felt", "efter", "vaerdi"}


@dataclass(frozen=True)
class Entry:
    """What one field of one meeting was set to.

    Parameters
    ----------
    line : int
        Number of the line in its writer's file, from 1: a gap shows that a line is missing.
    counter : int
        Lamport counter: larger than every counter its writer had seen. It orders entries without
        a clock; machines' clocks disagree, and when somebody wrote is nobody's business.
    writer : str
        Random name of the file it was first written to. One program that ran, never a person.
    meeting, field : str
        Which meeting and which field.
    value : str, number, list, dict or None
        What it is set to, whole; None takes it away.
    after : tuple of str
        Versions of the field that the writer had before them and wrote over.
    """

    line: int
    counter: int
    writer: str
    meeting: str
    field: str
    value: Any
    after: tuple[str, ...] = ()

    @property
    def stamp(self) -> Stamp:
        return self.counter, self.writer

    @property
    def version(self) -> str:
        """Name of this very entry, for those that write over it."""
        return f"{self.counter}.{self.writer}"


def write_line(entry: Entry) -> bytes:
    """Return the line as it stands in the file, checksum and newline included.

    Examples
    --------
    >>> entry = Entry(1, 7, "a1", "2026-03-03", "se.set", "To støvler.")
    >>> read_line(write_line(entry)) == entry
    True
    """
    said = {
        "format": FORMAT,
        "nr": entry.line,
        "tid": entry.counter,
        "skriver": entry.writer,
        "moede": entry.meeting,
        "felt": entry.field,
        "efter": list(entry.after),
        "vaerdi": entry.value,
    }
    body = _canonical(said)
    return f'{body[:-1]},"sum":"{_checksum(body)}"}}\n'.encode()


def read_line(raw: bytes) -> Entry | None:
    """Return what a line says, or None where a byte of it is not as it was written.

    Examples
    --------
    >>> read_line(b'{"format":1,"nr":1,"tid":7,"skri') is None
    True
    """
    try:
        said = json.loads(raw)
        found = said.pop("sum")
        if said.keys() != _KEYS or said["format"] != FORMAT or _checksum(_canonical(said)) != found:
            return None
        texts = (said["skriver"], said["moede"], said["felt"], *said["efter"])
        if {type(said["nr"]), type(said["tid"])} != {int} or {*map(type, texts)} != {str}:
            return None
        if _is_deep(said["vaerdi"]):
            return None
        return Entry(
            said["nr"],
            said["tid"],
            said["skriver"],
            said["moede"],
            said["felt"],
            said["vaerdi"],
            tuple(said["efter"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _is_deep(value: Any) -> bool:
    """Tell whether lists and mappings lie deeper in each other than any kit writes them."""
    layer = [value]
    for _ in range(_DEEPEST):
        held = [list(v.values()) if isinstance(v, dict) else v for v in layer]
        layer = [inner for part in held if isinstance(part, list) for inner in part]
    return bool(layer)


def _canonical(said: dict[str, Any]) -> str:
    return json.dumps(
        said, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )


def _checksum(body: str) -> str:
    return blake2s(body.encode(), digest_size=8).hexdigest()
