"""om.toml written back: what a team changed, in its place, with every note and all else kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.about import About, about_of
from kitlib.holding import briefly
from kitlib.ordinary import read_ordinary
from kitlib.placing import replacing, settle
from kitlib.problems import KitError, Problem
from kitlib.settings import as_notes, decoded, parse_settings

if TYPE_CHECKING:
    from tomlkit.items import Array

__all__ = ["AboutFile", "changed", "read_file", "save_about"]

_NAME = "om.toml"
_LONG = 80  # letters of a list that stand on one line
_STRING = re.compile(r"""\"(?:\\.|[^"\\])*"|'[^']*'""")


@dataclass(frozen=True)
class AboutFile:
    """om.toml as it lies there.

    Parameters
    ----------
    about : About
        What it says.
    table : mapping
        What is written in it, whether it fits or not.
    problems : tuple of Problem
        Every fault in it.
    mark : str
        Tells this file from one that was changed since.
    """

    about: About
    table: Mapping[str, Any]
    problems: tuple[Problem, ...]
    mark: str


def read_file(folder: Path) -> AboutFile:
    """Read a folder's om.toml for somebody who will change it.

    Raises
    ------
    KitError
        Where it cannot be opened.
    """
    raw = read_ordinary(folder / _NAME)
    text, odd = decoded(raw, _NAME, "om_kodning")
    settings = parse_settings(text, file=_NAME, kind="om")
    about, told = about_of(settings)
    return AboutFile(about, settings.table, (*odd, *told), _mark(raw))


def _mark(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def changed(text: str, values: Mapping[str, Any]) -> str:
    """Return a TOML text in which these keys say something else, and the rest is as it was.

    Parameters
    ----------
    text : str
        A line that cannot be read stays as a note.
    values : mapping
        Texts, lists of texts, dates, true or false.

    Examples
    --------
    >>> print(changed('navn = "Sol"  # os\\ntemaer = []\\n', {"navn": "Måne", "temaer": ["leg"]}))
    navn = "Måne"  # os
    temaer = ["leg"]
    <BLANKLINE>
    """
    import tomlkit
    from tomlkit.items import Array

    readable = as_notes(text)
    document, before = tomlkit.parse(readable), parse_settings(readable, file=_NAME).table
    for key, value in values.items():
        if key in before and before[key] == value:
            continue
        was = document.get(key)
        notes = _notes_in(was.as_string()) if isinstance(was, Array) else []
        new = tomlkit.item(value)
        if isinstance(value, list):
            _lay(new, [*notes, *value], notes=len(notes))
        document[key] = new
    said = tomlkit.dumps(document)
    found = parse_settings(said, file=_NAME).table
    if any(found.get(key) != value for key, value in values.items()):
        raise KitError(
            "om.toml kan ikke skrives, så den siger det samme. Intet er gemt.",
            hint="Ret i filen med et skriveprogram.",
        )
    return said


def _notes_in(array: str) -> list[str]:
    """The notes that stand inside a list of several lines."""
    bare = (_STRING.sub("", line) for line in array.split("\n"))
    return [line.partition("#")[2].strip() for line in bare if "#" in line]


def _lay(array: Array, parts: list[str], *, notes: int) -> None:
    """Lay a long list, or one with notes in it, on several lines."""
    if not notes and len(array.as_string()) <= _LONG:
        return
    values = parts[notes:]
    array.clear()
    for note in parts[:notes]:
        array.add_line(indent="  ", comment=note)
    for value in values:
        array.add_line(value, indent="  ")
    array.add_line(indent="")


def save_about(folder: Path, values: Mapping[str, Any], *, mark: str) -> tuple[Problem, ...]:
    """Write these into om.toml, and return what is wrong with them: then nothing is written.

    Parameters
    ----------
    values : mapping
        As `changed`. What is missing is no fault here: it may be written another day.
    mark : str
        Of the file they were changed from.

    Raises
    ------
    KitError
        Where the file was changed meanwhile, or cannot be written.
    """
    path = folder / _NAME
    with briefly(folder):
        # A set that a killed program had ready would be put in place over what is saved here.
        settle(folder)
        raw = read_ordinary(path)
        if _mark(raw) != mark:
            raise KitError(
                "om.toml er ændret et andet sted, siden siden blev åbnet. Intet er gemt.",
                hint="Hent siden igen, og skriv det, I vil ændre.",
            )
        text, _ = decoded(raw, _NAME, "om_kodning")
        new = changed(text, values)
        _, told = about_of(parse_settings(new, file=_NAME, kind="om"))
        if wrong := tuple(p for p in told if p.column in values and _stops(p)):
            return wrong
        lines = "\r\n" if b"\r\n" in raw else "\n"
        with replacing(path) as temporary:
            temporary.write_bytes(new.replace("\n", lines).encode("utf-8"))
    return ()


def _stops(problem: Problem) -> bool:
    return problem.level == "fejl" and not problem.code.startswith("om_mangler")
