"""The lists of a workbook that is filled in already: written anew as om.toml says now."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kitlib.about import About
from kitlib.dansk import join
from kitlib.material.workbook import LAST, LISTS, OWN_WORDS
from kitlib.ordinary import read_ordinary
from kitlib.placing import replacing
from kitlib.problems import KitError, Problem
from kitlib.reading.beneath.parts import put_text, repacked, root_of, text_of, texts_of, xml_of
from kitlib.reading.beneath.xlsx import parts_of
from kitlib.reading.held import HeldFile
from kitlib.reading.raw import letter
from kitlib.reading.sniff import MAX_BYTES, check_whole
from kitlib.texts import load

__all__ = ["refresh_lists"]

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def refresh_lists(path: Path, about: About) -> list[Problem]:
    """Write a team's situations, themes and roles into its workbook; all else stays as it lay.

    Parameters
    ----------
    path : Path
        A workbook the kit made, filled in or not; closed in other programs.
    about : About
        What om.toml says now.

    Returns
    -------
    list of Problem
        Words that stood on the sheet and not in om.toml: they are on the lists no more.

    Raises
    ------
    KitError
        Where the workbook is damaged, or has no such sheet of lists.
    """
    raw = read_ordinary(path, most=MAX_BYTES)
    check_whole(HeldFile.holding(path, raw))
    part = _part(raw, path)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        xml, before = _written(archive.read(part), about, _shared(archive))
        content = repacked(((i, archive.read(i)) for i in archive.infolist()), {part: xml})
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    after = {word for name in OWN_WORDS.values() for word in getattr(about, name)}
    gone = [word for word in dict.fromkeys(before) if word not in after]
    return _told_gone(gone, path.name)


def _told_gone(gone: Sequence[str], file: str) -> list[Problem]:
    if not gone:
        return []
    hint = "Skal de stå der, så skriv dem i om.toml, og skriv det samme igen."
    said = f"Ord, der ikke står i om.toml, er taget af listerne: {join(list(gone))}."
    return [Problem(said, hint, file, sheet=LISTS, level="advarsel", code="liste_ord")]


def _part(raw: bytes, path: Path) -> str:
    said = load("projektmappe", own=path.parent)["lister"]
    headings = [said[name] for name in OWN_WORDS.values()]
    hint = "Lav en ny mappe med: laeringskit ny MAPPE. Flyt så jeres rækker over i den."
    refused = KitError(
        Problem(
            "Regnearket har ikke et ark med lister, der kan følge med.",
            hint,
            path.name,
            code="ingen_lister",
        )
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            part = parts_of(archive).get(LISTS, "")
            if not part:
                raise refused
            rows = _rows(archive.read(part))[1]
            shared = _shared(archive)
    except SyntaxError:
        raise refused from None
    top = rows.get(1)
    stands = [] if top is None else [text_of(cell, shared) for cell in top][: len(headings)]
    if stands != headings:
        raise refused
    return part


def _rows(xml: bytes) -> tuple[Any, dict[int, Any]]:
    tree = root_of(xml)
    return tree, {int(row.get("r")): row for row in tree.iter(f"{_NS}row")}


def _shared(archive: zipfile.ZipFile) -> list[str]:
    name = "xl/sharedStrings.xml"
    return texts_of(archive.read(name)) if name in archive.namelist() else []


def _written(xml: bytes, about: About, shared: Sequence[str]) -> tuple[bytes, list[str]]:
    """Return the sheet with the team's words in its first columns, and the words it had there."""
    from lxml import etree

    tree, rows = _rows(xml)
    lists = [tuple(getattr(about, name))[: LAST - 1] for name in OWN_WORDS.values()]
    letters = [letter(k) for k in range(len(lists))]
    before: list[str] = []
    for number, row in rows.items():
        for cell in list(row) if number > 1 else ():
            if cell.get("r", "").rstrip("0123456789") in letters:
                before.append(text_of(cell, shared))
                row.remove(cell)
    data = next(tree.iter(f"{_NS}sheetData"))
    for number in range(2, 2 + max(map(len, lists), default=0)):
        row = rows.get(number)
        if row is None:
            row = etree.SubElement(data, f"{_NS}row", r=str(number))
        words = [(k, words[number - 2]) for k, words in enumerate(lists) if len(words) > number - 2]
        for place, (k, word) in enumerate(words):
            cell = etree.Element(f"{_NS}c", r=f"{letters[k]}{number}")
            put_text(cell, word)
            row.insert(place, cell)
    data[:] = sorted(data, key=lambda row: int(row.get("r")))
    for found in tree.findall(f"{_NS}dimension"):
        tree.remove(found)  # may be left out, and would be wrong
    for row in data:
        row.attrib.pop("spans", None)
    return xml_of(tree), [word for word in before if word]
