"""The wrong folder: a team is told which one was meant."""

import pytest

import kitlib
from kitlib.problems import KitError


@pytest.fixture
def place(tmp_path):
    for name in ("egern", "ugler"):
        (tmp_path / name / "ud" / "materiale").mkdir(parents=True)
        (tmp_path / name / "om.toml").write_text('navn = "X"\nopdigtet = true\n', "utf-8")
    (tmp_path / "egern/who5.csv").write_text("kode;q1\n", "utf-8")
    (tmp_path / "tom").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (".", "Skriv ét teams mappe: egern og ugler."),
        ("egern/om.toml", "'om.toml' er ikke en mappe. Skriv mappen, den ligger i: egern"),
        ("egern/who5.csv", "Er det din egen fil, så skriv: laeringskit mit who5.csv"),
        ("egern/ud", "Skriv teamets mappe: egern"),
        ("egern/ud/materiale", "Skriv teamets mappe: egern"),
        ("eger", "Mappen 'eger' findes ikke."),
    ],
)
def test_a_wrong_folder_is_told_with_the_right_one(place, path, said):
    with pytest.raises(KitError) as error:
        kitlib.open_team(place / path)
    assert said in str(error.value)


def test_an_empty_folder_opens_and_says_what_to_do(place):
    team = kitlib.open_team(place / "tom")
    assert {p.code for p in team.problems} == {"om_mangler", "ingen_data"}


def test_a_folder_with_data_opens_though_it_holds_others(place):
    (place / "postits.csv").write_text("dato;observation\n1-3-2026;Tog støvler på.\n", "utf-8")
    assert len(kitlib.open_team(place).postits) == 1
