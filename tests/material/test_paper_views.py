"""Views on paper: notes are text and none is lost; pictures are parted between their rows."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.figures import Cards, Group, Note, Pairs
from kitlib.figures.paper import set_notes
from kitlib.instruments import all_instruments
from kitlib.material import Choices, make
from kitlib.material.figures import A4, laid_out, part_at
from kitlib.material.shop import Shop
from kitlib.typeset import images

from .pdfs import plain, reader, tags

WORDS = ("observation", "barnets_ord", "tolkning", "hvad")


@pytest.fixture(scope="module", params=["solsikken", "ungehuset"])
def team(request, sample_data):
    return open_team(sample_data / request.param)


def squeezed(text):
    """A text without what a line break may change."""
    return "".join(text.replace("\u00ad", "").replace("-", "").split())


def test_every_word_a_view_of_notes_draws_is_text_on_paper(team, tmp_path):
    views = {key: team.view(key) for key in team.view_keys}
    text = Cards | Pairs
    with_notes = [k for k, v in views.items() if v.blocks and isinstance(v.blocks[0], text)]
    assert {"postits.tavlen", "postits.set_antaget", "video.noterne_i_raekkefoelge"} <= {
        *with_notes
    }
    choices = Choices(views=tuple(with_notes))
    [path] = make([team.folder], ["handout"], out=tmp_path, choices=choices).paths
    content = path.read_bytes()
    printed = squeezed(plain(content))
    for key in with_notes:
        data = views[key].data
        for column in (c for c in WORDS if c in data and (c != "observation" or "ord" not in key)):
            for words in data[column].dropna():
                assert squeezed(words.strip(' »«”“„"')) in printed, (key, column)
    assert not [t for t in tags(content) if str(t["/S"]) == "/Figure"]
    # The headings of two columns are a table's, so that a cell is read aloud with its own.
    assert "/TH" in {str(t["/S"]) for t in tags(content)}


def test_two_columns_that_go_over_a_page_say_whose_they_are_on_each(sample_data, tmp_path):
    choices = Choices(views=("postits.set_antaget", "video.hjalp_og_spaendte_ben"))
    [path] = make([sample_data / "solsikken"], ["handout"], out=tmp_path, choices=choices).paths
    printed = squeezed(plain(path.read_bytes()))
    for heading in ("Hvad har vi set, og hvad antager vi? (fortsat)", "Samling uge 17, fortsat"):
        assert squeezed(heading) in printed


def test_all_views_on_paper_are_those_that_have_something_to_show(sample_data):
    shop = Shop(open_team(sample_data / "kastanjen"), Choices(views=("alle",)))
    keys = shop.view_keys()
    assert "postits.dagen_igennem" in keys and "postits.et_barn" not in keys
    assert not any(shop.view(key).is_empty for key in keys)
    # One that is asked for by name is there, and says what to do.
    assert Shop(shop.team, Choices(views=("et_barn",))).view_keys() == ("postits.et_barn",)


def test_a_film_is_its_notes_on_paper_in_two_columns(sample_data):
    key = "video.hjalp_og_spaendte_ben"
    shop = Shop(open_team(sample_data / "solsikken"))
    shown, files = laid_out(shop, key)
    assert not files and shown["tavle"]["spalter"] == ["Det hjalp", "Det spændte ben"]
    notes = [n for g in shown["tavle"]["grupper"] for pair in g["par"] for n in pair if n]
    assert len(notes) == len(shop.view(key).notes)


def test_notes_of_two_columns_stand_each_in_its_own_in_their_order():
    film = Group("Klip", "", (Note("a"), Note("b", second=True), Note("c"), Note("d")))
    [group] = set_notes(Pairs(groups=(film,), columns=("Hjalp", "Spændte ben"), assumed=False))[
        "grupper"
    ]
    found = [[note and note["tekst"] for note in pair] for pair in group["par"]]
    assert found == [["a", "b"], ["c", None], ["d", None]]


def test_no_picture_is_smaller_than_it_can_be_read(team):
    """The 14 points a note is drawn in are never under 9 on paper."""
    shop = Shop(team)
    for key in team.view_keys:
        shown, files = laid_out(shop, key)
        if files:
            assert 14 * shown["skala"] >= 9, key
            tall = max(p["til"] - p["fra"] for p in shown["dele"]) * shown["skala"]
            assert tall <= A4.height, key
            assert shown["bredde"] * shown["skala"] <= A4.width + 0.1, key


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(1, 299), max_size=40, unique=True).map(sorted),
    st.integers(40, 200),
    st.integers(40, 200),
)
def test_the_pieces_are_the_whole_picture_and_none_is_taller_than_its_page(cuts, first, rest):
    pieces, clean = part_at(cuts, 300, first=first, rest=rest)
    assert pieces[0][0] == 0 and pieces[-1][1] == 300
    assert all(above[1] == below[0] for above, below in pairwise(pieces))
    rooms = [first] + [rest] * (len(pieces) - 1)
    for (top, bottom), room in zip(pieces, rooms, strict=True):
        assert top < bottom <= top + room
    assert clean == all(bottom in cuts for _, bottom in pieces[:-1])


@given(st.integers(2, 60), st.integers(3, 20), st.integers(3, 20))
def test_no_page_holds_a_last_row_alone(rows, first, rest):
    """Rows of one height go over as few pages as they can, and the last is no scrap."""
    cuts = list(range(1, rows))
    pieces, _ = part_at(cuts, rows, first=first, rest=rest)
    tall = [round(below - top) for top, below in pieces]
    fewest = 1 + max(0, -(-(rows - first) // rest))
    assert len(tall) == fewest
    if fewest > 1 and first == rest:
        assert tall[-1] >= 2 or rest < 4


def test_a_table_of_forty_themes_says_on_every_page_what_its_columns_are(tmp_path):
    themes = [f"tema {n}" for n in range(40)]
    said = f'navn = "Vi"\ntype = "dagtilbud"\ntemaer = {themes}\nsituationer = ["leg", "tur"]\n'
    (tmp_path / "om.toml").write_text(f"format = 1\nopdigtet = true\n{said}", encoding="utf-8")
    notes = "dato;observation;situation;tema\n1-3-2026;Tager selv støvlerne på.;leg;tema 3\n"
    (tmp_path / "postits.csv").write_text(notes, encoding="utf-8")
    shop = Shop(open_team(tmp_path))
    shown, _ = laid_out(shop, "postits.situation_tema")
    assert len(shown["dele"]) > 1 and shown["hoved"] > 10
    rows = [round(p["til"] - p["fra"]) for p in shown["dele"]]
    assert min(rows) > max(rows) / 2
    made = make([tmp_path], ["handout"], choices=Choices(views=("postits.situation_tema",)))
    words = plain(made.paths[0].read_bytes())
    assert words.count(f"{shown['spoergsmaal']} (fortsat)") == len(shown["dele"]) - 1


def test_the_rulers_people_never_stand_without_the_sentences_and_the_legend(tmp_path):
    """A ruler that goes over two pages says on each of them how it is read."""
    om = 'format = 1\nnavn = "Vi"\ntype = "unge"\nformaal = "At lære."\nopdigtet = true\n'
    (tmp_path / "om.toml").write_text(om + "dialoglineal_faelles = true\n", encoding="utf-8")
    rows = [
        f"U{n:02};{day};{when};{number};8;Jeg går selv derhen nu.;Det går fremad."
        for n in range(14)
        for day, when, number in (("1-3-2026", "start", 3), ("1-6-2026", "3 måneder", 5))
    ]
    head = "borger;dato;tidspunkt;borger_tal;maal_tal;borger_ord;medarbejder_ord"
    (tmp_path / "dialoglineal.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    shop = Shop(open_team(tmp_path))
    shown, files = laid_out(shop, "dialoglineal.start_maal_nu")
    assert len(shown["dele"]) > 1
    assert shown["laes"]  # parted it has room for how it is read
    assert shown["hoved"] > 72  # the legend, the sentences and the steps
    assert shown["dele"][0]["til"] > shown["hoved"]
    pages = images("visninger", {"titel": "?", "visninger": [shown]}, files=files, ppi=20)
    assert len(pages) == len(shown["dele"])


@pytest.mark.parametrize(("name", "most"), [("bakkeskolen", 9), ("pakhuset", 17)])
def test_small_views_share_a_page_and_each_has_room_to_write(sample_data, tmp_path, name, most):
    """No page has lines alone, and none has room for the first words to go on from alone."""
    choices = Choices(views=("alle",))
    [path] = make([sample_data / name], ["handout"], out=tmp_path, choices=choices).paths
    pages = [" ".join(page.extract_text().split()) for page in reader(path.read_bytes()).pages]
    assert len(pages) <= most
    starts = ("Jeg ser …", "Jeg undres …", "Det kunne også være …")
    assert any(page.count(starts[0]) == 2 for page in pages)
    for page in pages[1:-1]:
        assert len({page.count(words) for words in starts}) == 1, page
        for words in starts:
            page = page.replace(words, "")
        assert len(page) > 120, page


def test_every_view_tells_how_it_itself_is_read(team):
    """A ruler's distribution is not read as its start and goal are."""
    said = Shop(team).words("materiale/handout")["laes"]
    names = {key for i in all_instruments().values() for key in i.views} | {*team.view_keys}
    assert {name.partition(".")[2] for name in names} <= {*said}


@pytest.mark.parametrize("name", ["dagen_igennem", "situation_tema", "noter_over_tid"])
def test_a_figure_of_few_notes_is_as_tall_as_what_it_shows(sample_data, name):
    """The room it does not take is lines to write on, and no empty half of a page."""
    few = open_team(sample_data / "bakkeskolen").view(f"postits.{name}")
    assert few.height < 3 < open_team(sample_data / "solsikken").view(f"postits.{name}").height


@pytest.mark.parametrize("name", ["start_maal_nu", "borger_og_medarbejder"])
def test_how_a_figure_is_read_stands_under_it_as_long_as_it_is_one_page(sample_data, name):
    """Lines to write on go first where both do not fit."""
    shop = Shop(open_team(sample_data / "vaerkstedet"))
    shown, files = laid_out(shop, f"dialoglineal.{name}")
    assert shown["laes"] and len(shown["dele"]) == 1
    assert len(images("visninger", {"titel": "?", "visninger": [shown]}, files=files, ppi=20)) == 1
