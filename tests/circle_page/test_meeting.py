"""What a team does on the page: by keyboard, behind a hidden screen, and coming back to a trial."""

from datetime import date
from functools import partial

import pytest

from tests.circle_page.walking import forward, logged, press, saved, tab_to, turn, until

pytestmark = pytest.mark.whole


def test_the_next_session_begins_with_what_was_agreed(solsikken, direct):
    from kitlib.circle import Session

    before = Session.open(solsikken, today=date(2026, 5, 4))
    trial = before.trials.put("hvad", "To voksne i garderoben").field.split(".")[1]
    said = {
        "fra": "2026-05-05",
        "tegn": "Børnene hjælper hinanden",
        "viser": "postits.situation:garderobe",
        "igen": "2026-06-01",
    }
    for name, value in said.items():
        before.trials.put(name, value, trial=trial)
    before.trials.agree(trial)
    before.close()

    page = direct(solsikken, today="2026-06-01").begin()
    turn(page, "Siden sidst")
    assert "To voksne i garderoben" in page.inner_text("main")
    page.wait_for_selector("figure, .lk-tom")
    assert "I har endnu ikke besluttet" in page.inner_text(".lk-mangler")
    page.get_by_label("Hvad fik børnene ud af det?").fill("De tager selv sko på.")
    page.locator("label", has_text="Vi justerer det").click()
    saved(page)
    until(lambda: not page.locator(".lk-mangler").is_visible())
    after = Session.open(solsikken, today=date(2026, 6, 1))
    [found] = after.trials.all
    assert [(d.choice, d.children) for d in found.decisions] == [
        ("justerer", "De tager selv sko på.")
    ]


def test_the_keyboard_alone_is_enough(solsikken, direct):
    page = direct(solsikken).page
    to = partial(tab_to, page)
    to("Begynd")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 af 2")
    to("Det er vi nysgerrige på")
    assert page.evaluate("document.activeElement.value") == (
        "Hvad sker der i garderoben, når vi skal ud?"
    )
    to("Det tror vi, vi ser")
    for said in ("Kø ved døren", "De store hjælper"):
        page.keyboard.type(said)
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".lk-store li")
    # With the arrows from card to card; the one that is chosen is laid in a pile, and named.
    page.locator(".lk-store li").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    to("Ny bunke")
    page.keyboard.press("Enter")
    page.keyboard.type("Ventetid")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lk-bunke h2:text-is('Ventetid')")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=2 af 2")
    to("aflevering")
    page.keyboard.press("ArrowRight")
    to("Hvor stor en del?")
    page.keyboard.press("ArrowRight")
    # One key hides the screen from any place, and the same key shows it again.
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog >> text=Skærmen er skjult")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    to("Det er vores bud")
    page.keyboard.press("Enter")
    page.wait_for_selector("figure")
    assert "Kø ved døren" in logged(solsikken) and "Ventetid" in logged(solsikken)


def test_answers_are_dots_until_they_are_shown_together(solsikken, direct):
    page = direct(solsikken).begin()
    field = page.locator(".lk-skriv input")
    dots = "(e) => getComputedStyle(e).getPropertyValue('-webkit-text-security')"
    field.focus()
    page.keyboard.type("Vi skynder os for meget")
    assert field.evaluate(dots) == "disc"
    page.keyboard.down("ArrowUp")
    assert field.evaluate(dots) == "none", "one's own text, while the key is held"
    page.keyboard.up("ArrowUp")
    assert field.evaluate(dots) == "disc"
    kig = page.get_by_role("button", name="Kig")
    kig.hover()
    page.mouse.down()
    assert field.evaluate(dots) == "none"
    page.mouse.up()
    assert field.evaluate(dots) == "disc"
    page.keyboard.press("Enter")
    page.keyboard.type("Børnene venter længe")
    page.keyboard.press("Enter")
    until(lambda: "2 svar" in page.inner_text(".lk-bund"))
    assert "skynder" not in page.content()
    press(page, "Vis dem sammen")
    page.wait_for_selector(".lk-store >> text=skynder")
    page.wait_for_selector(".lk-store >> text=længe")
    assert page.evaluate("scrollY") == 0 and "hånd" not in page.inner_text(".lk-bord")
    # One card carried onto the other makes a pile of the two; a count is asked for, never assumed.
    one, two = (page.locator(".lk-store li", has_text=w) for w in ("skynder", "længe"))
    one.drag_to(two)
    page.wait_for_selector(".lk-bunke input")
    page.keyboard.type("Tempo")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lk-bunke h2:text-is('Tempo')")
    assert "2 svar" in page.inner_text(".lk-bunke")
    page.locator(".lk-store li", has_text="skynder").click()
    press(page, "Tæl hænder")
    page.get_by_role("button", name="En mere").click()
    saved(page)
    assert '"haender": 1' in logged(solsikken)


def test_the_hint_on_a_judging_word_stays_until_the_sentence_is_left(solsikken, direct):
    page = direct(solsikken).begin()
    turn(page, "Se")
    while "4 af 4" not in page.inner_text(".lk-over"):
        forward(page)
    page.get_by_label("Det har vi set og hørt").press_sequentially("De er vrede og går ud")
    assert page.inner_text(".lk-hint") == "Hvad så eller hørte I?"
    page.keyboard.type(".")
    assert page.inner_text(".lk-hint") == "Hvad så eller hørte I?"
    page.keyboard.type(" Tre")
    assert page.inner_text(".lk-hint") == ""
    page.keyboard.press("Home")
    assert page.inner_text(".lk-hint") == "Hvad så eller hørte I?"


def test_a_note_goes_back_in_the_pocket_with_one_key(solsikken, direct):
    page = direct(solsikken).begin()
    turn(page, "Undres")
    forward(page)
    page.click("text=Flere visninger")
    press(page, "Hvad har vi set, og hvad antager vi?")
    page.click("text=Læg en note tilbage i lommen")
    note = page.locator(".lk-noter li").first
    words = note.locator("p").first.inner_text()
    note.get_by_role("button").focus()
    page.keyboard.press("l")
    page.wait_for_selector("text=Noten er lagt tilbage i lommen")
    press(page, "Luk")
    turn(page, "Se")
    assert words[:30] not in page.inner_text("main")


def test_what_is_written_is_on_the_disk_while_somebody_goes_on_typing(solsikken, direct):
    page = direct(solsikken).begin()
    turn(page, "Forstå")
    field = page.get_by_label("Det bøvler")
    field.focus()
    # Someone who never stops typing: it is saved meanwhile, and not only when they pause.
    page.keyboard.type("flyverdragter ")
    for _ in range(500):
        if "flyverdragter" in logged(solsikken):
            break
        page.keyboard.type("a")
        page.wait_for_timeout(100)
    assert "flyverdragter" in logged(solsikken)
