"""The packed words say what their sources say, word by word, and the file is opened or made."""

import random
import re
from importlib.metadata import version

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitlib.privacy import find_lexicon, find_sources
from kitlib.privacy.find_lexicon import Lexicon
from kitlib.privacy.find_packed import NOTHING, PLACE, Facts, Packed, pack
from kitlib.problems import KitError

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
VERSIONS = {name: version(name) for name in ("faker", "simplemma", "wordfreq")}


@pytest.fixture(scope="module")
def sources():
    return find_sources.gathered()


@pytest.fixture(scope="module")
def data(sources):
    return pack(sources.all(), VERSIONS)


@pytest.fixture(scope="module")
def packed(data):
    return Packed(data)


@pytest.fixture(scope="module")
def text_words(root):
    """Every word of the sample texts and of the texts that the finder is measured by."""
    files = [
        *(file for file in (root / "sample_data").rglob("*") if file.suffix in {".csv", ".toml"}),
        *(root / "benchmarks").glob("finder*"),
    ]
    texts = (file.read_text("utf-8", "replace") for file in files if file.is_file())
    return sorted({word for text in texts for word in WORD.findall(text)})


def spellings(word):
    """As written, in small letters, and with a capital: what the finder asks for."""
    return {word, word.casefold(), word.casefold().capitalize()}


def non_words(words, rng):
    """Words with a letter changed, taken out or put in, most of them in no list."""
    for word in rng.sample(words, 5_000):
        at = rng.randrange(len(word))
        yield word[:at] + rng.choice(["", "q", "æ", "é", " ", "'", word[at] * 2]) + word[at + 1 :]


def test_every_word_is_told_as_its_sources_tell_it(sources, packed, text_words):
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    dictionary = StreamDictionaryFactory().get_dictionary("da")
    rng = random.Random(12)
    known = sorted(packed)
    asked = set().union(*map(spellings, text_words), rng.sample(known, 20_000))
    asked.update(sources.near, sources.far, sources.family, sources.places, non_words(known, rng))
    assert len(text_words) > 4_000
    assert [word for word in sorted(asked) if packed.facts(word) != sources.facts(word)] == []
    assert [w for w in sorted(asked) if packed.facts(w).base != dictionary.get(w)] == []


def test_the_finder_is_told_the_same_of_every_word(sources, packed, text_words):
    """Compounds, genitives, spellings without æ, ø and å: all that is worked out of the facts."""
    rng = random.Random(17)
    asked = [*text_words, *rng.sample(sorted(packed), 2_000)]
    oracle, lexicon = Lexicon(sources.facts), Lexicon(packed.facts)
    for danish in (True, False):
        assert [
            word
            for word in map(str.casefold, asked)
            if oracle.profile(word, danish) != lexicon.profile(word, danish)
        ] == []


def test_no_word_is_lost_or_added(sources, packed):
    lists = (sources.dictionary, sources.near, sources.far, sources.family, sources.places)
    assert set(packed) == set().union(*lists, *sources.frequencies.values())


def test_the_file_here_is_what_is_made_of_the_same_versions(data):
    find_lexicon.lexicon()
    here = PLACE.read_bytes()
    told = Packed(here).sources
    assert set(told) == set(VERSIONS)
    if told == VERSIONS:
        assert here == data, "a change in what is packed raises the number of the format"


# What a word may be, but for what parts lines and columns; few letters, so that many are alike.
some_word = st.text(st.sampled_from("abcæß-'\x00 𐐷"), max_size=6)
some_facts = st.builds(
    Facts,
    base=st.none() | some_word,
    danish=st.none() | st.integers(-900, 0),
    english=st.none() | st.integers(-900, 0),
    elsewhere=st.integers(0, 7),
)


@given(st.dictionaries(some_word, some_facts, max_size=200), st.data())
@settings(max_examples=60)
def test_what_is_packed_is_read_back_whatever_the_words(words, draw):
    packed = Packed(pack(words, {"x": "1.0"}))
    assert {word: packed.facts(word) for word in words} == words
    assert list(packed) == sorted(words)
    other = draw.draw(st.text(max_size=8) | st.text("ab\t\n0", max_size=8) | st.just("\ud800"))
    assert packed.facts(other) == words.get(other, NOTHING)


def test_the_order_of_the_words_changes_no_byte():
    words = {f"ord{n}": Facts(str(n)) for n in range(500)}
    turned = dict(reversed(words.items()))
    assert pack(words, {"a": "1", "b": "2"}) == pack(turned, {"b": "2", "a": "1"})


@pytest.mark.parametrize("word", ["to\tord", "to\nord"])
def test_a_word_that_would_break_a_line_is_refused(word):
    with pytest.raises(ValueError, match="tab or a new line"):
        pack({word: Facts()}, {})


SMALL = pack({"hunden": Facts("hund")}, {"x": "1.0"})


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A place for the file where it has not been made, and a quick way to make it."""
    monkeypatch.setattr(find_lexicon, "PLACE", tmp_path / "words.bin")
    monkeypatch.setattr(find_sources, "packed_sources", lambda: SMALL)
    return tmp_path / "words.bin"


def opened():
    return find_lexicon.lexicon.__wrapped__()


@pytest.mark.parametrize(
    "before",
    [None, b"", b"something else\n", SMALL[:-1], SMALL[:30], SMALL.replace(b"words 1", b"words 0")],
)
def test_a_file_that_is_missing_broken_off_or_old_is_made_anew(place, before):
    if before is not None:
        place.write_bytes(before)
    assert opened().known("hunden")
    assert place.read_bytes() == SMALL
    assert [file.name for file in place.parent.iterdir()] == ["words.bin"]


def test_where_one_may_not_write_it_is_made_in_memory(place, monkeypatch):
    def refused(data, path):
        raise PermissionError

    monkeypatch.setattr(find_sources, "put", refused)
    assert opened().known("hunden")
    assert not place.exists()


def test_the_file_that_is_there_is_left_alone(place):
    place.write_bytes(SMALL)
    before = place.stat()
    assert opened().known("hunden")
    find_sources.put(SMALL, place)
    assert place.stat().st_mtime_ns == before.st_mtime_ns
    assert place.stat().st_ino == before.st_ino


def test_without_the_file_and_its_sources_it_is_said_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(find_lexicon, "PLACE", tmp_path / "words.bin")
    monkeypatch.setattr(find_sources, "find_spec", lambda package: None)
    with pytest.raises(KitError, match="Værktøjets ordliste mangler") as said:
        opened()
    assert "pip install" in said.value.hint


def test_only_the_module_that_builds_reads_the_sources(root):
    named = re.compile(r"^\s*(?:import|from) (?:simplemma|wordfreq|msgpack|faker)\b", re.M)
    readers = [
        file.name
        for file in sorted((root / "kitlib").rglob("*.py"))
        if named.search(file.read_text(encoding="utf-8"))
    ]
    assert readers == ["find_sources.py"]
