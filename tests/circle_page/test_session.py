"""A whole meeting on the page as `laeringskit session` serves it, from first bud to PDF."""

import pytest

from tests.circle_page.walking import (
    LARGE,
    agree,
    forward,
    heading,
    press,
    turn,
    type_hidden,
    until,
)

pytestmark = pytest.mark.whole


def test_a_whole_session_from_the_first_bud_to_an_approved_pdf(solsikken, serving, visit):
    seen = visit(serving(solsikken))
    page = seen.ready()
    assert "Vi ser på det, vi gør" in page.inner_text("main")
    page.get_by_role("button", name="Begynd").click()

    # Ramme og bud: one silent round on paper, typed as dots, then a bud on the figure's own scale.
    page.wait_for_selector("text=Skriv hver for sig på papir")
    page.get_by_label("Det er vi nysgerrige på").fill("Hvem hjælper hvem i garderoben?")
    type_hidden(page, "At der er kø ved døren", "At de store hjælper de små")
    forward(page)
    assert "fleste noter" in heading(page)
    assert page.query_selector("figure") is None, "no figure before the bud"
    page.locator(".lk-pille", has_text="garderobe").click()
    page.locator("input[type=range]").press("ArrowRight")
    assert "godt halvdelen" in page.inner_text(".lk-sagt")
    press(page, "Det er vores bud")

    # Se: the bud and the data on one figure, and a kind question; then seen and assumed apart.
    page.wait_for_selector("figure")
    assert "I regnede med" in page.inner_text("main")
    assert "Hvad tænker I om det?" in page.inner_text("main")
    while "4 af 4" not in page.inner_text(".lk-over"):
        forward(page)
    set_og_hoert = page.get_by_label("Det har vi set og hørt")
    set_og_hoert.press_sequentially("Tretten børn venter. De er urolige ")
    assert page.inner_text(".lk-hint").strip() == "Hvad så eller hørte I?"
    page.get_by_label("Det antager vi").fill("At ventetiden er for lang.")
    until(lambda: page.inner_text(".lk-hint") == "")

    # Every phase can be gone to; missing content is one line, and the button works.
    for phase in ("Undres", "Forstå"):
        turn(page, phase)
        while page.inner_text(LARGE) == "Videre":
            forward(page)
        assert page.inner_text(".lk-mangler").endswith("Gå videre?")
    page.get_by_role("button", name="Parkering").click()
    page.get_by_label("En idé, der skal vente").fill("Flere knager i børnehøjde")
    press(page, "Parkér ideen")
    page.wait_for_selector("dialog >> text=Flere knager")
    press(page, "Luk")

    # Prøve af: what was parked comes back; a trial with a sign among the children and a day.
    turn(page, "Prøve af")
    assert "Flere knager" in page.inner_text("aside")
    page.get_by_label("Hvilken lille ting").fill("To voksne i garderoben fra 9.30")
    page.get_by_label("Hvilket tegn").fill("Børnene hjælper hinanden")
    agree(page)
    assert len(list((solsikken / "ud").glob("*.ics"))) == 1

    # Runde af: nothing is written as a referat before it is approved.
    turn(page, "Runde af")
    while heading(page) != "Godkend referat":
        forward(page)
    page.wait_for_selector("text=Hvad må stå i referatet?")
    assert not list((solsikken / "ud").glob("referat*"))
    page.get_by_label("Det har vi set og hørt").check()
    page.get_by_label("Hvem må få det?").fill("Ida fra nabostuen")
    assert "Ida" not in page.evaluate("JSON.stringify({...sessionStorage})")
    page.get_by_label("Hvem må få det?").fill("teamet")
    press(page, "Godkend referat")
    page.wait_for_selector("text=Referatet er godkendt.")
    kinds = {p.suffix: p for p in (solsikken / "ud").glob("referat*")}
    assert set(kinds) == {".md", ".html", ".pdf"}
    assert kinds[".pdf"].read_bytes().startswith(b"%PDF")
    text = kinds[".md"].read_text("utf-8")
    assert "Tretten børn venter" in text
    assert "ventetiden" not in text, "what was not chosen"
    assert seen.only_here
    assert seen.errors == []
