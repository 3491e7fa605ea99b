"""What is asked about a slip is asked one thing at a time, with its picture beside it."""

from datetime import date

import cv2
import numpy as np
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


@pytest.mark.parametrize(
    ("digits", "offered"),
    [
        ((("uge_en", "9"),), ["39", "29", "19", "9", "49"]),
        ((("uge_ti", "0"),), ["9", "8", "7", "6", "5", "4", "3", "2", "1"]),
        (
            (("uge_ti", "5"), ("uge_en", "9")),
            ["48", "47", "46", "45", "44", "43", "42", "41", "40"],
        ),
    ],
)
def test_a_digit_of_the_week_that_was_read_is_in_every_week_that_is_offered(
    folder, pen, digits, offered
):
    """However long ago: the week that was ticked is always among them."""
    one = pen().tick("ugedag", "ma").write(21)
    for field, value in digits:
        one.tick(field, value)
    (folder / "ind").mkdir()
    (folder / "ind" / "IMG_1.jpg").write_bytes(photograph([one.paper]))
    turns = first_turns(read(folder, photos_for(folder, [])), today=date(2026, 11, 29))
    assert turns.state()["spoerg"] == "Hvilken uge?"
    assert [value for value, _ in turns.state()["valg"] if value] == offered


def test_a_card_in_the_dark_is_shown_as_light_as_paper(inbox):
    """Who is asked what was ticked must be able to see it."""
    photo = inbox / "ind" / "IMG_1.jpg"
    seen = cv2.imdecode(np.frombuffer(photo.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    shade = np.linspace(0.25, 0.6, seen.shape[1])[None, :, None]
    photo.write_bytes(cv2.imencode(".jpg", (seen * shade).astype(np.uint8))[1].tobytes())
    [slip] = read(inbox, photos_for(inbox, [])).slips
    shown = cv2.imdecode(np.frombuffer(slip.whole, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert np.median(shown) > 220 and np.percentile(shown, 0.5) < 100
