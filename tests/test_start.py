"""A new folder: whole or not there, made once, and finished where one was broken off."""

import pytest

from kitlib import open_team
from kitlib.problems import KitError
from kitlib.start import new_folder, new_own_file

NAMES = {
    "om.toml",
    "data.xlsx",
    ".gitignore",
    "Start her.cmd",
    "Start her.command",
}


def there(folder):
    return {path.name for path in folder.iterdir()}


def test_a_new_folder_holds_all_of_it(tmp_path):
    made = new_folder(tmp_path / "ny")
    assert {path.name for path in made} == NAMES == there(tmp_path / "ny")
    with pytest.raises(KitError, match="ikke tom"):
        new_folder(tmp_path / "ny")
    assert there(tmp_path) == {"ny"}


@pytest.mark.parametrize("missing", sorted(NAMES))
def test_what_is_missing_of_a_half_one_is_made_and_the_rest_is_kept(tmp_path, missing):
    new_folder(tmp_path, instruments=("postits",))
    (tmp_path / missing).unlink()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    made = new_folder(tmp_path, instruments=("postits",))
    assert [path.name for path in made] == [missing]
    assert there(tmp_path) == NAMES
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_folder_with_data_in_it_is_left_as_it_is(tmp_path, sample_data):
    new_folder(tmp_path)
    (tmp_path / "Start her.cmd").unlink()
    (tmp_path / "data.xlsx").unlink()
    (tmp_path / "data.xlsx").write_bytes(_book())
    assert len(open_team(tmp_path).postits) == 1
    with pytest.raises(KitError, match="ikke tom"):
        new_folder(tmp_path)
    assert not (tmp_path / "Start her.cmd").exists()


def _book():
    from io import BytesIO

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "postits"
    sheet.append(["dato", "barn", "observation"])
    sheet.append(["03-03-2026", "B07", "Hun tog selv sin jakke på."])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_nothing_is_left_where_it_cannot_be_made(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kitlib.start.write_workbook", full)
    with pytest.raises(OSError, match="No space"):
        new_folder(tmp_path / "ny")
    assert list(tmp_path.iterdir()) == []


def test_ones_own_new_file_is_never_written_over(tmp_path):
    path = new_own_file(tmp_path / "mine.xlsx")
    before = path.read_bytes()
    with pytest.raises(KitError, match="findes allerede"):
        new_own_file(path)
    assert path.read_bytes() == before
    assert there(tmp_path) == {"mine.xlsx"}
