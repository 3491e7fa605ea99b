"""What a team does on the page: by keyboard, behind a hidden screen, and coming back to a trial."""

from datetime import date

import pytest

from tests.circle_page.walking import forward, goes_on, heading, logged, press, saved, turn, until

pytestmark = pytest.mark.whole


def test_the_next_session_begins_with_what_was_agreed(solsikken, direct):
    from kitlib.circle import Session

    before = Session.open(solsikken, today=date(2026, 5, 4))
    trial = before.put_trial("hvad", "To voksne i garderoben").field.split(".")[1]
    said = {
        "fra": "2026-05-05",
        "tegn": "Børnene hjælper hinanden",
        "viser": "postits.situation:garderobe",
        "igen": "2026-06-01",
    }
    for name, value in said.items():
        before.put_trial(name, value, trial=trial)
    before.agree(trial)
    before.close()

    page = direct(solsikken, today="2026-06-01").begin()
    turn(page, "Siden sidst")
    forward(page)
    assert "To voksne i garderoben" in page.inner_text("main")
    forward(page)
    page.wait_for_selector("figure, .lk-tom")
    forward(page)
    page.get_by_label("Hvad fik børnene ud af det?").fill("De tager selv sko på.")
    page.locator("label", has_text="Vi justerer det").click()
    saved(page)
    after = Session.open(solsikken, today=date(2026, 6, 1))
    [found] = after.trials
    assert [(d.choice, d.children) for d in found.decisions] == [
        ("justerer", "De tager selv sko på.")
    ]


def test_the_keyboard_alone_is_enough(solsikken, direct):
    page = direct(solsikken).page

    def to(name):
        """Tab until something of that name has the focus."""
        focused = "(document.activeElement.labels?.[0] || document.activeElement)"
        label = f"{focused}.innerText || document.activeElement.getAttribute('aria-label') || ''"
        for _ in range(60):
            page.keyboard.press("Tab")
            if name in page.evaluate(label):
                return
        raise AssertionError(f"'{name}' is not reached with Tab")

    to("Begynd")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 af 5")
    to("Alle er færdige")
    page.keyboard.press("Enter")
    to("Det er vi nysgerrige på")
    page.keyboard.type("Garderoben")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=3 af 5")
    to("Ræk hånden op")
    page.keyboard.press("Enter")
    page.keyboard.type("Kø ved døren")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=4 af 5")
    to("aflevering")
    page.keyboard.press("ArrowRight")
    to("Hvor stor en del?")
    page.keyboard.press("ArrowRight")
    to("Det er vores bud")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=5 af 5")
    # One key hides the screen from any place, and the same key shows it again.
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog >> text=Skærmen er skjult")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    to("Spring over")
    page.keyboard.press("Enter")
    until(lambda: heading(page) == "Se")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("figure")
    assert "Kø ved døren" in logged(solsikken)


def test_answers_typed_with_the_screen_hidden_are_shown_together_later(solsikken, direct):
    page = direct(solsikken).begin()
    forward(page)
    forward(page)
    page.click("text=Skriv med skærmen skjult")
    for answer in ("Vi skynder os for meget", "Børnene venter længe"):
        page.keyboard.type(answer)
        shown = page.evaluate(
            "getComputedStyle(document.activeElement).getPropertyValue('-webkit-text-security')"
        )
        assert shown == "disc"
        page.keyboard.press("Enter")
    until(lambda: "2 svar" in page.inner_text("dialog"))
    assert "skynder" not in page.content()
    press(page, "Vis svarene sammen")
    page.wait_for_selector(".lk-sedler >> text=skynder")
    page.wait_for_selector(".lk-sedler >> text=længe")


def test_a_note_goes_back_in_the_pocket_with_one_key(solsikken, direct):
    page = direct(solsikken).begin()
    turn(page, "Se")
    while heading(page) != "Hvad har vi set?":
        goes_on(page)
    page.click("text=Læg en note tilbage i lommen")
    note = page.locator(".lk-noter li").first
    words = note.locator("p").first.inner_text()
    note.get_by_role("button").focus()
    page.keyboard.press("l")
    page.wait_for_selector("text=Noten er lagt tilbage i lommen")
    turn(page, "Undres")
    assert words[:30] not in page.inner_text("main")


def test_what_is_written_is_on_the_disk_while_somebody_goes_on_typing(solsikken, direct):
    page = direct(solsikken).begin()
    turn(page, "Forstå")
    forward(page)
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
