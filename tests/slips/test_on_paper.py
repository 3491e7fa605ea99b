"""Handwriting is on paper and in the team's own referat; a name covered in words hides it."""

from datetime import date
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kitlib.checking import check_team
from kitlib.circle.referat_parts import parts_of
from kitlib.circle.session import Session
from kitlib.handwritten import BY_HAND, hand_of
from kitlib.material.cards import note_cards
from kitlib.material.handouts import board_poster, views_on
from kitlib.material.hands import pieces
from kitlib.material.making import printed
from kitlib.material.shop import Shop
from kitlib.pictured import holds_picture
from kitlib.slips.notepicture import as_jpeg
from kitlib.team import open_team
from kitlib.typeset import images

HEAD = "Dato;Observation;Barn;Hvem så;Situation;Tema;Må vises;Billede"
TODAY = date(2026, 11, 29)


def handwriting(seed, height=60):
    """Lines of writing, as tall as asked for, and 95 points wide."""
    chance = np.random.default_rng(seed)
    points = np.full((height, 95, 3), 255, np.uint8)
    for top in range(4, height - 4, 10):
        points[top : top + 5, 4:90] = chance.integers(0, 120, (min(5, height - top), 86, 1))
    return as_jpeg(points, 80)


@pytest.fixture
def noted(folder):
    """Three notes by hand: one alone, one that may not be shown, one with words typed below."""

    def write(*typed, extra="", heights=(60, 60, 60)):
        words = [*typed, "", "", ""][:3]
        rows = [
            f"24-11-2026;{words[0]};B01;pædagog;leg;sprog;;sedler/aa.jpg",
            f"24-11-2026;{words[1]};B02;;leg;;nej;sedler/bb.jpg",
            f"25-11-2026;{words[2]};B07;;samling;;;sedler/cc.jpg",
        ]
        head, tail = (HEAD + ";Billede vises", f";{extra}") if extra else (HEAD, "")
        text = "\n".join([head, *(row + tail for row in rows)]) + "\n"
        (folder / "papir.csv").write_text(text, encoding="utf-8")
        for seed, name in enumerate(("aa", "bb", "cc")):
            content = handwriting(seed, heights[seed])
            (folder / "sedler" / f"{name}.jpg").write_bytes(content)
        return folder

    return write


def cards(folder):
    shop = Shop(open_team(folder))
    return printed(shop.finished(note_cards(shop)), shop).content


def jpeg(folder, name):
    return (folder / "sedler" / f"{name}.jpg").read_bytes()


def test_cards_hold_the_handwriting_and_none_that_may_not_be_shown(noted):
    folder = noted("", "", "Ler højt.")
    made = cards(folder)
    assert jpeg(folder, "aa") in made and jpeg(folder, "cc") in made
    assert jpeg(folder, "bb") not in made
    assert holds_picture(made), "what may not leave the team is known by what it holds"


def test_handout_and_poster_hold_the_handwriting_beside_what_was_typed(noted):
    folder = noted("", "", "Ler højt.")
    shop = Shop(open_team(folder))
    [board], files, _ = views_on(shop, ("postits.tavlen",))
    assert set(files) == {"aa.jpg", "cc.jpg"}
    notes = [note for group in board["tavle"]["grupper"] for note in group["noter"]]
    assert sorted(note["tekst"] for note in notes) == ["", "Ler højt."]
    assert all(note["haand"]["til"] == pytest.approx(60 / 95) for note in notes)
    poster = printed(shop.finished(board_poster(shop)), shop).content
    assert jpeg(folder, "aa") in poster and jpeg(folder, "bb") not in poster


NAMED = "Fatima ler højt."


def test_a_name_covered_in_the_words_hides_the_picture_everywhere_and_is_told(noted):
    folder = noted("", "", NAMED)
    team = open_team(folder)
    page = team.view("postits.tavlen")._repr_html_()
    assert hand_of(str(folder / "sedler" / "aa.jpg")).uri in page
    assert hand_of(str(folder / "sedler" / "cc.jpg")).uri not in page and "Fatima" not in page
    assert jpeg(folder, "cc") not in cards(folder)
    session = Session.open(folder, today=TODAY)
    assert [n["picture"] is None for n in session.bordet.for_page()["notes"]].count(True) == 1
    assert any("billede af håndskrift vises ikke" in n.message for n in session.notices)
    session.close()
    stops = check_team(folder, today=TODAY).stops
    [told] = [s.problem for s in stops if s.problem.code == "billede_daekket"]
    assert "række 4" in told.hint and told.file == "papir.csv"


@pytest.mark.parametrize(("said", "there"), [("ja", True), ("nej", False)])
def test_it_is_shown_again_once_somebody_has_looked_and_written_so(noted, said, there):
    folder = noted("", "", NAMED, extra=said)
    team = open_team(folder)
    page = team.view("postits.tavlen")._repr_html_()
    assert (hand_of(str(folder / "sedler" / "cc.jpg")).uri in page) is there
    assert "Fatima" not in page
    assert bool(team.told_pictures) is not there


def test_a_picture_laid_in_the_place_of_another_or_taken_away_is_seen_at_once(tmp_path):
    path = tmp_path / "aa.jpg"
    path.write_bytes(handwriting(40, 60))
    before = hand_of(str(path))
    path.write_bytes(handwriting(90, 60))
    after = hand_of(str(path))
    assert after.uri != before.uri
    path.unlink()
    assert hand_of(str(path)) is None


@given(height=st.integers(20, 400), large=st.booleans())
def test_a_tall_picture_is_parted_and_none_of_it_is_left_out(height, large, tmp_path_factory):
    path = tmp_path_factory.mktemp("h") / f"{height}.jpg"
    path.write_bytes(handwriting(height, height))
    hand = hand_of(str(path))
    parts = pieces(hand, large=large)
    assert [p["fra"] for p in parts] == [0.0, *(p["til"] for p in parts[:-1])]
    assert parts[-1]["til"] * 95 >= height - 15, "the last line of the writing"
    assert all(p["til"] - p["fra"] <= (1.5 if large else 0.75) + 1e-6 for p in parts)


def test_paper_left_empty_below_the_writing_gets_no_card(tmp_path):
    points = np.full((140, 95, 3), 255, np.uint8)
    points[4:30, 4:90] = 0
    (tmp_path / "a.jpg").write_bytes(as_jpeg(points, 80))
    [part] = pieces(hand_of(str(tmp_path / "a.jpg")))
    assert part["fra"] == 0.0 and part["til"] > 30 / 95


def test_a_picture_somebody_laid_there_loses_its_place_and_gets_its_mark(tmp_path):
    image, exif = Image.new("RGB", (40, 20), "white"), Image.Exif()
    exif[0x010F], exif[0x0112] = "Telefonen", 6  # its maker, and that it is turned
    image.save(tmp_path / "a.jpg", exif=exif)
    hand = hand_of(str(tmp_path / "a.jpg"))
    assert (hand.wide, hand.tall) == (20, 40) and holds_picture(hand.jpeg)
    assert b"Telefonen" not in hand.jpeg and not Image.open(BytesIO(hand.jpeg)).getexif()


def test_half_a_picture_stops_no_sheet(noted):
    folder = noted("", "", "Ler højt.")
    path = folder / "sedler" / "aa.jpg"
    path.write_bytes(path.read_bytes()[:-200])
    assert hand_of(str(path)) is None
    assert jpeg(folder, "cc") in cards(folder)


HEAP = "0123456789abcdef"


@pytest.mark.parametrize(
    ("receivers", "there"), [("teamet", True), ("Kun os selv", True), ("teamet og ledelsen", False)]
)
def test_the_referat_holds_handwriting_for_the_team_alone(noted, receivers, there):
    folder = noted("", "", "Ler højt.")
    session = Session.open(folder, today=TODAY)
    session.bordet.name_heap(HEAP, "Ved knagerne")
    for note in session.bordet.for_page()["notes"]:
        session.bordet.lay(note["id"], HEAP)
    keys = [p.key for p in parts_of(session)]
    made = {p.suffix: p.read_bytes() for p in session.approve(keys, receivers)}
    session.close()
    assert holds_picture(made[".html"]) is there and holds_picture(made[".pdf"]) is there
    uri = hand_of(str(folder / "sedler" / "bb.jpg")).uri
    assert uri.encode() not in made[".html"]
    assert not holds_picture(made[".md"]) and "skrevet i hånden" in made[".md"].decode()
    assert (BY_HAND in made[".html"].decode()) is not there
    assert "Ler højt." in made[".html"].decode()


def _black(points):
    return points < 20


def _grey(points):
    return abs(points - 128) < 12


def test_each_card_holds_its_own_part_of_a_tall_picture():
    """From its top, and not from its middle: what is not on a card is nowhere."""
    points = np.full((160, 190, 3), 255, np.uint8)
    points[6:74, 10:180], points[86:154, 10:180] = 0, 128
    parts = [
        {"fil": "a.jpg", "fra": a, "til": b} for a, b in ((0.0, 80 / 190), (80 / 190, 160 / 190))
    ]
    cards = [{"art": "leg", "haand": part} for part in parts]
    data = {"titel": "?", "kort": cards}
    [page] = images("kort", data, files={"a.jpg": as_jpeg(points, 95)}, ppi=60)
    seen = np.asarray(Image.open(BytesIO(page)).convert("L"))
    middle, row = seen.shape[1] // 2, round(65.25 / 297 * seen.shape[0]) + round(18 / 25.4 * 60)
    left, right = (part[:row] for part in (seen[:, :middle], seen[:, middle:]))
    # The first card is black, the second grey.
    black, grey = ([m(s.astype(int)).mean() for s in (left, right)] for m in (_black, _grey))
    assert black[0] > 0.1 and grey[1] > 0.1 and max(black[1], grey[0]) < 0.03
