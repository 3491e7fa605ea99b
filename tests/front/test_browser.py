"""From an empty folder to a held meeting, in a real browser: no editor, and no command."""

import threading
from datetime import date, timedelta

import openpyxl
import pytest

from kitlib.front.page import FrontServer
from tests.circle_page.walking import (
    LARGE,
    SPELT,
    forward,
    heading,
    logged,
    press,
    turn,
    type_hidden,
)
from tests.conftest import PATIENCE

pytestmark = pytest.mark.whole
SIZES = {"short": (1280, 577), "laptop": (1280, 720), "zoomed": (853, 480), "phone": (390, 800)}
NOTES = [
    (date(2026, 3, 2), "Tager selv bukserne på, mens de andre venter.", "B01"),
    (date(2026, 3, 3), "Venter ved døren med skoene i hånden.", "B02"),
    (date(2026, 3, 4), "Hjælper Fatima med lynlåsen.", "B01"),
]


@pytest.fixture
def opened():
    return []


@pytest.fixture
def server(tmp_path, opened):
    folder = tmp_path / "Blå stue & co"
    folder.mkdir()
    made = FrontServer(folder, opens=lambda path: not opened.append(path))
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.end()
    thread.join(timeout=PATIENCE)
    made.running.end()
    assert not thread.is_alive()


# A kernel that is silent for two seconds is taken for dead, and the meeting begins again; how that
# goes is asked in tests/circle_page, and not of a machine that is busy with other tests.
PATIENT = """
const after = window.setTimeout;
window.setTimeout = (what, ms, ...more) => after(what, ms === 2000 ? 60000 : ms, ...more);
"""


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 577}, locale="da-DK")
    context.add_init_script(PATIENT)
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


def looked_at(page):
    """Hold the page against every size and axe: the main button is seen, nothing sticks out."""
    from axe_playwright_python.sync_playwright import Axe

    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        box = page.locator("button.foerst").first.bounding_box()
        assert box["y"] + box["height"] <= height
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page).response["violations"]
        assert not [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert page.evaluate(SPELT) == []
    page.set_viewport_size({"width": 1280, "height": 577})


def as_written(days):
    """A day that many days ahead, as somebody writes it."""
    day = date.today() + timedelta(days=days)
    return f"{day.day}-{day.month}-{day.year}"


def written(folder):
    """What somebody types in the workbook and saves."""
    book = openpyxl.load_workbook(folder / "data.xlsx")
    sheet = book["Post-its"]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=9) for cell in row}
    for row, (day, words, child) in enumerate(NOTES, start=3):
        for head, said in (("Dato", day), ("Observation", words), ("Barn", child)):
            sheet.cell(row, heads[head], said)
    book.save(folder / "data.xlsx")


def test_from_an_empty_folder_to_a_held_meeting(server, context, tmp_path, opened):
    folder = tmp_path / "Blå stue & co"
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.address)

    # The folder is empty: a small form makes it a team's.
    page.wait_for_selector("text=Mappen er tom")
    assert "Ingen telefon og ingen anden computer kan nå den" in page.inner_text("footer")
    looked_at(page)
    page.get_by_label("Hvad hedder teamet?").fill("Blå stue")
    press(page, "Lav mappen")
    page.wait_for_selector("h1:text-is('Blå stue')")
    assert "Formålet mangler" in page.inner_text(".ret")
    looked_at(page)

    # om.toml on a form: what is wrong is told beside it, and nothing that was written is lost.
    page.get_by_label("Hvad er I nysgerrige på?").fill("Hvem hjælper hvem i garderoben?")
    page.get_by_label("Hvad skal noterne bruges til?").fill("At lære af hverdagen.")
    page.get_by_label("Hvilke temaer kigger I efter?").fill("selvhjulpenhed\nfællesskab")
    page.get_by_label("Hvornår slettes noterne?").fill("til jul")
    page.get_by_role("button", name="Gem").click()
    page.wait_for_selector("text=Det er ikke en dag")
    assert page.get_by_label("Hvad skal noterne bruges til?").input_value().startswith("At lære")
    assert "At lære" not in (folder / "om.toml").read_text("utf-8")
    page.get_by_label("Hvornår slettes noterne?").fill(as_written(30))
    page.get_by_role("button", name="Gem").click()
    page.wait_for_selector("text=Listerne i regnearket følger med")
    said = (folder / "om.toml").read_text("utf-8")
    assert 'temaer = ["selvhjulpenhed", "fællesskab"]' in said and "# Skal udfyldes." in said

    # Notes are typed in the workbook, and the page reads them again.
    press(page, "Skriv noter i regnearket")
    page.wait_for_selector("text=data.xlsx er åbnet")
    assert opened == [folder / "data.xlsx"]
    written(folder)
    page.get_by_role("button", name="Tjek noterne").click()
    page.wait_for_selector("text=3 post-its")

    # What is wrong is told with the button that mends it; a name is answered on its own page.
    assert "Svar med knappen Svar på navne" in page.inner_text(".ret")
    with context.expect_page() as found:
        page.get_by_role("button", name="Svar på navne").click()
    names = found.value
    names.wait_for_selector("mark:text-is('Fatima')")
    press(names, "Navn")
    names.wait_for_selector("text=Der er ikke flere spørgsmål.")
    names.close()
    page.get_by_role("button", name="Tjek noterne").click()
    page.wait_for_selector("text=Er der navne i noterne?")

    # Every view on one page, opened; then all there is to print, each file to be opened.
    page.get_by_role("button", name="Se noterne").click()
    page.wait_for_selector("text=visninger.html er åbnet.")
    page.get_by_role("button", name="Lav materiale").click()
    page.wait_for_selector("text=til at printe")
    page.get_by_role("button", name="Åbn ", exact=False).first.click()
    page.wait_for_selector("#svar li:first-child >> text=er åbnet")
    assert [path.suffix for path in opened[1:]] == [".html", ".pdf"]
    looked_at(page)

    # Or what one ticks, of the notes one chooses; what is wrong leaves the ticks as they are.
    page.get_by_role("button", name="Vælg selv").click()
    page.get_by_label("Torsdagspakken").uncheck()
    page.get_by_label("Kort til bordet").check()
    page.get_by_label("Kun noter fra den dag og frem").fill("i går")
    looked_at(page)
    page.get_by_role("button", name="Lav det, jeg har valgt").click()
    page.wait_for_selector("text='i går' kan ikke læses som en dag.")
    assert page.get_by_label("Kort til bordet").is_checked()
    page.get_by_label("Kun noter fra den dag og frem").fill("3-3-2026")
    page.get_by_role("button", name="Lav det, jeg har valgt").click()
    page.wait_for_selector("text=kort_noter.pdf")

    # Kept longer than was promised: for a reason, asked for at the day.
    page.get_by_label("Hvornår slettes noterne?").fill(as_written(300))
    page.get_by_role("button", name="Gem").click()
    page.get_by_label("Hvorfor skal noterne gemmes længere?").fill("Vi mødes igen om et år.")
    page.get_by_role("button", name="Gem").click()
    page.wait_for_selector("#gemt:text('Gemt i om.toml')")
    assert "Vi mødes igen om et år." in logged(folder)

    # What would leave is shown before it is written.
    page.get_by_role("button", name="Bidrag").click()
    page.wait_for_selector("text=/Intet er skrevet endnu|bidrag/")

    # A meeting, in a window of its own, to its approved referat.
    with context.expect_page() as found:
        page.get_by_role("button", name="Hold et møde").click()
    meeting = found.value
    meeting.wait_for_selector("#side.lk-klar h1")
    page.wait_for_selector("text=Siden er åbnet i et andet vindue")
    page.get_by_role("button", name="Hold et møde").click()
    page.wait_for_selector("text=Mødet er åbent i et andet vindue")
    press(meeting, "Begynd")
    meeting.wait_for_selector(".lk-skriv input")
    type_hidden(meeting, "At der er kø ved døren")
    turn(meeting, "Runde af")
    while heading(meeting) != "Godkend referat":
        assert meeting.query_selector(LARGE)
        forward(meeting)
    press(meeting, "Alt må stå der")
    meeting.get_by_label("Hvem må få det?").fill("teamet")
    press(meeting, "Godkend referat")
    meeting.wait_for_selector("text=Referatet er godkendt.")
    assert list((folder / "ud").glob("referat*.md"))
    meeting.close()

    # The front page is still there, and loads again; nobody else comes in by its address.
    page.reload()
    page.wait_for_selector("h1:text-is('Blå stue')")
    assert context.request.get(f"{server.origin}/om.toml").status == 404
    press(page, "Luk siden")
    page.wait_for_selector("text=Du kan lukke vinduet")
    assert errors == []


def test_notes_whose_day_has_come_are_deleted_from_the_page(server, context, tmp_path):
    folder = tmp_path / "Blå stue & co"
    (folder / "om.toml").write_text(
        'format = 1\nnavn = "Blå stue"\nformaal = "At lære"\nslettes = 2026-01-02\n', "utf-8"
    )
    (folder / "postits.csv").write_text("dato;observation\n3-12-2025;Leger.\n", "utf-8")
    page = context.new_page()
    page.goto(server.address)
    press(page, "Slet noterne")
    page.wait_for_selector("pre >> text=postits.csv: slettes.")
    looked_at(page)
    press(page, "Slet nu")
    page.wait_for_selector("text=Skriv ordet slet i feltet.")
    assert (folder / "postits.csv").is_file()
    page.get_by_label("Det kan ikke fortrydes.").fill("slet")
    press(page, "Slet nu")
    page.wait_for_selector("h1:text-is('Noterne er slettet')")
    assert "postits.csv: slettet." in page.inner_text("pre")
    assert not folder.exists()
