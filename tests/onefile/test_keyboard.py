"""From the opening of the one file to an approved referat by keyboard alone, and axe on the way."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.circle_page.walking import LARGE, drawn, heading, logged, saved, tab_to, until
from tests.onefile.disk import Disk
from tests.onefile.test_saving import TODAY

pytestmark = pytest.mark.whole

_ON = ("Spring over", "Gå videre uden aftale")
_SEEN = "Det har vi set og hørt"
_MOST_TABS = 200  # a figure that is touched has a stop for each of its marks
_MOST_SCREENS = 60


def on(page, to):
    """Go on as one does who has no mouse."""
    before = page.inner_text("#side")
    large = page.locator(LARGE)
    if large.count() and large.is_visible():
        page.keyboard.press("Control+Enter")
    else:
        to(next(n for n in _ON if page.get_by_role("button", name=n, exact=True).count()))
        page.keyboard.press("Enter")
    until(lambda: page.inner_text("#side") != before)


def test_the_keyboard_alone_is_enough_from_opening_to_referat(opened, sample_data, tmp_path, sound):
    folder = Path(shutil.copytree(sample_data / "ungehuset", tmp_path / "Æblehuset øst"))
    disk = Disk(folder)
    window = opened(script=disk.script(TODAY), door=disk.answer)
    page = window.ready()
    to = partial(tab_to, page, most=_MOST_TABS)
    sound(page)
    to("Vælg jeres mappe")
    page.keyboard.press("Enter")
    page.wait_for_selector("body.foerste")
    sound(page)
    to("Vis alt på én side")
    page.keyboard.press("Enter")
    page.wait_for_selector("#visning[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#visning[open]", state="detached")
    to("Start datasession")
    page.keyboard.press("Enter")
    page.wait_for_selector("#side.lk-klar h1")
    to("Begynd")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lk-bund")
    wrote = False
    for _ in range(_MOST_SCREENS):
        drawn(page)
        if heading(page) == "Godkend referat":
            break
        if not wrote and page.get_by_label(_SEEN).count():
            to(_SEEN)
            page.keyboard.type("Ti unge kommer tidligt.")
            saved(page)
            wrote = True
        on(page, to)
    page.wait_for_selector("text=Hvad må stå i referatet?")
    sound(page)
    to("Hvem må få det?")
    page.keyboard.type("teamet")
    to("Alt må stå der")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Referatet er godkendt.")
    sound(page)
    assert "Ti unge kommer tidligt." in logged(folder)
    assert {p.suffix for p in (folder / "ud").glob("referat*")} >= {".md", ".html", ".pdf"}
    to("Til forsiden")
    page.keyboard.press("Enter")
    page.wait_for_selector("#forside:visible")
    assert window.outside == [] and window.errors == []
