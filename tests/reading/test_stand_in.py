"""What reads workbooks inside a page gives what python-calamine gives, sheet by sheet."""

import pytest
from hypothesis import given

from kitlib.engines import engine
from tests.laws.sheets import WRITERS
from tests.laws.test_workbooks import LAW, sheets

CASES = (
    "tests/cases/under_cellerne/under.xls",
    "tests/cases/under_cellerne/under.xlsx",
    "tests/cases/under_cellerne/under.ods",
    # No style is named the default one.
    "tests/cases/error_cells_are_not_blank/tabel.xlsx",
)


def _pages(path, *, in_page):
    book = engine("python_calamine", in_page=in_page).CalamineWorkbook.from_path(str(path))
    return {
        (page.name, str(page.typ), str(page.visible)): _trimmed(
            book.get_sheet_by_name(page.name).to_python(skip_empty_area=False)
        )
        for page in book.sheets_metadata
    }


def _trimmed(rows):
    while rows and all(cell == "" for cell in rows[-1]):
        rows.pop()
    return rows


@pytest.mark.parametrize("case", CASES)
def test_a_sheet_with_all_that_lies_beneath(root, case):
    pytest.importorskip("xlrd")
    pytest.importorskip("openpyxl")
    assert _pages(root / case, in_page=True) == _pages(root / case, in_page=False)


@pytest.mark.parametrize("kind", sorted(WRITERS))
@LAW
@given(sheet=sheets())
def test_every_cell_of_every_sheet(tmp_path, kind, sheet):
    pytest.importorskip("xlrd")
    pytest.importorskip("openpyxl")
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, sheet.grid, sheet.spans)
    assert _pages(path, in_page=True) == _pages(path, in_page=False)


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    books = engine("python_calamine", in_page=True)
    (tmp_path / "t.xlsx").write_bytes(b"dato;tekst")
    with pytest.raises(books.CalamineError):
        books.CalamineWorkbook.from_path(str(tmp_path / "t.xlsx"))
