"""Torsdagspakken: one set for one meeting, never more than eight pages, whatever the team has."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.material import Choices, NoteChoice, make
from kitlib.material.pack import MOST_PAGES
from kitlib.material.shop import Shop
from kitlib.team import open_team

from .conftest import OM
from .pdfs import plain, reader, root, tags

A3 = (1190.55, 841.89)


def _pack(folder, **choices):
    made = make([folder], choices=Choices(**choices))
    [path] = made.paths
    return path.read_bytes()


def _sizes(content):
    return [tuple(round(float(n), 2) for n in page.mediabox[2:]) for page in reader(content).pages]


@pytest.mark.parametrize("name", ["solsikken", "ungehuset", "bakkeskolen", "trappen"])
def test_the_set_of_a_rich_team_is_one_tagged_file_of_eight_pages_at_most(
    name, sample_data, tmp_path
):
    made = make([sample_data / name], out=tmp_path)
    [path] = made.paths
    assert path.name == "torsdagspakken.pdf" and not made.problems.errors
    content = path.read_bytes()
    assert len(reader(content).pages) <= MOST_PAGES
    assert root(content)["/MarkInfo"]["/Marked"] and tags(content)
    assert b"pdfuaid" in root(content)["/Metadata"].get_object().get_data()
    assert _sizes(content).count(A3) == 1 and _sizes(content)[-1] == A3


def test_the_cover_lists_every_page_how_many_and_on_what(team_folder):
    content = _pack(team_folder())
    cover = " ".join(reader(content).pages[0].extract_text().split())
    for said in ("1-2 Forside", "Notekort", "Cirklen", "1 til hver", "A3", "klip", "to-sidet"):
        assert said in cover, said
    last = len(reader(content).pages)
    assert f"{last} Cirklen" in cover
    assert "Til værten" in reader(content).pages[1].extract_text()


@settings(max_examples=6, deadline=None)
@given(
    letters=st.sampled_from([40, 900, 3000]),
    many=st.sampled_from([0, 1, 17, 300]),
    large=st.booleans(),
    duplex=st.booleans(),
)
def test_no_notes_and_no_choice_make_it_longer(
    letters, many, large, duplex, tmp_path_factory, nothing_found_ever
):
    folder = tmp_path_factory.mktemp("hold")
    (folder / "om.toml").write_text(OM, encoding="utf-8")
    rows = [f"{n % 28 + 1}-3-2026;{n} {'og så ud ' * (letters // 9)}" for n in range(many)]
    text = "\n".join(["dato;observation", *rows])
    (folder / "postits.csv").write_text(text, encoding="utf-8")
    content = _pack(folder, large=large, duplex=duplex)
    assert len(reader(content).pages) <= MOST_PAGES


@pytest.fixture(scope="module")
def nothing_found_ever():
    from kitlib.privacy import find

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "find_identifiers", lambda text, key=None: [])
        yield


DAYS = [(f"Note nummer {n} her.", "", "") for n in range(20)]


@pytest.mark.parametrize(
    ("choice", "there", "gone"),
    [
        (NoteChoice(most=3), ["nummer 19", "nummer 17"], ["nummer 16"]),
        (NoteChoice(themes=("Selvhjulpenhed",)), ["nummer 19"], ["nummer 0 "]),
    ],
)
def test_the_notes_on_the_cards_are_chosen(team_folder, choice, there, gone):
    """A figure beside them shows every note it stands on."""
    pages = (page.extract_text() for page in reader(_pack(team_folder(DAYS), notes=choice)).pages)
    words = " ".join(text for text in pages if text.startswith("garderobe"))
    assert all(part in words for part in there) and not any(part in words for part in gone)


@pytest.mark.parametrize(
    ("notes", "choice", "said"),
    [
        (DAYS[:1], NoteChoice(), "Noter i alt: 1."),
        (DAYS[:3], NoteChoice(), "Noter i alt: 3."),
        (DAYS, NoteChoice(most=1), "Noter, I har valgt: 1."),
        (DAYS, NoteChoice(themes=("selvhjulpenhed",), most=8), "Noter, I har valgt: 8."),
    ],
)
def test_the_cover_says_how_many_notes_lie_on_the_cards(team_folder, notes, choice, said):
    """Eight that were chosen are not all there are."""
    cover = reader(_pack(team_folder(notes), notes=choice)).pages[0].extract_text()
    assert said in " ".join(cover.split())


def test_a_choice_no_note_answers_to_is_refused_with_the_nearest(team_folder):
    folder = team_folder(DAYS)
    made = make([folder], choices=Choices(notes=NoteChoice(situations=("garderoben",))))
    assert not made.paths
    assert "Mente du 'garderobe'" in str(made.problems)
    made = make([folder], choices=Choices(minutes=50))
    assert "Vælg 45, 60 eller 75." in str(made.problems)


def test_heaps_laid_on_the_table_choose_the_cards(team_folder):
    from kitlib.circle.session import Session

    folder = team_folder(DAYS)
    session = Session.open(folder)
    table = {note["text"]: note["id"] for note in session.bordet.for_page()["notes"]}
    for heap, name, words in (("a" * 16, "Ved knagerne", "18"), ("b" * 16, "På gulvet", "3")):
        session.bordet.name_heap(heap, name)
        session.bordet.lay(table[f"Note nummer {words} her."], heap)
    session.close()
    shop = Shop(open_team(folder), Choices(notes=NoteChoice(heaps=("ved knagerne",))))
    assert shop.notes["observation"].tolist() == ["Note nummer 18 her."]
    every = Shop(open_team(folder), Choices(notes=NoteChoice(heaps=("alle",))))
    assert len(every.notes) == 2
    made = make([folder], choices=Choices(notes=NoteChoice(heaps=("Ved knagen",))))
    assert not made.paths and "Mente du 'Ved knagerne'" in str(made.problems)


def test_notes_about_film_lie_on_the_cards_of_their_heap(sample_data, tmp_path):
    """Whatever a heap on the table holds, its cards hold: notes of the day and of a film."""
    from kitlib.circle.session import Session

    folder = tmp_path / "solsikken"
    shutil.copytree(sample_data / "solsikken", folder)
    session = Session.open(folder)
    notes = session.bordet.for_page()["notes"]
    film = next(note for note in notes if note.get("clip"))
    seen = next(note for note in notes if not note.get("clip") and note["n"] == 1)
    session.bordet.name_heap("a" * 16, "Sang")
    for note in (film, seen):
        session.bordet.lay(note["id"], "a" * 16)
    session.close()
    choices = Choices(notes=NoteChoice(heaps=("Sang",)))
    assert set(Shop(open_team(folder), choices).notes["observation"]) == {
        film["text"],
        seen["text"],
    }
    made = make([folder], ["kort"], choices=choices)
    cards = next(path for path in made.paths if path.stem == "kort_noter")
    words = plain(cards.read_bytes())
    assert film["clip"] in words and not made.problems.errors


def test_without_heaps_it_is_told_how_they_are_made(team_folder):
    made = make([team_folder(DAYS)], choices=Choices(notes=NoteChoice(heaps=("alle",))))
    assert not made.paths and "ingen bunker med navn" in str(made.problems)


def test_what_was_agreed_stands_in_the_circle_and_only_then(team_folder):
    from kitlib.circle.session import Session

    folder = team_folder()
    assert "Siden sidst" not in plain(_pack(folder))
    session = Session.open(folder)
    receipt = session.trials.put("hvad", "To ad gangen ved knagerne.")
    session.trials.agree(receipt.field.split(".")[1])
    session.close()
    words = plain(_pack(folder))
    assert "Siden sidst" in words and "To ad gangen ved knagerne." in words


def test_the_circle_follows_the_one_named_and_the_minutes(team_folder):
    words = plain(_pack(team_folder(), circle="smtte", minutes=45))
    assert "Tiltag" in words and "45 minutter" in words


def test_the_cover_says_how_the_time_goes(team_folder):
    """Phase by phase with an hour to write, where the list of pages leaves room for it."""
    cover = " ".join(reader(_pack(team_folder(), minutes=45)).pages[0].extract_text().split())
    assert "Sådan går tiden" in cover
    for said in ("Ramme og bud", "Prøve af", "Runde af", "min."):
        assert said in cover, said
