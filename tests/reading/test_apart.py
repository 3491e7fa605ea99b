"""What can end the process is read in one that may die alone."""

from pathlib import Path

import pytest

from kitlib.problems import KitError
from kitlib.reading import read_table
from kitlib.reading.apart import BookApart, DiedAlone
from kitlib.reading.beneath.model import TooMuchText

CASES = Path(__file__).parents[1] / "cases"
DEADLY = CASES / "xls_ends_the_process" / "postits.xls"


def test_an_old_workbook_that_ends_the_process_is_told_in_danish():
    with pytest.raises(DiedAlone):
        BookApart(DEADLY.read_bytes(), memory=1 << 30)
    with pytest.raises(KitError, match="beskadiget"):
        read_table(DEADLY)


def test_one_that_takes_too_long_is_given_up():
    content = (CASES / "danske_bogstaver.xls").read_bytes()
    with pytest.raises(DiedAlone):
        BookApart(content, seconds=0)


def test_texts_that_fill_many_cells_are_counted_before_they_come_here(monkeypatch):
    from functools import partial

    path = CASES / "danske_bogstaver.xls"
    book = BookApart(path.read_bytes(), letters=10)
    with pytest.raises(TooMuchText):
        book.get_sheet_by_name(book.sheet_names[0])
    monkeypatch.setattr("kitlib.reading.workbook.BookApart", partial(BookApart, letters=10))
    with pytest.raises(KitError, match="mere tekst i arket"):
        read_table(path)


def test_it_gives_what_the_library_gives(tmp_path):
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    content = (CASES / "under_cellerne" / "under.xls").read_bytes()
    ours, theirs = BookApart(content), CalamineWorkbook.from_filelike(BytesIO(content))
    assert ours.sheet_names == theirs.sheet_names
    for one, other in zip(ours.sheets_metadata, theirs.sheets_metadata, strict=True):
        assert (one.typ, one.visible) == (str(other.typ), str(other.visible))
        rows = theirs.get_sheet_by_name(other.name).to_python(skip_empty_area=False)
        assert ours.get_sheet_by_name(one.name).to_python(skip_empty_area=False) == rows


def test_the_reader_loads_neither_pandas_nor_the_kit():
    from kitlib.reading import apart

    text = Path(apart.__file__).with_name("apart_reader.py").read_text("utf-8")
    assert "kitlib" not in text
    assert "pandas" not in text


def test_a_file_that_is_no_workbook_is_said_and_not_died_of():
    with pytest.raises(ValueError, match="Error"):
        BookApart(b"no workbook")


def _counting(path, count):
    """A workbook whose shared texts are said to be so many."""
    import zipfile

    import xlsxwriter

    with xlsxwriter.Workbook(path.with_suffix(".tmp")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["dato", "observation"])
        sheet.write_row(1, 0, ["01-02-2026", "Tager selv bukserne på."])
    with zipfile.ZipFile(path.with_suffix(".tmp")) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            said = b'count="4" uniqueCount="4"'
            raw = old.read(name)
            assert said in raw or not name.endswith("sharedStrings.xml")
            new.writestr(name, raw.replace(said, said.replace(b"4", str(count).encode())))
    return path


@pytest.mark.parametrize("count", ["4294967295", "99999999999", "042949672950"])
def test_a_workbook_that_says_it_has_billions_of_texts_ends_no_process(tmp_path, count):
    # Newer readers believe the number and die of it; older ones count for themselves.
    try:
        read = read_table(_counting(tmp_path / "t.xlsx", count))
    except KitError as error:
        assert "beskadiget" in str(error)
    else:
        assert list(read["observation"]) == ["Tager selv bukserne på."]


def test_workbooks_as_people_have_them_cost_no_process(root, sample_data, tmp_path):
    from kitlib.reading.apart import is_risky

    books = [*sample_data.rglob("*.xlsx"), *sample_data.rglob("*.ods")]
    books.append(_counting(tmp_path / "t.xlsx", 4))
    assert len(books) > 4
    assert [book.name for book in books if is_risky(book)] == []
