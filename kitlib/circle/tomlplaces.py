"""Where in a TOML text each key stands, so that a fault can name its line; all syntax faults."""

from __future__ import annotations

import re
import tomllib
from typing import Any

__all__ = ["Path", "parse_lenient", "places"]

#: Keys and positions down to a value, such as ("faser", 2, "navn").
Path = tuple[str | int, ...]

_TABLE = re.compile(r"^\s*\[(?P<many>\[)?\s*(?P<name>[\w.\"'-]+)\s*\]")
_KEY = re.compile(r"^\s*(?P<name>[\w-]+|\"[^\"]*\"|'[^']*')\s*=")
_LINE = re.compile(r"\(at line (\d+)")
_MOST = 50  # syntax faults told at once; a file with more is not a circle file


def places(text: str) -> dict[Path, int]:
    """Return the line (from 1) of each key and of each table's heading.

    Examples
    --------
    >>> found = places('titel = "x"\\n[[faser]]\\nnavn = "Se"\\n')
    >>> found[("titel",)], found[("faser", 0)], found[("faser", 0, "navn")]
    (1, 2, 3)
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    quoted: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if quoted is None:
            if table := _TABLE.match(line):
                here = _table(table["name"].split("."), bool(table["many"]), counts)
                found.setdefault(here, number)
                continue
            if key := _KEY.match(line):
                found.setdefault((*here, key["name"].strip("\"'")), number)
        for mark in ('"""', "'''"):
            # An odd number of marks opens or closes a text that runs over several lines.
            if line.count(mark) % 2 and quoted in (None, mark):
                quoted = None if quoted else mark
    return found


def _table(names: list[str], many: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    for i, name in enumerate(names):
        path = (*path, name.strip("\"'"))
        if many and i == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def parse_lenient(text: str) -> tuple[dict[str, Any], list[int]]:
    """Parse what can be parsed and return it with the number of every line that cannot.

    Examples
    --------
    >>> parse_lenient('a = 1\\nb = \\nc = 3\\nd : 4\\n')
    ({'a': 1, 'c': 3}, [2, 4])
    """
    lines = text.splitlines()
    wrong: list[int] = []
    while len(wrong) < _MOST:
        try:
            return tomllib.loads("\n".join(lines) + "\n"), wrong
        except tomllib.TOMLDecodeError as error:
            told = _LINE.search(str(error))
            number = int(told[1]) if told else len(lines)
            number = next((n for n in range(min(number, len(lines)), 0, -1) if lines[n - 1]), 0)
            if not number:
                break
            lines[number - 1] = ""
            wrong.append(number)
    return {}, sorted(wrong)
