"""Slides of pooled views: one a view, every word on it open to editing, the caveat in the notes.

python-pptx begins from a template of its own that names a person, carries a thumbnail, a printer
and English words; all of it goes before the first slide is made. The words are in a font that
is on every machine, the figures are pictures and keep ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures import Numbers, View
from kitlib.material.slide_numbers import LETTERS, put_numbers, rows_that_fit
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    from pptx.presentation import Presentation

__all__ = ["NOT_OF_A_TEAM", "slides"]

#: Told whoever asks for slides of what stays with the team.
NOT_OF_A_TEAM = Problem(
    "Dias laves kun af samlede tal, som alle må se, og ikke af et teams egne.",
    "Saml bidrag fra flere enheder, så ligger de i mappen 'offentlig': "
    "laeringskit saml bidrag/*.bidrag --ud MAPPE",
    level="advarsel",
    code="dias_ring",
)

_LANGUAGE = "da-DK"
_WIDE, _TALL = 13.333, 7.5  # inches: a projector's 16:9
_LEFT, _TOP, _BOTTOM = 0.5, 0.35, 0.3
_ACROSS = _WIDE - 2 * _LEFT
_GAP = 0.15
_LINE = 1.2
_QUESTION, _SENTENCE, _FOOT = 28, LETTERS, LETTERS  # points
_ALONE, _LONG = 28, 300  # a sentence without a figure, and letters that make it a long one
_ROOM = 0.2  # inches a text box keeps to itself, above and below together
_SHORT_OF = 0.78  # the font of the slides is wider than the one lines are measured in
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

_ABOUT = "Om tallene"
_HALF_YEAR = re.compile(r"(\d\.) halvår (\d{4})")  # a line does not end within it
_LAYOUT = "Spørgsmål og figur"
_OURS = "laeringskit"  # the theme's name, in place of the template's
_PROMPTS = {"TITLE": "Klik for at skrive spørgsmålet", "BODY": "Klik for at skrive"}
_UNUSED = ("thumbnail", "extended-properties", "printerSettings")  # of the template's own parts


def slides(
    views: Sequence[View], *, title: str, day: date, foot: str = "", about: Sequence[str] = ()
) -> bytes:
    """Return a .pptx with one slide a view.

    Parameters
    ----------
    views : sequence of View
        Of ring "udgivelse" only, and none that quotes people.
    title : str
        The file's title.
    day : date
        The day it says it was made; the hour is nobody's business.
    foot : str
        What stands at the foot of every slide; nothing where empty.
    about : sequence of str
        What stands on a last slide of its own, and in the notes of all of them.

    Raises
    ------
    KitError
        Where a view is not for everyone, or there is none.

    Notes
    -----
    The question is the slide's title, the sentence its text, the view's alt text that of the
    picture, and the caveat stands in the notes. Language is Danish, author is nobody. Numbers are
    a table with shapes on it, parted over as many slides as its rows need; of a long sentence what
    there is no room for stands in the notes, so that no letter is under 24 points.
    """
    _refuse(views)
    show = _template()
    for view in views:
        _slide(show, view, foot, about)
    if about:
        last = View(key="om", question=_ABOUT, sentence="\n".join(about), ring="udgivelse")
        _slide(show, last, foot, ())
    _clean(show, title, day)
    buffer = BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _refuse(views: Sequence[View]) -> None:
    if any(view.ring != "udgivelse" or view.quotes for view in views):
        raise KitError(replace(NOT_OF_A_TEAM, level="fejl"))
    if not views:
        raise KitError("Der er ingen visninger at lave dias af.", hint=NOT_OF_A_TEAM.hint)


def _template() -> Presentation:
    """Return an empty presentation in our format, with one layout and no words of others."""
    from pptx import Presentation as new
    from pptx.dml.color import RGBColor
    from pptx.util import Inches

    show = new()
    show.slide_width, show.slide_height = Inches(_WIDE), Inches(_TALL)
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
            _place(holder, _TOP if kind == "TITLE" else 1.3, 0.9)
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

    for style, size, bold in (("p:titleStyle", _QUESTION, True), ("p:bodyStyle", _SENTENCE, False)):
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


def _slide(show: Presentation, view: View, foot: str, about: Sequence[str]) -> None:
    page = show.slides.add_slide(show.slide_layouts[0])
    question, sentence = page.shapes.title, page.placeholders[1]
    below = _put(
        question, _HALF_YEAR.sub("\\1\u00a0halvår\u00a0\\2", view.question), _TOP, _QUESTION
    )
    said, rest = view.sentence, ""
    if view.is_empty:
        alone = _ALONE if len(said) < _LONG else _SENTENCE
        _put(sentence, said, below + 0.6, alone)
        _set_size(sentence, alone)
        rest_of: View | None = None
    else:
        said, rest = _first_lines(said)
        below = _put(sentence, said, below, _SENTENCE) + _GAP
        rest_of = _body(page, view, below, _TALL - _BOTTOM - below - _foot_height(foot))
    if foot:
        box = page.shapes.add_textbox(0, 0, 0, 0)
        tall = _foot_height(foot)
        _place(box, _TALL - _BOTTOM - tall + 0.1, tall)
        box.name = "Fod"
        box.text_frame.text = foot
        _set_size(box, _FOOT)
    notes = page.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = " ".join(part for part in (rest, view.caveat, *about) if part)
    if rest_of is not None:
        _slide(show, rest_of, foot, about)


def _body(page: Any, view: View, below: float, room: float) -> View | None:
    """Put the figure of a view below its words; return what there was no room for."""
    from pptx.util import Inches

    block = view.blocks[0]
    if isinstance(block, Numbers) and not block.hatched:
        fit = rows_that_fit(block, _ACROSS, room)
        part = replace(block, rows=block.rows[:fit])
        put_numbers(page, part, _LEFT, below, _ACROSS, view.alt)
        rest = replace(block, rows=block.rows[fit:])
        return replace(view, blocks=(rest,)) if rest.rows else None
    scale = min(_ACROSS / look.WIDTH, room / view.height)
    wide, tall = look.WIDTH * scale, view.height * scale
    picture = page.shapes.add_picture(
        BytesIO(view.png(dpi=150)),
        Inches((_WIDE - wide) / 2),
        Inches(below),
        Inches(wide),
        Inches(tall),
    )
    picture.name = "Figur"
    picture._element.nvPicPr.cNvPr.set("descr", view.alt)
    return None


def _first_lines(text: str) -> tuple[str, str]:
    """Return the sentences there is room for above a figure, and the rest."""
    sentences = re.split(r"(?<=[.?!]) (?=[A-ZÆØÅ0-9])", text)
    room = 72 * _ACROSS * _SHORT_OF
    fit = 1
    while fit < len(sentences) and (
        len(look.wrap(" ".join(sentences[: fit + 1]), room, _SENTENCE)) == 1
    ):
        fit += 1
    return " ".join(sentences[:fit]), " ".join(sentences[fit:])


def _foot_height(foot: str) -> float:
    """Inches at the foot of a slide; none where nothing stands there."""
    lines = look.wrap(foot, 72 * _ACROSS * _SHORT_OF, _FOOT) if foot else []
    return _ROOM + len(lines) * _FOOT * _LINE / 72 if lines else 0.0


def _put(holder: Any, text: str, top: float, size: int) -> float:
    """Write a text that takes the room its lines need; return where it ends."""
    face = "Bold" if size == _QUESTION else "Regular"
    lines = look.wrap(text, 72 * _ACROSS * _SHORT_OF, size, face)
    tall = _ROOM + len(lines) * size * _LINE / 72
    _place(holder, top, tall)
    holder.text_frame.text = text
    return top + tall


def _place(shape: Any, top: float, tall: float) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    shape.left, shape.top = Inches(_LEFT), Inches(top)
    shape.width, shape.height = Inches(_ACROSS), Inches(tall)
    shape.text_frame.word_wrap = True
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP


def _set_size(shape: Any, size: int) -> None:
    from pptx.util import Pt

    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _clean(show: Presentation, title: str, day: date) -> None:
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
