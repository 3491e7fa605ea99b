"""What cannot be seen hides nothing: letters in parts, invisible signs, letters that look alike."""

import unicodedata
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.privacy import find_identifiers, mask
from kitlib.privacy.find_text import looked_at, seen

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\u034f\u180e\ufeff\u200e\u202a\u2066\ufe0f\u115f\u3164\x00"
SAID = "Åse og Søren ringer på 20 30 40 51, cpr 010203-1234, ase@skole.dk, Elmevej 12."
LOOK_ALIKE = str.maketrans("aeopcxyAEOPCKMHTB", "аеорсхуАЕОРСКМНТВ")


class Key:
    """A team's key as masking sees it."""

    codes: ClassVar[dict[str, str]] = {"åse": "B07", "mads": "B12"}
    names = frozenset({"Åse", "Mads"})

    def code_of(self, word):
        return self.codes.get(word.casefold())


@given(st.lists(st.tuples(st.integers(0, len(SAID)), st.sampled_from(UNSEEN)), max_size=12))
def test_invisible_signs_anywhere_hide_nothing(put):
    """All that was found is found, at its place in the text as it is."""
    signs = ["".join(sign for at, sign in put if at == n) for n in range(len(SAID) + 1)]
    text = "".join(sign + letter for sign, letter in zip(signs, [*SAID, ""], strict=True))
    covered = {n for f in find_identifiers(text) for n in range(f.start, f.stop)}
    stood = [n + sum(len(sign) for sign in signs[: n + 1]) for n in range(len(SAID))]
    wanted = {stood[n] for f in find_identifiers(SAID) for n in range(f.start, f.stop)}
    assert wanted <= covered


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["Åse", "Søren", "Zoë", "René", "Nguyễn", "Işıl", "Łukasz"])
def test_a_name_in_two_parts_is_the_same_name(name, form):
    text = unicodedata.normalize(form, f"{name} gik ud.")
    assert mask(text) == "[navn] gik ud."


def test_the_key_knows_it_in_every_form():
    assert mask("A\u030ases hue og M\u0430ds og Ma\u00adds", Key()) == "B07s hue og B12 og B12"


@pytest.mark.parametrize(
    "name",
    [
        "Freja".translate(LOOK_ALIKE),
        "Emma".translate(LOOK_ALIKE),
        "Mοhammed",
        "Fαtima",
        "Ｅｍｍａ",
        "𝐄𝐦𝐦𝐚",
        "𝓔𝓶𝓶𝓪",
        "Ⓔⓜⓜⓐ",
        "So\ufb01e",
        "E\u0336m\u0336m\u0336a\u0336",
        "Em\u00ad\r\nma",
    ],
)
def test_letters_that_only_look_like_others(name):
    text = f"I dag legede {name} med klodser."
    assert [f.text(text) for f in find_identifiers(text) if f.kind == "navn"] == [name]


def test_a_word_of_another_language_stays_one():
    assert seen("Маша και Mads") == "Маша και Mads"


def test_a_gap_nobody_sees_may_stand_for_a_space():
    text = "Så kom Emma\u200bog tog skoene."
    assert "Emma" in find_identifiers(text)[0].text(text)


@given(st.text(max_size=40))
def test_every_place_lies_in_the_text(text):
    looked = looked_at(text)
    assert seen(looked.text) == looked.text
    for n in range(len(looked.text)):
        start, stop = looked.place(n, n + 1)
        assert 0 <= start < stop <= len(text)
