"""Names of persons, and what masking makes of them."""

from dataclasses import dataclass, field

import pytest

from kitlib.privacy import find_identifiers, mask


@dataclass(frozen=True)
class Key:
    """A team's key as masking sees it; the real one is locked."""

    codes: dict[str, str] = field(default_factory=lambda: {"alma": "B07", "bo": "B12"})

    @property
    def names(self):
        return frozenset(name.capitalize() for name in self.codes)

    def code_of(self, word):
        return self.codes.get(word.casefold())


def _names(text, key=None):
    return [f.text(text) for f in find_identifiers(text, key) if f.kind == "navn"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I dag legede Fatima med klodser.", ["Fatima"]),
        ("Hun sad ved siden af Oskars stol.", ["Oskars"]),
        ("M.K. ringede i går.", ["M.K."]),
        ("Børnene leger i garderoben.", []),
    ],
)
def test_names(text, names):
    assert _names(text) == names


@pytest.mark.parametrize("written", ["Bo", "bo", "BO", "Bos", "Bo's", "bo’s"])
def test_the_teams_key_comes_first(written):
    found = [f for f in find_identifiers(f"Vi så {written} lege.", Key()) if f.kind == "navn"]
    assert [(f.rule, f.certainty) for f in found] == [("noegle", "sikker")]


def test_masking_keeps_the_genitive():
    assert mask("Almas hue og Alma selv.", Key()) == "B07s hue og B07 selv."


def test_masking_without_a_key_puts_a_word_for_what_stood_there():
    assert mask("Ring til Fatima på 20 30 40 51.") == "Ring til [navn] på [telefon]."
