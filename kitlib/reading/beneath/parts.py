"""The XML of a packed workbook's parts: read, and changed so that all else is as it lay."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any

__all__ = [
    "column_of",
    "put_text",
    "repacked",
    "root_of",
    "shared_at",
    "text_of",
    "texts_of",
    "xml_of",
]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def root_of(xml: bytes) -> Any:
    """Return the root of a part; a SyntaxError says that it is no XML."""
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def xml_of(root: Any) -> bytes:
    """Return a part as it is written."""
    from lxml import etree

    tree = root.getroottree()
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def repacked(
    parts: Iterable[tuple[zipfile.ZipInfo, bytes]],
    new: Mapping[str, bytes],
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Return a packed file with some parts new, and every other the very bytes it was.

    Parameters
    ----------
    parts : iterable of (ZipInfo, bytes)
        In their order; see `kitlib.packed.unpacked`.
    new : mapping of str to bytes
        What stands in a part now, by its name.
    names : mapping of str to str, optional
        What a part is called now.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for info, content in parts:
            told = copy(info)
            told.filename = (names or {}).get(info.filename, info.filename)
            made.writestr(told, new.get(info.filename, content), compress_type=info.compress_type)
    return out.getvalue()


def column_of(ref: str) -> int:
    """Return the column of a cell, or of a column's letters, from 0.

    Examples
    --------
    >>> column_of("A1"), column_of("AB12"), column_of("")
    (0, 27, -1)
    """
    number = 0
    for sign in re.match("[A-Z]*", ref.upper())[0]:  # type: ignore[index]
        number = number * 26 + ord(sign) - 64
    return number - 1


def texts_of(shared: bytes) -> list[str]:
    """Return the texts that cells of an .xlsx share, from its part of them."""
    return [_said(text) for text in root_of(shared).iterfind("{*}si")]


def shared_at(cell: Any) -> int | None:
    """Return which of the workbook's texts a cell points at; None where it points at none."""
    place = (cell.findtext("{*}v") or "").strip() if cell.get("t") == "s" else ""
    return int(place) if place.isascii() and place.isdigit() else None


def text_of(cell: Any, shared: Sequence[str]) -> str:
    """Return what stands in a cell of an .xlsx."""
    place = shared_at(cell)
    if place is not None:
        return shared[place] if place < len(shared) else ""
    return _said(cell) or cell.findtext("{*}v") or ""


def put_text(cell: Any, text: str) -> None:
    """Let a cell of an .xlsx hold a text of its own, or nothing; its place and style stay."""
    from lxml import etree

    del cell[:]
    cell.text = None
    cell.attrib.pop("t", None)
    if text:
        cell.set("t", "inlineStr")
        space = cell.tag[: cell.tag.rfind("}") + 1]
        said = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
        said.set(_SPACE, "preserve")
        said.text = text


def _said(element: Any) -> str:
    """The words in an element, without how they are to be pronounced."""
    there = (t for t in element.iter("{*}t") if t.getparent().tag.rpartition("}")[2] != "rPh")
    return "".join(t.text or "" for t in there)
