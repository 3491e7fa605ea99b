"""What is asked about a slip is asked one thing at a time, with its picture beside it."""

from datetime import date

import pytest

from kitlib.cli import load_commands
from kitlib.cli.app import app
from kitlib.slips.page import SlipServer
from kitlib.slips.take import first_turns, photos_for, read

from .conftest import photograph


@pytest.fixture
def inbox(folder, pen):
    one = pen().tick("barn", "B01").tick("barn", "B02").write(21)
    (folder / "ind").mkdir()
    (folder / "ind" / "IMG_1.jpg").write_bytes(photograph([one.paper]))
    return folder


def test_the_page_asks_one_thing_at_a_time_and_takes_an_answer_back(inbox):
    turns = first_turns(read(inbox, photos_for(inbox, [])), today=date(2026, 11, 29))
    server = SlipServer(turns)
    try:
        first = server.take("tilstand", {})
        assert first["spoerg"] == "Hvilken ugedag?" and len(first["valg"]) == 8
        assert first["billede"].startswith("data:image/jpeg;base64,") and len(first["felter"]) == 7
        second = server.take("svar", {"nr": 0, "svar": "fr"})
        assert second["spoerg"] == "Hvilken uge?" and second["valg"][0] == ["48", "uge 48"]
        assert server.take("svar", {"nr": 0, "svar": "ma"}) == second
        assert server.take("svar", {"nr": 1, "svar": "999"}) == second
        third = server.take("svar", {"nr": 1, "svar": "47"})
        assert [value for value, _ in third["valg"]] == ["B01", "B02", ""]
        assert server.take("svar", {"fortryd": True}) == second
        server.take("svar", {"nr": 1, "svar": "47"})
        assert server.take("svar", {"nr": 2, "svar": "B02"})["valg"] == []
        assert server.take("noget", {}) is None
    finally:
        server.server_close()
    [row] = turns.rows()
    assert (row["dato"], row["barn"], row["sammen_med"]) == (date(2026, 11, 20), "B02", "B01")


def test_the_page_itself_holds_nothing_and_lets_in_no_picture_from_elsewhere(inbox):
    turns = first_turns(read(inbox, photos_for(inbox, [])), today=date(2026, 11, 29))
    server = SlipServer(turns)
    try:
        page = server.page("n0nce")
        assert "B01" not in page and "data:image" not in page and "http" not in page
        assert page.count('nonce="n0nce"') == 2
        assert server.pictures
    finally:
        server.server_close()


def test_the_command_reads_the_folder_and_leaves_the_photographs(inbox, capsys):
    load_commands()
    app.main(["papir", str(inbox), "--uden-browser"], standalone_mode=False)
    said = capsys.readouterr()
    assert "1 seddel er skrevet i papir.csv." in said.out
    assert "1 fotografi ligger stadig i mappen." in said.out
    assert "ugedagen, ugen og hvem den handler om" in said.err
    assert (inbox / "ind" / "IMG_1.jpg").exists() and (inbox / "papir.csv").exists()


def test_the_photographs_go_when_somebody_says_so(inbox, capsys):
    load_commands()
    app.main(["papir", str(inbox), "--uden-browser", "--slet-billeder"], standalone_mode=False)
    assert not list((inbox / "ind").iterdir())
    assert "De kan stadig ligge på telefonen" in capsys.readouterr().out
