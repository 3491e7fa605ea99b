"""A cell that cannot be read counts as what does no harm, and the row's problem says which."""

import io

import openpyxl
import pytest

from kitlib import open_team
from kitlib.reading import read_table

OM = 'format = 1\nnavn = "Egern"\ntype = "dagtilbud"\nformaal = "At lære"\nslettes = 2099-01-01\n'


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "Egern"
    folder.mkdir()
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    return folder


@pytest.mark.parametrize("answer", ["helst ikke", "?", "ja, men ikke på væggen"])
def test_a_note_is_not_shown_where_the_answer_cannot_be_read(folder, answer):
    """Whoever wrote more than ja or nej has a wish, and it is not for us to guess."""
    text = f'dato;observation;maa_vises\n3-3-2026;Tog hue på;"{answer}"\n4-3-2026;Gik ud;\n'
    (folder / "postits.csv").write_text(text, encoding="utf-8")
    team = open_team(folder)
    shown = team.shown["postits"]["observation"]
    assert shown.dropna().tolist() == ["Gik ud"]
    [told] = [p for p in team.problems if p.column == "maa_vises"]
    assert told.row == 2 and told.message.endswith("Ordene i rækken vises ikke.")
    assert answer not in str(told)


@pytest.mark.parametrize("times", ["0*", "2-3", "ca. 2", "-1"])
def test_a_day_somebody_looked_is_not_counted_once_for_a_number_nobody_can_read(folder, times):
    (folder / "kigget.csv").write_text(f"dato;gange\n3-3-2026;{times}\n4-3-2026;\n5-3-2026;2\n")
    team = open_team(folder)
    assert team.postits["gange"].tolist() == [1, 2]
    [told] = [p for p in team.problems if p.column == "gange"]
    assert told.row == 2 and told.message.endswith("Rækken er ikke med.")


@pytest.mark.parametrize("name", ["t.xls", "t.ods", "t.csv", "t.XLSX", "t"])
def test_a_workbook_is_read_by_what_it_is_and_not_by_its_name(tmp_path, name):
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in (["Enhed", "Antal"], ["Nord", 3], ["Syd", 4]):
        book.active.append(row)
    book.save(held)
    (tmp_path / name).write_bytes(held.getvalue())
    assert read_table(tmp_path / name)["Antal"].tolist() == [3, 4]
