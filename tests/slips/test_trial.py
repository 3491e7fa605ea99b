"""Prøv selv: a page says what to tick, a picture of it is read, and what came of it is told."""

import pytest

from kitlib.about import read_about
from kitlib.instruments.postits.sheets import try_sheet
from kitlib.problems import KitError
from kitlib.slips.take import measure
from kitlib.slips.trial import exercise, measured
from kitlib.texts import load

from .conftest import photograph


def ticked(pen, card, number):
    one = pen().write(number)
    for name, value in sorted(exercise(card)[number]):
        one.tick(name, value)
    return one


@pytest.fixture
def four(pen):
    """The four cards as the page says: the third with a box filled in, which is no tick."""
    cards = [ticked(pen, pen().card, number) for number in range(4)]
    cards[2].fill("uge_ti", "3")
    return cards


def lay(folder, cards):
    (folder / "IMG.jpg").write_bytes(photograph([card.paper for card in cards]))
    return [folder / "IMG.jpg"]


def test_all_is_read_as_the_page_says_and_nothing_is_written(folder, four):
    photos = lay(folder, [four[k] for k in (2, 0, 3, 1)])
    before = sorted(folder.rglob("*"))
    done = measure(folder, photos)
    boxes = 4 * len(four[0].card.boxes)
    assert (done.right, done.wrong, done.unsure, done.missing) == (boxes, (), (), 0)
    assert done.lines == [f"{boxes} af {boxes} felter er læst, som der står på arket."]
    assert sorted(folder.rglob("*")) == before


def test_what_is_wrong_or_not_there_is_named(folder, four):
    four[1].tick("barn", "B07")
    done = measure(folder, lay(folder, four[:3]))
    assert done.wrong == ("seddel 2, B07",) and done.missing == 1
    assert any("1 seddel er ikke fundet" in line for line in done.lines)
    assert "Læst forkert: seddel 2, B07." in done.lines


def test_without_a_card_on_the_picture_it_is_said_what_to_do(folder, four):
    four[0].paper[:] = 200
    with pytest.raises(KitError, match="Ingen af sedlerne"):
        measure(folder, lay(folder, four[:1]))
    assert measured([], four[0].card).missing == 4


def test_the_page_says_what_is_measured(folder):
    about, _ = read_about(folder / "om.toml")
    table = try_sheet(about, load).data["afsnit"][1]["tabel"]
    assert [row[1] for row in table["raekker"]] == ["ma", "on", "fr", "ti og to"]
    assert table["raekker"][2][2] == "fyld 3 helt ud, og kryds så 4"
    assert all(len(row) == len(table["hoveder"]) for row in table["raekker"])
