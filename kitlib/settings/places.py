"""Where in a TOML text each key stands, so that a fault can name its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Path", "Piece", "every", "fault_line", "pieces", "places", "readable"]

#: Keys and positions down to a value, such as ("faser", 2, "navn").
Path = tuple[str | int, ...]

_TABLE = re.compile(r"^\s*\[(?P<many>\[)?\s*(?P<name>[\w.\"'-]+)\s*\]")
_KEY = re.compile(r"^\s*(?P<name>[\w-]+|\"[^\"]*\"|'[^']*')\s*=")
_CLOSES = re.compile(r"\]|\"\"\"|'''")
_AT = re.compile(r"\(at line (\d+),")
_LONGEST = 400  # lines of one list or text


def places(text: str) -> dict[Path, int]:
    """Return the line (from 1) of each key and of each table's heading.

    Examples
    --------
    >>> found = places('titel = "x"\\n[[faser]]\\nnavn = "Se"\\n')
    >>> found[("titel",)], found[("faser", 0)], found[("faser", 0, "navn")]
    (1, 2, 3)
    """
    found: dict[Path, int] = {}
    for place, number in every(text):
        found.setdefault(place, number)
    return found


def every(text: str) -> Iterator[tuple[Path, int]]:
    """Yield each key and heading with its line, also one that stands there a second time."""
    counts: dict[Path, int] = {}
    here: Path = ()
    quoted: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if quoted is None:
            if table := _TABLE.match(line):
                here = _table(table["name"].split("."), bool(table["many"]), counts)
                yield here, number
                continue
            if key := _KEY.match(line):
                yield (*here, key["name"].strip("\"'")), number
        for mark in ('"""', "'''"):
            # An odd number of marks opens or closes a text that runs over several lines.
            if line.count(mark) % 2 and quoted in (None, mark):
                quoted = None if quoted else mark


def _table(names: list[str], many: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    for i, name in enumerate(names):
        path = (*path, name.strip("\"'"))
        if many and i == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


@dataclass(frozen=True)
class Piece:
    """A key with its value, or a heading: `text` stands from line `first` (from 1) to `last`."""

    first: int
    last: int
    text: str

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a table, such as [aktor]."""
        return self.text.lstrip().startswith("[")


def pieces(text: str) -> list[Piece]:
    """Part a file into what can be read one by one, so that one slip spoils one thing only.

    A list or a text over several lines is one piece; where it is never closed, the next key or
    heading begins a new one all the same.

    Examples
    --------
    >>> [(p.first, p.last) for p in pieces('a = [1,\\n  2]\\n\\n# note\\n[b]\\nc = "d\\ne = 1\\n')]
    [(1, 2), (5, 5), (6, 6), (7, 7)]
    """
    lines = text.split("\n")
    found: list[Piece] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].lstrip().startswith("#"):
            at += 1
            continue
        end = _end(lines, at)
        found.append(Piece(at + 1, end, "\n".join(lines[at:end])))
        at = end
    return found


def _end(lines: list[str], start: int) -> int:
    """Return the line after the last of a piece: where it can be read, or the next one begins."""
    if not _goes_on(lines[start]):
        return start + 1
    limit = min(start + _LONGEST, len(lines))
    for end in range(start + 1, limit + 1):
        if not _CLOSES.search(lines[end - 1]):
            continue
        wrong = fault_line("\n".join(lines[start:end]))
        if wrong is None:
            return end
        if wrong < end - start:
            break  # what stands below mends no line above
    for end in range(start + 1, limit):
        if not lines[end].strip() or _KEY.match(lines[end]) or _TABLE.match(lines[end]):
            return end
    return limit


def _goes_on(line: str) -> bool:
    """Tell whether a value goes on below its line: a long text, or a list."""
    found = _KEY.match(line)
    if found is None:
        return False
    value = line[found.end() :].lstrip()
    if value.startswith(('"""', "'''")):
        return value[:3] not in value[3:]
    return value.startswith("[") and not readable(line)


def readable(text: str) -> bool:
    """Tell whether Python's own reader takes it."""
    return fault_line(text) is None


def fault_line(text: str) -> int | None:
    """Return the line (from 1) at which Python's own reader gives up, or None where it does not.

    Examples
    --------
    >>> fault_line("a = 1\\nb = x\\n"), fault_line("a = [\\n1,\\n"), fault_line("a = 1")
    (2, 3, None)
    """
    try:
        tomllib.loads(text)
    except RecursionError:
        return 1
    except ValueError as error:
        at = _AT.search(str(error))
        return int(at[1]) if at else text.count("\n") + 1
    return None
