"""Excel opens the workbooks without a repair: nothing in them is what it repairs."""

import zipfile

import pytest

from kitlib.about import About
from kitlib.instruments import all_instruments
from kitlib.material.workbook import write_own_workbook, write_workbook

from .excel import faults

FULL = About(
    type="unge",
    who5_hvem="unge",
    situationer=tuple(f"situation {n}" for n in range(60)),
    temaer=("overgange & sprog", "'citat'", "<mærke>"),
    roller=("pædagog",),
)


@pytest.mark.parametrize("about", [About(), FULL], ids=["bare", "full"])
@pytest.mark.parametrize("write", [write_workbook, write_own_workbook], ids=["team", "own"])
def test_nothing_in_a_workbook_is_what_excel_repairs(write, about, tmp_path):
    own = ("dialoglineal", "who5")
    chosen = [
        instrument
        for name, instrument in all_instruments().items()
        if write is write_workbook or name in own
    ]
    assert faults(write(tmp_path / "data.xlsx", chosen, about)) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("xl/worksheets/sheet2.xml", b"<pageMargins", b"<sheetViews/><pageMargins", "out of order"),
        ("xl/worksheets/sheet2.xml", b"Lister!", b"Borte!", "a list on Borte"),
        ("xl/worksheets/sheet2.xml", b'errorTitle="', b'errorTitle="' + b"x" * 40, "errorTitle"),
        ("xl/workbook.xml", b'name="Videonoter"', b'name="Lister"', "sheet name lister twice"),
        ("xl/workbook.xml", b'name="Videonoter"', b'name="a/b"', "sheet name 'a/b'"),
        ("xl/workbook.xml", b'localSheetId="3"', b'localSheetId="1"', "defined name"),
        ("xl/worksheets/_rels/sheet2.xml.rels", b"comments1", b"comments9", "is not there"),
    ],
)
def test_what_excel_repairs_is_found(part, old, new, told, tmp_path):
    path = write_workbook(tmp_path / "data.xlsx", list(all_instruments().values())[:2], FULL)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert any(told in fault for fault in faults(tmp_path / "broken.xlsx"))
