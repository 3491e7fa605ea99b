"""A team's own words at its views: said on every way out, told where they would not do."""

import shutil
from datetime import date
from html import unescape

import pytest

from kitlib.about import About, read_about
from kitlib.asking.questions import answer, questions
from kitlib.checking import check_team
from kitlib.circle import Session
from kitlib.headings import covered_line
from kitlib.instruments import all_instruments, together
from kitlib.outputs import maker, outputs
from kitlib.privacy.answers import Answers
from kitlib.team import open_team
from kitlib.viewwords import kits_words
from tests.material.pdfs import plain

ASKED = "Hvad lagde {børnene} og vi mærke til?"
GUESSED = "Hvor så vi mest, tror I?"
ALWAYS = "Vi skrev, når vi havde tid."


@pytest.fixture
def says(sample_data, tmp_path):
    """Write own words for the views of Solsikken, and give its folder."""
    folder = shutil.copytree(sample_data / "solsikken", tmp_path / "solsikken")

    def write(words):
        (folder / "tekster").mkdir()
        (folder / "tekster" / "visninger.toml").write_text(words, encoding="utf-8")
        return folder

    return write


def test_every_view_has_its_question_among_the_words_and_no_word_is_of_another():
    instruments = all_instruments().values()
    views = {key for i in instruments for key in (*i.views, *i.own_views)}
    views |= set(together.views({"dialoglineal": None}))
    assert {f"{key}.spoergsmaal" for key in views} <= set(kits_words())
    homes = {place.rpartition(".")[0] for place in kits_words()}
    assert homes <= views | {key.partition(".")[0] for key in views}


@pytest.mark.parametrize("name", ["solsikken", "ungehuset", "vaerkstedet", "trappen"])
def test_no_view_says_where_its_words_stand_in_place_of_them(sample_data, name):
    team = open_team(sample_data / name)
    views = [team.view(key) for key in team.view_keys]
    said = [v for view in views for v in (view.question, view.sentence, view.caveat)]
    places = set(kits_words())
    assert said and not [v for v in said if places & set(v.split()) or "{" in v]


def test_own_words_are_said_on_every_way_out(says, tmp_path):
    folder = says(
        f'[postits]\nunder = "{ALWAYS}"\n[postits.tavlen]\nspoergsmaal = "{ASKED}"\n'
        f'[postits.dagen_igennem]\nbud = "{GUESSED}"\n'
    )
    asked = "Hvad lagde børnene og vi mærke til?"
    team = open_team(folder)
    view = team.view("postits.tavlen")
    assert (view.question, view.caveat) == (asked, ALWAYS)
    assert asked in view._repr_html_()
    [page] = _made("visninger.html", folder, tmp_path)
    assert asked in unescape(page.read_text("utf-8"))
    [handout] = _made("handout", folder, tmp_path)
    assert asked in plain(handout.read_bytes()) and ALWAYS in plain(handout.read_bytes())
    session = Session.open(folder)
    said = str(session.state())
    session.close()
    assert asked in said and GUESSED in said and "Hvad har vi set?" not in said


def _made(name, folder, out):
    [output] = (o for o in outputs() if o.name == name)
    return maker(output)(folder, out)


def test_what_always_stands_may_be_said_otherwise_and_not_left_out(says):
    about, problems = read_about(says('[postits]\nunder = " "\n') / "om.toml")
    assert about.says("postits.under") == About().says("postits.under")
    assert not problems


def _real(folder):
    """Let the team be no invented one, whose names are nobody's."""
    about = folder / "om.toml"
    real = about.read_text("utf-8").replace("opdigtet = true", "slettes = 2099-12-31")
    about.write_text(real, "utf-8")


def test_a_name_in_own_words_is_covered_as_one_in_a_note(says):
    folder = says(
        '[postits.tavlen]\nspoergsmaal = "Hvad har vi set hos Alma Holm?"\n'
        '[postits.dagen_igennem]\nbud = "Hvor mon Alma Holm er mest?"\n'
    )
    _real(folder)
    asked = open_team(folder).view("postits.tavlen").question
    session = Session.open(folder)
    said = [asked, session.figures.guess("postits.dagen_igennem").question, str(session.state())]
    session.close()
    assert not [words for words in said if "Alma" in words or "Holm" in words]
    assert asked.startswith("Hvad har vi set hos") and said[1].startswith("Hvor mon")


def test_what_is_covered_in_own_words_is_asked_about_so_that_it_may_stand(says):
    folder = says('[postits.tavlen]\nspoergsmaal = "Hvad har vi set hos Fatima?"\n')
    _real(folder)
    asked = (q for q in questions(folder) if q.places[0].file == "visninger.toml")
    answer(folder, next(asked), "ikke")
    assert open_team(folder).view("postits.tavlen").question == "Hvad har vi set hos Fatima?"


@pytest.mark.parametrize("invented", [True, False])
def test_own_words_that_sound_like_a_worry_are_told_and_not_shown(says, invented):
    folder = says('[postits.tavlen]\nspoergsmaal = "Far slår B07, hvad ser vi?"\n')
    if not invented:
        _real(folder)
    team = open_team(folder)
    assert team.view("postits.tavlen").question == "Hvad har vi set?"
    assert [p.code for p in team.worries if p.file == "visninger.toml"] == ["bekymring"]


def test_nothing_in_the_kits_own_words_is_taken_for_a_name():
    nobody = Answers(b"")
    assert {p: w for p, w in kits_words().items() if covered_line(w, nobody) != w} == {}


def test_what_no_view_shows_is_told_and_not_passed_over(says):
    _, problems = read_about(says('[postits.tavlen]\nfod = "Nederst"\n') / "om.toml")
    assert [(p.row, p.code) for p in problems] == [(2, "tekst_ukendt")]


def test_a_slip_is_told_once_and_the_kits_words_stand(says):
    folder = says('[postits.tavlen]\nspoergsmal = "Hvad?"\n')
    team = open_team(folder)
    assert team.view("postits.tavlen").question == "Hvad har vi set?"
    told = [p for p in team.problems if p.file == "visninger.toml"]
    assert [p.row for p in told] == [2] and "spoergsmaal" in told[0].hint
    looked = check_team(folder, today=date(2026, 9, 1)).report
    assert [p for p in looked if p.file == "visninger.toml"] == told
