"""The three papers: one page each, what om.toml says, and never anonymous about coded data."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from kitlib.about import About
from kitlib.cli import main
from kitlib.privacy.papers import paper_texts, write_papers

ABOUT = About(
    navn="Solsikken",
    type="dagtilbud",
    formaal="At lære af det, vi gør",
    hjemmel="Dagtilbudsloven",
    dataansvarlig="Vores kommune",
    adgang="Teamet. Leder: Ane",
    slettes=date(2026, 12, 31),
)
TITLES = [
    "Oplysning til forældre",
    "Til MED: hvad værktøjet gemmer, hvem der ser det, hvad det ikke kan",
    "Udkast til fortegnelsen og til vurderingen af risici (DPIA)",
]


def test_the_three_papers_say_what_om_toml_says():
    papers = paper_texts(ABOUT)
    assert [p["titel"] for p in papers.values()] == TITLES
    for paper in papers.values():
        said = str(paper)
        assert not re.search(r"\{\w+\}", said)
        assert "31. december 2026" in said and "Teamet. Leder: Ane" in said
        assert "pseudonymiserede" in said.casefold()
        assert "anonym" not in said.casefold().replace("pseudonym", "")


def test_an_answer_that_ends_in_a_full_stop_gets_no_second_one():
    ended = {key: f"{getattr(ABOUT, key)}." for key in ("formaal", "dataansvarlig", "adgang")}
    said = str(paper_texts(replace(ABOUT, **ended)))
    assert "hos Vores kommune." in said and ".." not in said


def test_what_is_missing_is_left_to_write_and_makes_a_draft():
    papers = paper_texts(About(navn="Solsikken"))
    assert str(papers).count("skriv det i om.toml") >= 8
    for paper in papers.values():
        assert paper["titel"].startswith("Kladde: ")
        assert "adgang" in paper["under"] and "før det gives videre" in paper["under"]


@pytest.mark.parametrize(
    "key", ["navn", "formaal", "hjemmel", "dataansvarlig", "adgang", "slettes"]
)
def test_no_paper_with_a_blank_says_that_it_may_be_handed_on(tmp_path, key):
    words = ("navn", "formaal", "hjemmel", "dataansvarlig", "adgang")
    lines = [f'{name} = "Noget"' for name in words]
    lines = [line for line in [*lines, "slettes = 2099-12-31"] if not line.startswith(key)]
    (tmp_path / "om.toml").write_text("\n".join(lines), encoding="utf-8")
    for path in write_papers(tmp_path):
        said = " ".join(p.extract_text() for p in PdfReader(path).pages)
        said = " ".join(said.split())
        assert ("Kladde." in said) != ("Må gives videre" in said), path.name
        assert "Kladde." in said or "skriv det i om.toml)" not in said, path.name


def test_the_command_says_what_is_missing(tmp_path, capsys):
    (tmp_path / "om.toml").write_text('navn = "Sol"\nslettes = 2099-12-31\n', encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["papirer", str(tmp_path)])
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert "mangler: formaal, hjemmel, dataansvarlig og adgang" in said


def test_the_spilleregler_are_those_of_domain_section_4():
    assert (
        "Vi ser på det, vi gør, ikke på, hvem der gjorde det. Den, der er på filmen, ser den "
        "først og vælger klippet. Noter kan trækkes tilbage når som helst. Ledelsen får "
        "referatet, når teamet har godkendt det."
    ) in str(paper_texts(ABOUT)["til_med"])


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_each_is_one_page(tmp_path):
    (tmp_path / "om.toml").write_text(
        'navn = "Solsikken"\nformaal = "At lære af det, vi gør"\nslettes = 2099-12-31\n'
        'hjemmel = "Dagtilbudslovens § 8"\ndataansvarlig = "Vores kommune"\n'
        'adgang = "Teamet. Leder: Ane Holm"\n',
        encoding="utf-8",
    )
    made = write_papers(tmp_path)
    assert len(made) == 3
    for path in made:
        told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Pages:\s+1\n", told), path.name
