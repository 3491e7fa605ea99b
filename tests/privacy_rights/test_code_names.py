"""A name in a column of codes is asked about like one in a text, and shown nowhere meanwhile."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib import codes
from kitlib.asking.questions import answer, questions
from kitlib.outputs import maker, outputs
from kitlib.team import open_team
from tests.privacy_rights.searching import hits

OM = """format = 1
navn = "Solsikken"
type = "unge"
distrikt = "Distrikt Nord"
formaal = "At lære"
slettes = 2099-12-31
temaer = ["trøst"]
dialoglineal_faelles = true
"""
NOTES = """dato;observation;barn;sammen_med;situation;tema
03-03-2026;Bygger et tårn.;mulle;B03;leg;trøst
04-03-2026;Deler en bolle.;B07;lillebror, B03;leg;trøst
05-03-2026;Gynger højt.;Emma;Storm;leg;trøst
06-03-2026;Læser en bog.;B07;MK;leg;trøst
07-03-2026;Bygger igen.;mulle;Emma, alene;leg;trøst
"""
RULER = """borger;dato;tidspunkt;borger_tal;maal_tal;borger_ord;medarbejder_ord
Nuser;05-01-2026;start;3;6;Jeg tør.;Talte om båden.
U02;05-01-2026;start;4;6;Det går.;Talte om båden.
"""
NEVER = ("mulle", "lillebror", "Emma", "Storm", "Nuser")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "team"
    made.mkdir()
    for name, text in (("om.toml", OM), ("postits.csv", NOTES), ("dialoglineal.csv", RULER)):
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_each_person_keeps_a_number_of_its_own(folder):
    shown = open_team(folder).shown
    postits = shown["postits"]
    assert postits["barn"].tolist() == ["[navn 1]", "B07", "[navn 2]", "B07", "[navn 1]"]
    assert postits["sammen_med"].tolist() == [
        "B03",
        "[navn 3], B03",
        "[navn 4]",
        "[navn 5]",
        "[navn 2], alene",
    ]
    assert shown["dialoglineal"]["borger"].tolist() == ["[navn 6]", "U02"]


def test_the_page_asks_about_the_same_words_once_each(folder):
    asked = {q.places[0].word: len(q.places) for q in questions(folder)}
    assert asked == {"mulle": 2, "Emma": 2, "lillebror": 1, "Storm": 1, "MK": 1, "Nuser": 1}


def _answer(folder, word, choice):
    [question] = [q for q in questions(folder) if q.places[0].word == word]
    answer(folder, question, choice)


def test_an_answer_holds_in_every_cell_and_changes_no_other_number(folder):
    _answer(folder, "mulle", "ikke")
    _answer(folder, "Emma", "navn")
    _answer(folder, "Storm", "fjern")
    shown = open_team(folder).shown["postits"]
    assert shown["barn"].tolist() == ["mulle", "B07", "[navn 2]", "B07", "mulle"]
    assert shown["sammen_med"].isna().tolist() == [False, False, True, False, False]
    assert {q.places[0].word for q in questions(folder)} == {"lillebror", "MK", "Nuser"}


def test_a_word_that_is_answered_is_not_asked_about_again_by_the_contribution(folder):
    def asked():
        return [p.column for p in open_team(folder).problems if p.code == "kode_ord"]

    assert asked() == ["barn", "sammen_med", "borger"]
    _answer(folder, "Nuser", "ikke")
    _answer(folder, "mulle", "navn")
    assert asked() == ["barn", "sammen_med"]


def test_a_code_on_the_teams_own_list_is_a_code(folder):
    (folder / "om.toml").write_text(OM + 'koder = ["mulle", "MK", "B07", "B03"]\n', "utf-8")
    shown = open_team(folder).shown["postits"]
    assert shown["barn"].tolist()[0] == "mulle"
    assert shown["sammen_med"].tolist()[3] == "MK"


def test_the_note_waits_on_paper_until_it_is_answered(folder):
    team = open_team(folder)
    assert team.waiting == 6
    printed = team.for_paper().shown["postits"]["observation"].dropna().tolist()
    assert printed == []
    for word in ("mulle", "lillebror", "Emma", "Storm", "MK"):
        _answer(folder, word, "navn")
    team = open_team(folder)
    assert team.waiting == 1
    assert len(team.for_paper().shown["postits"]["observation"].dropna()) == 5


@pytest.mark.parametrize(
    "output",
    [o for o in outputs() if o.ring == "hos_teamet" and o.quotes and o.name != "indsigt.html"],
    ids=lambda o: o.name,
)
def test_no_output_shows_them(output, folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    made = maker(output)(copy, copy / "ud")
    files = [f for path in made for f in ([path] if path.is_file() else path.rglob("*"))]
    found = {f.name: hits(f, NEVER) for f in files if f.is_file()}
    assert {name: words for name, words in found.items() if words} == {}


WORDS = st.one_of(
    st.text("abcdefghijklmnoprstuvæøå", min_size=3, max_size=9),
    st.sampled_from(["Emma", "bo", "Storm", "lille mus", "Anne-Sofie", "Øjvind 2", "MK", "xiu"]),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_whatever_word_stands_for_a_code_none_is_shown_and_persons_stay_apart(folder, words):
    """The law: as many persons are shown as there are, and no word is."""
    words = [w for w in words if not codes.is_nobody(w) and not codes.is_code(w)]
    rows = [f"{n % 28 + 1:02}-03-2026;Gynger.;{w};B03;leg;trøst" for n, w in enumerate(words)]
    notes = "\n".join([NOTES.splitlines()[0], *rows]) + "\n"
    (folder / "postits.csv").write_text(notes, encoding="utf-8")
    shown = open_team(folder).shown["postits"]["barn"].dropna().tolist()
    assert all(code.startswith("[") and code[-2].isdigit() for code in shown)
    assert len(set(shown)) == len({codes.normal(w) for w in words})
    told = " ".join(question.places[0].word for question in questions(folder))
    assert all(w in told for w in {*open_team(folder).postits["barn"].dropna()})
