"""The rooms of the one file beside the meeting: what each does is what its command does."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kitlib import rights
from kitlib.contribution import from_bytes
from kitlib.mine import open_mine
from kitlib.pooled.beside import read_public, show_beside
from kitlib.pooled.run import make_release
from kitlib.privacy.lock import lock, new_identity, unlock
from kitlib.team import open_team
from tests.circle_page.walking import until
from tests.onefile.disk import Disk
from tests.onefile.test_same import words
from tests.onefile.test_saving import TODAY, with_disk

pytestmark = pytest.mark.whole

NO_HANDLES = "delete window.showDirectoryPicker;"
PASSPHRASE = "kugle torden marmelade"


@pytest.fixture
def solsikken(sample_data, tmp_path):
    return Path(shutil.copytree(sample_data / "solsikken", tmp_path / "Solsikken øst"))


@pytest.fixture
def at(lasting):
    """Open a folder in the one file, as a browser with handles to folders does."""
    return lambda folder: with_disk(lasting, Disk(folder))


def room(page, name):
    page.click(f"#{name} > summary")
    page.wait_for_selector(f"#{name}[open]")


def shown(page):
    page.wait_for_selector("#visning[open]")
    return words(page.get_attribute("#visning iframe", "srcdoc"))


def test_a_new_team_is_made_in_an_empty_folder_and_its_form_is_filled_in(opened, tmp_path):
    folder = tmp_path / "Stuen på Ærø"
    folder.mkdir()
    disk = Disk(folder)
    window = opened(script=disk.script(TODAY), door=disk.answer)
    page = window.ready()
    page.click("#vaelg")
    page.get_by_label("Hvad hedder teamet?").fill("Æblehuset")
    page.get_by_role("button", name="Lav mappen").click()
    page.wait_for_selector("#om[open] form")
    assert {"om.toml", "data.xlsx"} <= {path.name for path in folder.iterdir()}
    form = page.locator("#om form")
    form.get_by_label("Hvad skal noterne bruges til?").fill("At lære af det, vi gør")
    form.get_by_label("Hvornår slettes noterne?").fill("i morgen")
    form.get_by_role("button", name="Gem").click()
    page.wait_for_selector("#om .fejl >> text=Skriv dagen som 31-12-2026.")
    assert "At lære" not in (folder / "om.toml").read_text("utf-8"), "nothing before all is right"
    form.get_by_label("Hvornår slettes noterne?").fill("31-12-2026")
    form.get_by_role("button", name="Gem").click()
    page.wait_for_selector("#om #gemt >> text=Gemt i om.toml")
    team = open_team(folder)
    assert (team.name, team.about.slettes) == ("Æblehuset", date(2026, 12, 31))
    assert team.about.formaal == "At lære af det, vi gør" and not team.problems.errors
    assert window.outside == [] and window.errors == []


def test_a_team_is_chosen_among_those_in_a_folder(at, opened, solsikken):
    disk = Disk(solsikken.parent)
    page = opened(script=disk.script(TODAY), door=disk.answer).ready()
    page.click("#vaelg")
    page.get_by_role("button", name="Solsikken øst").click()
    page.wait_for_selector("body.foerste")
    page.click("#vis")
    page.wait_for_selector("#visning[open]")
    until(lambda: (solsikken / "ud/visninger.html").is_file())


def test_nothing_of_the_folder_before_is_left_in_another(opened, sample_data, tmp_path):
    window = opened(script=NO_HANDLES)
    page = window.ready()
    page.set_input_files("#filer", str(sample_data / "solsikken"))
    page.wait_for_selector("body.foerste")
    room(page, "om")
    page.wait_for_selector("#om form")
    room(page, "person")
    page.get_by_label("Personens kode").fill("B07")
    page.get_by_label("Hvad personen hedder").fill("Alma")
    page.click("#planlaeg")
    page.wait_for_selector("#personsvar .linjer")
    room(page, "bidrag")
    page.click("#sebidrag")
    page.wait_for_selector("#bidragsvar pre")

    page.set_input_files("#filer", str(sample_data / "ungehuset"))
    page.wait_for_selector("h1:has-text('Ungehuset')")
    page.wait_for_selector("body.foerste")
    seen = page.locator("#rum").inner_html()
    assert "Solsikken" not in seen and "B07" not in seen
    for place in ("#om div", "#personsvar", "#bidragsvar"):
        assert page.locator(place).inner_text() == "", place
    assert page.input_value("#kode") == page.input_value("#kaldes") == ""
    assert not page.locator("#rum details[open]:not(#tjek)").count()

    # A folder that is no team's yet: nothing of the last one stands beside the form.
    empty = tmp_path / "tom"
    empty.mkdir()
    (empty / "liste.txt").write_text("mælk", encoding="utf-8")
    page.set_input_files("#filer", str(empty))
    page.wait_for_selector("#ny:not([hidden])")
    assert not page.locator("#rum").is_visible()
    assert page.locator("#foerste").inner_html() == ""
    assert window.errors == []


@pytest.fixture
def two(opened, sample_data, tmp_path):
    """Two folders, and a window in which the first is chosen and `other(...)` is the next.

    Their names are of one length, so that a path cut by the wrong one would look like a right one.
    """
    before = Path(shutil.copytree(sample_data / "solsikken", tmp_path / "Solsikken"))
    after = Path(shutil.copytree(sample_data / "ungehuset", tmp_path / "Ungehuset"))
    disk = Disk(tmp_path)
    window = opened(script=disk.script(TODAY), door=disk.answer)
    page = window.ready()
    page.evaluate(
        """([before, after]) => {
          const choose = (name, button) => {
            window.enfilSti = window.enfilMappe = name;
            document.querySelector(button).click();
          };
          window.other = () => choose(after, "#anden");
          choose(before, "#vaelg");
        }""",
        [before.name, after.name],
    )
    page.wait_for_selector("body.foerste")
    yield page, before, after
    assert window.errors == []


def test_what_was_asked_of_the_folder_before_is_answered_there(two):
    """Also where the next is chosen before the answer has come: it lies nowhere else."""
    page, before, after = two
    # A page over the others with its file, and what is given: none has come yet.
    page.evaluate("""() => {
      for (const press of ["#vis", "#sebidrag"]) document.querySelector(press).click();
      other();
    }""")
    page.wait_for_selector(f"h1:has-text('{after.name}')")
    page.wait_for_selector("body.foerste")
    page.evaluate("enfil.kit.still()")
    assert (before / "ud/visninger.html").is_file()
    assert not (after / "ud").exists() or not list((after / "ud").iterdir())
    assert not page.locator("#visning[open]").count()
    assert "Solsikken" not in page.locator("#rum").inner_html()


def test_a_meeting_that_opens_stays_in_its_folder_and_is_one(two):
    """Also where it is begun twice, and another folder is chosen, before it is there."""
    page, before, _ = two
    page.evaluate("""() => {
      const { work } = enfil.kit;
      const send = work.postMessage.bind(work);
      window.meetings = 0;
      work.postMessage = (message) => {
        window.meetings += message.op === "meet";
        send(message);
      };
      for (const press of ["#moede", "#moede"]) document.querySelector(press).click();
      other();
    }""")
    page.wait_for_selector("#side.lk-klar h1")
    page.evaluate("enfil.laying")
    page.wait_for_function("!document.querySelector('#rum').inert")
    assert page.text_content("#navn") == before.name
    assert page.evaluate("meetings") == 1


def test_what_is_laid_back_lies_in_the_folder_it_was_laid_back_in(two):
    """Also where the next is chosen before the zip is read."""
    page, before, after = two
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ud/hjem.txt", "Hjemme hos Solsikken")
    page.evaluate(
        """(zip) => {
          let read;
          const file = { arrayBuffer: () => new Promise((done) => { read = done; }) };
          window.laidBack = enfil.layBack(file);
          other();
          setTimeout(() => read(new Uint8Array(zip).buffer), 3000);
        }""",
        list(packed.getvalue()),
    )
    page.wait_for_selector(f"h1:has-text('{after.name}')")
    page.evaluate("laidBack")
    page.evaluate("enfil.kit.still()")
    assert (before / "ud/hjem.txt").is_file() and not (after / "ud/hjem.txt").exists()


def test_all_of_one_person_is_seen_and_then_gone_with_the_same_receipts(at, solsikken, tmp_path):
    copy = Path(shutil.copytree(solsikken, tmp_path / "kopi"))
    window, page = at(solsikken)
    room(page, "person")
    page.click("#planlaeg")
    page.wait_for_selector("#personsvar >> text=Der mangler en kode.")
    page.get_by_label("Personens kode").fill("B07")
    page.click("#saml")
    there = shown(page)
    here = rights.indsigt(copy, "B07").read_text("utf-8")
    assert there == words(here)
    assert words((solsikken / "ud/indsigt_b07.html").read_text("utf-8")) == there
    page.click("#luk")

    said = page.locator("#personsvar .linjer")
    page.click("#planlaeg")
    until(lambda: said.count() and said.inner_text() == str(rights.vis_sletning(copy, "B07")))
    page.get_by_label("Skriv slet").fill("nej")
    page.click("#slet")
    page.wait_for_selector("#personsvar >> text=Intet er slettet.")
    before = (solsikken / "postits.csv").read_bytes()
    assert b"B07" in before

    page.click("#planlaeg")
    page.get_by_label("Skriv slet").fill("slet")
    page.click("#slet")
    receipt = str(rights.slet(copy, "B07"))
    until(lambda: said.count() and said.inner_text() == receipt)
    assert (solsikken / "postits.csv").read_bytes() == (copy / "postits.csv").read_bytes()
    left = [p.name for p in solsikken.rglob("*") if p.is_file() and b"B07" in p.read_bytes()]
    assert left == [] and not (solsikken / "ud/indsigt_b07.html").exists()
    assert window.outside == [] and window.errors == []


def test_where_the_page_cannot_delete_it_says_what_to_delete(opened, solsikken):
    rights.indsigt(solsikken, "B07")
    page = opened(script=NO_HANDLES).choose(solsikken)
    room(page, "person")
    page.get_by_label("Personens kode").fill("B07")
    page.click("#planlaeg")
    page.get_by_label("Skriv slet").fill("slet")
    page.click("#slet")
    page.wait_for_selector("#personsvar >> text=Slet selv: ud/indsigt_b07.html")
    page.wait_for_selector("#personsvar >> text=Rettelserne ligger kun her på siden.")
    assert page.is_visible("#hent")


def test_the_teams_own_numbers_are_seen_beside_everybodys(at, solsikken, tmp_path):
    make_release(solsikken, tmp_path / "udgivelse")
    published = next((tmp_path / "udgivelse").rglob("tal.csv"))
    _, page = at(solsikken)
    room(page, "sammen")
    page.set_input_files("#samletfil", published)
    there = shown(page)
    here = show_beside(open_team(solsikken), read_public(published), tmp_path / "sammen.html")
    assert there == words(here.path.read_text("utf-8"))
    page.click("#luk")
    page.set_input_files("#samletfil", solsikken / "postits.csv")
    page.wait_for_selector("#sammensvar >> text=Filen er ikke et samlet billede")


def test_a_contribution_leaves_locked_for_its_receiver(at, sample_data, tmp_path):
    folder = Path(shutil.copytree(sample_data / "pakhuset", tmp_path / "Pakhuset"))
    identity, recipient = new_identity()
    _, page = at(folder)
    room(page, "bidrag")
    page.click("#sebidrag")
    page.get_by_label("Modtagerens nøgle").fill("age1forkert")
    page.click("#skrivbidrag")
    page.wait_for_selector("#bidragsvar >> text=Modtagerens nøgle er ikke skrevet rigtigt.")
    assert not list((folder / "ud").glob("*.bidrag"))
    page.click("#sebidrag")
    page.get_by_label("Modtagerens nøgle").fill(recipient)
    page.click("#skrivbidrag")
    page.wait_for_selector("#bidragsvar >> text=Kun modtageren kan åbne den.")
    [made] = (folder / "ud").glob("*.bidrag")
    assert from_bytes(made.read_bytes(), identity=identity).enhed == "Pakhuset"


def test_ones_own_file_is_locked_and_opened_as_by_the_installed_kit(opened, sample_data, tmp_path):
    own = Path(shutil.copy(sample_data / "mit/psykolog_who5.csv", tmp_path))
    about = Path(shutil.copy(sample_data / "mit/om.toml", tmp_path))
    window = opened()
    page = window.ready()
    page.click("#oev")
    page.wait_for_selector("body.foerste")
    room(page, "eget")

    # What the installed kit has locked opens here, and not by another passphrase.
    locked = tmp_path / "laast" / f"{own.name}.age"
    locked.parent.mkdir()
    locked.write_bytes(lock(own.read_bytes(), PASSPHRASE))
    page.set_input_files("#egenfil", [locked, about])
    page.get_by_label("Adgangssætning").fill("noget helt andet her")
    page.get_by_role("button", name="Åbn filen").click()
    page.wait_for_selector("#egetvist >> text=Adgangssætningen passer ikke.")
    page.get_by_label("Adgangssætning").fill(PASSPHRASE)
    page.get_by_role("button", name="Åbn filen").click()
    page.wait_for_selector("#egetvist h2")
    mine = open_mine(own)
    asked = [mine.view(key).question for key in mine.view_keys]
    assert page.locator("#egetvist h2").all_inner_texts() == asked
    page.click("#eget > summary")
    until(lambda: page.locator("#egetvist").count() == 0)

    # What is locked here opens by the installed kit, and no weak passphrase is taken.
    room(page, "eget")
    page.set_input_files("#egenfil", own)
    page.get_by_role("button", name="Åbn filen").click()
    page.wait_for_selector("text=er ikke låst")
    for passphrase, told in (("solsikken", "for let at gætte"), (PASSPHRASE, None)):
        page.get_by_label("Vælg en adgangssætning").fill(passphrase)
        page.get_by_label("Skriv den igen").fill(passphrase)
        if told:
            page.click("#laas")
            page.wait_for_selector(f"#egetsvar >> text={told}")
    with page.expect_download() as download:
        page.click("#laas")
    assert download.value.suggested_filename == "psykolog_who5.csv.age"
    content = Path(download.value.path()).read_bytes()
    assert unlock(content, PASSPHRASE) == own.read_bytes()
    assert window.outside == [] and window.errors == []
