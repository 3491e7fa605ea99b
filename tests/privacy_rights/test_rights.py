"""Slet and indsigt on a folder with every instrument, a logbog, a calendar and handouts."""

import shutil
import threading
import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest

from kitlib.holding import alone
from kitlib.journal.logbog import Logbog
from kitlib.outputs import maker, outputs
from kitlib.privacy.answers import read_answers, record
from kitlib.privacy.finding import Finding
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.plan import LAST_WORDS
from kitlib.privacy.forget.search import holds
from kitlib.problems import KitError
from kitlib.rights import indsigt, slet, vis_sletning
from kitlib.team import open_team

NAMES = ("Alma Holm",)
ALMA = Person("B07", NAMES)
OM = """format = 1
navn = "Solsikken"
type = "unge"
distrikt = "Distrikt Nord"
nysgerrig = "Hvad gør vi, når B07 går ud?"
formaal = "At lære af det, vi gør"
adgang = "Teamet. Leder: Ane"
slettes = 2099-12-31
dialoglineal_faelles = true
who5_hvem = "unge"
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory, sample_data):
    """A team's folder with all there can be in it, and one child all over it."""
    folder = tmp_path_factory.mktemp("rights") / "team"
    shutil.copytree(sample_data / "solsikken", folder)
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    ruler = (sample_data / "vaerkstedet" / "dialoglineal.csv").read_text(encoding="utf-8-sig")
    first = ruler.splitlines()[1].split(";")
    code = next(c for c in first if c[:1].isalpha() and c[1:].isdigit())
    (folder / "dialoglineal.csv").write_text(ruler.replace(code, "B07"), encoding="utf-8-sig")
    shutil.copy(sample_data / "vaerkstedet" / "who5.csv", folder)
    (folder / "klip.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nAlma rækker ham skoen\n", encoding="utf-8"
    )
    (folder / "B07.txt").write_text("kun om hende\n", encoding="utf-8")
    (folder / "noter.md").write_text("Ring til Almas mor. B12 var med.\n", encoding="utf-8")
    (folder / "proeve.ics").write_text(
        "BEGIN:VCALENDAR\r\nSUMMARY:Se på B07 i garderoben\r\nEND:VCALENDAR\r\n", encoding="utf-8"
    )
    logbog = Logbog(folder)
    logbog.write("2026-03-03", "se.set", "B07 venter på to voksne, siger Alma selv.")
    logbog.write("2026-03-03", "undres", "Hvem mangler vi?")
    logbog.write("altid", "proeve.1", {"hvad": "Sidde ved B07", "hvem": ["pædagog"]})
    logbog.close()
    found = Finding(0, 4, "navn", "navneliste", "mulig")
    record(folder, lambda a: a.answered("Alma leger", found, "navn"))
    for output in outputs():
        if output.ring != "mit" and output.name != "ny mappe":
            with suppress(KitError):  # what may not leave the room while names are unanswered
                maker(output)(folder, folder / "ud")
    return folder


@pytest.fixture
def folder(full, tmp_path):
    return shutil.copytree(full, tmp_path / "team")


def spoken_of(folder, person=ALMA):
    """Every file below the folder whose name or any byte speaks of the person."""
    return [
        p.name
        for p in folder.rglob("*")
        if (p.is_file() and holds(p, person)) or (p.is_dir() and person.is_in(p.name))
    ]


def raw_hits(folder, words=(b"B07", b"Alma")):
    """The same by a plain search of bytes that shares no code with what deletes."""
    hits = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        layers = [path.read_bytes()]
        if layers[0][:2] == b"PK":
            with zipfile.ZipFile(BytesIO(layers[0])) as archive:
                layers += [archive.read(name) for name in archive.namelist()]
        text = b"\n".join([path.name.encode(), *layers])
        utf16 = [w.decode().encode("utf-16-le") for w in words]
        # A picture or a font inside a page is packed; what is packed there says nothing.
        if any(w in text for w in (*words, *utf16)) and b"base64," not in text:
            hits.append(path.name)
    return hits


def test_the_folder_is_full_of_her(full):
    assert len(spoken_of(full)) >= 8
    assert set(open_team(full).frames) == {"postits", "video", "dialoglineal", "who5"}


def test_the_plan_shows_what_would_go_and_changes_nothing(folder):
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    plan = vis_sletning(folder, "B07", NAMES)
    said = str(plan)
    assert "postits.csv: " in said and "rækker slettes" in said
    assert "Alma" not in said and "B07" not in said
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_after_slet_no_file_holds_the_code_or_the_name(folder):
    receipt = slet(folder, "B07", NAMES)
    assert spoken_of(folder) == []
    assert raw_hits(folder) == []
    said = str(receipt)
    assert said.endswith(LAST_WORDS)
    assert (
        LAST_WORDS == "Værktøjet kan ikke slette print, mails og sikkerhedskopier. Det skal I selv."
    )
    assert not ALMA.is_in(said)
    assert read_answers(folder).given == {}


def test_everybody_else_is_still_there(folder):
    before = open_team(folder)
    slet(folder, "B07", NAMES)
    after = open_team(folder)
    told = [p.code for p in before.problems if p.file != "B07.txt"]
    assert [p.code for p in after.problems] == told
    notes = before.postits
    others = notes[notes["barn"].fillna("").ne("B07") & notes["observation"].notna()]
    kept = after.postits[after.postits["observation"].notna()]
    assert len(kept) == len(others) < len(notes)
    assert not after.postits["sammen_med"].str.contains("B07").any()
    assert set(after.dialoglineal["borger"]) == set(before.dialoglineal["borger"]) - {"B07"}
    logbog = Logbog(folder)
    assert logbog.heads("2026-03-03")["undres"].value == "Hvem mangler vi?"
    assert logbog.problems == ()
    assert "slettet" in str(logbog.heads("altid"))


def test_what_the_kit_made_goes_and_can_be_made_again(folder):
    page = folder / "ud" / "visninger.html"
    assert page.exists()
    slet(folder, "B07", NAMES)
    assert not page.exists()
    from kitlib.show import make_team_page

    make_team_page(folder, folder / "ud")
    assert spoken_of(folder) == []


def test_a_second_time_there_is_nothing_to_do(folder):
    slet(folder, "B07", NAMES)
    assert not vis_sletning(folder, "B07", NAMES).changes


def test_somebody_who_is_not_there_changes_nothing(folder):
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert not slet(folder, "Z99", ("Dagny",)).changes
    after = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert after == before


def test_nobody_else_changes_the_folder_meanwhile(folder):
    entered, let_go = threading.Event(), threading.Event()

    def hold():
        with alone(folder, "slet"):
            entered.set()
            let_go.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait(10)
    try:
        busy = pytest.raises(KitError, match=r"der bliver slettet i mappen.*Intet er ændret")
        with busy, alone(folder, "ny", wait=0.2):
            pass
    finally:
        let_go.set()
        thread.join()
    with alone(folder, "slet"):
        pass


def test_formats_that_cannot_be_changed_are_told_and_kept(folder):
    with zipfile.ZipFile(folder / "brev.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:t>Kære Almas mor</w:t>")
    (folder / "tegning.pdf").write_bytes(b"%PDF-1.7 ...")
    receipt = slet(folder, "B07", NAMES)
    kept = {s.file: s.why for s in receipt.kept}
    assert "kan ikke ændre" in kept["brev.docx"]
    assert "kan ikke se" in kept["tegning.pdf"]
    assert "Se selv efter her:" in str(receipt)
    assert str(receipt).endswith(LAST_WORDS)
    assert (folder / "brev.docx").exists()


def test_a_packed_file_that_cannot_be_opened_is_told_and_never_passed_over(folder):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("noter.txt", "Almas sko " * 20)
    (folder / "gamle noter.zip").write_bytes(packed.getvalue()[:-30])
    (folder / "ud" / "gammelt.zip").write_bytes(packed.getvalue()[:-30])
    receipt = slet(folder, "B07", NAMES)
    assert "gamle noter.zip" in str(receipt) and "låst eller beskadiget" in str(receipt)
    assert (folder / "gamle noter.zip").exists() and not (folder / "ud" / "gammelt.zip").exists()
    assert "gamle noter.zip" in indsigt(folder, "B07", names=NAMES).read_text(encoding="utf-8")


def test_the_whole_folder_goes_and_what_the_kit_does_not_know_stays(folder):
    (folder / "sommerfest.docx").write_bytes(b"x")
    plan = vis_sletning(folder)
    assert [s.file for s in plan.kept] == ["sommerfest.docx"]
    receipt = slet(folder)
    assert [p.name for p in folder.rglob("*")] == ["sommerfest.docx"]
    assert str(receipt).endswith(LAST_WORDS)


def test_a_folder_that_is_no_teams_is_left_alone(tmp_path):
    (tmp_path / "postits.csv").write_text("dato;observation\n", encoding="utf-8")
    with pytest.raises(KitError, match="ligner ikke et teams mappe"):
        slet(tmp_path)
    assert (tmp_path / "postits.csv").exists()


def test_indsigt_gathers_everything_and_covers_everybody_else(folder):
    shutil.rmtree(folder / "ud")
    notes = open_team(folder).postits
    page = indsigt(folder, "B07", names=NAMES)
    html = page.read_text(encoding="utf-8")
    own = notes[notes["barn"].eq("B07")]
    with_her = notes[notes["sammen_med"].fillna("").str.contains("B07")]
    assert html.count("postits.csv") == 1
    assert html.count("<article>") >= len(own) + len(with_her) + 5
    for text in own["observation"].head(3):
        assert text.split(".")[0].split(",")[0] in html
    for said in ("Sidde ved B07", "venter på to voksne", "Alma rækker", "Se på B07", "Almas mor"):
        assert said in html
    import re

    body = re.sub(r"(?s)<style>.*?</style>", "", html)
    assert set(re.findall(r"\bB\d\d\b", body)) == {"B07"}
    assert "Bliver hos teamet. Slettes senest 31. december 2099." in html
    assert "pseudonymiserede" in html
    assert page.is_relative_to(folder)


def _document(path, *parts):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<p>Fra turen</p>")
        for part in parts:
            archive.writestr(part, b"\xff\xd8\xff\xe0 en tegning")


def test_of_a_picture_in_a_document_nobody_says_that_she_is_not_on_it(folder):
    _document(folder / "tur.docx", "word/media/image1.jpeg")
    _document(folder / "uden.docx", "docProps/thumbnail.jpeg")
    assert ("tur.docx", "beholdes") in {(s.file, s.what) for s in vis_sletning(folder, "B07").steps}
    receipt = str(slet(folder, "B07", names=NAMES))
    assert "- tur.docx: Der er billeder i filen" in receipt
    assert "uden.docx" not in receipt
    html = indsigt(folder, "B07", names=NAMES).read_text(encoding="utf-8")
    assert "tur.docx" in html and "uden.docx" not in html


def test_indsigt_says_when_there_is_nothing(folder):
    html = indsigt(folder, "Z99").read_text(encoding="utf-8")
    assert "Der er intet skrevet om Z99." in html


def test_dates_are_only_there_to_be_read(full):
    assert open_team(full).about.slettes == date(2099, 12, 31)


def test_a_notebook_is_shown_by_its_words_and_not_by_its_pictures(tmp_path):
    import json

    from kitlib.rights import indsigt

    figure = '<figure><h3>Hvad har vi set?</h3><img alt="En prik for B07 og B03" src="data:image/'
    shown = [f'{figure}png;base64,{"iVBOR" * 40}"></figure>']
    cells = [
        {"cell_type": "markdown", "source": ["Vi så B07 hjælpe.\n", "Og B03."]},
        {"cell_type": "code", "source": [], "outputs": [{"data": {"text/html": shown}}]},
    ]
    (tmp_path / "om.toml").write_text("format = 1\nopdigtet = true\n", encoding="utf-8")
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    page = indsigt(tmp_path, "B07").read_text(encoding="utf-8")
    assert "Vi så B07 hjælpe." in page
    assert "Hvad har vi set? En prik for B07 og [en anden]" in page
    assert "iVBOR" not in page
    assert "B03" not in page
