"""Names on the session page: marked while one writes, and asked about with one click each."""

import os

import pytest

from tests.circle_page.walking import forward, heading, turn, type_hidden, until
from tests.conftest import PATIENCE

pytestmark = pytest.mark.whole

OM = """format = 1
navn = "Solsikken"
type = "dagtilbud"
formaal = "At lære af det, vi gør"
slettes = 2027-06-30
"""
NOTES = """dato;observation;barn
03-03-2026;Fatima hjælper ham. Så går de ud.;B07
04-03-2026;Vi talte om Fatima i dag.;B03
05-03-2026;Ring til mor på 20 30 40 51.;B12
"""
WORRY = "Den skal ikke vente på et møde"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "team"
    place.mkdir()
    (place / "om.toml").write_text(OM, encoding="utf-8")
    (place / "postits.csv").write_text(NOTES, encoding="utf-8")
    return place


def _look(page, name):
    """Keep a picture where somebody asked for one."""
    if place := os.environ.get("KIT_PICTURES"):
        page.screenshot(path=f"{place}/{name}.png")


def _turn(page, phase):
    turn(page, phase)


def test_names_are_marked_while_one_writes_and_no_log_tells_of_it(folder, serving, visit, sound):
    served = serving(folder)
    page = visit(served).begin()
    _turn(page, "Forstå")
    field = page.get_by_label("Det lykkes")
    field.fill(
        "Zofia og den store Storm byggede videre. Mors nummer er 20 30 40 51. 🙂 Khadija så på."
    )
    marks = page.locator(".lk-maerker mark")
    until(lambda: marks.count() == 4)
    assert marks.all_inner_texts() == ["Zofia", "Storm", "20 30 40 51", "Khadija"]
    # Each underline lies on its own word, wherever the lines break.
    letters = page.evaluate(
        "(() => { const field = document.querySelector('.lk-maerket textarea');"
        "const layer = field.nextElementSibling; const a = field.getBoundingClientRect();"
        "const b = layer.getBoundingClientRect();"
        "return [a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height,"
        " field.scrollHeight - layer.scrollHeight]; })()"
    )
    assert all(abs(n) <= 1 for n in letters), letters
    assert "Skriv hellere en kode eller en rolle" in page.inner_text(".lk-maerke-sagt")
    sound(page, drawings=True)
    _look(page, "marking")
    page.get_by_role("button", name="„Storm“ er ikke et navn").click()
    until(lambda: marks.count() == 3)
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    field.fill("De store hjælper de små.")
    until(lambda: page.inner_text(".lk-maerke-sagt") == "")
    assert marks.count() == 0
    served.process.terminate()
    logged = "".join(served.process.communicate(timeout=PATIENCE))
    assert [w for w in ("Zofia", "Khadija", "20 30 40 51") if w in logged] == []


def test_a_worry_is_answered_and_covered_and_not_in_the_referat(folder, direct, sound):
    page = direct(folder).begin()
    _turn(page, "Forstå")
    field = page.get_by_label("Det bøvler")
    field.fill("Hun siger, at hun er bange for sin far.")
    page.wait_for_selector(f".lk-bekymring:has-text('{WORRY}')")
    assert page.locator(".lk-bekymring button").count() == 0, "it cannot be clicked away"
    page.get_by_label("Det lykkes").focus()
    assert field.evaluate("e => getComputedStyle(e).color") == "rgba(0, 0, 0, 0)"
    sound(page, drawings=True)
    _look(page, "worry")
    page.wait_for_selector(".lk-gemt:text-is('Gemt')")
    _turn(page, "Runde af")
    while heading(page) != "Godkend referat":
        forward(page)
    page.wait_for_selector("main >> text=/Hvad må stå i referatet|ikke skrevet noget/")
    assert "bange" not in page.inner_text("main")


def test_nothing_is_marked_or_said_behind_a_hidden_screen(folder, direct):
    page = direct(folder).begin()
    page.locator(".lk-skriv input").focus()
    page.keyboard.type("Fatima er bange for sin far")
    page.wait_for_timeout(900)
    assert (
        page.locator(".lk-svar mark, .lk-svar .lk-maerke-sagt p, .lk-svar .lk-bekymring").count()
        == 0
    )
    page.keyboard.press("Enter")
    type_hidden(page, "Vi skynder os for meget")
    page.wait_for_selector(".lk-store >> text=skynder")
    assert "bange" not in page.inner_text("main")
    assert WORRY in page.inner_text("main")


def test_the_notes_are_gone_through_with_one_click_each(folder, direct, sound):
    seen = direct(folder)
    page = seen.page
    assert "venter på svar" in page.inner_text("main")
    page.get_by_role("button", name="Navne", exact=True).click()
    page.wait_for_selector("dialog mark")
    assert page.locator("dialog mark").all_inner_texts() == ["Fatima", "Fatima"]
    assert page.locator("dialog .lk-svar-knap").all_inner_texts() == [
        "Navn",
        "Ikke et navn",
        "Fjern sætningen",
    ]
    sound(page, drawings=True)
    _look(page, "asking")
    page.get_by_role("button", name="Navn", exact=True).click()
    page.wait_for_selector("dialog mark:text-is('20 30 40 51')")
    page.keyboard.press("1")  # a key is a click
    page.wait_for_selector("dialog >> text=Der er ikke flere spørgsmål.")
    page.get_by_role("button", name="Fortryd det sidste").click()
    page.wait_for_selector("dialog mark:text-is('20 30 40 51')")
    page.get_by_role("button", name="Skjul det").click()
    page.wait_for_selector("dialog >> text=Der er ikke flere spørgsmål.")
    sound(page, drawings=True)
    page.get_by_role("button", name="Luk").click()
    until(lambda: "venter på svar" not in page.inner_text("main"))
    assert seen.errors == []

    from kitlib.asking import questions

    assert questions(folder) == []
    assert b"Fatima" not in (folder / ".svar.json").read_bytes()


def test_what_looks_like_a_name_in_the_referat_is_asked_about_there(folder, direct, sound):
    page = direct(folder).begin()
    _turn(page, "Forstå")
    page.get_by_label("Det lykkes").fill("Zofia og Storm byggede videre.")
    page.wait_for_selector(".lk-gemt:text-is('Gemt')")
    _turn(page, "Runde af")
    while heading(page) != "Godkend referat":
        forward(page)
    page.wait_for_selector("main >> text=[navn] og [navn] byggede videre.")
    page.get_by_role("button", name="Sig, hvad der er navne").click()
    page.wait_for_selector("dialog mark")
    sound(page, drawings=True)
    for _ in range(2):
        word = page.inner_text("dialog mark")
        page.get_by_role(
            "button", name="Ikke et navn" if word == "Storm" else "Navn", exact=True
        ).click()
        until(lambda word=word: f"<mark>{word}" not in page.inner_html("dialog"))
    page.wait_for_selector("dialog >> text=Der er ikke flere spørgsmål.")
    page.get_by_role("button", name="Luk").click()
    page.wait_for_selector("main >> text=[navn] og Storm byggede videre.")
    _look(page, "referat")
