"""The font of a page: packed once for the usual letters, cut anew for what else the font has."""

import json

import pytest

from kitlib import lettering
from kitlib.page import with_fonts


@pytest.fixture
def packed(monkeypatch, tmp_path):
    """A packed font in a place of its own."""
    place = tmp_path / "skrift.json"
    place.write_text(lettering.pack(), encoding="utf-8")
    monkeypatch.setattr(lettering, "PLACE", place)
    lettering._packed.cache_clear()
    yield json.loads(place.read_text(encoding="utf-8"))
    lettering._packed.cache_clear()


def held(css):
    """Which letters the fonts of some rules hold."""
    import base64
    import io
    import re

    from fontTools.ttLib import TTFont

    found = []
    for code in re.findall(r"base64,([^)]+)\)", css):
        with TTFont(io.BytesIO(base64.b64decode(code))) as font:
            found.append({chr(n) for n in font.getBestCmap()})
            assert "Source Sans" not in str(font["name"].getDebugName(1))
            assert "Open Font License" in font["name"].getDebugName(13)
    assert len(found) == 3
    return set.intersection(*found)


def test_danish_and_what_our_pages_say_is_in_the_packed_font(packed):
    css = lettering.font_css("Æblegrød på 5 % – og 🙂 سلام")  # the last two no font of ours has
    assert css == packed["css"]
    assert set("æøåÆØÅéüöäßłşğı–…“”’«»·−→✓ abcXYZ0189") <= held(css)


def test_a_letter_beyond_the_usual_gets_a_cut_of_its_own(packed):
    css = lettering.font_css("Nguyễn Đức")
    assert set("Nguyễn Đức") | set("æøå") <= held(css)


def test_a_tree_that_was_never_built_cuts_for_itself(monkeypatch, tmp_path):
    monkeypatch.setattr(lettering, "PLACE", tmp_path / "intet")
    lettering._packed.cache_clear()
    assert "æ" in held(with_fonts("<style>/*fonts*/</style><p>Bålet</p>"))
    lettering._packed.cache_clear()
