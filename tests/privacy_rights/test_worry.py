"""A worry for a child is answered with words and not shown; only the leader sets it aside."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.privacy.answers import Answers
from kitlib.privacy.worry import leaders_of, message, sounds_like_worry, worried_rows
from kitlib.team import open_team


def test_the_words_are_those_of_domain_section_7():
    assert message() == (
        "Noten lyder som en bekymring for et barn. Den skal ikke vente på et møde: Tal med din "
        "leder i dag. Pligten til at underrette er din egen. Noten vises ikke. Værktøjet opdager "
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


WORRIES = ("Far slår ham.", "Hun er bange for sin far.", "Han vil dø.")
PLACES = (
    "celle",
    "skjult ark",
    "skjult række",
    "ark uden navn",
    "kommentar",
    "skjult kommentar",
    "kommentar på overskrift",
    "række uden dato",
)


def _book(path, said):
    """A workbook with one text in each of some places, of one that is hidden or not read."""
    import xlsxwriter

    heads = ["dato", "observation", "barn"]
    with xlsxwriter.Workbook(path) as book:
        page, beside, other = (book.add_worksheet(n) for n in ("postits", "gemt", "Løst og fast"))
        beside.hide()
        page.write_row(0, 0, heads)
        for row in range(1, 6):
            page.write_row(row, 0, [f"{row:02}-03-2026", "Bygger et tårn.", "B07"])
        beside.write(0, 0, "kladde")
        other.write(0, 0, "andet")
        page.set_row(4, options={"hidden": True})
        put = {
            "celle": (page.write, 1, 1),
            "skjult ark": (beside.write, 3, 2),
            "skjult række": (page.write, 4, 1),
            "ark uden navn": (other.write, 2, 1),
            "kommentar": (page.write_comment, 2, 1),
            "skjult kommentar": (beside.write_comment, 1, 1),
            "kommentar på overskrift": (page.write_comment, 0, 1),
        }
        for place, text in said.items():
            if place == "række uden dato":
                page.write_row(5, 0, ["i går", text, "B07"])
            else:
                write, row, column = put[place]
                write(row, column, text)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(PLACES), st.sampled_from(WORRIES)))
def test_wherever_in_a_workbook_a_worry_stands_it_is_told_of_and_not_said(tmp_path, said):
    om = 'format = 1\nnavn = "Solsikken"\nformaal = "At lære"\nslettes = 2099-12-31\n'
    (tmp_path / "om.toml").write_text(om, encoding="utf-8")
    _book(tmp_path / "data.xlsx", said)
    told = open_team(tmp_path).worries
    # One that says the same as another need not be told twice.
    assert bool(told) == bool(said)
    assert len(told) >= len(set(said.values()))
    assert not any(text in str(p) for p in told for text in WORRIES)


@pytest.mark.parametrize("place", PLACES)
def test_each_of_the_places_is_named(tmp_path, place):
    (tmp_path / "om.toml").write_text("format = 1\n", encoding="utf-8")
    _book(tmp_path / "data.xlsx", {place: "Far slår ham."})
    [told] = open_team(tmp_path).worries
    rows = dict(zip(PLACES, (2, 4, 5, 3, 3, 2, 1, 6), strict=True))
    sheet = {"skjult ark": "gemt", "skjult kommentar": "gemt", "ark uden navn": "Løst og fast"}
    assert (told.row, told.sheet) == (rows[place], sheet.get(place, "postits"))


def test_what_the_kits_own_workbook_says_in_comments_is_no_worry(tmp_path):
    from kitlib.start import new_folder

    new_folder(tmp_path / "ny")
    assert open_team(tmp_path / "ny").worries == ()
