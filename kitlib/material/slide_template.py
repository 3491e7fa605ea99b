"""The presentation slides are made in: our format and words, and nothing the template brought.

python-pptx begins from a template of its own that names a person, carries a thumbnail, a printer
and English words; all of it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.material.slide_numbers import LETTERS

if TYPE_CHECKING:
    from pptx.presentation import Presentation

__all__ = [
    "ACROSS",
    "LEFT",
    "QUESTION",
    "SENTENCE",
    "TALL",
    "TOP",
    "WIDE",
    "empty_show",
    "finish",
    "place",
]

WIDE, TALL = 13.333, 7.5  # inches: a projector's 16:9
LEFT, TOP = 0.5, 0.35
ACROSS = WIDE - 2 * LEFT
QUESTION, SENTENCE = 28, LETTERS  # points
_LANGUAGE = "da-DK"
# On every machine with Windows or macOS; LibreOffice has one of the same widths. A font of our
# own would have to be installed, since slides that are to be edited carry none.
_FONT = "Arial"
_COLOURS = {
    "dk1": look.INK,
    "lt2": look.PAPER,
    "accent1": look.BLUE,
    "accent2": look.ORANGE,
    "accent3": look.SKY,
    "accent4": look.QUIET,
}
_LAYOUT = "Spørgsmål og figur"
_OURS = "laeringskit"  # the theme's name, in place of the template's
_PROMPTS = {"TITLE": "Klik for at skrive spørgsmålet", "BODY": "Klik for at skrive"}
_UNUSED = ("thumbnail", "extended-properties", "printerSettings")  # of the template's own parts


def empty_show() -> Presentation:
    """Return an empty presentation in our format, with one layout and no words of others."""
    from pptx import Presentation as new
    from pptx.dml.color import RGBColor
    from pptx.util import Inches

    show = new()
    show.slide_width, show.slide_height = Inches(WIDE), Inches(TALL)
    layout = show.slide_layouts[1]
    for other in [each for each in show.slide_layouts if each is not layout]:
        show.slide_layouts.remove(other)
    layout.name = _LAYOUT
    for page in (show.slide_master, layout):
        for holder in list(page.placeholders):
            kind = holder.placeholder_format.type.name
            if kind not in ("TITLE", "BODY", "OBJECT"):
                holder._element.getparent().remove(holder._element)
                continue
            place(holder, TOP if kind == "TITLE" else 1.3, 0.9)
            holder.text_frame.text = _PROMPTS["TITLE" if kind == "TITLE" else "BODY"]
    fill = show.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(look.PAPER.lstrip("#"))
    _styles(show.slide_master)
    return show


def _styles(master: Any) -> None:
    """Set how titles and text look where every slide takes it from, so that edits keep it."""
    from lxml import etree
    from pptx.oxml.ns import qn

    for style, size, bold in (("p:titleStyle", QUESTION, True), ("p:bodyStyle", SENTENCE, False)):
        level = master._element.find(f".//{qn(style)}/{qn('a:lvl1pPr')}")
        for name in ("algn", "marL", "indent"):
            level.attrib.pop(name, None)
        level.set("algn", "l")
        level.set("marL", "0")
        level.set("indent", "0")
        for child in list(level):
            if etree.QName(child).localname.startswith("bu"):
                level.remove(child)
        words = level.find(qn("a:defRPr"))
        words.set("sz", str(size * 100))
        words.set("b", "1" if bold else "0")
        words.addprevious(etree.SubElement(level, qn("a:buNone")))


def place(shape: Any, top: float, tall: float) -> None:
    """Put a box of text across the slide, so far down and so tall."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    shape.left, shape.top = Inches(LEFT), Inches(top)
    shape.width, shape.height = Inches(ACROSS), Inches(tall)
    shape.text_frame.word_wrap = True
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP


def finish(show: Presentation, title: str, day: date) -> None:
    """Take out what the template brought along, and say in every part that the words are Danish."""
    package = show.part.package
    for held in (package._rels, show.part.rels):
        for name, relation in list(held.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                held.pop(name)
    said = show.core_properties
    said.title, said.language = title, _LANGUAGE
    said.author = said.last_modified_by = said.comments = ""
    said.created = said.modified = datetime(day.year, day.month, day.day)
    said.revision = 1
    for part in package.iter_parts():
        if hasattr(part, "_element"):
            _speak_danish(part._element)
            if part.partname.startswith("/ppt/theme/"):
                _set_theme(part._element)
        elif part.partname.startswith("/ppt/theme/"):
            part._blob = _with_theme(part.blob)


def _set_theme(theme: Any) -> None:
    """Give the theme our name, font and colours, so that what is added by hand looks alike."""
    from pptx.oxml.ns import qn

    theme.set("name", _OURS)
    for face in theme.iter(qn("a:latin")):
        face.set("typeface", _FONT)
    for name, colour in _COLOURS.items():
        for place in theme.iter(qn(f"a:{name}")):
            for old in list(place):
                place.remove(old)
            place.append(place.makeelement(qn("a:srgbClr"), {"val": colour.lstrip("#")}))
    for scheme in theme.iter(qn("a:clrScheme"), qn("a:fontScheme")):
        scheme.set("name", _OURS)


def _with_theme(blob: bytes) -> bytes:
    from lxml import etree

    theme = etree.fromstring(blob)
    _set_theme(theme)
    return etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _speak_danish(element: Any) -> None:
    from pptx.oxml.ns import qn

    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr()
    tags = (qn(f"a:{name}") for name in ("rPr", "defRPr", "endParaRPr"))
    for words in element.iter(*tags):
        words.set("lang", _LANGUAGE)
    for shape, kind in _holders(element):
        names = {
            "title": "Spørgsmål",
            "ctrTitle": "Spørgsmål",
            "sldImg": "Dias",
            "hdr": "Hoved",
            "dt": "Dato",
            "ftr": "Fod",
            "sldNum": "Sidetal",
        }
        shape.set("name", names.get(kind, "Tekst"))
    for field in element.iter(qn("a:fld")):
        if field.get("type", "").startswith("datetime"):
            field.getparent().remove(field)
    for text in element.iter(qn("a:t")):
        if text.text and text.text.startswith("Click to edit"):
            text.text = _PROMPTS["BODY"]


def _holders(element: Any) -> Iterator[tuple[Any, str]]:
    """Return the naming element and the kind of each placeholder of a part."""
    from pptx.oxml.ns import qn

    for holder in element.iter(qn("p:ph")):
        around = holder.getparent().getparent()
        yield around.find(qn("p:cNvPr")), holder.get("type", "")
