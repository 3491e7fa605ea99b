"""A person out of every corner of a workbook, and cells that are called like a code left alone."""

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.privacy.forget.markup import forget_in_part
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.search import holds_bytes, not_seen_in
from kitlib.privacy.forget.workbooks import forget_in_ods, forget_in_xlsx
from kitlib.reading import Workbook

ALMA = Person("B12", ("Alma Holm",))


def never(_):
    return False


def book(change=lambda wb, ws: None):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "postits"
    sheet.append(["dato", "barn", "observation"])
    for number in range(1, 20):
        sheet.append(["03-03-2026", f"B{number + 30}", "leger"])
    change(made, sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parts(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(raw, **changed):
    """A workbook with parts changed or added, as another program would have written them."""
    out = io.BytesIO()
    found = parts(raw)
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in (found | changed).items():
            archive.writestr(name, part)
    return out.getvalue()


def header(wb, ws):
    ws.oddHeader.center.text = "B12 og Alma"
    ws.oddFooter.left.text = "Alma Holm"
    ws.oddFooter.left.size = 14
    ws.oddFooter.left.font = "Arial,Bold"
    ws.oddFooter.left.color = "FF0000"


def defined(wb, ws):
    from openpyxl.workbook.defined_name import DefinedName

    wb.defined_names["Barn_B12"] = DefinedName("Barn_B12", attr_text="postits!$B$12")
    ws["E2"] = "=COUNTA(Barn_B12)"


def sheet_name(wb, ws):
    other = wb.create_sheet("Alma Holm")
    other["A1"] = 1
    ws["E2"] = "='Alma Holm'!A1+B12"


def comment(wb, ws):
    from openpyxl.comments import Comment

    ws["B3"].comment = Comment("Alma Holm græd", "Alma")


def custom(wb, ws):
    from openpyxl.packaging.custom import StringProperty

    wb.custom_doc_props.append(StringProperty(name="barn", value="B12"))
    wb.properties.title = "Noter om Alma"
    wb.properties.keywords = "B12"


def validation(wb, ws):
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1='"B12,B31"', promptTitle="Alma", prompt="B12?")
    rule.add("B2:B20")
    ws.add_data_validation(rule)


@pytest.mark.parametrize(
    "corner", [header, defined, sheet_name, comment, custom, validation], ids=lambda c: c.__name__
)
def test_every_corner_of_a_workbook_is_reached(corner):
    raw = book(corner)
    done = forget_in_xlsx(raw, ALMA, never)
    assert done.content is not None and done.mentions > 0
    for name, part in parts(done.content).items():
        assert b"Alma" not in part and b"Holm" not in part, name
        if not name.startswith("xl/worksheets/"):
            bare = re.sub(rb"\$B\$12", b"", part)
            assert not re.search(rb"(?<![0-9A-Za-z])B12(?!\d)", bare), name
    # It opens, nothing else is lost, and asking again finds nothing more.
    again = openpyxl.load_workbook(io.BytesIO(done.content))
    assert again.worksheets[0].max_row == 20
    assert forget_in_xlsx(done.content, ALMA, never).content is None


def test_a_cell_is_not_a_child():
    """B12 is the twelfth cell of the second column as well."""

    def formulas(wb, ws):
        ws["E2"] = "=B12*2+SUM(B11:B12)"
        ws["E3"] = '=IF(A1="B12","ja",$B$12)'
        ws["B40"] = "B12"
        ws.merge_cells("D12:E12")
        ws.auto_filter.ref = "A1:B12"

    done = forget_in_xlsx(book(formulas), ALMA, never)
    sheet = openpyxl.load_workbook(io.BytesIO(done.content)).active
    assert sheet["E2"].value == "=B12*2+SUM(B11:B12)"
    assert sheet["E3"].value == '=IF(A1="slettet","ja",$B$12)'
    assert sheet["B12"].value == "B41" and sheet["B40"].value is None
    assert str(sheet.auto_filter.ref) == "A1:B12"
    assert (done.rows, done.mentions) == (1, 1)


def test_a_word_in_several_runs_is_one_word():
    runs = "<si><r><t>Al</t></r><r><rPr><b/></rPr><t>ma</t></r><r><t> leger</t></r></si>"
    raw = f'<sst xmlns="urn:x"><si><t>andre</t></si>{runs}</sst>'.encode()
    new, mentions = forget_in_part("xl/sharedStrings.xml", raw, ALMA)
    assert mentions == 1 and b"[slettet] leger" in new and b"<b/>" in new and b"andre" in new


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("&LB12&CSide &P", "&L[slettet]&CSide &P"),
        ('&C&"Arial,Bold"&12Alma', '&C&"Arial,Bold"&12[slettet]'),
        ("&R&KFF0000Alma&D", "&R&KFF0000[slettet]&D"),
        ("&LSolsikken&RB121", "&LSolsikken&RB121"),
    ],
)
def test_a_header_is_read_without_what_says_how_it_looks(said, left):
    from html import escape, unescape

    raw = f'<x xmlns="urn:x"><oddHeader>{escape(said, quote=False)}</oddHeader></x>'.encode()
    new, _ = forget_in_part("xl/worksheets/sheet1.xml", raw, ALMA)
    assert unescape(re.search(rb"Header>(.*)</oddH", new)[1].decode()) == left


def test_a_pictures_name_goes_and_what_points_at_it_follows():
    raw = book()
    rels = b'<R xmlns="urn:r"><R Id="rId1" Target="../media/Alma%20Holm.png"/></R>'
    types = parts(raw)["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/media/Alma Holm.png" ContentType="image/png"/></Types>',
    )
    changed = {
        "xl/media/Alma Holm.png": b"\x89PNG....",
        "xl/drawings/_rels/drawing1.xml.rels": rels,
        "xl/drawings/drawing1.xml": b'<d xmlns="urn:d"><p name="B12.png" descr="Alma Holm"/></d>',
        "[Content_Types].xml": types,
    }
    done = forget_in_xlsx(repacked(raw, **changed), ALMA, never)
    found = parts(done.content)
    (picture,) = [name for name in found if name.startswith("xl/media/")]
    last = picture.rpartition("/")[2].encode()
    assert b"Alma" not in last and last.endswith(b".png")
    assert b"../media/" + last in found["xl/drawings/_rels/drawing1.xml.rels"]
    assert b"/xl/media/" + last in found["[Content_Types].xml"]
    assert b"Alma" not in found["xl/drawings/drawing1.xml"]


def test_pivot_caches_are_reached():
    cache = {
        "xl/pivotCache/pivotCacheDefinition1.xml": b'<c xmlns="urn:c" ref="A1:B12"><sharedItems>'
        b'<s v="B12"/><s v="B31"/></sharedItems></c>',
        "xl/pivotCache/pivotCacheRecords1.xml": b'<c xmlns="urn:c"><r><s v="Alma Holm"/></r></c>',
    }
    found = parts(forget_in_xlsx(repacked(book(), **cache), ALMA, never).content)
    one, two = (found[name] for name in cache)
    assert b'ref="A1:B12"' in one and b'v="slettet"' in one and b'v="B31"' in one
    assert b"Alma" not in two


def test_a_part_in_another_encoding_is_reached_too():
    sheet = "xl/comments1.xml"
    text = '<?xml version="1.0" encoding="UTF-16"?><c xmlns="urn:c"><t><![CDATA[Alma]]></t></c>'
    done = forget_in_xlsx(repacked(book(), **{sheet: text.encode("utf-16")}), ALMA, never)
    assert not holds_bytes(done.content, ALMA)


@pytest.fixture
def ods(tmp_path):
    from odf import meta, office, opendocument, style, table, text

    made = opendocument.OpenDocumentSpreadsheet()
    made.meta.addElement(meta.UserDefined(name="barn", text="B12"))
    page = style.PageLayout(name="pl")
    made.automaticstyles.addElement(page)
    master = style.MasterPage(name="m", pagelayoutname=page)
    head = style.Header()
    head.addElement(text.P(text="Noter om Alma Holm"))
    master.addElement(head)
    made.masterstyles.addElement(master)
    rules = table.ContentValidations()
    rules.addElement(
        table.ContentValidation(name="v", condition='cell-content-is-in-list("B12";"B31")')
    )
    made.spreadsheet.addElement(rules)
    sheet = table.Table(name="Alma Holm")
    for row in (["dato", "barn", "note"], ["03-03-2026", "B31", "leger"]):
        line = table.TableRow()
        for said in row:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=said))
            line.addElement(cell)
        note = office.Annotation()
        note.addElement(text.P(text="B12 så det"))
        cell.addElement(note)
        sheet.addElement(line)
    made.spreadsheet.addElement(sheet)
    names = table.NamedExpressions()
    names.addElement(
        table.NamedRange(
            name="Barn_B12",
            cellrangeaddress="$'Alma Holm'.$B$12",
            basecelladdress="$'Alma Holm'.$A$1",
        )
    )
    made.spreadsheet.addElement(names)
    path = tmp_path / "x.ods"
    made.save(str(path))
    return path


def test_every_corner_of_an_ods_is_reached(ods):
    done = forget_in_ods(ods.read_bytes(), ALMA, never)
    for name, part in parts(done.content).items():
        assert b"Alma" not in part, name
    content = parts(done.content)["content.xml"]
    assert b"$'slettet'.$B$12" in content and b"Barn_slettet" in content
    ods.write_bytes(done.content)
    rows = [row for row in Workbook.open(ods).rows("slettet") if any(row)]
    assert [str(cell) for cell in rows[1]][1:3] == ["B31", "leger"]
    assert forget_in_ods(done.content, ALMA, never).content is None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0", "andre dokumenter"),
        ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0", "andre dokumenter"),
        ("xl/media/image1.png", b"\x89PNG", "billeder"),
        ("ObjectReplacements/Object 1", b"VCLMTF", "andre dokumenter"),
    ],
)
def test_what_cannot_be_looked_into_is_named(name, content, says):
    assert says in not_seen_in(repacked(book(), **{name: content}))
    assert not_seen_in(book()) == ""


@given(st.text(alphabet="AB12 'x!$=+:()\",.", max_size=30))
def test_a_formula_without_the_person_in_it_is_never_touched(text):
    from html import escape, unescape

    other = Person("Z99", ("Dagny",))
    raw = f'<x xmlns="urn:x"><f>{escape(text, quote=False)}</f></x>'.encode()
    assert forget_in_part("xl/worksheets/sheet1.xml", raw, other) == (raw, 0)
    new, _ = forget_in_part("xl/worksheets/sheet1.xml", raw, ALMA)
    said = unescape((re.search(rb"<f>(.*)</f>", new) or [b"", b""])[1].decode())
    cells = re.compile(r"(?<![\w.'\"])\$?[A-Za-z]{1,3}\$?\d+(?![\w(.'\"])")
    if '"' not in text and "'" not in text:
        assert cells.findall(said) == cells.findall(text)


@pytest.mark.parametrize("place", ["inf35", "99999", "-1", ""])
def test_a_cell_that_points_at_no_text_does_not_stop_erasing(place):
    sheet = "xl/worksheets/sheet1.xml"
    raw = book()
    cell = f'<c r="C3" t="s"><v>{place}</v></c>'.encode()
    spoilt = re.sub(rb'<c r="C3".*?</c>', cell, parts(raw)[sheet])
    done = forget_in_xlsx(repacked(raw, **{sheet: spoilt}), Person("B31"), never)
    assert b">B31<" not in b"".join(parts(done.content).values())
