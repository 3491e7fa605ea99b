"""A form with boxes to tick: a note counts under each answer, and no view says there is none."""

from pathlib import Path

import pandas as pd
import pytest

from kitlib import open_team
from kitlib.about import About
from kitlib.instruments.counted import Keys
from kitlib.instruments.postits.contribution import contribution
from kitlib.instruments.postits.tables import answers_in, assemble

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def team():
    return open_team(CASES / "form_with_several_answers")


def test_a_note_counts_under_each_situation(team):
    view = team.view("postits.dagen_igennem")
    counted = dict(zip(view.data["situation"], view.data["antal"], strict=True))
    assert (counted["garderobe"], counted["leg"], counted["måltid"]) == (1, 2, 0)
    assert view.sentence.startswith("Legen har flest: 2 af 2 noter.")
    assert "ingen fra måltid" in view.sentence


def test_and_under_each_theme(team):
    view = team.view("postits.situation_tema")
    assert set(view.data["tema"]) == {"ro", "uro"}
    assert view.data.query("tema == 'uro' and situation == 'garderobe'")["antal"].sum() == 1
    assert view.sentence.startswith("Ro har flest: 2 af 2 noter.")


def test_a_contribution_counts_them_too(team):
    found = contribution(team.postits, team.about, Keys(b"kun til tests"))
    rows = found[(found["tabel"] == "postits.tema_situation") & (found["b"] == "garderobe")]
    assert rows["antal"].sum() == 2  # under two themes, none of them in om.toml


def test_the_board_lays_a_note_once(team):
    assert team.view("postits.tavlen").data["overskrift"].tolist() == ["Leg", "Leg"]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("leg;garderobe;", ["leg", "garderobe"]),
        ("Leg; leg", ["leg"]),
        ("leg, måltid", ["leg", "måltid"]),
        ("leg, men stille", ["leg, men stille"]),
    ],
)
def test_answers_are_parted_where_each_is_known(cell, parts):
    frame = pd.DataFrame({"dato": pd.to_datetime(["2026-03-03"]), "situation": [cell]})
    found = assemble({"postits": frame}, About())["situation"]
    assert answers_in(found.iloc[0]) == parts


@pytest.mark.parametrize(
    "cell", ["leg/garderobe", "leg og garderobe", "leg + garderobe", "leg,garderobe"]
)
def test_two_known_answers_are_two_however_they_are_joined(tmp_path, cell):
    lists = 'format = 1\nsituationer = ["leg", "garderobe", "hus og have"]\n'
    (tmp_path / "om.toml").write_text(lists, encoding="utf-8")
    rows = [f"3-3-2026;a;{cell}", "4-3-2026;b;hus og have", "5-3-2026;c;leg og glæde"]
    text = "\n".join(["dato;observation;situation", *rows])
    (tmp_path / "postits.csv").write_text(text, encoding="utf-8")
    found = open_team(tmp_path).postits["situation"].tolist()
    assert found == ["leg; garderobe", "hus og have", "leg og glæde"]
