"""A window left open after another one began a new meeting: it says so, and nothing goes astray."""

from dataclasses import replace
from datetime import date

import pytest

from kitlib.circle import Session
from tests.circle_page.walking import cut_off, forward, heading, logged, press, saved, turn, until

pytestmark = pytest.mark.whole
TODAY = date(2026, 9, 1)
OLD = ".lk-overhalet"


def approve(page):
    """Write one thing and approve it."""
    turn(page, "Forstå")
    page.get_by_label("Det lykkes").fill("De store hjælper de små")
    saved(page)
    turn(page, "Runde af")
    while heading(page) != "Godkend referat":
        forward(page)
    press(page, "Alt må stå der")
    press(page, "teamet")
    press(page, "Godkend referat")
    page.wait_for_selector("text=Referatet er godkendt.")


def write(page, words):
    turn(page, "Forstå")
    page.get_by_label("Det bøvler").fill(words)


def says(folder, meeting):
    """What "Det bøvler" says in a meeting, as the disk has it."""
    session = Session.open(folder, today=TODAY)
    said = replace(session.meeting, name=meeting).value("forstaa.boevler")
    session.close()
    return said


def test_an_older_window_says_which_meeting_it_is(solsikken, direct, sound):
    first, second = "2026-09-01.laeringscirklen", "2026-09-01.laeringscirklen.2"
    old = direct(solsikken)
    old.begin()
    approve(old.page)
    new = direct(solsikken)
    press(new.page, "Begynd et nyt møde")
    new.page.wait_for_selector("main >> text=Spilleregler")
    page = old.page
    page.wait_for_selector(OLD)
    assert "Det, I skriver her, hører til det forrige." in page.inner_text(OLD)
    write(page, "Køen ved døren")
    page.wait_for_selector(".lk-gemt:text-is('Gemt i det forrige møde')")
    assert (says(solsikken, first), says(solsikken, second)) == ("Køen ved døren", "")
    for width, height in ((1280, 577), (853, 480)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(OLD).is_visible()
        sound(page)
    # Also over the table, and then on to where the others are: no third meeting is begun.
    press(page, "Bordet")
    page.wait_for_selector(".lk-seddel")
    press(page, "Gå til det nye møde")
    page.wait_for_selector("main >> text=Spilleregler")
    assert page.locator(OLD).count() == 0
    press(page, "Begynd")
    write(page, "Lynlåse")
    saved(page)
    assert (says(solsikken, first), says(solsikken, second)) == ("Køen ved døren", "Lynlåse")
    assert new.page.locator(OLD).count() == 0
    assert (
        len(old.session.meeting.logbog.meetings())
        - ("altid" in old.session.meeting.logbog.meetings())
        == 2
    )
    assert old.errors == [] and new.errors == []


def test_a_window_left_open_until_another_day_is_told_to_open_anew(solsikken, direct):
    old = direct(solsikken)
    old.begin()
    later = Session.open(solsikken, today=date(2026, 9, 8))
    later.meeting.put("se.set", "Fire står i døren.")
    later.close()
    old.page.wait_for_selector(f"{OLD} >> text=Luk vinduet, og åbn mødet igen.")
    assert old.page.locator(f"{OLD} button").count() == 0


def test_what_a_killed_kernel_never_kept_is_not_put_in_the_new_meeting(solsikken, serving, visit):
    served = serving(solsikken, grace=60)
    seen = visit(served)
    page = seen.begin()
    approve(page)
    session = Session.open(solsikken, today=TODAY)
    session.begin_new()
    session.close()
    page.wait_for_selector(OLD)
    turn(page, "Forstå")
    with cut_off(page):
        for kernel in served.kernels:
            kernel.kill()
        page.get_by_label("Det bøvler").fill("Sko og lynlåse på samme tid")
    page.wait_for_selector("dialog >> text=Det her blev ikke gemt")
    assert not page.get_by_text("Sko og lynlåse").is_visible(), "nobody has asked for it yet"
    page.locator("dialog summary").click()
    assert page.get_by_text("Sko og lynlåse").is_visible()
    press(page, "Luk")
    assert "Sko og lynlåse" not in logged(solsikken)
    until(lambda: page.evaluate("Object.keys(sessionStorage).join()").count("venter") == 0)
    assert seen.errors == []
