"""An old workbook is known by what stands at the root of its container, and read as Unicode."""

from pathlib import Path
from struct import pack

import pytest

from kitlib.problems import KitError
from kitlib.reading import read_table
from kitlib.reading.sniff import kind_of

from .ole import container

CASES = Path(__file__).parents[1] / "cases"


def test_a_word_in_a_cell_does_not_make_a_workbook_a_document():
    frame = read_table(CASES / "xls_that_says_worddocument" / "tabel.xls")
    assert len(frame.columns) - 1 == 3  # er_total stands beside them
    assert len(frame) == 2


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ({"Workbook": (), "MBD0018": ("WordDocument", "\1CompObj")}, None),
        ({"MBD0018": ("EncryptedPackage",), "Book": ()}, None),
        ({"WORKBOOK": ()}, None),
        ({"WordDocument": (), "ObjectPool": ("Workbook",)}, "dokument"),
        ({"PowerPoint Document": ()}, "dokument"),
        ({"EncryptionInfo": (), "EncryptedPackage": ()}, "adgangskode"),
        ({"__properties_version1.0": ()}, "beskadiget"),
    ],
)
def test_the_root_of_the_container_says_what_a_file_is(tmp_path, names, says):
    path = tmp_path / "t.xls"
    path.write_bytes(container(names))
    if says is None:
        assert kind_of(path) == "workbook"
    else:
        with pytest.raises(KitError, match=says):
            kind_of(path)


@pytest.mark.parametrize("cut", [8, 100, 600, 1100])
def test_a_container_cut_short_is_told(tmp_path, cut):
    path = tmp_path / "t.xls"
    path.write_bytes(container({"Workbook": ()})[:cut])
    with pytest.raises(KitError, match=r"beskadiget"):
        read_table(path)


@pytest.mark.parametrize("page", [437, 850, 1250, 1251, 1252, 10000, 65001])
def test_danish_letters_stand_whatever_code_page_an_xls_names(tmp_path, page):
    content = (CASES / "danske_bogstaver.xls").read_bytes()
    at = content.index(pack("<HHH", 0x0042, 2, 1200))
    path = tmp_path / "t.xls"
    path.write_bytes(content[: at + 4] + pack("<H", page) + content[at + 6 :])
    frame = read_table(path)
    assert frame.columns[0] == "Blåbær på ø"
    assert frame["Blåbær på ø"].tolist() == ["Å — “ e"]
