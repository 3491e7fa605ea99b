"""A worry for a child is answered with words and not shown; only the leader sets it aside."""

import pandas as pd
import pytest

from kitlib.privacy.answers import Answers
from kitlib.privacy.worry import leaders_of, message, sounds_like_worry, worried_rows


def test_the_words_are_those_of_domain_section_7():
    assert message() == (
        "Noten lyder som en bekymring for et barn. Den skal ikke vente på et møde: Tal med din "
        "leder i dag. Pligten til at underrette er din egen. Noten vises ikke. Kittet opdager "
        "ikke alle bekymringer."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Hun fortæller, at far slår, når hun spilder.",
        "Siger: 'Papfar har sparket mig i går'",
        "Han har blå mærker på begge arme, som han ikke vil tale om",
        "Hun siger, at hun er bange for sin far.",
        "Tør ikke gå hjem i dag.",
        "Far var fuld, da han hentede.",
        "Mor lugtede af alkohol ved aflevering",
        "De har været alene hjemme hele aftenen.",
        "Vi talte om, hvorvidt vi skal underrette.",
        "Hun skriver, at hun ikke vil leve længere",
        "Han siger, han vil dø.",
        "Viste sår efter selvskade",
        "Der blev talt om OVERGREB",
    ],
)
def test_what_sounds_like_a_worry(text):
    assert sounds_like_worry(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Han slår B12 med skovlen, og de griner begge to.",
        "Er bange for hunden ved hegnet.",
        "Mor kommer med en fuld taske og kysser farvel.",
        "Vil ikke med ud i garderoben.",
        "Hun bygger et tårn og vælter det selv.",
        "De leger, at de er alene i skoven.",
        "Får bank på døren og løber hen for at lukke op.",
    ],
)
def test_what_does_not(text):
    assert not sounds_like_worry(text)


def test_the_samples_notes_hold_no_worry(sample_data):
    """The invented notes are everyday ones; each alarm among them would be a false one."""
    import csv

    with (sample_data / "solsikken" / "postits.csv").open(encoding="utf-8-sig") as stream:
        notes = [row["observation"] for row in csv.DictReader(stream, delimiter=";")]
    assert len(notes) > 100
    assert [note for note in notes if sounds_like_worry(note)] == []


def test_a_row_is_worried_by_any_of_its_texts():
    frame = pd.DataFrame(
        {
            "observation": ["leger", "leger", "leger"],
            "barnets_ord": ["far slår mig", "kom nu", None],
            "antal": [1, 2, 3],
        },
        index=[4, 7, 9],
    )
    assert worried_rows(frame, Answers(b"x")).to_dict() == {4: True, 7: False, 9: False}


@pytest.mark.parametrize(
    ("adgang", "expected"),
    [
        ("Teamet. Leder: Ane Holm", ("Ane Holm",)),
        ("Teamet og daglig leder Ane  Holm, ingen andre", ("Ane Holm",)),
        ("Souschef Bodil og leder Ane", ("Bodil", "Ane")),
        ("Ane Holm og teamet", ()),
        ("Leder: ", ()),
        ("", ()),
    ],
)
def test_who_is_leader_stands_in_adgang(adgang, expected):
    assert leaders_of(adgang) == expected
