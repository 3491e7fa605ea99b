"""A whole meeting in the one file, written into the folder, or taken home and laid back."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kitlib.circle import Session
from tests.circle_page.walking import (
    LARGE,
    drawn,
    goes_on,
    logged,
    press,
    saved,
    screens,
    turn,
    until,
)
from tests.onefile.disk import Disk

pytestmark = pytest.mark.whole

TODAY = "2026-09-01"
# Nothing lies over it, as the bar might that tells what is only on the page.
_ON_TOP = """(button) => {
  const box = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint(box.x + box.width / 2, box.bottom - 4));
}"""
_SAYS_NO = "FileSystemHandle.prototype.requestPermission = async () => 'denied';"
_NO_HANDLES = f"delete window.showDirectoryPicker; window.enfilDag = '{TODAY}';"


@pytest.fixture
def ungehuset(sample_data, tmp_path):
    """A copy of a sample team's folder, with a name as people give them."""
    return Path(shutil.copytree(sample_data / "ungehuset", tmp_path / "Æblehuset øst"))


def begun(page):
    page.click("#moede")
    page.wait_for_selector("#side.lk-klar h1")
    begin = page.get_by_role("button", name="Begynd")
    if begin.count():
        begin.click()
    page.wait_for_selector(".lk-bund")
    return page


def with_disk(lasting, disk):
    window = lasting()
    window.choose(disk, TODAY)
    window.page.wait_for_selector("body.foerste")
    return window, window.page


def seen_field(page):
    """Go to where the team writes what it has seen and heard."""
    turn(page, "Se")
    field = page.get_by_label("Det har vi set og hørt")
    while not field.count():
        drawn(page)
        assert goes_on(page)
    return field


def write(page, text):
    seen_field(page).fill(text)
    saved(page)


def said(folder):
    """What the installed kit finds in the folder's logbog."""
    session = Session.open(folder, today=date(2026, 9, 1))
    try:
        assert not session.team.problems.errors
        return str(session.state())
    finally:
        session.close()


def test_a_whole_meeting_is_in_the_folder_and_the_installed_kit_reads_it(lasting, ungehuset):
    disk = Disk(ungehuset)
    window, page = with_disk(lasting, disk)
    begun(page)
    for number, head in enumerate(screens(page)):
        for field in page.locator("#side textarea:visible").all()[:1]:
            field.fill(f"Ti unge kommer tidligt, kort {number}.")
            saved(page)
            assert f"kort {number}." in logged(ungehuset), "Gemt is said once the disk has it"
        if head == "Godkend referat" and page.get_by_label("Hvem må få det?").count():
            page.get_by_label("Det har vi set og hørt").check()
            page.get_by_label("Hvem må få det?").fill("teamet")
            press(page, "Godkend referat")
            page.wait_for_selector("text=Referatet er godkendt.")
            page.wait_for_selector("text=Det ligger i mappen Æblehuset øst/ud:")
            break
    kinds = {path.suffix for path in (ungehuset / "ud").glob("referat*")}
    assert {".md", ".html", ".pdf"} <= kinds
    assert page.is_hidden("#hent"), "nothing waits on the page"
    assert said(ungehuset), "and the next meeting begins there"
    assert window.outside == [] and window.errors == []


def test_gemt_is_not_said_before_the_file_is_written_and_closed(lasting, ungehuset):
    disk = Disk(ungehuset)
    _, page = with_disk(lasting, disk)
    begun(page)
    write(page, "Før.")
    page.evaluate(
        "enfil.folder.writes = () => { window.writing = true; return new Promise(() => {}); }; 0"
    )
    page.get_by_label("Det har vi set og hørt").fill("Efter.")
    until(lambda: page.evaluate("window.writing === true"))
    assert page.query_selector(".lk-gemt:text-is('Gemt')") is None
    assert "Efter." not in logged(ungehuset)


def test_a_closed_tab_has_lost_nothing_that_was_said_to_be_kept(lasting, ungehuset):
    for number in range(2):
        disk = Disk(ungehuset)
        window, page = with_disk(lasting, disk)
        begun(page)
        write(page, f"Set {number}.")
        window.context.close()
        assert f"Set {number}." in said(ungehuset)


def test_what_others_write_meanwhile_is_seen(lasting, ungehuset):
    _, page = with_disk(lasting, Disk(ungehuset))
    begun(page)
    colleague = Session.open(ungehuset, today=date(2026, 9, 1))
    colleague.meeting.put("se.set", "En kollega skrev det her.")
    colleague.close()
    assert seen_field(page).input_value() == "En kollega skrev det her."


def test_a_policy_that_stops_writing_is_told_and_nothing_is_lost(lasting, ungehuset, tmp_path):
    disk = Disk(ungehuset)
    _, page = with_disk(lasting, disk)
    begun(page)
    disk.refuses = True
    write(page, "Skrevet, efter at der blev lukket.")
    assert "ligger kun her" in page.inner_text("#bund")
    home = taken_home(page, tmp_path)
    assert "Skrevet, efter" in "".join(home.values())
    page.click("#forlad")
    assert "FileSystemWriteAskForUrls" in page.inner_text("#fejl")


def taken_home(page, tmp_path):
    with page.expect_download() as download:
        page.click("#hent")
    packed = tmp_path / "hjem.zip"
    download.value.save_as(packed)
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        return {n: archive.read(n).decode("utf-8", "replace") for n in archive.namelist()}


def test_without_a_handle_all_is_taken_home_and_laid_back(opened, ungehuset, tmp_path):
    page = opened(script=_NO_HANDLES).choose(ungehuset)
    begun(page)
    write(page, "Ti unge kommer tidligt.")
    assert not (ungehuset / "logbog").exists()
    assert page.is_visible("#hent") and page.locator(LARGE).evaluate(_ON_TOP)
    home = taken_home(page, tmp_path)
    assert page.is_hidden("#hent")
    assert any(name.startswith("logbog/") for name in home)

    # Laid back on the page next time ...
    page = opened(script=_NO_HANDLES).choose(ungehuset)
    page.click("#tilbage summary")
    page.set_input_files("#zip", ungehuset / "om.toml")
    page.wait_for_selector("#tilbagesvar >> text=Zip-filen kan ikke læses.")
    page.set_input_files("#zip", tmp_path / "hjem.zip")
    page.wait_for_selector("#tilbagesvar >> text=er lagt tilbage")
    begun(page)
    assert seen_field(page).input_value() == "Ti unge kommer tidligt."

    # ... or unpacked in the folder.
    with zipfile.ZipFile(tmp_path / "hjem.zip") as archive:
        archive.extractall(ungehuset)
    assert "Ti unge kommer tidligt." in said(ungehuset)


def dropped(page, path):
    """Let go of what was carried over the page from the computer's own folders."""
    line = page.context.new_cdp_session(page)
    carried = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        where = {"type": kind, "x": 400, "y": 300, "data": carried}
        line.send("Input.dispatchDragEvent", where)


def test_a_folder_that_is_dropped_on_the_page_is_read(opened, ungehuset):
    page = opened(script=_SAYS_NO).ready()
    dropped(page, ungehuset / "om.toml")
    page.wait_for_selector("#trin >> text=Slip hele mappen her")
    dropped(page, ungehuset)
    page.wait_for_selector("body.foerste")
    assert page.inner_text("#navn") == "Ungehuset"
    assert "FileSystemWriteAskForUrls" in page.inner_text("#fejl")
    write(begun(page), "Skrevet i en mappe, der blev sluppet.")
    assert "ligger kun her" in page.inner_text("#bund")
    dropped(page, ungehuset)
    page.evaluate("enfil.laying")
    assert "ligger kun her" in page.inner_text("#bund"), "a meeting goes on in its own folder"


def test_a_browser_that_asks_is_explained_before_it_asks(opened):
    """Firefox asks whether to upload the folder, and offers no; so does Edge's own question."""
    page = opened(script=_NO_HANDLES).ready()
    assert "uploade mappen" in page.inner_text("#maade")
    refusing = "async () => { throw new DOMException('', 'AbortError'); }"
    page = opened(script=f"window.showDirectoryPicker = {refusing};").ready()
    page.click("#vaelg")
    page.wait_for_selector("#trin >> text=Sig ja, når browseren spørger")


def test_the_last_zip_is_enough_to_go_on_with(opened, ungehuset, tmp_path):
    """Whoever has only a zip to write in lays one back, the last: it holds the ones before."""
    page = opened(script=_NO_HANDLES).choose(ungehuset)
    begun(page)
    write(page, "Fra det første møde.")
    first = taken_home(page, tmp_path)

    page = opened(script=_NO_HANDLES).choose(ungehuset)
    begun(page)
    turn(page, "Forstå")
    page.get_by_label("Det bøvler").fill("Skrevet, før der blev lagt tilbage.")
    saved(page)
    page.click("#forlad")
    page.click("#tilbage summary")
    page.set_input_files("#zip", tmp_path / "hjem.zip")
    page.wait_for_selector("text=er lagt tilbage")
    assert page.is_visible("#hent"), "what was written on the page is still only there"
    last = taken_home(page, tmp_path)
    assert first.items() <= last.items() and len(last) > len(first)
    page.click("#vis")
    page.wait_for_selector("#visning[open]")
    page.click("#luk")
    last = taken_home(page, tmp_path)
    assert first.items() <= last.items() and "ud/visninger.html" in last

    with zipfile.ZipFile(tmp_path / "hjem.zip") as archive:
        archive.extractall(ungehuset)
    state = said(ungehuset)
    assert "Fra det første møde." in state and "Skrevet, før der blev lagt tilbage." in state


def test_the_table_lies_in_the_folder_as_well(lasting, sample_data, tmp_path):
    solsikken = Path(shutil.copytree(sample_data / "solsikken", tmp_path / "Solsikken"))
    disk = Disk(solsikken)
    window, page = with_disk(lasting, disk)
    begun(page)
    page.get_by_role("button", name="Bordet", exact=True).click()
    page.wait_for_selector(".lk-seddel")
    page.locator(".lk-seddel").first.focus()
    page.keyboard.press("f")
    page.keyboard.type("Kø ved døren")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lk-bord-bunke >> text=1 note fra 1 dag")
    saved(page)
    session = Session.open(solsikken, today=date(2026, 9, 1))
    assert [(h.name, h.told) for h in session.bordet.heaps()] == [
        ("Kø ved døren", "1 note fra 1 dag")
    ]
    session.close()
    assert window.errors == []


def test_a_slow_computer_is_no_python_that_has_ended(opened, ungehuset):
    """Silence of more than the two seconds after which an installed kit begins its kernel anew."""
    page = opened(script=_NO_HANDLES).choose(ungehuset)
    begun(page)
    field = seen_field(page)
    page.evaluate("""() => {
      const work = enfil.kit.work;
      const heard = work.onmessage;
      work.onmessage = (event) => setTimeout(() => heard(event), 6000);
    }""")
    field.fill("Ti unge kommer tidligt.")
    saved(page)
    assert page.locator("dialog[open]").count() == 0
    turn(page, "Forstå")
    assert page.locator("dialog[open]").count() == 0
    taken = page.evaluate("[...enfil.folder.waiting.keys()]")
    assert any("logbog/" in path for path in taken)


def test_a_python_that_ends_leads_to_the_front_page_where_all_is_taken_home(
    opened, ungehuset, tmp_path
):
    page = opened(script=_NO_HANDLES).choose(ungehuset)
    begun(page)
    write(page, "Ti unge kommer tidligt.")
    page.evaluate("enfil.kit.work.onerror({ message: 'RangeError: memory' })")
    page.wait_for_selector("#fejl:not([hidden])")
    assert "hukommelse" in page.inner_text("#fejl")
    assert page.locator("#side h1").count() == 0
    home = taken_home(page, tmp_path)
    assert any(name.startswith("logbog/") for name in home)
