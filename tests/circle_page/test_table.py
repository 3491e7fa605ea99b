"""Bordet in a real Chromium: moved, heaped, pointed at, in large; by mouse, finger and key."""

import json
import re
from datetime import date

import pytest

from kitlib.circle import Session
from tests.circle_page.walking import (
    cut_off,
    forward,
    goes_on,
    heading,
    logged,
    press,
    saved,
    turn,
    until,
)

pytestmark = pytest.mark.whole

# Whoever is at the table goes on to a heap just as the kernel says how it lies now.
_GO_ON_MEANWHILE = r"""() => {
  const line = window.ask ? window : window.enfil.kit;
  const ask = line.ask.bind(line);
  line.ask = async (...message) => {
    const said = await ask(...message);
    if (/op\\?":\\?"table/.test(JSON.stringify(message))) {
      document.querySelector("button.lk-bord-bunke").focus();
      setTimeout(() => { window.laidAnew = true; }, 0);
    }
    return said;
  };
}"""

_SIZE = "(e) => parseFloat(getComputedStyle(e).fontSize) * devicePixelRatio"


def lies(session):
    """Which note lies in which heap, as the logbog has it."""
    return {heap.name: [note.text for note in heap.notes] for heap in session.bordet.heaps()}


def choice(way, heading):
    """A heading as the page names it."""
    return json.dumps([way, heading], separators=(",", ":"))


def to_table(page):
    press(page, "Bordet")
    page.wait_for_selector(".lk-seddel")


def first(page):
    return page.locator(".lk-seddel").first


def heaped(page):
    """The heaps as they stand on the page: name and how much is in them."""
    return [tuple(t.split("\n")) for t in page.locator("button.lk-bord-bunke").all_inner_texts()]


def carry(page, note, place):
    start, end = note.bounding_box(), place.bounding_box()
    page.mouse.move(start["x"] + 30, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
    page.mouse.up()


@pytest.fixture
def many(solsikken):
    """400 notes, as a team has after a year."""
    lines = (solsikken / "postits.csv").read_text("utf-8").splitlines()
    more = [re.sub(r"-2026;", "-2025;", line, count=1) for line in lines[1:]]
    extra = [
        f"0{1 + i % 9}-03-2024;Note nummer {i} om sko og støvler;B{i % 9:02};" for i in range(99)
    ]
    rest = [line + "pædagog;garderobe;;;;;ja" for line in extra]
    (solsikken / "postits.csv").write_text("\n".join([*lines, *more, *rest][:401]), "utf-8")
    return solsikken


def test_the_table_is_a_step_of_the_meeting_and_read_from_the_back_row(solsikken, direct, sound):
    meeting = direct(solsikken)
    page = meeting.begin()
    turn(page, "Se")
    while not heading(page).startswith("Bordet"):
        goes_on(page)
    page.wait_for_selector(".lk-seddel")
    for width, height, least in (
        (1280, 720, 28),
        (1280, 577, 28),
        (853, 480, 28),
        (1920, 1080, 41),
    ):
        page.set_viewport_size({"width": width, "height": height})
        assert first(page).evaluate(_SIZE) >= least
        wide = page.evaluate(
            "[document.documentElement.scrollWidth, innerWidth, "
            "document.documentElement.scrollHeight, innerHeight]"
        )
        assert wide[0] <= wide[1] and wide[2] <= wide[3]
        assert page.locator(".lk-bordet .lk-videre").is_visible()
        sound(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    # Click: one note fills the screen, and arrow keys go from note to note there too.
    words = first(page).locator(".lk-note-tekst").inner_text()
    first(page).click()
    large = page.locator("dialog .lk-stor-papir")
    assert large.locator(".lk-note-tekst").inner_text() == words
    assert large.evaluate(_SIZE) >= 60
    sound(page)
    page.keyboard.press("ArrowRight")
    assert large.locator(".lk-note-tekst").inner_text() != words
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    # Every note under a heading is there, whole; a heading filters; the next is one press away.
    page.select_option(".lk-bord-overskrift", choice("situation", "garderobe"))
    n = page.locator(".lk-seddel").count()
    page.select_option(".lk-bord-kun", choice("barn", "B07"))
    assert 0 < page.locator(".lk-seddel").count() < n
    assert all("B07" in t for t in page.locator(".lk-seddel small").all_inner_texts())
    page.select_option(".lk-bord-kun", choice("", ""))
    press(page, "Næste overskrift")
    assert heading(page) == "Bordet: Legeplads"
    # A film lies along its line of time.
    page.select_option(".lk-bord-overskrift", choice("klip", "Samling uge 6"))
    assert page.locator(".lk-film-note").count() == page.locator(".lk-seddel").count() == 14
    page.locator(".lk-film-note").nth(5).click()
    assert page.evaluate("document.activeElement.querySelector('small').innerText").startswith(
        "3:05"
    )
    sound(page)
    forward(page)
    assert meeting.errors == []


def test_the_keyboard_alone_moves_names_points_pockets_and_takes_back(solsikken, direct, sound):
    meeting = direct(solsikken)
    page = meeting.page
    to_table(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "option":
            break
    mine = "document.activeElement.querySelector('.lk-note-tekst').innerText"
    one = page.evaluate(mine)
    seen = {one}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.evaluate(mine))
    assert len(seen) == 4 and page.evaluate(mine) == one
    page.keyboard.press("f")
    page.keyboard.type("Kø ved døren")
    sound(page)
    page.keyboard.press("Enter")
    until(lambda: heaped(page) == [("Kø ved døren", "1 note fra 1 dag")])
    until(
        lambda: (
            page.inner_text(".lk-bordet > [role=status]")
            == ("Flyttet til Kø ved døren, 1 note fra 1 dag.")
        )
    )
    two = page.evaluate(mine)
    assert two != one
    page.keyboard.press("f")
    page.keyboard.press("1")
    until(lambda: heaped(page) == [("Kø ved døren", "2 noter fra 2 dage")])
    assert lies(meeting.session) == {"Kø ved døren": [one, two]}
    page.keyboard.press("z")
    until(lambda: heaped(page) == [("Kø ved døren", "1 note fra 1 dag")])
    assert page.evaluate(mine) == two
    page.keyboard.press("d")
    saved(page)
    assert '"bord.her"' in logged(solsikken)
    assert page.locator(".lk-her").count() == 1
    page.keyboard.press("l")
    assert two not in page.content()
    saved(page)
    assert "lomme." in logged(solsikken)
    page.keyboard.press("z")
    page.wait_for_selector(f"text={two}")
    until(lambda: page.evaluate(mine) == two)
    # Whoever goes on to a heap while the table is laid anew stays there.
    page.evaluate(_GO_ON_MEANWHILE)
    page.keyboard.press("l")
    saved(page)
    until(lambda: page.evaluate("window.laidAnew && !document.querySelector('.lk-her')"))
    assert page.evaluate("document.activeElement.matches('button.lk-bord-bunke')")
    # A heap is opened, named anew, and its notes laid out again.
    page.keyboard.press("Enter")
    until(lambda: page.locator(".lk-seddel").count() == 1)
    page.get_by_label("Navn på bunken").fill("Kø")
    saved(page)
    assert lies(meeting.session) == {"Kø": [one]}
    sound(page)
    press(page, "Læg bunken ud igen")
    saved(page)
    assert lies(meeting.session) == {}
    page.wait_for_selector(f"text={one}")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog >> text=Skærmen er skjult")
    assert meeting.errors == []


def test_400_notes_by_mouse_and_finger(many, direct, browser):
    meeting = direct(many)
    page = meeting.page
    to_table(page)
    page.select_option(".lk-bord-overskrift", choice("", ""))
    assert page.locator(".lk-seddel").count() >= 400
    one = first(page).locator(".lk-note-tekst").inner_text()
    carry(page, first(page), page.locator(".lk-bord-ny"))
    page.get_by_label("Navn på bunken").fill("Sko")
    page.keyboard.press("Enter")
    until(lambda: heaped(page) == [("Sko", "1 note fra 1 dag")])
    carry(page, first(page), page.locator("button.lk-bord-bunke"))
    until(lambda: heaped(page) == [("Sko", "2 noter fra 1 dag")])
    assert one in lies(meeting.session)["Sko"]
    page.click("button.lk-bord-bunke")
    carry(page, first(page), page.locator("button.lk-bord-tilbage"))
    saved(page)
    assert len(lies(meeting.session)["Sko"]) == 1
    # A finger: carried across to the heap, and a tap makes it large.
    page.click("button.lk-bord-tilbage")
    touch = page.context.new_cdp_session(page)
    start, end = first(page).bounding_box(), page.locator("button.lk-bord-bunke").bounding_box()
    path = [(start["x"] + 40 + i * (end["x"] - start["x"]) / 5, start["y"] + 25) for i in range(6)]
    path[-1] = (end["x"] + 40, end["y"] + 25)
    for kind, points in (("touchStart", path[:1]), ("touchMove", path[1:]), ("touchEnd", [()])):
        for point in points:
            at = [{"x": point[0], "y": point[1]}] if point else []
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    saved(page)
    assert len(lies(meeting.session)["Sko"]) == 2
    assert meeting.errors == []


def test_reload_two_windows_and_a_kernel_killed_in_the_middle_of_a_move(solsikken, serving, visit):
    served = serving(solsikken)
    seen = visit(served)
    page = seen.ready()
    to_table(page)
    first(page).focus()
    page.keyboard.press("f")
    page.keyboard.type("Kø ved døren")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("d")
    saved(page)
    page.reload()
    page.wait_for_selector("#side.lk-klar h1")
    to_table(page)
    assert heaped(page) == [("Kø ved døren", "1 note fra 1 dag")]
    assert page.locator(".lk-her").count() == 1
    # A second window of the same browser shows what is moved in the first, and the other way.
    other = seen.context.new_page()
    other.goto(served.address.partition("?")[0])
    other.wait_for_selector("#side.lk-klar h1")
    to_table(other)
    assert heaped(other) == [("Kø ved døren", "1 note fra 1 dag")]
    first(other).focus()
    other.keyboard.press("f")
    other.keyboard.press("1")
    until(lambda: heaped(page) == [("Kø ved døren", "2 noter fra 2 dage")])
    other.close()
    # The kernel is gone, and so is that of the closed window; a note is moved before anybody knows.
    words = first(page).locator(".lk-note-tekst").inner_text()
    with cut_off(page):
        for kernel in served.kernels:
            kernel.kill()
        first(page).focus()
        page.keyboard.press("f")
        page.keyboard.press("1")
    to_table(page)
    assert heaped(page) == [("Kø ved døren", "3 noter fra 3 dage")]
    assert words in lies(Session.open(solsikken, today=date(2026, 9, 1)))["Kø ved døren"]
    assert seen.hosts == {"127.0.0.1"}
    assert seen.errors == []


def test_what_may_not_be_shown_never_reaches_the_page(solsikken, direct):
    notes = (solsikken / "postits.csv").read_text("utf-8").splitlines()
    hidden = [line.split(";")[1] for line in notes if line.endswith(";nej")]
    page = direct(solsikken).page
    to_table(page)
    page.select_option(".lk-bord-overskrift", choice("", ""))
    assert hidden and not [words for words in hidden if words in page.content()]
    assert "må ikke vises" not in page.content(), "nobody is made to guess whose it is"


def test_a_key_the_table_names_is_one_that_acts(root):
    script = (root / "kitlib/circle/page/js/table.js").read_text("utf-8")
    acts = set(re.findall(r'key === "(\w)"', script))
    named = set(re.findall(r"tryk ([A-ZÆØÅ])\b", script)) | set(
        re.findall(r'does\("[^"]+", "(\w)"', script)
    )
    assert {"F", "D", "L"} <= named
    assert {key.lower() for key in named} <= acts
