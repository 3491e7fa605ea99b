"""Pictures of handwriting stay with the team, and go when the person goes."""

import base64
import zipfile
from io import BytesIO

import cv2
import numpy as np
import pytest

from kitlib.material import make
from kitlib.outputs import outputs
from kitlib.pictured import PICTURE_MARK, holds_picture
from kitlib.rights import indsigt, slet, vis_sletning
from kitlib.slips.notepicture import as_jpeg
from kitlib.writing import Home, write_bytes, write_files

HEAD = "Dato;Observation;Barn;Hvem så;Situation;Sammen med;Tema;Må vises;Billede\n"


def picture(seed=1):
    return as_jpeg(np.random.default_rng(seed).integers(0, 255, (60, 80, 3), np.uint8), 80)


@pytest.fixture
def noted(folder):
    """A note about B07, one that has B07 in it, one of another child, and a picture without row."""
    rows = (
        "24-11-2026;;B07;;leg;;;;sedler/aa.jpg",
        "24-11-2026;;B01;;leg;B07;;;sedler/bb.jpg",
        "25-11-2026;Ler højt.;B02;;leg;;;;sedler/cc.jpg",
    )
    (folder / "papir.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    for seed, name in enumerate(("aa", "bb", "cc", "dd")):
        (folder / "sedler" / f"{name}.jpg").write_bytes(picture(seed))
    return folder


def left(folder):
    return sorted(p.stem for p in (folder / "sedler").glob("*.jpg"))


def test_a_person_who_is_deleted_takes_their_pictures_along(noted):
    before = sorted(p.read_bytes() for p in noted.rglob("*") if p.is_file())
    plan = vis_sletning(noted, "B07")
    assert sorted(p.read_bytes() for p in noted.rglob("*") if p.is_file()) == before
    done = slet(noted, "b-7")
    assert left(noted) == ["cc", "dd"]
    assert "B07" not in (noted / "papir.csv").read_text(encoding="utf-8")
    assert "B07" not in (noted / "om.toml").read_text(encoding="utf-8")
    assert not any("B07" in p.read_text() for p in (noted / "sedler" / "ark").iterdir())
    for said in (str(plan), str(done)):
        assert "2 andre billeder af håndskrift" in said and "B07" not in said


def test_what_was_printed_of_their_pictures_goes_along(noted):
    """Cards and poster were made with the pictures in them; no file has them afterwards."""
    made = make([noted], ["kort", "plakat"])
    assert not made.problems.errors
    theirs = [(noted / "sedler" / f"{name}.jpg").read_bytes() for name in ("aa", "bb")]
    printed = [path for path in made.paths if any(p in path.read_bytes() for p in theirs)]
    assert {path.stem for path in printed} >= {"kort_noter", "plakat_tavlen"}
    slet(noted, "B07")
    files = [path for path in noted.rglob("*") if path.is_file()]
    assert not [path for path in files if any(p in path.read_bytes() for p in theirs)]
    assert not any(path.exists() for path in printed)


def test_a_card_printed_before_is_still_read_when_somebody_is_deleted(noted, pen):
    from kitlib.slips.take import photos_for, read

    from .conftest import photograph

    slet(noted, "B07")
    one = pen().tick("barn", "B02").tick("barn", "B07").write(3)
    (noted / "ind").mkdir()
    (noted / "ind" / "a.jpg").write_bytes(photograph([one.paper]))
    [slip] = read(noted, photos_for(noted, [])).slips
    assert slip.ticked("barn") == ("B02",)


def test_pictures_go_before_the_rows_that_say_whom_they_are_about(noted):
    steps = [s.file for s in vis_sletning(noted, "B07").steps if s.what != "beholdes"]
    assert steps[:2] == ["sedler/aa.jpg", "sedler/bb.jpg"]


def test_the_whole_folder_takes_pictures_and_photographs_along(noted):
    (noted / "ind").mkdir()
    (noted / "ind" / "IMG_1.jpg").write_bytes(picture())
    slet(noted)
    assert not noted.exists() or not list(noted.rglob("*.jpg"))


def test_insight_says_which_pictures_there_are(noted):
    page = indsigt(noted, "B07").read_text(encoding="utf-8")
    assert "sedler/aa.jpg" in page and "sedler/bb.jpg" in page and "sedler/cc.jpg" not in page
    assert "Andres navne på det kan ikke dækkes" in page
    assert page.count("billeder af håndskrift") == 1


def as_is(content):
    return content


def in_a_page(content):
    return b'<img src="data:image/jpeg;base64,' + base64.b64encode(content) + b'">'


def packed(content):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/image1.jpg", content)
    return out.getvalue()


@pytest.mark.parametrize("held", [as_is, in_a_page, packed, lambda c: packed(packed(in_a_page(c)))])
def test_a_picture_is_known_however_it_is_held(held):
    assert holds_picture(held(picture()))
    plain = cv2.imencode(".jpg", np.zeros((9, 9, 3), np.uint8))[1].tobytes()
    assert not holds_picture(held(plain))


@pytest.mark.parametrize("shift", range(3))
def test_a_picture_is_known_in_base64_wherever_it_begins(shift):
    assert holds_picture(base64.b64encode(b"x" * shift + PICTURE_MARK + b"y" * shift))


@pytest.mark.parametrize("output", outputs(), ids=lambda o: o.name)
def test_no_output_lets_a_picture_out_of_the_team(output, tmp_path):
    """The whole register: what leaves, and what holds nobody's words, refuses handwriting."""
    home = Home(tmp_path, output.ring)
    may = output.ring != "udgivelse" and output.quotes
    for content in (picture(), in_a_page(picture()), packed(picture())):
        path = tmp_path / "ud" / f"{output.name}.bin"
        if may:
            assert write_bytes(path, content, home, output=output.name).exists()
            continue
        with pytest.raises(ValueError, match="handwriting"):
            write_bytes(path, content, home, output=output.name)
        with pytest.raises(ValueError, match="handwriting"):
            write_files({"a.bin": b"", "b.bin": content}, path.parent, home, output=output.name)
        assert not path.parent.exists()


def test_a_release_refuses_whatever_ring_its_output_has(tmp_path):
    with pytest.raises(ValueError, match="handwriting"):
        write_bytes(tmp_path / "a.html", picture(), Home(tmp_path, "udgivelse"), output="handout")


def test_a_packed_file_that_cannot_be_looked_into_is_taken_to_hold_a_picture():
    page = b"en side uden billeder"
    plain = packed(page)
    assert not holds_picture(packed(packed(plain)))
    assert holds_picture(packed(packed(packed(plain)))), "too deep"
    locked = bytearray(plain)
    for place in (6, plain.index(b"PK\x01\x02") + 8):
        locked[place] |= 1
    assert holds_picture(bytes(locked)), "behind a password"
    spoilt = bytearray(plain)
    spoilt[plain.index(b"image1.jpg") + len(b"image1.jpg") + 4] ^= 0xFF
    assert holds_picture(bytes(spoilt)), "not as it was packed"


@pytest.mark.parametrize("held", [packed, lambda c: packed(packed(c))], ids=["once", "twice"])
def test_no_spoilt_byte_and_no_cut_lets_a_packed_picture_pass(held):
    whole = held(picture())
    assert PICTURE_MARK not in whole
    passed = [
        (at, turned)
        for at in range(len(whole))
        for turned in (0x01, 0xFF)
        if not holds_picture(whole[:at] + bytes([whole[at] ^ turned]) + whole[at + 1 :])
    ]
    assert passed == []
    assert [n for n in range(4, len(whole)) if not holds_picture(whole[:n])] == []
