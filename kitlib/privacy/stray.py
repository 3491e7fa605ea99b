"""What must not lie where it lies: a key among the data, a folder that is copied to a private sky.

Looks at names and at the top of files, and says which file; never what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kitlib.columns import fold
from kitlib.problems import KitError, Problem
from kitlib.reading.original import Original

__all__ = ["SYNCED", "private_sync", "stray_keys", "sync_warning"]

#: Code of the problem that a private sync service copies the folder.
SYNCED = "privat_sky"

_TEXTS = {".csv", ".tsv", ".txt", ".md", ".json"}
_WORKBOOKS = {".xlsx", ".xls", ".ods"}
_TOP = 1 << 16
_ROWS = 400
_LEAST = 2  # pairs that make a list
_SHARE = 0.6  # of a list's rows are pairs (ours)
_CODE = re.compile(r"[A-ZÆØÅa-zæøå]{1,3}\d{1,4}")
# Every word of a name has a capital, but for such as stand between; a note is written otherwise.
_PART = r"(?:[A-ZÆØÅÀ-Þ][\w'’-]*\.?|al|ben|bin|da|de|den|der|di|el|la|le|ibn|ter|van|von)"
_NAME = re.compile(rf"(?!\S*\.$){_PART}(?: {_PART}){{0,4}}")
# Headings of tables of notes and numbers, which are no list of who is who.
_DATA = {"observation", "situation", "tema", "tolkning", "tidspunkt", "borger_tal", "indeks", "q1"}
_CUT = re.compile(r"[;,\t]|\s[:=–-]\s|:\s|\s{2,}")

# Folders a sync program makes, as they are called on disk. OneDrive of a workplace carries its
# name ("OneDrive - Aarhus Kommune"); a private one does not.
_SYNCED = (
    (re.compile(r"dropbox( \(.*\))?$", re.I), "Dropbox"),
    (
        re.compile(r"(icloud ?drive|iclouddrive|com~apple~clouddocs|mobile documents)$", re.I),
        "iCloud",
    ),
    (
        re.compile(r"(google ?(drive|drev)( .*)?|googledrive(-.*)?|mit drev|my drive)$", re.I),
        "Google Drev",
    ),
    (
        re.compile(r"(onedrive|onedrive - (personal|personlig|privat)|onedrive-personal)$", re.I),
        "privat OneDrive",
    ),
)


def private_sync(folder: Path) -> str | None:
    """Return the name of the private sync service a folder lies in, or None.

    Examples
    --------
    >>> private_sync(Path("C:/Users/x/Dropbox/team")), private_sync(Path("H:/team"))
    ('Dropbox', None)
    >>> private_sync(Path("C:/Users/x/OneDrive - Aarhus Kommune/team")) is None
    True
    """
    for part in folder.parts:
        for pattern, service in _SYNCED:
            if pattern.match(part):
                return service
    return None


def sync_warning(folder: Path) -> Problem | None:
    """Return what to say of a folder that a private sync service copies, or None."""
    service = private_sync(folder.resolve())
    if service is None:
        return None
    return Problem(
        f"Mappen ligger i {service}, som kopierer alt i den til en privat konto.",
        "Flyt den til et sted, jeres arbejdsplads har valgt, og slet kopien.",
        level="advarsel",
        code=SYNCED,
    )


def stray_keys(folder: Path) -> list[Problem]:
    """Return a problem for each file in a team's folder that looks like the list of who is who."""
    problems = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.startswith((".kit-", "~$")):
            continue
        suffix = path.suffix.casefold()
        try:
            if suffix == ".age":
                found = re.search(r"n(ø|oe|o)gle|kode|navne", path.name, re.I) is not None
            elif suffix in _TEXTS:
                found = _is_list(_lines(path))
            elif suffix in _WORKBOOKS:
                found = any(_is_list(rows) for rows in _sheets(path))
            else:
                continue
        except (OSError, KitError):
            continue  # reading says what is wrong with a file that cannot be read
        if found:
            problems.append(
                Problem(
                    "Filen ligner listen over, hvem koderne er.",
                    "Flyt den ud af mappen. Print den til det aflåste skab, eller lås den med "
                    "'laeringskit koder'.",
                    path.name,
                    code="noegle_i_data",
                )
            )
    return problems


def _is_list(rows: Iterable[list[str]]) -> bool:
    filled = [cells for row in rows if (cells := [c.strip() for c in row if c.strip()])]
    if filled and {fold(cell) for cell in filled[0]} & _DATA:
        return False
    pairs = sum(_is_pair(cells) for cells in filled)
    return pairs >= _LEAST and pairs >= _SHARE * max(len(filled) - 1, 1)


def _is_pair(cells: list[str]) -> bool:
    """A code and a name, in either order, and no more than a nickname beside them."""
    codes = [c for c in cells if _CODE.fullmatch(c)]
    names = [c for c in cells if c not in codes and _NAME.fullmatch(c) and c[:1].isupper()]
    return len(codes) == 1 and bool(names) and len(cells) <= len(codes) + len(names) + 1


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as stream:
        raw = stream.read(_TOP)
    for line in Original.of(raw).text.splitlines()[:_ROWS]:
        line = line.replace('"', "").strip(" ,{}[]")
        first, _, rest = line.partition(" ")
        yield [first, rest.strip(" =:–-")] if _CODE.fullmatch(first) else _CUT.split(line)


def _sheets(path: Path) -> Iterator[list[list[str]]]:
    from kitlib.reading import Workbook

    book = Workbook.open(path)
    for name in book.visible:
        try:
            rows = book.rows(name)[:_ROWS]
        except KitError:
            continue
        yield [[str(c) for c in row] for row in rows]
