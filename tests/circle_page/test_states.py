"""Too little, too much or wrong: each gives a page that says what to do."""

import pytest

from tests.circle_page.walking import forward, heading, turn

pytestmark = pytest.mark.whole


def test_a_folder_that_cannot_be_opened_gives_a_page_that_says_why(tmp_path, direct):
    (tmp_path / "om.toml").write_text('navn = "Ny"\nformaal = "At lære."\n', encoding="utf-8")
    page = direct(tmp_path).page
    assert heading(page) == "Siden kunne ikke åbne mappen"
    assert "slettes" in page.inner_text("main")


def test_a_folder_without_data_gives_a_useful_page(tmp_path, direct):
    folder = tmp_path / "ny"
    folder.mkdir()
    about = 'navn = "Ny"\nformaal = "At lære."\nslettes = 2027-06-30\n'
    (folder / "om.toml").write_text(about, encoding="utf-8")
    (folder / "laeringscirklen.toml").write_text('format = 1\ntitel = "Vores"\nminuter = 3\n')
    page = direct(folder).page
    assert "Der er ingen data i mappen endnu" in page.text_content("main")
    assert "laeringscirklen.toml" in page.text_content("main")
    page.get_by_role("button", name="Begynd").click()
    turn(page, "Se")
    forward(page)
    assert "ingen data at vise" in page.inner_text("main")
