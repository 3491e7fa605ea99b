"""A worry for a child is answered with words and not shown; only the leader sets it aside."""

import pandas as pd
import pytest

from kitlib.privacy.answers import Answers, read_answers
from kitlib.privacy.worry import is_leader, message, release, sounds_like_worry, worried_rows
from kitlib.problems import KitError


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
    ("adgang", "name", "expected"),
    [
        ("Teamet. Leder: Ane Holm", "Ane Holm", True),
        ("Teamet og daglig leder Ane Holm, ingen andre", "ane  holm", True),
        ("Souschef Bodil og teamet", "Bodil", True),
        ("Teamet. Leder: Ane Holm", "Bodil", False),
        ("Teamet. Leder: Ane Holm", "", False),
        ("Ane Holm og teamet", "Ane Holm", False),
        ("", "Ane Holm", False),
    ],
)
def test_who_is_leader_stands_in_adgang(adgang, name, expected):
    assert is_leader(adgang, name) is expected


def test_only_the_leader_sets_a_worry_aside(tmp_path):
    text = "Far slår søm i plankeværket."
    with pytest.raises(KitError, match="hvem lederen er"):
        release(tmp_path, text, adgang="Teamet", name="Ane")
    with pytest.raises(KitError, match="Kun lederen"):
        release(tmp_path, text, adgang="Teamet. Leder: Ane", name="Bodil")
    assert not read_answers(tmp_path).released(text)
    release(tmp_path, text, adgang="Teamet. Leder: Ane", name="Ane")
    answers = read_answers(tmp_path)
    assert answers.released(text)
    assert not worried_rows(pd.DataFrame({"observation": [text]}), answers).any()
