"""A sheet that would fill the memory is refused before the library sees it."""

import zipfile
from pathlib import Path

import pytest

from kitlib.problems import KitError
from kitlib.reading import read_table
from kitlib.reading.beneath import TooFar, beneath

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
