"""Nothing planted comes out: every output of ring udgivelse, and every one that quotes.

Fifty invented names and numbers are planted in a team's files, in every column of words of every
instrument, and written at a real meeting. Then each output in the register is made, today's and
whatever is added later, once while nothing is answered and once when everything is, and every
byte of it is searched: unpacked parts of workbooks and slides, words of PDFs, metadata of
pictures, JSON of notebooks, file names. What refuses is known by name: nothing passes by not
being made.
"""

import shutil
from datetime import date
from itertools import cycle

import pytest

from kitlib.asking import answer, questions
from kitlib.circle.session import Session
from kitlib.outputs import maker, outputs
from tests.privacy_rights.searching import hits, texts_in, words_in

NAMES = """
Alma Fatima Mohammed Zofia Thanh Karthik Bodil Ida-Marie Yusuf Aleksandra Nguyen Priya Wiktoria
Khadija Sivarajah Jørgen Åse Kasper Amina Stanisława Phuong Lærke Özlem Magnus Dagny
""".split()  # noqa: SIM905
NUMBERS = (
    """
010203-4567, 0102034567, 010304 2345, 120515-1118, 20304051, +4520304052, 20.30.40.53, 2030-4054,
20 30 40 55, +45 50 61 52 73, 61 20 43 19, alma.holm@skole.dk, b@c.dk, m.k@firma.dk,
www.almasblog.dk, https://x.dk/alma, AB12345, CD 67 890, EF 12 345, Skovvejen 12, Lærkevej 7,
Østergade 4, 8000 Aarhus C, 9000 Aalborg, 5000 Odense C
""".replace("\n", " ")
    .strip()
    .split(", ")
)
PLANTED = [*NAMES, *NUMBERS]

_ROWS = 60  # of each table: enough for every mark, few enough to draw quickly

OM = """format = 1
navn = "Solsikken"
type = "unge"
distrikt = "Distrikt Nord"
nysgerrig = "Hvad lærer vi af Fatima?"
periode = "januar til marts"
formaal = "At lære af det, vi gør"
adgang = "Teamet. Leder: Ane"
slettes = 2099-12-31
dialoglineal_faelles = true
who5_hvem = "unge"
"""


def _sentences():
    ways = cycle(
        ["Vi talte om {} i dag.", "Så sagde hun, at det var {}.", "Mor skrev {} på sedlen."]
    )
    # Every name stands where names stand; a number is written as people write it.
    return cycle([next(ways).format(p) for p in PLANTED])


@pytest.fixture(scope="module")
def team(tmp_path_factory, sample_data):
    """A team's folder with all four instruments, and something planted in every cell of words."""
    folder = tmp_path_factory.mktemp("leaks") / "team"
    shutil.copytree(sample_data / "solsikken", folder)
    for name in ("dialoglineal.csv", "who5.csv"):
        shutil.copy(sample_data / "vaerkstedet" / name, folder)
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    sentences = _sentences()
    for path in sorted(folder.glob("*.csv")):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        heads = lines[0].split(";")
        told = {
            "observation",
            "tolkning",
            "barnets_ord",
            "hvad",
            "note",
            "borger_ord",
            "medarbejder_ord",
            "ord",
        }
        places = [j for j, head in enumerate(heads) if head in told]
        rows = [line.split(";") for line in lines[1 : _ROWS + 1]]
        for row in rows:
            for j in places:
                if len(row) == len(heads) and row[j]:
                    row[j] = next(sentences)
        path.write_text("\n".join([lines[0], *(";".join(r) for r in rows)]), encoding="utf-8")
    (folder / "klip.vtt").write_text(
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n{next(sentences)}\n", encoding="utf-8"
    )
    _meet(folder)
    return folder


def _meet(folder):
    """Hold a meeting that writes all the marks in the logbog, agrees on a trial, and ends."""
    session = Session.open(folder, today=date(2026, 9, 1))
    told = _sentences()
    for field in session.meeting.circle.fields.values():
        if field.kind == "svar":
            for _ in range(6):
                session.answers.add(field.key, next(told), hands=2)
        elif field.kind in ("linje", "tekst"):
            session.meeting.put(field.key, " ".join(next(told) for _ in range(6)))
    session.answers.park(" ".join(next(told) for _ in range(6)))
    trial = session.trials.put("hvad", next(told)).field.split(".")[1]
    for name in ("hvor", "vaerst", "tegn"):
        session.trials.put(name, next(told), trial=trial)
    session.trials.put("fra", "2026-09-05", trial=trial)
    session.trials.put("igen", "2026-10-01", trial=trial)
    session.trials.agree(trial)
    session.approve([part["key"] for part in session.referat()["parts"]], "teamet")
    session.close()


@pytest.fixture(scope="module")
def answered(team, tmp_path_factory):
    """The same folder once somebody has answered every question, so that nothing needs refuse."""
    folder = tmp_path_factory.mktemp("answered") / "team"
    shutil.copytree(team, folder, ignore=shutil.ignore_patterns("ud"))
    for question in questions(folder, at_gate=True):
        choice = "ikke" if question.kind == "saerlig" else "navn"
        answer(folder, question, choice, at_gate=True)
    assert questions(folder, at_gate=True) == []
    return folder


def _hits(path):
    """Return what of the planted stands in a file, whatever it is packed in."""
    return hits(path, PLANTED)


def test_the_search_finds_what_is_planted(team):
    """The search itself must find each of them, else it proves nothing."""
    found = {hit for path in team.rglob("*") if path.is_file() for hit in _all_hits(path)}
    assert len(PLANTED) == 50
    assert found == set(PLANTED)


def _all_hits(path):
    text = "\n".join(texts_in(path.read_bytes()))
    return words_in(text, PLANTED)


def _outside(team):
    return {p for p in team.parent.rglob("*") if not p.is_relative_to(team)}


def test_the_finder_finds_each_where_it_is_planted():
    """So that what comes out below came past the gate, and not past the finder."""
    from kitlib.privacy import mask

    missed = [p for p, s in zip(PLANTED, _sentences(), strict=False) if p in mask(s)]
    assert missed == []


_LEAVES = [o for o in outputs() if o.ring != "mit"]


@pytest.mark.parametrize("output", _LEAVES, ids=lambda o: o.name)
def test_unanswered_it_is_made_and_nothing_planted_is_in_it(output, team, tmp_path):
    made = _made(output, team, tmp_path)
    assert made, "a single note waits, the rest is made"
    if output.ring == "udgivelse" or output.quotes:
        assert _found_in(made) == {}


# The others leave no room and quote nobody: they are made and searched above.
@pytest.mark.parametrize(
    "output", [o for o in _LEAVES if o.ring == "udgivelse" or o.quotes], ids=lambda o: o.name
)
def test_answered_it_is_made_and_holds_nothing(output, answered, tmp_path):
    made = _made(output, answered, tmp_path)
    assert made, "a refusal proves nothing of what is made"
    assert _found_in(made) == {}


def _made(output, team, elsewhere):
    """Make an output and return every file of it."""
    place = team / "ud" if output.ring != "udgivelse" else elsewhere
    before, there = _outside(team), set(place.rglob("*"))
    made = maker(output)(team, place)
    if output.ring == "hos_teamet":
        assert _outside(team) == before
        assert all(path.is_relative_to(team) for path in made)
    files = [f for path in made for f in ([path] if path.is_file() else path.rglob("*"))]
    files += [f for f in place.rglob("*") if f not in there]
    return sorted({f for f in files if f.is_file()})


def _found_in(files):
    return {f.name: hits for f in files if (hits := _hits(f))}


def test_the_meeting_wrote_the_marks_in_the_logbog(team):
    held = {hit for path in (team / "logbog").glob("*.jsonl") for hit in _all_hits(path)}
    assert len(held) >= 45


def test_what_is_said_on_the_way_quotes_nothing(team, capsys):
    from kitlib.cli import main

    for command in (["tjek", str(team)], ["vis", str(team), "--uden-browser"]):
        with pytest.raises(SystemExit):
            main(command)
    told = "".join(capsys.readouterr())
    assert words_in(told, PLANTED) == []
