"""Indsigt: everything the folder holds about one person, as one readable page.

The page is for that person: other people's codes and names on it are covered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from kitlib.about import About
from kitlib.dansk import plural
from kitlib.packed import Closed
from kitlib.page import template, with_fonts
from kitlib.privacy.cover import covered
from kitlib.privacy.forget.files import files, is_made, name_of
from kitlib.privacy.forget.grids import Grid, grids
from kitlib.privacy.forget.handwriting import FOLDER, is_handwriting, pictures_in
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.rows import IsList
from kitlib.privacy.forget.search import OPAQUE, holds, is_large, is_plain, not_seen_in
from kitlib.privacy.forget.textfiles import read_text, unfold
from kitlib.problems import KitError
from kitlib.writing import MARK, Home, footer

__all__ = ["Gathered", "Mention", "access_page", "gather"]

_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"}
_OTHER_CODE = re.compile(
    r"(?<![^\W_])[A-ZÆØÅ]{1,2}(?:-?| (?=\d\d))\d{1,3}[a-zæøåA-ZÆØÅ]?(?![^\W_])"
)
_OTHER = "[en anden]"
_HEADER_WITHIN = 40
_BY_HAND = "Se billedet igennem, før det gives videre. Andres navne på det kan ikke dækkes."
_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r"""\balt=["']([^"']*)""")

#: Reads a file of the logbog: (where in it, what it says) of each line.
LogbogReader = Callable[[bytes], list[tuple[str, str]]]


@dataclass(frozen=True)
class Mention:
    """One place: a row with its headings, or a line of text."""

    where: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Gathered:
    """What one file holds about the person."""

    file: str
    entries: tuple[Mention, ...]


def gather(
    folder: Path, person: Person, *, is_list: IsList, logbog: LogbogReader
) -> tuple[list[Gathered], list[str]]:
    """Gather everything about a person, file by file.

    Returns
    -------
    (list of Gathered, list of str)
        What was found, and the files that cannot be searched or are made from the rest.
    """
    found, unseen = [], []
    for path in files(folder):
        name, suffix = name_of(folder, path), path.suffix.casefold()
        if path.name.startswith("."):
            continue
        if is_made(folder, path) or not is_plain(path) or is_large(path):
            unseen.append(name)
            continue
        try:
            if suffix in _TABLES:
                entries = _of_tables(path, person, is_list)
            elif suffix == ".jsonl" and path.parent.name == "logbog":
                entries = [
                    Mention(where, (("", _for_person(text, person)),))
                    for where, text in logbog(path.read_bytes())
                    if person.is_in(text)
                ]
            elif suffix in OPAQUE:
                by_hand = is_handwriting(folder, path)
                unseen.append(f"{FOLDER} (billeder af håndskrift)" if by_hand else name)
                continue
            elif suffix == ".ipynb":
                entries = _of_notebook(path, person)
            else:
                entries = _of_text(path, person, suffix)
        except (KitError, Closed):
            unseen.append(name)
            continue
        if not_seen_in(path.read_bytes()):
            unseen.append(name)
        if entries:
            found.append(Gathered(name, tuple(entries)))
    return found, list(dict.fromkeys(unseen))


def access_page(
    found: Sequence[Gathered], unseen: Sequence[str], *, code: str, about: About, home: Home
) -> str:
    """Return the page, self-contained, with its footer."""
    return with_fonts(
        template("indsigt").render(
            mark=MARK,
            title=f"Det, vi har gemt om {code}",
            code=code,
            found=found,
            unseen=unseen,
            about=about,
            footer=footer(home),
        )
    )


def _of_tables(path: Path, person: Person, is_list: IsList) -> list[Mention]:
    entries = []
    for sheet, grid in grids(path):
        header = _header(grid)
        headings = grid[header] if header is not None else []
        lists = {j for j, heading in enumerate(headings) if is_list(heading)}
        for i, row in enumerate(grid):
            if i == header or not person.is_in_any(row):
                continue
            cells = []
            for j, cell in enumerate(row):
                if not cell.strip():
                    continue
                said = _on_list(cell, person) if j in lists else _for_person(cell, person)
                cells.append((headings[j] if j < len(headings) else "", said))
            cells += [("Håndskrift", f"{FOLDER}/{name}: {_BY_HAND}") for name in pictures_in(row)]
            where = f"række {i + 1}" if sheet is None else f"arket {sheet}, række {i + 1}"
            entries.append(Mention(where, tuple(cells)))
    return entries


def _header(grid: Grid) -> int | None:
    """The first row with two cells filled, which is what a table begins with."""
    filled = (i for i, row in enumerate(grid[:_HEADER_WITHIN]) if sum(map(bool, row)) > 1)
    return next(filled, None)


def _of_text(path: Path, person: Person, suffix: str) -> list[Mention]:
    raw = path.read_bytes()
    text = read_text(raw)
    if suffix == ".ics":
        text = unfold(text)
    lines = [
        Mention(f"linje {number}", (("", _for_person(unescape(line).strip(), person)),))
        for number, line in enumerate(text.splitlines(), start=1)
        if person.is_in(unescape(line))
    ]
    if not lines and holds(path, person):
        why = "Her står noget, men værktøjet kan ikke vise den slags filer."
        return [Mention("", (("", why),))]
    return lines


def _of_notebook(path: Path, person: Person) -> list[Mention]:
    """What was written and shown in a notebook, field by field, without code and pictures."""
    try:
        cells = json.loads(read_text(path.read_bytes()))["cells"]
        said = [(n, text) for n, cell in enumerate(cells, start=1) for text in _said_in(cell)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return _of_text(path, person, "")
    return [
        Mention(f"felt {number}", (("", _for_person(text, person)),))
        for number, text in said
        if person.is_in(text)
    ]


def _said_in(cell: Mapping[str, Any]) -> Iterator[str]:
    yield from "".join(cell["source"]).splitlines()
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        shown = "".join(data.get("text/html", data.get("text/plain", output.get("text", ""))))
        # A picture's own words stand in its alt.
        words = _TAG.sub(lambda m: f" {alt[1]} " if (alt := _ALT.search(m[0])) else " ", shown)
        yield " ".join(unescape(words).split())


def _on_list(cell: str, person: Person) -> str:
    """Say that the person was there with others, and not who they were."""
    others = [part for part in person.off_list(cell).replace(";", ",").split(",") if part.strip()]
    if not person.is_in(cell):
        return plural(len(others), "anden", "andre")
    who = plural(len(others), "anden", "andre")
    return f"{person.code} og {who}" if others else person.code


def _for_person(text: str, person: Person) -> str:
    """Cover everybody else in a text."""
    from kitlib.privacy.answers import Answers
    from kitlib.privacy.find import find_identifiers

    if person.is_whole(text):
        return text
    found = [f for f in find_identifiers(text) if not person.is_in(text[f.start : f.stop])]
    said = covered(text, found, Answers(b""), cover_unanswered=True) or ""
    return _OTHER_CODE.sub(lambda m: m[0] if person.is_whole(m[0]) else _OTHER, said)
