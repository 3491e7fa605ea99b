"""Own words: laid out to be changed, told apart from the kit's, and used on paper and in books."""

import openpyxl
import pytest

from kitlib.about import About
from kitlib.cli import main
from kitlib.instruments import all_instruments
from kitlib.material.workbook import write_workbook
from kitlib.privacy.papers import paper_texts
from kitlib.team import open_team
from kitlib.texts import own_files
from kitlib.wordfiles import lay_out


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "team"
    folder.mkdir()
    om = 'navn = "P"\ntype = "skole"\nformaal = "At lære."\nslettes = 2027-12-31\n'
    (folder / "om.toml").write_text(om, encoding="utf-8")
    return folder


def _change(folder, file, old, new):
    path = folder / "tekster" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_wording_is_laid_out_as_the_kits_and_stands_its_own_check(folder):
    made = lay_out(folder)
    assert set(made.laid) == {*own_files(), "foer_under_efter/da.toml"}
    assert {"papirer.toml", "projektmappe.toml"} <= set(made.laid)
    assert not made.changed and not made.problems
    assert lay_out(folder).laid == ()


def test_what_is_changed_is_named_and_what_is_there_is_never_touched(folder):
    lay_out(folder)
    _change(folder, "kort.toml", 'titel = "Notekort"', 'titel = "Vores kort"')
    (folder / "tekster" / "ark.toml").unlink()
    again = lay_out(folder)
    assert again.laid == ("ark.toml",)
    assert again.changed == {"kort.toml": ("noter.titel",)}
    assert "kort.toml: 1 ord er jeres eget: noter.titel" in list(again.lines())
    _change(folder, "kort.toml", 'eget = "Jeres eget"', 'eget = "Vores"')
    told = "kort.toml: 2 ord er jeres egne: eget og noter.titel"
    assert told in list(lay_out(folder).lines())


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("projektmappe.toml", "forside_navn =", "forside_nav =", "Mente du 'forside_navn'?"),
        ("papirer.toml", "{formaal}", "{formål}", "Ordet i { } kendes ikke"),
        ("papirer.toml", "{formaal}", "{Formaal}", "Mente du 'formaal'?"),
        ("pakke.toml", "{valgt} af", "{valgte} af", "Mente du 'valgt'?"),
        ("bagsider.toml", "egne_navn =", "egne_navne =", "Mente du 'egne_navn'?"),
        ("projektmappe.toml", 'forside_navn = "', "forside_navn = ", "Skriv forside_navn"),
    ],
)
def test_a_slip_is_told_with_its_line_and_the_nearest(folder, capsys, file, old, new, said):
    lay_out(folder)
    _change(folder, file, old, new)
    with pytest.raises(SystemExit) as left:
        main(["tekster", str(folder)])
    out, told = capsys.readouterr()
    assert left.value.code == 1
    assert f"{file}, linje" in told and said in told
    assert "Alle ord er værktøjets egne" not in out


def test_own_words_reach_the_papers_and_the_workbook(folder):
    lay_out(folder)
    _change(folder, "projektmappe.toml", 'temaer = "Temaer"', 'temaer = "Overskrifter"')
    _change(folder, "projektmappe.toml", '"Læs mig først"', '"Begynd her"')
    title = next(iter(paper_texts(About()).values()))["titel"].removeprefix("Kladde: ")
    _change(folder, "papirer.toml", title, "Til jer derhjemme")
    assert "Til jer derhjemme" in str(paper_texts(About(), folder))
    write_workbook(folder / "data.xlsx", [all_instruments()["postits"]], About(), own=folder)
    book = openpyxl.load_workbook(folder / "data.xlsx")
    assert book.sheetnames[0] == "Begynd her"
    assert book["Lister"]["B1"].value == "Overskrifter"
    assert not open_team(folder).problems
