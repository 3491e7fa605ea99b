"""Every way a person writes a name, held to figures; benchmarks/finder_kinds.py counts them."""

import pytest

from kitlib.privacy import find_identifiers, mask
from tests.privacy_find.bench import kinds, loaded


class Key:
    """A team's key that holds the four who are glued to something."""

    codes = {"emma": "B01", "freja": "B02", "emil": "B03", "ida": "B04", "e": "B05"}  # noqa: RUF012
    names = frozenset({"Emma", "Freja", "Emil", "Ida", "E"})

    def code_of(self, word):
        return self.codes.get(word.casefold())


@pytest.mark.parametrize("form", kinds.GLUED)
@pytest.mark.parametrize("key", [None, Key()], ids=["no_key", "key"])
def test_names_glued_to_something(form, key):
    said = mask(f"I dag var {form} med ude.", key).casefold()
    assert not any(name in said for name in ("emma", "freja", "emil", "ida"))


@pytest.mark.parametrize("code", ["B07", "u04", "E4", "2b", "AB12", "B07s"])
def test_a_code_is_no_name(code):
    assert find_identifiers(f"I dag var {code} med ude.", Key()) == []


@pytest.mark.parametrize("group", kinds.GROUPS)
def test_block_capitals(group):
    """Read by the words: who is called Linh or Warsame is found as who is called Emma."""
    score = kinds.capitals(group)
    assert score.recall >= 0.95
    assert score.wrong <= 3


def test_notes_without_names_in_block_capitals():
    assert kinds.clean_capitals().wrong <= 3


def test_names_that_are_words_written_small():
    assert kinds.small_words().recall >= 0.85
    assert kinds.small_owned().recall >= 0.90


@pytest.mark.parametrize("form", ["MK", "mk", "M.K.", "m.k.", "H.s", "H's", "MKs", "MK's"])
def test_initials(form):
    assert kinds.initials()[form].recall >= (0.85 if form == "mk" else 0.90)


@pytest.mark.parametrize("said", ["m.m.", "bl.a.", "f.eks.", "o.s.v.", "kl. 9", "3 kg", "ca. to"])
def test_short_forms_are_nobodys_initials(said):
    assert find_identifiers(f"De tog æbler, brød {said} med.") == []


def test_notes_full_of_words_like_names_are_left_alone():
    assert len(kinds.clean()) >= 150
    assert len(kinds.disturbed()) <= 5


def test_danish_without_its_own_letters():
    young = list(loaded("finder").youth())
    for way, score in kinds.without_danish_letters(young).items():
        assert score.recall >= 0.98, way
        assert score.wrong <= 3, way
    empty = [(text, [], "") for text in kinds.clean()]
    for way, score in kinds.without_danish_letters(empty).items():
        assert score.wrong <= 3, way


@pytest.mark.parametrize(
    "said",
    ["De leger Minecraft.", "Vi læste om Peter Plys.", "Mælkebøtten og Frøerne var ude."],
)
def test_games_figures_and_rooms_are_no_persons(said):
    assert find_identifiers(said) == []
