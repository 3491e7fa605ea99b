"""What stays in the pocket is in no way out: page, meeting, paper, notebook, contribution.

A team's folder holds a note that was put back at a meeting, one its writer said may not be shown,
one that sounds like a worry for a child, and one with a name nobody answered about; the same among
the notes about film and in what citizens said. Every output in the register is made, and every
byte of it is searched.
"""

import shutil
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.circle.session import Session
from kitlib.contribution import draft
from kitlib.figures.screen import html
from kitlib.noteids import note_ids
from kitlib.outputs import maker, outputs
from kitlib.pocket import Pocket, pocketed
from kitlib.team import open_team
from tests.privacy_rights.searching import hits

OM = """format = 1
navn = "Solsikken"
type = "unge"
distrikt = "Distrikt Nord"
nysgerrig = "Hvad lærer vi? Hun er bange for sin far i isbjerghuset."
formaal = "At lære"
slettes = 2099-12-31
temaer = ["trøst", "konflikter"]
visninger = ["postits.tavlen", "video.noterne_i_raekkefoelge", "postits.dagen_igennem"]
dialoglineal_faelles = true
"""
POSTITS = """dato;observation;barn;situation;tema;tolkning;maa_vises
03-03-2026;Bygger en zebrafinke af karton.;B07;leg;trøst;;ja
04-03-2026;Leger med en kaktusbro.;B831;leg;trøst;;nej
05-03-2026;Fortæller, at far slår ham ved lanternehuset.;B832;samling;konflikter;;ja
06-03-2026;Tager fløjlshandsken på alene.;B12;garderobe;trøst;;ja
09-03-2026;Finder Mohammed bag ved ravnestolen.;B03;garderobe;trøst;;ja
10-03-2026;Ser på de andre.;B09;leg;trøst;Måske at far slår ham i hvalvågen.;ja
"""
# Enough others that a contribution may leave.
POSTITS += "".join(
    f"{day}-03-2026;Gynger højt i dag.;B{40 + day};legeplads;trøst;;ja\n" for day in range(11, 17)
)
VIDEO = """start;aktor;hvad;virkning;klip;dato;maa_vises
0:05;voksen;Peger på zebrafilmen.;hjalp;Samling;05-03-2026;ja
0:15;voksen;Rækker en kaktusfilm.;hjalp;Samling;05-03-2026;nej
0:25;barn;Siger, at far slår hende i lanternefilmen.;;Samling;05-03-2026;ja
0:35;voksen;Smiler til fløjlsfilmen.;hjalp;Samling;05-03-2026;ja
"""
RULER = """borger;dato;tidspunkt;borger_tal;maal_tal;borger_ord;medarbejder_ord;maa_vises
U01;05-01-2026;start;3;6;Zebralinealen er min.;Talte om båden.;ja
U02;05-01-2026;start;4;6;Kaktuslinealen er min.;Talte om båden.;nej
U03;05-01-2026;start;4;6;Min far slår mig på lanternelinealen.;Talte om båden.;ja
U04;05-01-2026;start;4;6;Fløjlslinealen er min.;Talte om båden.;ja
"""
POCKETED = ("zebrafinke", "zebrafilmen", "Zebralinealen")
FORBIDDEN = ("kaktusbro", "kaktusfilm", "Kaktuslinealen", "B831")
WORRYING = (
    "lanternehuset",
    "lanternefilmen",
    "lanternelinealen",
    "hvalvågen",
    "isbjerghuset",
    "B832",
)
UNANSWERED = ("Mohammed",)
NEVER = (*POCKETED, *FORBIDDEN, *WORRYING, *UNANSWERED)
SHOWN = ("fløjlshandsken", "fløjlsfilmen", "Fløjlslinealen")


def _pocket(folder):
    """Put the notes back at a meeting, as one does there."""
    session = Session.open(folder, today=date(2026, 9, 1))
    for key in session.team.view_keys:
        for note in session.figures.for_page(key)["notes"]:
            if any(word in note["text"] for word in POCKETED):
                session.notes.pocket(note["id"])
    session.close()


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ways_out") / "team"
    folder.mkdir()
    for name, text in (
        ("om.toml", OM),
        ("postits.csv", POSTITS),
        ("video.csv", VIDEO),
        ("dialoglineal.csv", RULER),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    _pocket(folder)
    return folder


def test_the_three_notes_are_in_the_pocket(team):
    held = (team / "logbog").glob("*.jsonl")
    assert sum(path.read_text(encoding="utf-8").count("lomme.") for path in held) == 3


# One's own file has no meeting and no team; the page about one person is that person's own.
@pytest.mark.parametrize(
    "output",
    [o for o in outputs() if o.ring != "mit" and o.name != "indsigt.html"],
    ids=lambda o: o.name,
)
def test_no_output_holds_what_stays_in_the_pocket(output, team, tmp_path):
    copy = shutil.copytree(team, tmp_path / "team")
    place = copy / "ud" if output.ring != "udgivelse" else tmp_path / "udgivelse"
    there = set(tmp_path.rglob("*")) if output.ring == "udgivelse" else set()
    made = maker(output)(copy, place)
    files = [f for path in made for f in ([path] if path.is_file() else path.rglob("*"))]
    files += [f for f in place.rglob("*") if f not in there]
    found = {f.name: hits(f, NEVER) for f in files if f.is_file()}
    assert files
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("name", ["visninger.html", "handout", "kort", "plakat"])
def test_the_other_notes_are_there(name, team, tmp_path):
    """So that the search above proves something."""
    copy = shutil.copytree(team, tmp_path / "team")
    [output] = [o for o in outputs() if o.name == name]
    made = maker(output)(copy, copy / "ud")
    assert {word for path in made for word in SHOWN if hits(path, [word])}


def test_no_view_of_the_team_or_of_a_meeting_holds_them(team):
    opened, session = open_team(team), Session.open(team, today=date(2026, 10, 1))
    for key in opened.view_keys:
        for view in (opened.view(key), session.figures.of(key), opened.for_paper().view(key)):
            drawn = "" if view.is_empty else view.svg(text="none") + html(view, "a")
            marks = [mark for block in view.blocks for mark in block.marks]
            told = f"{view} {view.alt} {view.data.to_csv()} {marks} {view.blocks} {drawn}"
            assert [w for w in NEVER if w in told] == [], key
        # The page lists them by their words too.
        assert not [
            w for w in NEVER for n in session.figures.for_page(key)["notes"] if w in n["text"]
        ]
    session.close()


def test_a_contribution_does_not_count_them(team):
    counts = draft(open_team(team), part=True, today=date(2026, 9, 1)).contribution.counts
    notes = counts[counts["tabel"] == "postits.tema_situation"]
    # Of twelve notes one is in the pocket, one may not be shown and two are worries.
    assert notes["antal"].sum() == 8


def test_a_note_waits_for_an_answer_on_paper_and_is_covered_on_the_screen(team):
    opened = open_team(team)
    assert opened.waiting == 1
    texts = opened.shown["postits"]["observation"].dropna().tolist()
    assert any("[navn] bag ved ravnestolen" in t for t in texts)
    printed = opened.for_paper().shown["postits"]["observation"].dropna().tolist()
    assert set(printed) == {"Tager fløjlshandsken på alene.", "Gynger højt i dag."}


# A note stays in the pocket -----------------------------------------------------------------

_WORDS = st.text("abcæøå .", min_size=3, max_size=12).map(str.strip).filter(bool)


@given(
    st.lists(st.tuples(st.integers(1, 28), _WORDS), min_size=2, max_size=8, unique=True),
    st.randoms(),
)
def test_a_note_is_the_same_one_wherever_its_row_stands(notes, rng):
    days = [pd.Timestamp(2026, 3, day) for day, _ in notes]
    frame = pd.DataFrame({"dato": days, "observation": [words for _, words in notes]})
    frame["observation"] = frame["observation"].astype("string")
    name = str(note_ids(frame).iloc[0])
    pocket = Pocket({name: pocketed(name, [frame]).words})
    order = list(frame.index)
    rng.shuffle(order)
    moved = pd.concat([frame.loc[order], frame.iloc[:0]]).assign(barn="B01")
    gone = moved[pocket.rows({"postits": moved})["postits"]]
    assert gone.index.tolist() == [0]


def _one(words, **more):
    return pd.DataFrame({"observation": pd.Series([words], dtype="string"), **more})


@pytest.mark.parametrize(
    "later",
    [
        _one("Bygger et tårn."),
        _one("Bygger et tårn.", dato=[pd.NaT]),
        _one("Bygger et tårn.", dato=[pd.Timestamp(2026, 2, 11)]),
        _one("Bygger et tårn.", dato=[pd.Timestamp(2026, 11, 2, 9, 30)]),
        _one("BYGGER  et ta\u030arn", dato=[pd.Timestamp(2026, 11, 2)]),
        _one("Bygger et tårn.", dato=[pd.Timestamp(2026, 11, 2)], klip=["Samling"]),
    ],
    ids=["no day", "day not read", "day read otherwise", "with a time", "typed anew", "a column"],
)
def test_a_note_stays_in_the_pocket_when_its_row_is_read_otherwise(later):
    first = _one("Bygger et tårn.", dato=[pd.Timestamp(2026, 11, 2)])
    name = str(note_ids(first).iloc[0])
    pocket = Pocket({name: pocketed(name, [first]).words})
    other = _one("Bygger et hus.", dato=[pd.Timestamp(2026, 11, 2)])
    rows = pocket.rows({"postits": pd.concat([later, other], ignore_index=True)})["postits"]
    assert rows.tolist() == [True, False]


def test_the_same_words_on_another_day_are_another_note():
    both = pd.concat(
        [_one("Smiler.", dato=[pd.Timestamp(2026, 3, day)]) for day in (2, 3)], ignore_index=True
    )
    name = str(note_ids(both).iloc[0])
    pocket = Pocket({name: pocketed(name, [both]).words})
    assert pocket.rows({"postits": both})["postits"].tolist() == [True, False]


def test_a_pocket_from_before_the_words_were_kept_still_holds():
    first = _one("Bygger et tårn.")
    pocket = Pocket({str(note_ids(first).iloc[0]): ""})
    assert pocket.rows({"postits": first})["postits"].tolist() == [True]
