"""What is known about a word: a Danish dictionary, word lists of other languages, name lists.

Everything is read from installed packages when first needed and kept for the process; the kit
itself holds no list of names. faker's and wordfreq's files are read as the data they are, since
importing the packages costs more than everything else here together.

Licences: simplemma and faker are MIT, wordfreq is Apache 2.0 with word lists under CC BY-SA 4.0.
All three are installed beside the kit and none of their data is copied into it. gender_guesser's
list is GPL and was left out: the figures hold without it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from kitlib.problems import KitError
from kitlib.texts import load

__all__ = ["Lexicon", "Profile", "lexicon", "stems"]

# Locales of faker whose names are written with Latin letters; the first are the neighbours'.
_NEAR = ("da_DK", "no_NO", "sv_SE")
_FAR = (
    "fi_FI", "is_IS", "de_DE", "nl_NL", "en_GB", "fr_FR", "es_ES", "it_IT", "pt_PT", "pl_PL",
    "ro_RO", "hr_HR", "hu_HU", "cs_CZ", "lt_LT", "lv_LV", "et_EE", "tr_TR", "az_AZ", "uz_UZ",
    "en_PK", "en_IN", "id_ID", "vi_VN", "en_NG", "en_KE", "sw", "ha_NG", "en",
)  # fmt: skip
# Languages far apart: a word found in most of them is a name or travels like one.
_ELSEWHERE = ("de", "fr", "es", "pl", "tr", "it", "id")
_LIST = re.compile(
    r"^    ((?:first|last)_names?\w*)\b[^=\n]*=\s*(.*?)^(?=    \w|\S|\Z)", re.M | re.S
)
_QUOTED = re.compile(r"[\"']([^\"'\\\n{}]+)[\"']")
_ENDINGS = ("en", "et", "e", "er", "erne", "ene", "ede", "te", "t", "ens", "ets")
_AFTER_E = ("n", "r", "t", "rne", "de", "ns", "ts")
# Fewest entries of each list, about half of what there were when the finder was measured.
_LEAST_NEAR, _LEAST_FAR, _LEAST_FAMILY, _LEAST_TOWNS, _LEAST_WORDS = 700, 8_000, 4_000, 400, 14_000
_LONGEST_COMPOUND = 50  # letters; a longer word is no Danish one, and costs its square to try
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """The word in small letters, and what it may be the genitive of.

    Examples
    --------
    >>> stems("Almas"), stems("Jonas'"), stems("Bo")
    (('almas', 'alma'), ("jonas'", 'jonas'), ('bo',))
    """
    low = word.casefold().replace("’", "'").replace("´", "'").replace("`", "'")
    if low.endswith("'s"):
        return low, low[:-2]
    if low.endswith("'") or (low.endswith("s") and len(low) > 2):
        return low, low[:-1]
    return (low,)


# A word without æ, ø and å is the Danish one if that is at least so common (centibels); a word
# that is on a list of names as well must be a very common one.
_RESTORED, _RESTORED_NAME = -900, -430
_LONGEST_RESTORED = 24
_TWO = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
_ONE = (("a", "å"), ("o", "ø"), ("e", "æ"), ("a", "æ"))
_STRESSED = str.maketrans("áéíóúàèìòù", "aeiouaeiou")
_MOST_RESTORED = 2  # letters of one word that are put back


def restored(word: str, *, letters: bool) -> Iterator[str]:
    """Spell a word with æ, ø and å where it may be written without.

    Parameters
    ----------
    letters : bool
        Whether one letter may stand for another as well, and not only two for one.

    Examples
    --------
    >>> list(restored("boern", letters=False)), "på" in restored("pa", letters=True)
    (['børn'], True)
    """
    spellings = [word]
    if (stressed := word.translate(_STRESSED)) != word:
        spellings += [stressed]  # dén, hvór
    for pair, sign in _TWO:
        spellings += [each.replace(pair, sign) for each in spellings if pair in each]
    yield from spellings[:0:-1]
    if letters:
        tried = spellings[:1]
        for _ in range(_MOST_RESTORED):
            tried = [
                each[:at] + sign + each[at + 1 :]
                for each in tried
                for plain, sign in _ONE
                for at in range(len(each))
                if each[at] == plain
            ]
            yield from dict.fromkeys(tried)


@dataclass(frozen=True)
class Profile:
    """What is known about one word, its genitive included.

    Parameters
    ----------
    common : bool
        A Danish dictionary has it with a small first letter.
    proper : bool
        The dictionary has it with a capital: a person, a town, a country, a firm.
    given : int
        2 where Denmark, Norway or Sweden list it as a first name, 1 where others do, else 0.
    family : bool
        A listed surname.
    base : bool
        The very word is a base form, as the dictionary has it: storm, but not stormen.
    place : bool
        A town, a country, or part of one.
    compound : bool
        Two known words put together.
    used : bool
        For a name that is a word as well: the word is in use, since its inflected forms are.
    own : bool
        A word ending in s that is a word itself, and hardly the genitive of one: lykkes, dels.
    frequency : int
        Centibels: -300 is one word in a thousand; -900 where unknown.
    elsewhere : int
        In how many of seven languages far apart it is found.
    english : int
        Centibels in English.
    """

    common: bool
    proper: bool
    given: int
    family: bool
    base: bool
    place: bool
    compound: bool
    used: bool
    own: bool
    frequency: int
    elsewhere: int
    english: int

    @property
    def listed(self) -> bool:
        return bool(self.given or self.family)


class Lexicon:
    """Looks words up, and remembers them."""

    def __init__(
        self,
        dictionary: Mapping[str, str],
        near: frozenset[str],
        far: frozenset[str],
        family: frozenset[str],
        places: frozenset[str],
        frequencies: Mapping[str, Mapping[str, int]],
    ) -> None:
        self._dictionary = dictionary
        self._near, self._far, self._family = near, far, family
        self._places = places
        self._frequencies = frequencies
        words = load("privatliv/navne")
        self._new = frozenset(words["nye_ord"])
        self._words_first = frozenset(words["mest_ord"])
        self._also_names = frozenset(words["ogsaa_navne"])
        self.profile = lru_cache(maxsize=50_000)(self._read)
        self._known = lru_cache(maxsize=100_000)(self._in_dictionary)

    def _in_dictionary(self, word: str) -> bool:
        return word in self._new or self._dictionary.get(word) is not None

    def known(self, word: str) -> bool:
        """Whether a dictionary has this very word with a small first letter."""
        return self._known(word)

    def is_name(self, word: str) -> bool:
        """Whether a list has this very word in small letters, with no s taken off."""
        return word in self._near or word in self._far or word in self._family

    def _read(self, word: str, danish: bool = True) -> Profile:
        """What is known about a word, or about the Danish one it is without æ, ø and å.

        One letter for another (born for børn) is read so only where the text has no æ, ø or å at
        all; two for one (boern) everywhere.
        """
        found = self._profile(word)
        if found.common or found.given == 2 or len(word) > _LONGEST_RESTORED:
            return found
        for spelled in restored(word, letters=not danish):
            if not any(self._known(form) or self.is_name(form) for form in stems(spelled)):
                continue
            p = self._profile(spelled)
            if p.common and p.frequency > (_RESTORED_NAME if found.listed else _RESTORED):
                listed = found if found.listed else p
                return replace(p, given=listed.given, family=listed.family, used=True)
            if p.listed and not found.listed:
                return p
        return found

    def _profile(self, word: str) -> Profile:
        forms = stems(word)
        common = any(self.known(form) for form in forms)
        proper = forms[0] not in self._new and any(self._known(form.capitalize()) for form in forms)
        given = max(
            2 if f in self._near or f in self._also_names else 1 if f in self._far else 0
            for f in forms
        )
        family = any(form in self._family for form in forms)
        listed = bool(given or family)
        da, en = self._frequencies["da"], self._frequencies["en"]
        return Profile(
            common=common,
            proper=proper,
            given=given,
            family=family,
            base=self._dictionary.get(forms[-1]) == forms[-1],
            place=any(form in self._places for form in forms),
            compound=not (common or listed) and self._splits(forms[0]),
            used=common and (listed or proper) and self._is_used(forms),
            own=self._dictionary.get(forms[0]) == forms[0],
            frequency=max(da.get(form, -900) for form in forms),
            elsewhere=max(sum(f in self._frequencies[x] for x in _ELSEWHERE) for f in forms),
            english=max(en.get(form, -900) for form in forms),
        )

    def _is_used(self, forms: tuple[str, ...]) -> bool:
        """Whether people use its inflected forms: stormen, livet, but no form of lotte."""
        if any(form in self._words_first or form in self._also_names for form in forms):
            return True
        base = forms[-1] if self.known(forms[-1]) else forms[0]
        ends = _AFTER_E if base.endswith("e") else _ENDINGS
        inflected = {base + end for end in ends}
        da = self._frequencies["da"]
        return any(word in da and self._dictionary.get(word) == base for word in inflected)

    def _splits(self, word: str, depth: int = 2) -> bool:
        """Whether two or three known words make the word, with a joint s or e between them."""
        if len(word) > _LONGEST_COMPOUND:
            return False
        for cut in range(3, len(word) - 2):
            head, tail = word[:cut], word[cut:]
            if not self.known(tail) or (len(tail) == 3 and tail not in self._frequencies["da"]):
                continue
            heads = {head, head[:-1]} if head[-1] in "se" and len(head) > 3 else {head}
            if any(self.known(h) or (depth > 1 and self._splits(h, depth - 1)) for h in heads):
                return True
        return False


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        hint = 'Skriv: python -m pip install -e ".[alt]"'
        raise KitError(f"Pakken {package} mangler, så navne kan ikke findes.", hint=hint)
    return Path(next(iter(spec.submodule_search_locations)))


def _provider(kind: str, locale: str) -> str:
    """The text of one of faker's lists, or nothing where this version has no such locale."""
    file = _folder("faker") / "providers" / kind / locale / "__init__.py"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _names(locale: str) -> Iterator[tuple[bool, list[str]]]:
    """The lists of a locale: whether it is of surnames, and the names in small letters."""
    for match in _LIST.finditer(_provider("person", locale)):
        words = _LETTERS.findall("\n".join(_QUOTED.findall(match[2])))
        # In small letters afterwards: a Turkish İ becomes two signs, one of them no letter.
        yield match[1].startswith("last"), [word.casefold() for word in words]


def _towns_and_countries() -> frozenset[str]:
    text = _provider("address", "da_DK")
    found: set[str] = set(load("privatliv/steder")["byer"])
    for start in ("cities", "countries", "states"):
        block = re.search(rf"^    {start}\b[^=\n]*=(.*?)^    \)", text, re.M | re.S)
        for quoted in _QUOTED.findall(block[1]) if block else ():
            found.update(word.casefold() for word in _LETTERS.findall(quoted))
    return frozenset(found)


def _frequencies(language: str) -> dict[str, int]:
    """wordfreq's shorter list: words by centibels, read as it ships them."""
    import msgpack

    file = _folder("wordfreq") / "data" / f"small_{language}.msgpack.gz"
    with gzip.open(file) as packed:
        bins = msgpack.load(packed, raw=False)
    found: dict[str, int] = {}
    for size, words in enumerate(bins[1:]):
        found.update(dict.fromkeys(words, -size))
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the dictionary and the lists, once for the process."""
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    near: set[str] = set()
    far: set[str] = set()
    family: set[str] = set()
    for locales, given in ((_NEAR, near), (_FAR, far)):
        for locale in locales:
            for last, names in _names(locale):
                (family if last else given).update(names)
    dictionary = StreamDictionaryFactory().get_dictionary("da")
    towns = _towns_and_countries()
    frequencies = {language: _frequencies(language) for language in ("da", "en", *_ELSEWHERE)}
    _check("faker", len(near) > _LEAST_NEAR, len(far) > _LEAST_FAR, len(family) > _LEAST_FAMILY,
           len(towns) > _LEAST_TOWNS)  # fmt: skip
    _check("wordfreq", *(len(words) > _LEAST_WORDS for words in frequencies.values()))
    _check(
        "simplemma", *(dictionary.get(word) is not None for word in ("hest", "leger", "stormen"))
    )
    return Lexicon(
        dictionary, frozenset(near), frozenset(far), frozenset(family), towns, frequencies
    )


def _check(package: str, *held: bool) -> None:
    """Refuse to look for names with lists that are not what they were when they were measured.

    The lists are read as the packages ship them. Where a new version lays them out in another
    way, far fewer names would be found, and nobody would see it.
    """
    if not all(held):
        raise KitError(
            f"Listerne i pakken {package} er ikke, som kittet kender dem. Navne kan ikke findes.",
            hint='Installer kittet igen: python -m pip install -e ".[alt]". Sig det til den, der '
            "passer kittet.",
        )
