"""A sheet that would fill the memory is refused before the library sees it."""

import zipfile
from pathlib import Path

import pytest

from kitlib import open_team
from kitlib.privacy.forget.search import is_large
from kitlib.problems import KitError
from kitlib.reading import read_table, read_timecodes
from kitlib.reading.beneath import MAX_LETTERS, TooFar, TooMuchText, beneath
from kitlib.reading.sniff import MAX_FIELDS, too_heavy

from .sheets import sheet_of

CASES = Path(__file__).parents[1] / "cases"
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="postits">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
COLUMNS = ' table:number-columns-repeated="1000000000"'
FILLED = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
X = FILLED.format("")


@pytest.mark.parametrize("name", ["xlsx_far_cell_quote", "xlsx_far_row", "ods_cols_1e9"])
def test_what_would_end_the_process_is_told(name):
    [path] = (CASES / name).iterdir()
    with pytest.raises(KitError, match="for stort til at læse"):
        read_table(path)


def _ods(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", ODS.format(body))
    return path


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="ZZZZZZ9"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c r="A1"/></row><row r="9"><c r="a4294967295"><v>1</v></c></row>',
        '<row r="4294967295"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"/><c r="AZ1"/></row><row r="999999"><c r="A999999"/></row>',
        '<row r="1">' + "<c/>" * 5000 + '</row><row r="99999"><c r="A99999"/></row>',
        '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r = "999999">'
        '<x:c r="CAT999999"/></x:row>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_far_cells_are_found_however_they_are_written(tmp_path, body, encoding):
    with pytest.raises(TooFar):
        beneath(sheet_of(tmp_path / "t.xlsx", body, encoding)).sheet("postits")


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A1"/></row><row r="1048576"><c r="B1048576"/></row>',
        '<row r="1"><c r="A1"/><c r="XFD1"/></row><row r="2000"><c r="A2000"/></row>',
    ],
)
def test_a_long_sheet_and_a_wide_one_are_let_by(tmp_path, body):
    beneath(sheet_of(tmp_path / "t.xlsx", body)).sheet("postits")


@pytest.mark.parametrize(
    "row",
    [
        f"<table:table-row>{FILLED.format(COLUMNS)}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="1000000000">{X}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="+1000000000">{X}</table:table-row>',
        '<table:table-row><table:table-cell table:number-columns-repeated="999999999"/>'
        f"{X}</table:table-row>",
        '<table:table-row table:number-rows-repeated="999999999"><table:table-cell/>'
        f"</table:table-row><table:table-row>{X}</table:table-row>",
    ],
)
def test_repeats_are_counted_before_they_are_made(tmp_path, row):
    with pytest.raises(TooFar):
        beneath(_ods(tmp_path / "t.ods", row)).check()


def test_blank_repeats_at_the_end_are_what_every_program_writes(tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="16383"/>'
    body = (
        f"<table:table-row>{X}{blank}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048574">{blank}</table:table-row>'
        f"<table:table-row>{blank}</table:table-row>"
    )
    beneath(_ods(tmp_path / "t.ods", body)).check()


def _shared(path: Path, times: int, letters: int) -> Path:
    """A workbook in which many cells show one and the same text."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Ark1")
        sheet.write(0, 0, "observation")
        for row in range(times):
            sheet.write(row + 1, 0, "a" * letters)
    return path


def test_one_text_in_very_many_cells_is_counted_before_it_is_made(tmp_path):
    with pytest.raises(KitError, match="mere tekst i arket"):
        read_table(_shared(tmp_path / "a.xlsx", MAX_LETTERS // 32_000 + 1, 32_000))


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_sheet_holds_as_many_letters_as_it_may_and_no_more(tmp_path, monkeypatch, more, refused):
    letters = 10 * 100 + len("observation")
    monkeypatch.setattr("kitlib.reading.beneath.letters.MAX_LETTERS", letters - more)
    monkeypatch.setattr("kitlib.reading.beneath.ods.MAX_LETTERS", letters - more)
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = f"<table:table-row>{cell.format('observation')}</table:table-row>"
    rows += "<table:table-row table:number-rows-repeated='10'>" + cell.format("a" * 100)
    book = _shared(tmp_path / "a.xlsx", 10, 100)
    open_document = beneath(_ods(tmp_path / "a.ods", rows + "</table:table-row>"))
    if refused:
        with pytest.raises(KitError, match="mere tekst i arket"):
            read_table(book)
        with pytest.raises(TooMuchText):
            open_document.sheet("postits")
    else:
        assert len(read_table(book)) == 10
        open_document.sheet("postits")


def test_a_file_that_is_far_too_heavy_is_no_table(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("navn;tal\nen;1\n", encoding="utf-8")
    size = path.stat().st_size
    for most, refused in ((size, False), (size - 1, True)):
        monkeypatch.setattr("kitlib.reading.sniff.MAX_TEXT_BYTES", most)
        if refused:
            with pytest.raises(KitError, match="for stor til at være noter"):
                read_table(path)
        else:
            assert len(read_table(path)) == 1


@pytest.mark.parametrize("row", [b"\n", b"\r\n", b"\t" * 1999 + b"\n", b";\n", b"\n\0", b"a,b|c\n"])
def test_a_small_file_of_nothing_but_fields_is_no_table(tmp_path, row):
    """Found by `fuzz.py`: two million line ends, six million tabs and a BORIS of four."""
    fields = sum(row.count(end) for end in (b";", b",", b"\t", b"|", b"\n"))
    for suffix in (".csv", ".tsv"):
        path = tmp_path / f"postits{suffix}"
        path.write_bytes(b"dato;observation\n" + row * (MAX_FIELDS // fields))
        for read in (read_table, read_timecodes):
            with pytest.raises(KitError, match=r"højst være 1\.000\.000 felter"):
                read(path)
        assert is_large(path)
        assert [p.code for p in open_team(tmp_path).problems if p.file == path.name] == ["for_stor"]
        path.unlink()


def test_twenty_thousand_long_notes_are_far_from_the_bound(tmp_path):
    note = "2026-02-09;Tager skoen på, uden hjælp, og viser den til de andre;garderobe" + ";" * 13
    path = tmp_path / "postits.csv"
    path.write_bytes(("dato;observation;situation" + ";" * 13 + f"\n{note}" * 20_000).encode())
    assert path.stat().st_size > MAX_FIELDS
    assert too_heavy(path) is None
    path.write_bytes(path.read_bytes() * 2)
    assert too_heavy(path) is None
