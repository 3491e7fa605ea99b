"""The three papers: one page each, what om.toml says, and never anonymous about coded data."""

import re
import shutil
import subprocess
from datetime import date

import pytest

from kitlib.about import About
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
    "Til MED: hvad kittet gemmer, hvem der ser det, hvad det ikke kan",
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


def test_what_is_missing_is_left_to_write():
    said = str(paper_texts(About(navn="Solsikken")))
    assert said.count("skriv det i om.toml") >= 8


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
