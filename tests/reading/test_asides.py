"""What stands on a sheet in no cell is told, and looked through for names and worries."""

import subprocess

import openpyxl
import pytest

from kitlib import open_team

OM = 'format = 1\nnavn = "Egern"\ntype = "dagtilbud"\nformaal = "At lære"\nslettes = 2099-01-01\n'


def folder_with(tmp_path, said, *, suffix=".xlsx", soffice=""):
    folder = tmp_path / "Egern"
    folder.mkdir()
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Post-its"
    sheet.append(["dato", "observation"])
    sheet.append(["3-3-2026", "Tog hue på"])
    if said:
        sheet.oddHeader.center.text = said
        sheet.oddFooter.right.text = "Side &P af &N"
    book.save(folder / "data.xlsx")
    if suffix != ".xlsx":
        done = subprocess.run(
            [soffice, "--headless", "--convert-to", suffix[1:], "--outdir", folder, "data.xlsx"],
            cwd=folder,
            capture_output=True,
            timeout=180,
        )
        (folder / "data.xlsx").unlink()
        assert done.returncode == 0
    return folder


def codes(folder):
    team = open_team(folder)
    return [p.code for p in (*team.problems, *team.worries)]


NAMED = ("Om Emma Hansen", ["sidehoved", "kommentar_navn"])


@pytest.mark.parametrize(
    ("suffix", "said", "told"),
    [
        (".xlsx", "Noter fra stuen", ["sidehoved"]),
        (".xlsx", "Far slår ham", ["sidehoved", "bekymring"]),
        (".xlsx", "&P", []),
        *((suffix, *NAMED) for suffix in (".xlsx", ".xls", ".ods")),
    ],
)
def test_a_page_head(tmp_path, request, suffix, said, told):
    soffice = request.getfixturevalue("soffice") if suffix != ".xlsx" else ""
    folder = folder_with(tmp_path, said, suffix=suffix, soffice=soffice)
    assert codes(folder) == told
    assert "Emma" not in str(open_team(folder).problems)


def test_the_kits_own_workbook_has_nothing_to_say(tmp_path):
    assert codes(folder_with(tmp_path, "")) == []
