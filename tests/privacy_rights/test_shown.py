"""What a team's own views show: no worry, and no name that nobody answered about."""

import pandas as pd
import pytest

from kitlib.privacy.answers import record
from kitlib.privacy.find import find_identifiers
from kitlib.privacy.worry import message
from kitlib.team import open_team

OM = 'format = 1\nnavn = "Solsikken"\nformaal = "At lære"\nslettes = 2099-12-31\n'
NOTES = """dato;observation;barn;situation;barnets_ord;maa_vises
03-03-2026;Fatima hjælper ham med skoene.;B07;garderobe;;ja
04-03-2026;Han fortæller, at far slår ham.;B03;samling;;ja
05-03-2026;Bygger et tårn.;B12;leg;se mig;ja
06-03-2026;Ring til mor på 20 30 40 51.;B12;leg;;ja
07-03-2026;Bliver i lommen.;B12;leg;;nej
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "om.toml").write_text(OM, encoding="utf-8")
    (tmp_path / "postits.csv").write_text(NOTES, encoding="utf-8")
    return tmp_path


def test_unanswered_names_and_numbers_are_covered_and_the_rest_is_as_written(folder):
    shown = open_team(folder).shown["postits"]
    there = shown[shown["maa_vises"].fillna(True)]
    assert there["observation"].tolist() == [
        "[navn] hjælper ham med skoene.",
        "Bygger et tårn.",
        "Ring til mor på [telefon].",
    ]
    assert there["barn"].tolist() == ["B07", "B12", "B12"]
    assert there["situation"].tolist() == ["garderobe", "leg", "leg"]


def test_of_a_worry_and_of_what_may_not_be_shown_only_its_place_is_left(folder):
    shown = open_team(folder).shown["postits"]
    gone = shown[~shown["maa_vises"].fillna(True)]
    assert gone.index.tolist() == [3, 6]
    words = gone.drop(columns=["dato", "slags", "antal", "gange", "maa_vises"])
    assert words.isna().all(axis=None)


def test_the_notes_themselves_stay(folder):
    team = open_team(folder)
    assert len(team.postits) == 5
    assert "Fatima" in team.postits["observation"].iloc[0]


def test_an_answer_uncovers_the_word(folder):
    text = "Fatima hjælper ham med skoene."
    (found,) = find_identifiers(text)
    record(folder, lambda a: a.answered(text, found, "ikke"))
    assert open_team(folder).shown["postits"]["observation"].iloc[0] == text


def test_no_view_shows_a_worry_or_a_name(folder):
    team = open_team(folder)
    for view in team.views():
        text = " ".join([view.sentence, view.alt, view.data.to_csv(), view.svg(text="none")])
        for word in ("slår", "Fatima", "20 30 40 51"):
            assert word not in text, view.key


def test_where_a_worry_stands_is_told_and_not_what_it_says(folder):
    (problem,) = open_team(folder).worries
    assert (problem.file, problem.row, problem.message) == ("postits.csv", 3, message())
    assert "slår" not in str(problem)


def test_numbers_of_a_person_stay_where_their_words_are_a_worry(folder, sample_data):
    source = sample_data / "vaerkstedet" / "dialoglineal.csv"
    lines = source.read_text(encoding="utf-8-sig").lstrip("\ufeff").splitlines()
    heads = lines[0].split(";")
    cells = lines[1].split(";")
    cells[heads.index("medarbejder_ord")] = "Far slår hende derhjemme"
    (folder / "dialoglineal.csv").write_text(
        "\n".join([lines[0], ";".join(cells), *lines[2:]]), encoding="utf-8"
    )
    om = (folder / "om.toml").read_text(encoding="utf-8")
    (folder / "om.toml").write_text(om + "dialoglineal_faelles = true\n", encoding="utf-8")
    team = open_team(folder)
    shown, whole = team.shown["dialoglineal"], team.frames["dialoglineal"]
    assert len(shown) == len(whole)
    assert not shown.to_csv().count("slår")
    assert shown["borger_tal"].equals(whole["borger_tal"])
    assert shown["borger"].equals(whole["borger"])


def test_invented_data_is_shown_as_it_is(sample_data):
    team = open_team(sample_data / "solsikken")
    may = team.postits["maa_vises"].fillna(True)
    shown = team.shown["postits"][may].drop(columns="note_id")
    pd.testing.assert_frame_equal(shown, team.postits[may])
    assert team.worries == ()
