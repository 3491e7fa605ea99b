"""Siden sidst for films and numbers: what may be said of how many, and nothing of later days."""

from dataclasses import replace
from datetime import date

import pytest

from kitlib import open_team
from kitlib.circle.measures import measures
from kitlib.circle.session import Session
from kitlib.circle.since import since_view
from kitlib.circle.trials import Trial
from kitlib.figures.screen import html

START = "2026-06-01"
TODAY = date(2026, 9, 1)
ABOUT = (
    'navn = "Trappen"\ntype = "unge"\nformaal = "Lære"\nslettes = 2026-12-31\nwho5_hvem = "unge"\n'
    "dialoglineal_faelles = {shared}\n"
)
RULER = "borger;dato;tidspunkt;borger_tal;borger_ord;medarbejder_ord;maa_vises\n"
NOTES = (
    "dato;observation;situation\n01-05-2026;Alle venter;leg\n02-07-2026;To deler;leg\n"
    "05-06-2026;Ida hjælper til;leg\n"
)
FILM = "klip;dato;start;slut;hvad\nLeg;02-07-2026;0:10;0:20;Venter ved døren\n"


@pytest.fixture
def team(tmp_path):
    """A team whose folder holds the tables given, as text by file name."""

    def made(shared="true", **tables):
        (tmp_path / "om.toml").write_text(ABOUT.format(shared=shared), "utf-8")
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return open_team(tmp_path)

    return made


def _ruler(*moves, after="01-08-2026"):
    """A citizen a move (from, to): a talk in May, and one after the trial began."""
    rows = []
    for i, (first, last) in enumerate(moves, start=1):
        rows.append(f"U0{i};0{i}-05-2026;start;{first};Jeg begynder {i};Ord;ja")
        rows.append(f"U0{i};{after};opfølgning;{last};Jeg er her {i};Ord;ja")
    return RULER + "\n".join(rows) + "\n"


def _since(team, what, start=START):
    trial = Trial("ab12cd34", {"fra": start, "viser": what}, "m", "m")
    return since_view(team, trial, today=TODAY)


def _said(view):
    """What is quoted below the marks."""
    return [mark.text or mark.said for mark in view.blocks[-1].marks]


def test_each_citizen_is_laid_where_their_own_number_went_three_steps_being_the_least(team):
    view = _since(team(dialoglineal=_ruler((2, 5), (4, 6), (5, 5), (6, 5), (9, 6))), "dialoglineal")
    assert dict(zip(view.data["borger"], view.data["vej"], strict=True)) == {
        "U01": "mindst 3 trin højere",
        "U02": "1-2 trin højere",
        "U03": "samme trin",
        "U04": "1-2 trin lavere",
        "U05": "mindst 3 trin lavere",
    }
    assert view.sentence == (
        "5 unge har sat et tal både før og siden 1. juni 2026: 2 højere, 1 samme, 2 lavere."
    )
    assert "først 3 trin tyder på en forandring" in view.caveat
    assert "ikke til at spare efter" in view.caveat
    drawn = _said(view)
    assert "»Jeg er her 5«" in drawn, "numbers and words together"
    assert not any("begynder" in t for t in drawn), "words from before it began"


def test_of_fewer_than_three_only_their_words_are_laid_out(team):
    view = _since(team(dialoglineal=_ruler((2, 5), (4, 6))), "dialoglineal")
    assert view.data.empty
    assert "siger vi intet som gruppe" in view.sentence
    assert not any(word in view.sentence for word in ("højere", "lavere"))
    drawn = _said(view)
    assert "»Jeg er her 1«" in drawn


def test_talks_after_today_are_not_there_yet(team):
    later = _ruler((2, 5), (4, 6), (5, 5), after="02-09-2026")
    view = _since(team(dialoglineal=later), "dialoglineal")
    assert view.is_empty and view.sentence.startswith("0 unge")


def test_words_that_may_not_be_shown_are_not_while_the_number_counts(team):
    table = _ruler((2, 5), (4, 6), (5, 5)).replace("Jeg er her 2;Ord;ja", "Jeg er her 2;Ord;nej")
    view = _since(team(dialoglineal=table), "dialoglineal")
    drawn = _said(view)
    assert len(view.data) == 3
    assert "»Jeg er her 1«" in drawn and "»Jeg er her 2«" not in drawn


def test_rulers_that_are_not_shared_are_neither_offered_nor_shown(team):
    shared = team(dialoglineal=_ruler((2, 5), (4, 6), (5, 5)))
    private = replace(shared, about=replace(shared.about, dialoglineal_faelles=False))
    assert "dialoglineal" in measures(shared)
    assert "dialoglineal" not in measures(private)
    assert _since(private, "dialoglineal").is_empty


def test_who5_is_the_counts_of_directions_and_says_that_they_have_no_days(team):
    rows = "fra;til;retning;antal\nfør;efter;tydeligt højere;{}\nfør;efter;samme;3\n"
    view = _since(team(who5=rows.format(2)), "who5")
    assert "5 unge: 2 højere, 3 samme, 0 lavere" in view.sentence
    assert view.caveat.startswith("Tællingerne har ingen dage")
    few = _since(team(who5=rows.format(1)), "who5")
    assert few.is_empty and "Færre end 5" in few.sentence


def test_notes_about_film_lie_on_the_day_that_was_filmed(team):
    rows = (
        "start;hvad;virkning;dato;maa_vises\n"
        "0:10;Sætter sig ned;hjalp;05-05-2026;ja\n"
        "0:20;Går forbi;spændte ben;05-05-2026;ja\n"
        "0:10;Venter på svar;hjalp;10-06-2026;ja\n"
        "0:30;Må ikke vises;hjalp;10-06-2026;nej\n"
        "0:40;Ikke endnu;hjalp;02-09-2026;ja\n"
    )
    filmed = team(video=rows)
    view = _since(filmed, "video.virkning:hjalp")
    assert view.question.startswith("Noter om film: det, der hjalp.")
    assert view.sentence == "1 note om film siden 1. juni 2026, 1 før."
    assert view.data.set_index("uge")["noter"].sum() == 2
    assert "vi valgte at filme" in view.caveat and "sammenligninger" not in view.caveat
    drawn = _said(view)
    assert "Venter på svar" in drawn
    assert not {"Må ikke vises", "Ikke endnu"} & set(drawn)
    assert _since(filmed, "").sentence == "1 note om film siden 1. juni 2026, 2 før.", (
        "all there is"
    )


def test_a_name_nobody_has_answered_about_is_covered_here_too(team):
    notes = "dato;observation\n02-06-2026;Mathias hjælper Ida med støvlerne\n"
    view = _since(team(postits=notes), "postits")
    said = f"{_said(view)} {html(view, 'a')}"
    assert "hjælper" in said
    assert "Mathias" not in said and "Ida" not in said


# The notes that are quoted can be put back in the pocket ------------------------------------------


def _quoted(folder, what):
    """The session of a folder, a trial that looks at `what`, and the notes its card offers."""
    session = Session.open(folder, today=TODAY)
    trial = session.trials.put("hvad", "Vi prøver det").field.split(".")[1]
    session.trials.put("fra", START, trial=trial)
    session.trials.put("viser", what, trial=trial)
    return session, trial, session.trials.since_for_page(trial)["notes"]


@pytest.mark.parametrize(
    ("what", "tables", "said"),
    [
        ("postits", {"postits": NOTES}, ["[navn] hjælper til", "To deler"]),
        ("video", {"video": FILM}, ["Venter ved døren"]),
        ("dialoglineal", {"dialoglineal": _ruler((2, 5))}, ["»Jeg er her 1«"]),
    ],
)
def test_what_siden_sidst_quotes_can_be_put_in_the_pocket_there(team, what, tables, said):
    folder = team(**tables).folder
    session, trial, notes = _quoted(folder, what)
    assert [note["text"] for note in notes] == said
    session.notes.pocket(notes[0]["id"])
    left = session.trials.since_for_page(trial)["notes"]
    assert [n["id"] for n in left] == [n["id"] for n in notes[1:]]


def test_a_page_that_quotes_nobody_has_no_words_behind_its_marks(team):
    trial = Trial("ab12cd34", {"fra": START, "viser": "postits"}, "m", "m")
    view = since_view(team(postits=NOTES), trial, today=TODAY, words=False)
    assert sum(len(week.notes) for week in view.blocks[0].weeks) == 3 and not view.notes
    shown = html(view, "a")
    assert "data-note" not in shown and "To deler" not in shown


def test_weeks_in_which_nobody_wrote_or_looked_are_no_figure(team):
    before, since = "dato;gange\n24-08-2026;3\n", "dato;gange\n31-08-2026;2\n"
    view = _since(team(postits=NOTES, kigget=before), "", start="2026-08-31")
    assert view.is_empty
    assert view.sentence == "Ingen noter siden 31. august 2026. Hvad har I set eller hørt?"
    assert set(view.data["fase"]) == {"før", "siden"}, "the weeks are there for who counts them"
    drawn = _since(team(postits=NOTES, kigget=since), "", start="2026-08-31")
    assert not drawn.is_empty, "to have looked and seen nothing is something to see"
