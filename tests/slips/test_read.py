"""A picture of slips is enough: rows, pictures of the writing, and a word about all else."""

import json
import shutil
import struct
import zlib
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest

from kitlib import open_team
from kitlib.problems import KitError
from kitlib.slips.layout import Card, marker_places
from kitlib.slips.looking import like_marker, read_known
from kitlib.slips.markers import SIDE, fields
from kitlib.slips.photos import open_photos
from kitlib.slips.store import keep_card
from kitlib.slips.take import first_turns, photos_for, put, read

from .conftest import FINE, photograph

TODAY = date(2026, 11, 29)


def dated(pen, day="ti", week="48"):
    return pen.tick("ugedag", day).tick("uge_ti", week[0]).tick("uge_en", week[1])


def taken(folder, *shots, answers=()):
    place = folder / "ind"
    place.mkdir(exist_ok=True)
    for k, shot in enumerate(shots):
        (place / f"IMG_{k}.jpg").write_bytes(shot)
    photos = photos_for(folder, [])
    slips = read(folder, photos)
    turns = first_turns(slips, today=TODAY)
    for number, value in enumerate(answers):
        turns.answer(number, value)
    return put(folder, slips, turns, photos), slips, turns


def rows(folder):
    frame = open_team(folder).frames["postits"]
    plain = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{k: v for k, v in row.items() if v is not None} for row in plain]


def codes(done):
    return [p.code for p in done.problems]


def test_ticks_become_a_row_and_the_writing_a_picture(folder, pen):
    one = dated(pen()).tick("barn", "B07").tick("hvem_saa", "pædagog").tick("situation", "leg")
    one.tick("situation", "samling").tick("tema", "sprog").tick("maa_vises", "ja").write(1)
    other = dated(pen(), "fr", "47").tick("barn", "B01", dark=150).write(2)
    done, _, turns = taken(folder, photograph([one.paper, other.paper], turn=8))
    assert (done.rows, len(turns)) == (2, 0)
    assert codes(done) == ["haandskrift"]
    first, second = rows(folder)
    assert first["dato"].date() == date(2026, 11, 24)
    assert (first["barn"], first["hvem_saa"], first["tema"]) == ("B07", "pædagog", "sprog")
    assert set(first["situation"].split("; ")) == {"leg", "samling"}
    assert first["maa_vises"] is True
    assert (second["dato"].date(), second["barn"]) == (date(2026, 11, 20), "B01")
    picture = cv2.imread(str(folder / first["billede"]))
    assert picture.shape[1] > 600 and picture.mean() > 200
    assert {p.name for p in folder.iterdir()} >= {"om.toml", "papir.csv", "sedler", "ind"}


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 33])
def test_a_card_may_lie_any_way(folder, pen, turn):
    one = dated(pen()).tick("barn", "B02").write(3)
    done, _, _ = taken(folder, photograph([one.paper], turn=turn))
    assert done.rows == 1
    assert rows(folder)[0]["barn"] == "B02"


def test_a_box_filled_in_is_no_tick(folder, pen):
    one = dated(pen()).fill("barn", "B01").tick("barn", "B07").write(4)
    taken(folder, photograph([one.paper]))
    assert rows(folder)[0]["barn"] == "B07"


def test_the_same_card_twice_is_one_note_also_another_day(folder, pen):
    one, other = (dated(pen()).tick("barn", "B01").write(seed) for seed in (5, 6))
    shots = photograph([one.paper, other.paper]), photograph([other.paper, one.paper], turn=11)
    done, slips, _ = taken(folder, *shots)
    assert (done.rows, slips.again) == (2, 2)
    again, _, _ = taken(folder, photograph([one.paper], turn=180))
    assert again.rows == 0 and "seddel_udeladt" in codes(again)
    assert len(rows(folder)) == 2


@pytest.mark.parametrize("hidden", [1, 2])
def test_a_hidden_corner_does_no_harm_and_two_are_told(folder, pen, hidden):
    one = dated(pen()).tick("barn", "B07").write(7)
    height, width = one.paper.shape[:2]
    side = 18 * FINE
    corners = [(width - side, 0, width, side), (width - side, height - side, width, height)]
    done, _, _ = taken(folder, photograph([one.paper], hide=corners[:hidden], lean=0.05))
    assert rows(folder)[0]["barn"] == "B07"
    assert ("seddel_to_hjoerner" in codes(done)) == (hidden == 2)


def test_one_corner_alone_is_told_and_the_photo_is_not_offered(folder, pen):
    one = dated(pen()).write(8)
    height, width = one.paper.shape[:2]
    side = 18 * FINE
    hide = [(side, 0, width, height), (0, side, width, height)]
    done, _, _ = taken(folder, photograph([one.paper], hide=hide))
    assert codes(done) == ["seddel_hjoerne"] and not done.done


def test_what_is_missing_or_double_is_asked_about(folder, pen):
    one = pen().tick("ugedag", "ma").tick("barn", "B01").tick("barn", "B07").write(9)
    one.tick("hvem_saa", "vikar").tick("hvem_saa", "pædagog")
    shot = photograph([one.paper])
    done, _, turns = taken(folder, shot, answers=("47", "B07", "vikar"))
    assert len(turns) == 0 and codes(done) == ["haandskrift"]
    [row] = rows(folder)
    assert row["dato"].date() == date(2026, 11, 16)
    assert (row["barn"], row["sammen_med"], row["hvem_saa"]) == ("B07", "B01", "vikar")


def test_what_nobody_answers_stays_empty_and_is_told_by_its_note(folder, pen):
    done, _, turns = taken(folder, photograph([pen().tick("barn", "B01").write(10).paper]))
    assert len(turns) == 2
    [told] = [p for p in done.problems if p.code == "seddel_tom"]
    assert "ugedagen og ugen" in told.message and "sedler/" in told.hint
    assert "dato" not in rows(folder)[0]


def test_in_doubt_a_note_stays_in_the_pocket(folder, pen):
    one = dated(pen()).tick("maa_vises", "ja").tick("maa_vises", "nej").write(11)
    taken(folder, photograph([one.paper]))
    assert rows(folder)[0]["maa_vises"] is False
    shown = open_team(folder).shown["postits"]
    assert shown["billede"].isna().all()


def test_an_empty_card_is_counted_and_left_out(folder, pen):
    done, slips, _ = taken(folder, photograph([pen().paper]))
    assert (done.rows, slips.blank) == (0, 1)
    assert "1 tom seddel er ikke taget med." in str(done.problems)


def test_a_card_of_another_team_is_told(folder, pen):
    for kept in (folder / "sedler" / "ark").iterdir():
        kept.unlink()
    (folder / "om.toml").write_text('format = 1\nnavn = "X"\nformaal = "a"\nslettes = 2027-03-03\n')
    done, _, _ = taken(folder, photograph([dated(pen()).write(12).paper]))
    assert codes(done) == ["seddel_ukendt"] and not done.done


def test_a_picture_without_cards_and_a_file_that_is_none_are_told(folder):
    empty = cv2.imencode(".jpg", np.full((600, 800, 3), 120, np.uint8))[1].tobytes()
    done, _, _ = taken(folder, empty, b"ikke et billede")
    assert sorted(codes(done)) == ["billede", "ingen_sedler"]
    assert done.rows == 0 and not done.done


def test_nothing_of_the_telephone_is_in_the_picture(folder, pen):
    from io import BytesIO

    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Fabrikat"
    exif.get_ifd(0x8825)[1] = "N"
    image = Image.open(BytesIO(photograph([dated(pen()).write(13).paper])))
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, quality=80)
    taken(folder, out.getvalue())
    kept = (folder / rows(folder)[0]["billede"]).read_bytes()
    assert b"Fabrikat" not in kept and b"Exif" not in kept
    assert not dict(Image.open(BytesIO(kept)).getexif())


def test_a_scan_in_a_pdf_is_read_page_by_page(folder, pen):
    from io import BytesIO

    from PIL import Image

    pages = []
    for seed in (14, 15):
        paper = dated(pen()).tick("barn", "B01").write(seed).paper
        pages.append(Image.fromarray(cv2.cvtColor(paper, cv2.COLOR_BGR2RGB)))
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=FINE * 25.4)
    (folder / "ind").mkdir()
    (folder / "ind" / "scan.pdf").write_bytes(out.getvalue())
    done, slips, _ = taken(folder)
    assert done.rows == 2
    assert [s.place for s in slips.slips] == ["scan.pdf, side 1", "scan.pdf, side 2"]


def test_rows_are_added_and_what_stands_there_is_left_as_it_is(folder, pen):
    taken(folder, photograph([dated(pen()).tick("barn", "B01").write(16).paper]))
    path = folder / "papir.csv"
    typed = path.read_bytes().replace(b";;B01", b";Hun b\xc3\xb8jer sig \xc2\xbbned\xc2\xab;B01")
    path.write_bytes(typed)
    taken(folder, photograph([dated(pen()).tick("barn", "B02").write(17).paper]))
    assert path.read_bytes().startswith(typed)
    assert [r["barn"] for r in rows(folder)] == ["B01", "B02"]
    assert rows(folder)[0]["observation"] == "Hun bøjer sig »ned«"


def test_a_column_somebody_took_away_is_not_lost_silently(folder, pen):
    (folder / "papir.csv").write_text("Dato;Billede\n", encoding="utf-8")
    with pytest.raises(KitError, match="»Barn« mangler"):
        taken(folder, photograph([dated(pen()).tick("barn", "B01").write(18).paper]))
    assert (folder / "papir.csv").read_text(encoding="utf-8") == "Dato;Billede\n"


def test_without_pictures_it_is_said_where_they_go(folder):
    with pytest.raises(KitError, match="ingen billeder"):
        photos_for(folder, [])


def _says_it_is(width, height):
    """A picture of a few bytes that says of itself that it is of this size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [head, b"IDAT" + zlib.compress(b"\0" * 99), b"IEND"]
    sealed = (struct.pack(">I", len(p) - 4) + p + struct.pack(">I", zlib.crc32(p)) for p in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(sealed)


@pytest.mark.parametrize("side", [12_000, 14_000, 30_000, 2_000_000])
def test_a_picture_larger_than_a_telephone_takes_is_not_opened(tmp_path, monkeypatch, side):
    """Also where it is so large that the reader of heads gives up on it."""
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("it was opened"))
    photo = tmp_path / "stort.png"
    photo.write_bytes(_says_it_is(side, side))
    with pytest.raises(KitError, match="kan ikke læses"):
        list(open_photos(photo))


HERE = Path(__file__).parent


def test_a_picture_from_an_iphone_is_read_upright_and_without_its_place(folder):
    """A file as pillow-heif writes it: turned by its head, with a maker and a place in it."""
    kept = Card.of(json.loads((HERE / "seddel.json").read_text(encoding="utf-8")))
    keep_card(folder, kept)
    (folder / "ind").mkdir()
    shutil.copyfile(HERE / "seddel.heic", folder / "ind" / "IMG_0001.HEIC")
    assert b"Telefonen" in (HERE / "seddel.heic").read_bytes()
    [slip] = read(folder, photos_for(folder, [])).slips
    assert [slip.ticked(f) for f in ("ugedag", "uge_ti", "uge_en")] == [("ti",), ("4",), ("8",)]
    assert (slip.ticked("barn"), slip.ticked("tema")) == (("B02",), ("sprog",))
    assert b"Telefonen" not in slip.picture and b"Exif" not in slip.picture


def drawn(white, size=14):
    """A marker as a picture, with a rim of paper around it."""
    square = np.zeros((SIDE + 2, SIDE + 2), np.uint8)
    square[1:-1, 1:-1] = np.array(white, np.uint8) * 255
    large = np.kron(square, np.ones((size, size), np.uint8))
    side = large.shape[0]
    corners = np.array([(0, 0), (side, 0), (side, side), (0, side)], float) + size - 0.5
    return cv2.copyMakeBorder(large, *[size] * 4, cv2.BORDER_CONSTANT, value=255), corners


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("spoilt", [(), (3,), (0, 17)])
def test_a_marker_of_the_team_is_read_though_two_fields_of_it_are_wrong(turn, spoilt):
    numbers = (5, 70, 133, 250)
    for number in numbers:
        white = np.array(fields(number))
        white.flat[list(spoilt)] ^= True
        picture, corners = drawn(np.rot90(white, turn))
        assert like_marker(picture, corners)
        got, there = read_known(picture, corners, numbers)
        assert got == number
        assert np.allclose(there[0], np.roll(corners, turn, axis=0)[0])
    assert read_known(picture, corners, ()) is None


def test_a_card_whose_markers_cannot_be_read_is_told_of_beside_those_that_can(folder, pen):
    whole, spoilt = dated(pen()).write(1), dated(pen()).write(2)
    checks = np.indices((SIDE, SIDE)).sum(axis=0) % 2
    for x, y in marker_places(spoilt.card.size):
        square, _ = drawn(checks, size=9)
        left, top = round(x * FINE), round(y * FINE)
        part = cv2.resize(square[9:-9, 9:-9], (62, 62), interpolation=cv2.INTER_NEAREST)
        spoilt.paper[top : top + 62, left : left + 62] = part[..., None]
    done, slips, _ = taken(folder, photograph([whole.paper, spoilt.paper]))
    assert len(slips.slips) == 1 and "seddel_maaske" in codes(done)
    assert not done.done, "the photo is not offered to be deleted"


def test_the_same_picture_read_by_two_at_once_is_one_row(folder, pen):
    shot = photograph([dated(pen()).tick("barn", "B07").write(1).paper])
    (folder / "ind").mkdir()
    (folder / "ind" / "IMG_0.jpg").write_bytes(shot)
    photos = photos_for(folder, [])
    both = [read(folder, photos) for _ in range(2)]
    done = [put(folder, slips, first_turns(slips, today=TODAY), photos) for slips in both]
    assert [taken.rows for taken in done] == [1, 0]
    assert len(rows(folder)) == 1 and "seddel_udeladt" in codes(done[1])


def test_no_picture_is_laid_without_its_row(folder, pen, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            taken(folder, photograph([dated(pen()).write(1).paper]))
    assert not list((folder / "sedler").glob("*.jpg")) and not (folder / "papir.csv").exists()
    assert taken(folder, photograph([dated(pen()).write(1).paper]))[0].rows == 1
