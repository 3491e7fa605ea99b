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


@pytest.mark.parametrize("word", ["Bo", "Liv", "Storm", "Sol", "Dag", "Maj"])
@pytest.mark.parametrize("frame", ["{} tager selv sko på.", "I dag legede {} i sandkassen."])
def test_words_that_are_both_are_found_as_both(word, frame):
    text = frame.format(word)
    found = [f for f in find_identifiers(text) if f.kind == "navn"]
    assert [(f.text(text), f.certainty) for f in found] == [(word, "tvetydig")]


@pytest.mark.parametrize(
    "text",
    [
        "Han vil bo i et telt.",
        "Der er liv i legen i dag.",
        "Det var en dag med storm i maj.",
        "Rød Stue var i Tivoli.",
        "Hans jakke er våd, og hendes er tør.",
    ],
)
def test_the_same_words_used_as_words(text):
    assert _names(text) == []


def test_initials_and_nicknames():
    assert _names("MK siger, at J.H. kommer.") == ["MK", "J.H."]
    assert _names("Sofie K. og Henrik S. Nissen") == ["Sofie", "K", "Henrik", "S.", "Nissen"]


def test_letters_of_another_script_are_no_danish_word():
    assert _names("Hun skrev તமிழ்".replace("ત", "த"))


@pytest.mark.parametrize(
    ("package", "reader"), [("faker", "_provider"), ("wordfreq", "_frequencies")]
)
def test_lists_laid_out_in_another_way_are_refused_in_clear_words(monkeypatch, package, reader):
    """A new version that hides its lists would else find far fewer names, and nobody would see."""
    from kitlib.privacy import find_sources
    from kitlib.problems import KitError

    nothing = {"_provider": lambda kind, locale: "", "_frequencies": lambda language: {}}
    monkeypatch.setattr(find_sources, reader, nothing[reader])
    with pytest.raises(KitError, match=f"pakken {package} er ikke, som værktøjet kender dem"):
        find_sources.gathered()


@pytest.mark.parametrize("name", ["Bo", "Liv", "Lærke", "Iris", "Mads", "Storm", "Bjørn", "Ask"])
@pytest.mark.parametrize("cell", ["{}", "{}, Emma", "{} og Emma", "{} 1, Ida 2", "{} leger ude."])
def test_a_name_that_is_a_word_alone_in_a_cell_or_first_in_a_row(name, cell):
    assert name in _names(cell.format(name))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mødet med ah gik godt.", "ah"),
        ("ås siger, at det går bedre.", "ås"),
        ("I går hjalp vi hende, når ah er der.", "ah"),
        ("Det er mb, der følger op.", "mb"),
        ("Det blev ask, der fik den sidste bolle.", "ask"),
        ("Ved vasken stod rose og ventede på sin tur.", "rose"),
        ("På turen gik ask forrest med kortet.", "ask"),
        ("Vi gav bo en opgave: dele frugt ud.", "bo"),
        ("Roses regnbukser var våde.", "Roses"),
        ("N sagde, at det var hans.", "N"),
    ],
)
def test_letters_and_words_that_stand_as_only_a_person_does(text, found):
    assert found in [f.text(text) for f in find_identifiers(text) if f.kind == "navn"]


@pytest.mark.parametrize(
    "text",
    [
        "Så en ko og et æg i bogen.",
        "Filmen fylder 5 mb.",
        "Vi gik forbi en ås på turen.",
        "Ah, sagde han og tog en kage.",
        "Vi var ved en sø og så en ål.",
        "De gik til ro og hvile.",
        "Der var sol og vind, og vi gav mad til fuglene.",
        "Hans jakke var våd, og hendes var tør.",
        "Plan B trådte i kraft, og vitamin D blev nævnt.",
        "I sagde, at det gik godt.",
        "Så spørger vi igen. Hvem hjælper vi?",
        "Trøster vi ham, henter vi dem, eller møder I os?",
    ],
)
def test_the_same_letters_as_words_are_let_be(text):
    assert [f for f in find_identifiers(text) if f.kind == "navn"] == []


@pytest.mark.parametrize("said", ["M og K legede", "så kom M og P", "H samt L gik ud"])
def test_letters_that_stand_for_two_who_are_together_are_names_both(said):
    found = {said[f.start : f.stop] for f in find_identifiers(said) if f.kind == "navn"}
    assert found == {c for c in said if c.isupper()}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Han faldt.Emma kom", ["Emma"]),
        ("Emma.Karl.Ida", ["Emma", "Karl", "Ida"]),
        ("i dag.Lis hjalp", ["Lis"]),
        ("Vi ventede.ida hjalp", ["ida"]),
        ("f.eks. en hue, bl.a. på tur, cand.mag.", []),
        ("Hun græd.Så kom mor", []),
        ("dr.phil. Hansen", ["Hansen"]),
    ],
)
def test_a_name_right_after_a_full_stop_is_found(text, names):
    """Whoever types late leaves out the space; the parts of an abbreviation are short and small."""
    assert [text[f.start : f.stop] for f in find_identifiers(text)] == names
