"""Makes the book's pictures of a real walk on the invented sample data, and tells which are old.

python docs/billeder.py           makes them all anew
python docs/billeder.py --tjek    walks again and says where today's screens have other words

A picture is old when what could be read on it can no longer be read there, so its words are kept
beside it. Chromium and the extra `test` are needed, since the walk is the one of the tests.
"""

from __future__ import annotations

import difflib
import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from docs.chromium import chromium  # noqa: E402

FOLDER = HERE / "billeder"
WORDS = FOLDER / "ord.json"
_WIDE = {"width": 1280, "height": 720}
_COLOURS = 64
_TODAY = date(2026, 9, 1)

#: What a step shows: the name of its picture, the picture, and the words on it.
Shot = tuple[str, bytes, str]


#: What is typed has been looked at for names: the layer of marks on a field holds its words.
_MARKED = """() => [...document.querySelectorAll(".lk-maerker")].every(
  (layer) => layer.textContent === layer.previousElementSibling.value)"""


def shot(page: Any, name: str) -> Shot:
    """The window as it is, once letters, figures and marks are there and all is kept."""
    page.wait_for_selector(".lk-venter", state="detached")
    page.evaluate("document.activeElement?.blur?.()")
    page.mouse.move(1279, 400)
    page.wait_for_function("!document.body.innerText.includes('Gemmer …')")
    page.wait_for_function(_MARKED)
    page.evaluate("document.fonts.ready")
    return name, page.screenshot(animations="disabled", caret="hide"), page.inner_text("body")


def small(picture: bytes) -> bytes:
    """A picture of text and flat colours in few colours: a tenth of the size, and as sharp."""
    from PIL import Image

    seen = Image.open(BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=0)
    out = BytesIO()
    seen.save(out, "PNG", optimize=True)
    return out.getvalue()


@contextmanager
def front(folder: Path) -> Iterator[str]:
    """The front page of a folder, served on this machine."""
    from kitlib.front.page import FrontServer

    server = FrontServer(folder, today=_TODAY, opens=lambda path: True)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.address
    finally:
        server.end()
        thread.join()
        server.running.end()


NOTES = (
    (date(2026, 8, 24), "Tager selv bukserne på, mens de andre venter.", "B07"),
    (date(2026, 8, 25), "Står ved døren med skoene i hånden og kigger på de andre.", "B03"),
    (date(2026, 8, 27), "Hjælper B03 med lynlåsen og siger »nu er du klar«.", "B07"),
)


def write_notes(folder: Path) -> None:
    """Three notes in the workbook, as somebody types them."""
    import openpyxl

    book = openpyxl.load_workbook(folder / "data.xlsx")
    sheet = book["Post-its"]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=9) for cell in row}
    for row, note in enumerate(NOTES, start=3):
        for head, said in zip(("Dato", "Observation", "Barn"), note, strict=True):
            sheet.cell(row, heads[head], said)
    book.save(folder / "data.xlsx")


def get_going(context: Any, place: Path) -> Iterator[Shot]:
    """Kom i gang: from an empty folder to notes that are read."""
    folder = place / "Solsikken"
    folder.mkdir()
    with front(folder) as address:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("text=Mappen er tom")
        page.get_by_label("Hvad hedder teamet?").fill("Solsikken")
        yield shot(page, "gang_1_tom")
        page.get_by_role("button", name="Lav mappen").click()
        page.wait_for_selector("h1:text-is('Solsikken')")
        page.get_by_label("Hvad er I nysgerrige på?").fill("Hvem hjælper hvem i garderoben?")
        page.get_by_label("Hvad skal noterne bruges til?").fill("At lære af vores egen hverdag.")
        page.get_by_label("Hvornår slettes noterne?").fill("30-6-2027")
        page.get_by_role("button", name="Gem").click()
        page.wait_for_selector("text=Gemt i om.toml")
        page.evaluate("scrollTo(0, 0)")
        page.get_by_label("Hvornår slettes noterne?").scroll_into_view_if_needed()
        yield shot(page, "gang_2_om")
        write_notes(folder)
        page.get_by_role("button", name="Tjek noterne").click()
        page.wait_for_selector("text=3 post-its")
        page.evaluate("scrollTo(0, 0)")
        yield shot(page, "gang_3_tjek")
        page.close()


def team_page(context: Any, place: Path, team: Path) -> Iterator[Shot]:
    """The one figure of the first page, and every view on one page."""
    from kitlib import open_team
    from kitlib.show import show_team

    opened = open_team(team)
    view = opened.view("postits.dagen_igennem")
    yield "dagen_igennem", view.png(), "\n".join((view.question, view.sentence, view.caveat))
    made = show_team(opened, place / "visninger.html")
    page = context.new_page()
    page.goto(made.path.as_uri())
    page.evaluate("document.querySelector('#v1').scrollIntoView()")
    yield shot(page, "gang_4_vis")
    page.close()


def meeting(browser: Any, team: Path) -> Iterator[Shot]:
    """Hold et møde: Solsikken from the first bud to the agreed trial and the referat."""
    from tests.circle_page.direct import Direct
    from tests.circle_page.walking import (
        agree,
        forward,
        goes_on,
        heading,
        press,
        turn,
        type_hidden,
        until,
    )

    told = Direct(browser, team, today=_TODAY, circle=None, zoom=1, **_WIDE)
    page = told.page
    yield shot(page, "moede_1_begynd")
    told.begin()
    page.locator(".lk-skriv input").focus()
    for answer in ("Der er kø ved døren", "De store hjælper de små"):
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
    page.keyboard.type("Vi skynder os")
    yield shot(page, "moede_2_bud")
    page.keyboard.press("Enter")
    type_hidden(page)
    forward(page)
    page.locator(".lk-pille", has_text="garderobe").click()
    page.locator("input[type=range]").press("ArrowRight")
    press(page, "Det er vores bud")
    page.wait_for_selector("figure")
    yield shot(page, "moede_3_figur")
    while not heading(page).startswith("Bordet"):
        goes_on(page)
    page.wait_for_selector(".lk-seddel")
    yield shot(page, "moede_4_bordet")
    page.locator(".lk-seddel").first.click()
    page.wait_for_selector("dialog .lk-stor-papir")
    yield shot(page, "moede_5_note")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    while not page.get_by_label("Det har vi set og hørt").count():
        goes_on(page)
    page.get_by_label("Det har vi set og hørt").fill("Tretten børn venter på to voksne.")
    page.get_by_label("Det antager vi").fill("At ventetiden er for lang.")
    yield shot(page, "moede_6_set")
    turn(page, "Undres")
    type_hidden(page, "Hvorfor går B03 altid sidst?", "Hvem hjælper, når vi ikke ser det?")
    # By its words: in which order answers lie is drawn by lot, and the referat tells the heap's.
    page.locator(".lk-store li", has_text="Hvorfor går B03 altid sidst?").click()
    press(page, "Ny bunke")
    page.keyboard.type("Rækkefølge")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lk-bunke h2:text-is('Rækkefølge')")
    yield shot(page, "moede_7_undres")
    turn(page, "Prøve af")
    page.get_by_label("Hvilken lille ting").fill("To voksne i garderoben fra 9.30")
    page.get_by_label("Hvilket tegn").fill("Børnene hjælper hinanden")
    yield shot(page, "moede_8_proeve")
    agree(page)
    turn(page, "Runde af")
    while heading(page) != "Godkend referat":
        forward(page)
    page.wait_for_selector("text=Hvad må stå i referatet?")
    press(page, "Alt må stå der")
    page.get_by_label("Hvem må få det?").fill("teamet")
    yield shot(page, "moede_9_referat")
    press(page, "Godkend referat")
    page.wait_for_selector("text=Referatet er godkendt.")
    until(lambda: list((team / "ud").glob("referat*.pdf")))
    told.close()
    yield pdf_page(next((team / "ud").glob("referat*.pdf")), "moede_10_papir")
    later = Direct(browser, team, today=date(2026, 9, 21), circle=None, zoom=1, **_WIDE)
    later.begin()
    turn(later.page, "Siden sidst")
    later.page.wait_for_selector("main >> text=To voksne i garderoben")
    yield shot(later.page, "moede_11_siden_sidst")
    later.close()


def pdf_page(path: Path, name: str, number: int = 0) -> Shot:
    """One page of something that is printed."""
    import pypdfium2
    from pypdf import PdfReader

    with pypdfium2.PdfDocument(path) as document:
        out = BytesIO()
        document[number].render(scale=1.1).to_pil().save(out, "PNG")
    return name, out.getvalue(), PdfReader(path).pages[number].extract_text()


def paper(place: Path, team: Path) -> Iterator[Shot]:
    """Forbered materiale: the front page of the set for one meeting."""
    from kitlib.material.making import make_pack

    [pack, *_] = [p for p in make_pack(team, place / "papir") if p.suffix == ".pdf"]
    yield pdf_page(pack, "papir_1_forside")


def pooled(context: Any, place: Path) -> Iterator[Shot]:
    """Det samlede billede, as everybody may see it."""
    from kitlib.pooled.sample import pool_sample

    done = pool_sample(place / "samlet", why="øvelse")
    page = context.new_page()
    page.goto((done.folder / "offentlig" / "samlet_billede.html").as_uri())
    yield shot(page, "samlet_1_side")
    page.close()


def walk(browser: Any, place: Path) -> Iterator[Shot]:
    """Every picture of the book, in the order of the walk."""
    from tests.conftest import PATIENCE

    team = Path(shutil.copytree(ROOT / "sample_data" / "solsikken", place / "solsikken"))
    context = browser.new_context(viewport=_WIDE, locale="da-DK", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * 1000)  # a busy machine shows the same, later
    yield from get_going(context, place)
    yield from team_page(context, place, team)
    yield from paper(place, team)
    yield from pooled(context, place)
    context.close()
    yield from meeting(browser, team)


def lines(words: str) -> list[str]:
    """What can be read, line by line, without air and without the clock."""
    said = (" ".join(raw.split()) for raw in words.splitlines())
    return [line for line in said if line and not line.startswith("Cirka ")]  # minutes that pass


def walked() -> Iterator[Shot]:
    """Walk in a Chromium of its own, in a folder that goes again."""
    with chromium() as browser, tempfile.TemporaryDirectory() as place:
        yield from walk(browser, Path(place))


def make() -> None:
    """Make every picture anew, and note what can be read on it."""
    FOLDER.mkdir(exist_ok=True)
    words = {}
    for name, picture, said in walked():
        (FOLDER / f"{name}.png").write_bytes(small(picture))
        words[name] = lines(said)
        print(name, f"{(FOLDER / f'{name}.png').stat().st_size / 1000:.0f} kB")
    WORDS.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for old in FOLDER.glob("*.png"):
        if old.stem not in words:
            old.unlink()


def check() -> int:
    """Say which pictures show other words than the screens do today; 1 where any does."""
    kept = json.loads(WORDS.read_text(encoding="utf-8"))
    now = {name: lines(said) for name, _, said in walked()}
    # Answers shown together come in an order drawn by lot, so a picture is its lines in any order.
    before = {name: sorted(said) for name, said in kept.items()}
    today = {name: sorted(said) for name, said in now.items()}
    old = [name for name in {**kept, **now} if before.get(name) != today.get(name)]
    for name in old:
        told = difflib.unified_diff(
            before.get(name, []), today.get(name, []), f"{name}.png", "i dag", lineterm="", n=0
        )
        print("\n".join(told))
    print(f"{len(kept)} billeder, {len(old)} er gamle.")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(check() if "--tjek" in sys.argv[1:] else make())
