"""A printed form that can be filled in on a screen: its boxes become fields of the PDF.

The template marks each place as a link to an address that is nowhere; a link is an annotation
that is tagged and stands in the order it is read. Here each becomes a field where it stands, so
that nothing has to be measured and no tag is made by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from kitlib.problems import KitError, Problem

__all__ = ["fillable"]

_PLACE = "https://felt.invalid/"
_RADIO, _PRINT = 1 << 15 | 1 << 14, 4
_FONT, _SIZE = "/Skrift", 12


def fillable(content: bytes, labels: Mapping[str, str]) -> bytes:
    """Return a PDF with fields in place of the links its template laid for them.

    Parameters
    ----------
    content : bytes
        A tagged PDF; a link to https://felt.invalid/NAME is a place to write, and one to
        https://felt.invalid/NAME/VALUE a box of a row in which one may be chosen.
    labels : mapping of str to str
        What each field is called to who cannot see it, by NAME and by NAME/VALUE.

    Raises
    ------
    KitError
        Where the library that writes fields is not there.
    """
    try:
        from pypdf import PdfReader, PdfWriter
    except ImportError:  # the one file carries no more than it must
        hint = "Arket på papir ligger klar. Lav skemaet med det installerede værktøj."
        told = Problem(
            "Skemaet til skærmen kan ikke laves her.", hint, level="advarsel", code="skema"
        )
        raise KitError(told) from None
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    elements = _link_elements(writer)
    rows: dict[str, Any] = {}
    order: list[Any] = []
    for page in writer.pages:
        for reference in page.get("/Annots", ()):
            widget = reference.get_object()
            target = str(widget.get("/A", {}).get("/URI", ""))
            if not target.startswith(_PLACE):
                continue
            name, _, value = target.removeprefix(_PLACE).partition("/")
            label = labels[f"{name}/{value}" if value else name]
            for key in ("/A", "/Border", "/Contents", "/C"):
                widget.pop(key, None)
            widget[NameObject("/Subtype")] = NameObject("/Widget")
            widget[NameObject("/F")] = _number(_PRINT)
            element = elements[reference.idnum]
            element[NameObject("/S")] = NameObject("/Form")
            element[NameObject("/Alt")] = TextStringObject(label)
            if not value:
                order.append(_text_field(writer, widget, reference, name, label))
                continue
            if name not in rows:
                rows[name] = writer._add_object(_row(name, labels[name]))
                order.append(rows[name])
            _box(writer, widget, value, label)
            widget[NameObject("/Parent")] = rows[name]
            rows[name].get_object()["/Kids"].append(reference)
    form = DictionaryObject()
    form[NameObject("/Fields")] = ArrayObject(order)
    form[NameObject("/DA")] = TextStringObject(f"{_FONT} {_SIZE} Tf 0 g")
    form[NameObject("/DR")] = _resources(writer)
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _number(value: float) -> Any:
    from pypdf.generic import NumberObject

    return NumberObject(value)


def _link_elements(writer: Any) -> dict[int, Any]:
    """Return the tag of each annotation, by the annotation's number."""
    found: dict[int, Any] = {}

    def walk(node: Any, above: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for part in node:
                walk(part, above)
        elif hasattr(node, "get"):
            if node.get("/Type") == "/OBJR":
                found[node.raw_get("/Obj").idnum] = above
            elif "/K" in node:
                walk(node["/K"], node)

    walk(writer._root_object["/StructTreeRoot"]["/K"], None)
    return found


def _text_field(writer: Any, widget: Any, reference: Any, name: str, label: str) -> Any:
    from pypdf.generic import NameObject, TextStringObject

    widget[NameObject("/FT")] = NameObject("/Tx")
    widget[NameObject("/T")] = TextStringObject(name)
    widget[NameObject("/TU")] = TextStringObject(label)
    widget[NameObject("/DA")] = TextStringObject(f"{_FONT} {_SIZE} Tf 0 g")
    widget[NameObject("/AP")] = _looks(writer, widget, {"": b""})
    return reference


def _row(name: str, label: str) -> Any:
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    row = DictionaryObject()
    row[NameObject("/FT")] = NameObject("/Btn")
    row[NameObject("/Ff")] = _number(_RADIO)
    row[NameObject("/T")] = TextStringObject(name)
    row[NameObject("/TU")] = TextStringObject(label)
    row[NameObject("/V")] = NameObject("/Off")
    row[NameObject("/Kids")] = ArrayObject()
    return row


def _box(writer: Any, widget: Any, value: str, label: str) -> None:
    from pypdf.generic import NameObject, TextStringObject

    low_x, low_y, high_x, high_y = (float(n) for n in widget["/Rect"])
    w, h = high_x - low_x, high_y - low_y
    cross = f"1.6 w 1 J 3 3 m {w - 3:.1f} {h - 3:.1f} l 3 {h - 3:.1f} m {w - 3:.1f} 3 l S"
    widget[NameObject("/AS")] = NameObject("/Off")
    widget[NameObject("/TU")] = TextStringObject(label)
    widget[NameObject("/AP")] = _looks(writer, widget, {value: cross.encode(), "Off": b""})


def _looks(writer: Any, widget: Any, drawn: Mapping[str, bytes]) -> Any:
    """Return how a field looks, by its state; one without states looks one way."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    low_x, low_y, high_x, high_y = (float(n) for n in widget["/Rect"])
    states = DictionaryObject()
    for state, content in drawn.items():
        stream = StreamObject()
        stream.set_data(content)
        stream[NameObject("/Type")] = NameObject("/XObject")
        stream[NameObject("/Subtype")] = NameObject("/Form")
        size = (0, 0, high_x - low_x, high_y - low_y)
        stream[NameObject("/BBox")] = ArrayObject(_real(n) for n in size)
        stream[NameObject("/Resources")] = DictionaryObject()
        states[NameObject(f"/{state}")] = writer._add_object(stream)
    looks = DictionaryObject()
    looks[NameObject("/N")] = states if "" not in drawn else states["/"].indirect_reference
    return looks


def _real(value: float) -> Any:
    from pypdf.generic import FloatObject

    return FloatObject(round(value, 3))


def _resources(writer: Any) -> Any:
    """Return the font that is typed in, within the file: all of Danish and its neighbours."""
    from pypdf.generic import DictionaryObject, NameObject

    fonts = DictionaryObject()
    fonts[NameObject(_FONT)] = writer._add_object(_typed_font(writer))
    resources = DictionaryObject()
    resources[NameObject("/Font")] = fonts
    return resources


def _typed_font(writer: Any) -> Any:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    from kitlib.look import font_files

    letters = [ord(bytes([n]).decode("cp1252", "replace")) for n in range(32, 256)]
    with TTFont(font_files()["Regular"], recalcTimestamp=False) as font:
        options = Options(layout_features=[], name_IDs=[], hinting=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        shapes, widths = font.getBestCmap(), font["hmtx"]
        scale = 1000 / font["head"].unitsPerEm
        wide = [round(widths[shapes[n]][0] * scale) if n in shapes else 0 for n in letters]
        head, line = font["head"], font["hhea"]
        box = [round(n * scale) for n in (head.xMin, head.yMin, head.xMax, head.yMax)]
        heights = (round(line.ascent * scale), round(line.descent * scale))
        out = BytesIO()
        font.save(out)
    file = StreamObject()
    file.set_data(out.getvalue())
    file[NameObject("/Length1")] = _number(len(out.getvalue()))
    name = NameObject("/SourceSansPro-Regular")
    described = DictionaryObject()
    described[NameObject("/Type")] = NameObject("/FontDescriptor")
    described[NameObject("/FontName")] = name
    numbers = {"Flags": 32, "ItalicAngle": 0, "StemV": 80, "CapHeight": 660}
    numbers |= {"Ascent": heights[0], "Descent": heights[1]}
    for key, value in numbers.items():
        described[NameObject(f"/{key}")] = _number(value)
    described[NameObject("/FontBBox")] = ArrayObject(_number(n) for n in box)
    described[NameObject("/FontFile2")] = writer._add_object(file.flate_encode())
    made = DictionaryObject()
    made[NameObject("/Type")] = NameObject("/Font")
    made[NameObject("/Subtype")] = NameObject("/TrueType")
    made[NameObject("/Encoding")] = NameObject("/WinAnsiEncoding")
    made[NameObject("/BaseFont")] = name
    made[NameObject("/FirstChar")], made[NameObject("/LastChar")] = _number(32), _number(255)
    made[NameObject("/Widths")] = ArrayObject(_number(n) for n in wide)
    made[NameObject("/FontDescriptor")] = writer._add_object(described)
    return made
