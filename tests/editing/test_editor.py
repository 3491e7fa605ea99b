"""One's own file edited: what is shown, what is written back, and what keeps it unsaved."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.editing.editor import Editor
from kitlib.mine import read_mine
from kitlib.problems import KitError
from kitlib.reading.held import HeldFile
from tests.spoilt import each_part_spoilt

OM = 'format = 1\nwho5_kodning = "{}"\n'
HEAD = "borger;tidspunkt;dato;q1;q2;q3;q4;q5;note"


def text(*rows, head=HEAD, end="\r\n"):
    return (end.join([head, *rows]) + end).encode("cp1252")


def three():
    return text(
        *(f'E0{n};før;1{n}-03-2026;1;2;3;4;5;"Vi talte; længe, på gården."' for n in (1, 2, 3))
    )


@pytest.fixture
def place(tmp_path):
    def make(coding="0-5"):
        (tmp_path / "om.toml").write_text(OM.format(coding), encoding="utf-8")
        return tmp_path / "min_who5.csv"

    return make


def where(editor, name, table=0):
    return next(f.place for f in editor.tables[table].fields if f.column.name == name)


def stops(editor):
    return [(f.problem.column, f.problem.code) for f in editor.faults() if f.blocks]


def test_answers_are_words_and_the_file_keeps_its_numbers(place):
    editor = Editor(place(), three())
    first = editor.rows[0]
    assert first.cells[where(editor, "q1")] == "Lidt af tiden"
    assert first.cells[where(editor, "tidspunkt")] == "før"
    editor.set(0, where(editor, "q1"), "Hele tiden")
    content, _ = editor.made()
    was, now = three().splitlines(), content.splitlines()
    assert now[1].startswith(b"E01;f\xf8r;11-03-2026;5;2;3;4;5;"), "in its own encoding"
    assert (now[0], now[2:]) == (was[0], was[2:]), "what was not touched is the same bytes"
    editor.check(content)


def test_answers_from_1_to_6_are_written_from_1_to_6(place):
    editor = Editor(place("1-6"), text("E01;før;11-03-2026;1;2;3;4;6;"))
    q1 = where(editor, "q1")
    assert editor.rows[0].cells[q1] == "På intet tidspunkt"
    editor.set(0, q1, "Det meste af tiden")
    assert b";5;2;3;4;6;" in editor.made()[0]


def test_a_file_of_words_stays_one_of_words(place):
    words = "Hele tiden;Lidt af tiden;På intet tidspunkt;Hele tiden;Hele tiden;"
    editor = Editor(place(""), text(f"E01;før;11-03-2026;{words}"))
    editor.set(0, where(editor, "q1"), "Lidt af tiden")
    row = editor.add(0)
    for name, said in (("borger", "E02"), ("tidspunkt", "efter"), ("q2", "Hele tiden")):
        editor.set(row, where(editor, name), said)
    content, _ = editor.made()
    assert b";Lidt af tiden;Lidt af tiden;" in content
    assert b"\r\nE02;efter;;;Hele tiden;;;;" in content
    assert not stops(editor)


def test_a_file_whose_coding_nobody_can_see_is_told_and_not_guessed(place):
    with pytest.raises(KitError, match=r"(?s)who5_kodning.*--regneark"):
        Editor(place(""), text("E01;før;11-03-2026;1;2;3;4;5;"))


def test_rows_are_added_deleted_and_taken_back(place):
    editor = Editor(place(), three())
    borger = where(editor, "borger")
    editor.delete(1)
    row = editor.add(0)
    editor.set(row, borger, "E09")
    editor.set(row, where(editor, "tidspunkt"), "efter")
    content, rows = editor.made()
    lines = content.decode("cp1252").split("\r\n")
    assert [line[:3] for line in lines] == ["bor", "E01", "E03", "E09", ""]
    assert rows[0, 4] == row and rows[0, 3] == 2
    editor.check(content)
    for _ in range(4):
        editor.undo()
    assert editor.made()[0] == three()
    assert not editor.is_changed and not editor.can_undo
    assert editor.undo() is None


def test_an_empty_new_row_is_not_written(place):
    editor = Editor(place(), three())
    editor.add(0)
    assert not editor.is_changed
    assert editor.made()[0] == three()


def test_an_old_fault_stays_and_is_told_and_a_new_one_stops(place):
    old = three().replace(b";12-03-2026;", b";i g\xe5r;")
    editor = Editor(place(), old)
    [told] = [f for f in editor.faults() if f.problem.code == "celle"]
    assert (told.row, told.place, told.blocks) == (1, where(editor, "dato"), False)
    editor.set(0, where(editor, "q1"), "Hele tiden")
    assert not stops(editor), "an old fault elsewhere keeps nothing from being saved"
    editor.set(0, where(editor, "dato"), "31-02-2026")
    assert stops(editor) == [("dato", "celle")]
    editor.set(0, where(editor, "dato"), "3. marts 2026")
    assert not stops(editor)
    editor.set(1, where(editor, "dato"), "i går aftes")
    assert stops(editor) == [("dato", "celle")], "a cell that is touched is to be mended"


def test_a_row_that_has_moved_keeps_its_old_fault(place):
    old = three().replace(b";13-03-2026;", b";i g\xe5r;")
    editor = Editor(place(), old)
    editor.delete(0)
    assert not stops(editor)
    assert [f.row for f in editor.faults() if f.problem.code == "celle"] == [2]


def test_an_answer_that_is_none_is_refused(place):
    editor = Editor(place(), three())
    with pytest.raises(KitError, match="ikke et af dem"):
        editor.set(0, where(editor, "q1"), "Måske")


def test_after_saving_one_goes_on_from_what_is_saved(place):
    editor = Editor(place(), three())
    editor.set(0, where(editor, "q1"), "Hele tiden")
    content, _ = editor.made()
    editor.saved(content)
    assert not editor.is_changed and not editor.can_undo
    assert next(iter(editor.rows.values())).cells[where(editor, "q1")] == "Hele tiden"


SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@given(
    st.lists(
        st.tuples(st.sampled_from(["set", "add", "delete", "undo"]), st.integers(0, 9), SIGNS),
        max_size=8,
    ),
    st.sampled_from(["utf-8-sig", "cp1252", "mac_roman", "utf-16"]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([";", "\t", ","]),
)
def test_whatever_is_done_is_what_is_read_again(done, encoding, end, delimiter):
    rows = [f"E0{n};1{n}-03-2026;start;{n};;;;;Vi talte på gården;;" for n in (1, 2, 3)]
    head = (
        "borger;dato;tidspunkt;borger_tal;maal_tal;maal;borger_ord;medarbejder_tal;"
        "medarbejder_ord;naeste_opfoelgning;maa_vises"
    )
    said = (end.join([head, *rows]) + end).replace(";", delimiter).encode(encoding)
    editor = Editor(Path("min_dialoglineal.csv"), said)
    column = where(editor, "borger_ord")
    for what, number, words in done:
        ids = [r.id for r in editor.rows.values() if not r.gone]
        if what == "set" and ids:
            editor.set(ids[number % len(ids)], column, words)
        elif what == "add":
            editor.set(editor.add(0), column, words)
        elif what == "delete" and len(ids) > 1:
            editor.delete(ids[number % len(ids)])
        elif what == "undo":
            editor.undo()
    content, _ = editor.made()
    try:
        editor.check(content)
    except KitError as error:
        assert "Intet er gemt" in str(error)
        assert any(is_strange(sign, encoding) for _, _, words in done for sign in words)
    else:
        assert editor.is_changed or content == said


def is_strange(sign, encoding):
    """A sign of no European script, one nobody sees, or one the file's encoding has not got."""
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return True
    return sign > "\u024f" or not sign.isprintable()


# ---- workbooks -------------------------------------------------------------------------------


def book(**more):
    """A workbook as people have them: two own sheets, one of something else, formats, widths."""
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    made = openpyxl.Workbook()
    page = made.active
    page.title = "WHO-5"
    page.append(["borger", "tidspunkt", "dato", "q1", "q2", "q3", "q4", "q5", "vejr"])
    for n in (1, 2, 3):
        page.append([f"E0{n}", "før", date(2026, 3, n), 1, 2, 3, 4, 5, "sol"])
    for row in page.iter_rows(min_row=2, min_col=3, max_col=3):
        row[0].number_format = "dd-mm-yyyy"
    page["A2"].font = Font(bold=True)
    page.column_dimensions["I"].width = 33
    page.add_data_validation(DataValidation(type="list", formula1='"før,efter"', sqref="B2:B500"))
    other = made.create_sheet("Dialoglineal")
    other.append(["borger", "dato", "tidspunkt", "borger_tal", "medarbejder_ord"])
    other.append(["E01", date(2026, 3, 1), "start", 4, "Vi gik en tur."])
    notes = made.create_sheet("Mine noter")
    notes.append(["Ring til Bo"])
    for change in more.values():
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def workbook(tmp_path):
    (tmp_path / "om.toml").write_text(OM.format("0-5"), encoding="utf-8")
    return tmp_path / "mine_borgere.xlsx"


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def test_a_workbook_with_any_part_spoilt_is_refused_before_it_is_edited(workbook):
    for _, spoilt in each_part_spoilt(book()):
        with pytest.raises(KitError, match="beskadiget"):
            Editor(workbook, spoilt)


def test_a_workbook_keeps_every_part_nobody_touched(workbook):
    import openpyxl

    raw = book()
    editor = Editor(workbook, raw)
    assert [t.sheet for t in editor.tables] == ["WHO-5", "Dialoglineal"]
    assert editor.tables[0].left == ("vejr",)
    editor.set(0, where(editor, "q1"), "Hele tiden")
    editor.set(0, where(editor, "dato"), "5-3-2026")
    editor.delete(1)
    row = editor.add(0)
    for name, said in (
        ("borger", "E04"),
        ("tidspunkt", "efter"),
        ("dato", "09-03-2026"),
        ("q1", "Lidt af tiden"),
    ):
        editor.set(row, where(editor, name), said)
    content, rows = editor.made()
    editor.check(content)
    assert not stops(editor)
    assert rows[0, 5] == row
    before, after = parts(raw), parts(content)
    assert {n for n in before if before[n] != after[n]} == {"xl/worksheets/sheet1.xml"}
    page = openpyxl.load_workbook(io.BytesIO(content))["WHO-5"]
    assert [c.value for c in page[2]][3:] == [5, 2, 3, 4, 5, "sol"]
    assert page["C2"].value.day == 5 and page["C5"].value.day == 9, "dates stay dates"
    assert page["C5"].number_format == "dd-mm-yyyy", "a new row looks like the one above it"
    assert page["A2"].font.bold and page.column_dimensions["I"].width == 33
    assert [c.value for c in page[3]] == [None] * 9
    assert page.data_validations.dataValidation[0].sqref.ranges
    mine = read_mine(HeldFile.holding(workbook, content))
    assert mine.who5["borger"].tolist() == ["E01", "E03", "E04"]


def test_both_sheets_are_edited_in_one_go(workbook):
    editor = Editor(workbook, book())
    ruler = next(r.id for r in editor.rows.values() if r.table == 1)
    step = next(c for c in editor._field(1, 3).choices if c.startswith("9"))
    editor.set(ruler, 3, step)
    editor.set(0, where(editor, "q1"), "Hele tiden")
    content, _ = editor.made()
    editor.check(content)
    mine = read_mine(HeldFile.holding(workbook, content))
    assert mine.dialoglineal["borger_tal"].tolist() == [9]
    assert mine.who5["q1"].tolist()[0] == 5


def test_a_table_of_the_spreadsheets_own_takes_the_new_row_in(workbook):
    import openpyxl
    from openpyxl.worksheet.table import Table

    raw = book(table=lambda b: b["WHO-5"].add_table(Table(displayName="T1", ref="A1:I4")))
    editor = Editor(workbook, raw)
    row = editor.add(0)
    editor.set(row, where(editor, "borger"), "E04")
    content, _ = editor.made()
    assert openpyxl.load_workbook(io.BytesIO(content))["WHO-5"].tables["T1"].ref == "A1:I5"


def _comment(made):
    from openpyxl.comments import Comment

    made["WHO-5"]["A2"].comment = Comment("Husk", "Bo")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda b: b["Mine noter"].append(["=1+1"]), "formler"),
        (lambda b: b["WHO-5"].merge_cells("A3:A4"), "flettede"),
        (_comment, "kommentarer"),
    ],
)
def test_what_a_spreadsheet_keeps_better_is_sent_there(workbook, change, said):
    with pytest.raises(KitError, match=rf"{said}.*--regneark"):
        Editor(workbook, book(change=change))


def test_old_and_open_workbooks_long_and_wide_tables_are_sent_there(place, tmp_path, sample_data):
    many = [f"E{n:04};før;01-03-2026;1;2;3;4;5;" for n in range(2001)]
    with pytest.raises(KitError, match=r"2000 rækker.*--regneark"):
        Editor(place(), text(*many))
    Editor(place(), text(*many[:2000]))
    wide = ";".join(f"x{n}" for n in range(40))
    with pytest.raises(KitError, match=r"40 kolonner.*--regneark"):
        Editor(place(), text("E01;før;01-03-2026;1;2;3;4;5;", head=f"{HEAD};{wide}"))
    beside = "borger;foer_q1;foer_q2;foer_q3;foer_q4;foer_q5;efter_q1;efter_q2"
    with pytest.raises(KitError, match=r"ved siden af hinanden.*--regneark"):
        Editor(place(), text("E01;1;2;3;4;5;1;2", head=beside))
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    made, page, row, cell = OpenDocumentSpreadsheet(), Table(name="WHO-5"), TableRow(), TableCell()
    cell.addElement(P(text="borger"))
    row.addElement(cell)
    page.addElement(row)
    made.spreadsheet.addElement(page)
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(KitError, match=r"\.ods.*--regneark"):
        Editor(tmp_path / "min_who5.ods", out.getvalue())
