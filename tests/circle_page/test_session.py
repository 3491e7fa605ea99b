"""A team goes through its circle on the page, comes back to it, and loses nothing on the way."""

import json
import re
from datetime import date

import pytest

pytestmark = pytest.mark.whole

LARGE = ".lk-bund .lk-videre"


def _heading(page):
    return page.inner_text("h1")


def _forward(page, until):
    """Press the large button and wait for the next thing to do."""
    before = page.inner_text(".lk-over") + _heading(page)
    page.click(LARGE)
    until(lambda: page.inner_text(".lk-over") + _heading(page) != before)


def _press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def _saved(page):
    page.wait_for_selector(".lk-gemt:text-is('Gemt')")


def _turn(page, phase, until):
    page.get_by_role("button", name=re.compile(f"Fase .*: {phase}")).click()
    until(lambda: _heading(page) == phase)


def _logged(folder):
    lines = [
        x for f in (folder / "logbog").glob("*.jsonl") for x in f.read_text("utf-8").split("\n")
    ]
    return "\n".join(json.dumps(json.loads(x), ensure_ascii=False) for x in lines if x.strip())


@pytest.fixture
def sound():
    """Hold a page against axe-core's rules; serious and critical findings are none."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page):
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        bad = [(v["id"], v["nodes"][0]["html"][:200]) for v in found
               if v["impact"] in ("serious", "critical")]  # fmt: skip
        assert bad == [], f"{_heading(page)}: {bad}"

    return check


def test_a_whole_session_from_the_first_bud_to_an_approved_pdf(
    solsikken, serving, visit, until, sound
):
    seen = visit(serving(solsikken))
    page = seen.ready()
    assert "Vi ser på det, vi gør" in page.inner_text("main")
    sound(page)
    page.get_by_role("button", name="Begynd").click()

    # Ramme og bud: paper first, a show of hands, then a bud on the figure's own scale.
    page.wait_for_selector("text=Skriv hver for sig på papir")
    sound(page)
    _press(page, "Alle er færdige")
    page.get_by_label("Det er vi nysgerrige på").fill("Hvem hjælper hvem i garderoben?")
    _forward(page, until)
    page.click("text=Ræk hånden op")
    page.get_by_role("textbox", name="Svar 1").fill("At der er kø ved døren")
    page.get_by_role("button", name="En mere, svar 1").click()
    _press(page, "Et svar mere")
    page.get_by_role("textbox", name="Svar 2").fill("At de store hjælper de små")
    sound(page)
    _forward(page, until)
    assert "fleste noter" in _heading(page)
    assert page.query_selector("figure") is None, "no figure before the bud"
    page.locator(".lk-pille", has_text="garderobe").click()
    page.locator("input[type=range]").press("ArrowRight")
    assert "godt halvdelen" in page.inner_text(".lk-sagt")
    sound(page)
    _press(page, "Det er vores bud")
    page.wait_for_selector("text=5 af 5")
    _press(page, "Spring over")
    until(lambda: _heading(page) == "Se")

    # Se: the bud and the data on one figure, and a kind question; then seen and assumed apart.
    sound(page)
    _forward(page, until)
    page.wait_for_selector("figure")
    assert "I regnede med" in page.inner_text("main")
    assert "Hvad tænker I om det?" in page.inner_text("main")
    sound(page)
    while "5 af 5" not in page.inner_text(".lk-over"):
        _forward(page, until)
    set_og_hoert = page.get_by_label("Det har vi set og hørt")
    set_og_hoert.press_sequentially("Tretten børn venter. De er urolige ")
    assert page.inner_text(".lk-hint").strip() == "Hvad så eller hørte I?"
    page.get_by_label("Det antager vi").fill("At ventetiden er for lang.")
    until(lambda: page.inner_text(".lk-hint") == "")
    sound(page)

    # Every phase can be gone to; missing content is one line, and the button works.
    for phase in ("Undres", "Forstå"):
        _turn(page, phase, until)
        sound(page)
        while page.inner_text(LARGE) in ("Videre", "Alle er færdige"):
            _forward(page, until)
            sound(page)
        assert page.inner_text(".lk-mangler").endswith("Gå videre?")
    page.get_by_role("button", name="Parkering").click()
    page.get_by_label("En idé, der skal vente").fill("Flere knager i børnehøjde")
    _press(page, "Parkér ideen")
    page.wait_for_selector("dialog >> text=Flere knager")
    sound(page)
    _press(page, "Luk")

    # Prøve af: what was parked comes back; a trial with a sign among the children and a day.
    _turn(page, "Prøve af", until)
    _forward(page, until)
    assert "Flere knager" in page.inner_text("main")
    _forward(page, until)
    page.get_by_label("Hvilken lille ting").fill("To voksne i garderoben fra 9.30")
    page.get_by_label("Fra hvornår?").fill("7/9")
    assert page.inner_text(".lk-hjaelp") == "mandag den 7. september 2026"
    sound(page)
    _forward(page, until)
    page.get_by_label("Hvilket tegn").fill("Børnene hjælper hinanden")
    sound(page)
    _forward(page, until)
    page.locator(".lk-pille", has_text="medhjælper").click()
    _press(page, "Om to uger")
    sound(page)
    _press(page, "Det aftaler vi")
    page.wait_for_selector("text=kalenderfil")
    assert len(list((solsikken / "ud").glob("*.ics"))) == 1
    sound(page)

    # Runde af: nothing is written as a referat before it is approved.
    _turn(page, "Runde af", until)
    while _heading(page) != "Godkend referat":
        _forward(page, until)
    page.wait_for_selector("text=Hvad må stå her?")
    sound(page)
    assert not list((solsikken / "ud").glob("referat*"))
    page.get_by_label("Det har vi set og hørt").check()
    page.get_by_label("Hvem må få det?").fill("teamet")
    _press(page, "Godkend referat")
    page.wait_for_selector("text=Referatet er godkendt.")
    sound(page)
    kinds = {p.suffix: p for p in (solsikken / "ud").glob("referat*")}
    assert set(kinds) == {".md", ".html", ".pdf"}
    assert kinds[".pdf"].read_bytes().startswith(b"%PDF")
    text = kinds[".md"].read_text("utf-8")
    assert "Tretten børn venter" in text
    assert "ventetiden" not in text, "what was not chosen"
    assert seen.hosts == {"127.0.0.1"}
    assert seen.errors == []


def test_the_next_session_begins_with_what_was_agreed(solsikken, serving, visit, until, sound):
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

    page = visit(serving(solsikken, today="2026-06-01")).begin()
    _turn(page, "Siden sidst", until)
    _forward(page, until)
    assert "To voksne i garderoben" in page.inner_text("main")
    _forward(page, until)
    page.wait_for_selector("figure, .lk-tom")
    sound(page)
    _forward(page, until)
    page.get_by_label("Hvad fik børnene ud af det?").fill("De tager selv sko på.")
    page.locator("label", has_text="Vi justerer det").click()
    _saved(page)
    sound(page)
    after = Session.open(solsikken, today=date(2026, 6, 1))
    [found] = after.trials
    assert [(d.choice, d.children) for d in found.decisions] == [
        ("justerer", "De tager selv sko på.")
    ]


def test_a_reload_in_the_middle_loses_nothing(solsikken, serving, visit, until):
    page = visit(serving(solsikken)).begin()
    _turn(page, "Forstå", until)
    _forward(page, until)
    page.get_by_label("Det bøvler").fill("Sko og lynlåse på samme tid")
    page.reload()
    page.wait_for_selector("#side.lk-klar h1")
    # On the same card, and nothing is waiting any more once the kernel has it.
    assert page.get_by_label("Det bøvler").input_value() == "Sko og lynlåse på samme tid"
    assert "Sko og lynlåse" in _logged(solsikken)
    waiting = "Object.keys(sessionStorage).filter((key) => key.includes('venter'))"
    assert page.evaluate(waiting) == []
    assert page.evaluate("localStorage.length") == 0


def test_a_killed_kernel_is_said_and_what_was_written_is_handed_over(
    solsikken, serving, visit, until
):
    served = serving(solsikken, grace=30)
    page = visit(served).begin()
    _turn(page, "Forstå", until)
    _forward(page, until)
    page.get_by_label("Det lykkes").fill("De store hjælper de små")
    _saved(page)
    [kernel] = served.kernels
    kernel.kill()
    page.get_by_label("Det bøvler").fill("Køen ved døren")
    page.wait_for_selector("text=Forbindelsen er afbrudt", timeout=6000)
    page.wait_for_selector("text=Forbindelsen er afbrudt", state="detached")
    page.wait_for_selector("#side.lk-klar h1")
    assert page.get_by_label("Det lykkes").input_value() == "De store hjælper de små"
    assert page.get_by_label("Det bøvler").input_value() == "Køen ved døren"
    until(lambda: "Køen ved døren" in _logged(solsikken))
    until(lambda: len(served.kernels) == 1)


def test_what_is_written_is_on_the_disk_within_two_seconds(solsikken, serving, visit, until):
    page = visit(serving(solsikken)).begin()
    _turn(page, "Forstå", until)
    _forward(page, until)
    field = page.get_by_label("Det bøvler")
    field.focus()
    # Someone who never stops typing: what is on the disk is at most two seconds behind.
    for word in ("sko", "lynlåse", "flyverdragter", "huer", "vanter", "tasker"):
        for letter in f"{word} ":
            page.keyboard.type(letter)
            page.wait_for_timeout(150)
    assert "flyverdragter" in _logged(solsikken)


def test_the_keyboard_alone_is_enough(solsikken, serving, visit, until):
    page = visit(serving(solsikken)).ready()

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
    until(lambda: _heading(page) == "Se")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("figure")
    assert "Kø ved døren" in _logged(solsikken)


def test_answers_typed_with_the_screen_hidden_are_shown_together_later(
    solsikken, serving, visit, until
):
    page = visit(serving(solsikken)).begin()
    _forward(page, until)
    _forward(page, until)
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
    _press(page, "Vis svarene sammen")
    page.wait_for_selector(".lk-sedler >> text=skynder")
    page.wait_for_selector(".lk-sedler >> text=længe")


def test_a_note_goes_back_in_the_pocket_with_one_key(solsikken, serving, visit, until):
    page = visit(serving(solsikken)).begin()
    _turn(page, "Se", until)
    for _ in range(3):
        _forward(page, until)
    assert _heading(page) == "Hvad har vi set?"
    page.click("text=Læg en note tilbage i lommen")
    note = page.locator(".lk-noter li").first
    words = note.locator("p").first.inner_text()
    note.get_by_role("button").focus()
    page.keyboard.press("l")
    page.wait_for_selector("text=Noten er lagt tilbage i lommen")
    _turn(page, "Undres", until)
    assert words[:30] not in page.inner_text("main")


@pytest.mark.parametrize(("width", "zoom"), [(1280, 1.0), (1280, 1.5), (1024, 1.0)])
def test_nothing_is_cut_off_at_any_size(solsikken, serving, visit, until, width, zoom):
    page = visit(serving(solsikken), width=width, zoom=zoom).begin()
    for phase in ("Ramme og bud", "Se", "Undres", "Forstå", "Prøve af", "Runde af"):
        _turn(page, phase, until)
        while True:
            wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert wide[0] <= wide[1], _heading(page)
            small = page.evaluate(
                "[...document.querySelectorAll('.lk *')].filter((e) => e.checkVisibility() && "
                "!e.closest('svg') && [...e.childNodes].some((n) => n.nodeType === 3 && "
                "n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 18).length"
            )
            assert small == 0, _heading(page)
            if not page.query_selector(LARGE) or "Videre til" in page.inner_text(LARGE):
                break
            page.click(LARGE)
            page.wait_for_timeout(60)


def test_a_folder_that_cannot_be_opened_gives_a_page_that_says_why(tmp_path, serving, visit):
    (tmp_path / "om.toml").write_text('navn = "Ny"\nformaal = "At lære."\n', encoding="utf-8")
    page = visit(serving(tmp_path)).ready()
    assert _heading(page) == "Siden kunne ikke åbne mappen"
    assert "slettes" in page.inner_text("main")


def test_a_folder_without_data_gives_a_useful_page(tmp_path, serving, visit, until):
    folder = tmp_path / "ny"
    folder.mkdir()
    about = 'navn = "Ny"\nformaal = "At lære."\nslettes = 2027-06-30\n'
    (folder / "om.toml").write_text(about, encoding="utf-8")
    (folder / "laeringscirklen.toml").write_text('format = 1\ntitel = "Vores"\nminuter = 3\n')
    page = visit(serving(folder)).ready()
    assert "Der er ingen data i mappen endnu" in page.text_content("main")
    assert "laeringscirklen.toml" in page.text_content("main")
    page.get_by_role("button", name="Begynd").click()
    _turn(page, "Se", until)
    _forward(page, until)
    assert "ingen data at vise" in page.inner_text("main")
