"""A person out of the XML of a packed document: texts, names and formulas, references left whole.

B12 may be a child or a cell. Where the document points at cells, only the names of sheets and what
stands in quotes are looked at; a code that stands as a name of its own there is a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from kitlib.privacy.forget.person import GONE, Person
from kitlib.reading.beneath.parts import root_of, xml_of

__all__ = ["BARE", "MARKUP", "forget_in_part"]

#: How the names of parts end that are XML.
MARKUP = (".xml", ".rels", ".vml")

#: What stands for a person in a name, where brackets may not.
BARE = GONE.strip("[]")

_HEADERS = frozenset(
    f"{page}{place}" for page in ("odd", "even", "first") for place in ("Header", "Footer")
)
_FORMULAS = frozenset(
    {
        "f",
        "formula",
        "formula1",
        "formula2",
        "definedName",
        "sqref",
        "ref",
        "FmlaMacro",
        "FmlaLink",
        "FmlaRange",
        "FmlaTxbx",
    }
)
_REFERENCES = frozenset(
    {
        "r",
        "r1",
        "r2",
        "ref",
        "sqref",
        "spans",
        "activeCell",
        "topLeftCell",
        "location",
        "formula",
        "condition",
        "expression",
    }
)
_ADDRESSES = ("-address", "-addresses", "-ranges", "-range")
_NUMBERS = frozenset({"id", "Id", "uid", "guid", "Type", "ContentType", "uri"})
# What programs call styles by themselves: ce4, co1, Default2.
_STYLE = re.compile(r"[A-Za-z]{1,8}\d{1,4}")
_HEX = re.compile(r"[{(]?[0-9A-Fa-f]{3}[0-9A-Fa-f-]{3,}[})]?")
# Runs of letters with their own look are one word to the reader: these hold such runs.
_PARAGRAPHS = frozenset({"si", "is", "text", "p", "h", "rPr", "title", "lpstr"})
# What a header says of its font, size, colour and place, before the words: &C&"Arial"&12
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z&])')
_FORMULA_PIECE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*"|'(?:[^']|'')*')"""
    r"""|(?P<cell>\$?[A-Za-z]{1,3}\$?\d+(?![\w(]))"""
    r"""|(?P<name>[^\W\d][\w.]*)"""
)
_NAMING_PARTS = ("xl/workbook.xml", "docProps/app.xml", "[Content_Types].xml")


def forget_in_part(name: str, raw: bytes, person: Person) -> tuple[bytes, int]:
    """Replace every mention in a part; return it as it is where there is none, and how many.

    Raises
    ------
    SyntaxError
        Where it is no XML.
    """
    root = root_of(raw)
    mentions = 0
    in_text = BARE if name in _NAMING_PARTS else GONE
    for element in root.iter():
        mentions += _in_attributes(element, person)
        mentions += _in_texts(element, person, in_text)
    for element in root.iter():
        if _local(element) in _PARAGRAPHS:
            mentions += _over_runs(element, person, in_text)
    return (xml_of(root), mentions) if mentions else (raw, 0)


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _in_attributes(element: Any, person: Person) -> int:
    mentions = 0
    for key, value in element.attrib.items():
        local = key.rpartition("}")[2]
        if local in _NUMBERS or _HEX.fullmatch(value):
            continue
        is_style = local.endswith("style-name") or (local == "name" and _local(element) == "style")
        if is_style and _STYLE.fullmatch(value):
            continue
        points = local in _REFERENCES or local.endswith(_ADDRESSES)
        gone = GONE if _local(element) == "tableColumn" else BARE
        found, said = _in_formula(value, person) if points else _in_words(value, person, gone)
        if found:
            mentions += found
            element.set(key, said)
    return mentions


def _in_texts(element: Any, person: Person, gone: str) -> int:
    """Look at the text of an element, and at what stands after each of its children."""
    local, mentions = _local(element), 0
    if local in _FORMULAS:
        look: Callable[[str], tuple[int, str]] = lambda text: _in_formula(text, person)  # noqa: E731
    elif local in _HEADERS:
        look = lambda text: _in_header(text, person)  # noqa: E731
    else:
        look = lambda text: _in_words(text, person, gone)  # noqa: E731
    if element.text:
        found, said = look(element.text)
        if found:
            mentions, element.text = mentions + found, said
    for child in element:
        if child.tail:
            found, said = look(child.tail)
            if found:
                mentions, child.tail = mentions + found, said
    return mentions


def _in_words(text: str, person: Person, gone: str) -> tuple[int, str]:
    found = person.count(text)
    return found, person.without(text, gone=gone) if found else text


def _in_formula(text: str, person: Person) -> tuple[int, str]:
    """Look at quoted texts, names of sheets and names in a formula; a cell is a cell."""
    mentions = 0

    def put(piece: re.Match[str]) -> str:
        nonlocal mentions
        if piece["cell"]:
            return piece[0]
        found, said = _in_words(piece[0], person, BARE)
        mentions += found
        return said

    said = _FORMULA_PIECE.sub(put, text)
    return mentions, said


def _in_header(text: str, person: Person) -> tuple[int, str]:
    """Look at the words of a page's header between the codes that say how it looks."""
    mentions, pieces, at = 0, [], 0
    for code in [*_HEADER_CODE.finditer(text), None]:
        end = len(text) if code is None else code.start()
        found, said = _in_words(text[at:end], person, GONE)
        mentions += found
        pieces += [said, "" if code is None else code[0]]
        at = end if code is None else code.end()
    return mentions, "".join(pieces)


def _over_runs(element: Any, person: Person, gone: str) -> int:
    """Take out a mention that is spread over several runs of letters."""
    places = list(_text_places(element))
    whole = "".join(text for _, _, text in places)
    found = person.count(whole)
    if not found:
        return 0
    said = person.without(whole, gone=gone)
    for node, attribute, _ in places:
        setattr(node, attribute, said)
        said = ""
    return found


def _text_places(element: Any) -> Iterator[tuple[Any, str, str]]:
    """Every text below an element, in order: its node, which of the two it is, what it says."""
    if element.text:
        yield element, "text", element.text
    for child in element:
        if isinstance(child.tag, str) and _local(child) not in _PARAGRAPHS:
            yield from _text_places(child)
        if child.tail:
            yield child, "tail", child.tail
