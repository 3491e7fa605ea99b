"""What is known about a word: a Danish dictionary, word lists of other languages, name lists.

All of it is in one packed file (find_packed), made of other packages when the kit is built and
opened when first needed; the kit's own source holds no list of names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from kitlib.privacy.find_packed import PLACE, Facts, Packed
from kitlib.texts import load

__all__ = ["Lexicon", "Profile", "lexicon", "stems"]

_ENDINGS = ("en", "et", "e", "er", "erne", "ene", "ede", "te", "t", "ens", "ets")
_AFTER_E = ("n", "r", "t", "rne", "de", "ns", "ts")
_UNKNOWN = -900  # centibels of a word that no list has
_LONGEST_COMPOUND = 50  # letters; a longer word is no Danish one, and costs its square to try


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

    def __init__(self, facts: Callable[[str], Facts]) -> None:
        words = load("privatliv/navne")
        self._new = frozenset(words["nye_ord"])
        self._words_first = frozenset(words["mest_ord"])
        self._also_names = frozenset(words["ogsaa_navne"])
        self._towns = frozenset(load("privatliv/steder")["byer"])
        self.profile = lru_cache(maxsize=50_000)(self._read)
        self._facts = lru_cache(maxsize=100_000)(facts)

    def known(self, word: str) -> bool:
        """Whether a dictionary has this very word with a small first letter."""
        return word in self._new or self._facts(word).base is not None

    def is_name(self, word: str) -> bool:
        """Whether a list has this very word in small letters, with no s taken off."""
        facts = self._facts(word)
        return facts.near or facts.far or facts.family

    def _read(self, word: str, danish: bool = True) -> Profile:
        """What is known about a word, or about the Danish one it is without æ, ø and å.

        One letter for another (born for børn) is read so only where the text has no æ, ø or å at
        all; two for one (boern) everywhere.
        """
        found = self._profile(word)
        if found.common or found.given == 2 or len(word) > _LONGEST_RESTORED:
            return found
        for spelled in restored(word, letters=not danish):
            if not any(self.known(form) or self.is_name(form) for form in stems(spelled)):
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
        facts = [self._facts(form) for form in forms]
        common = any(self.known(form) for form in forms)
        proper = forms[0] not in self._new and any(self.known(form.capitalize()) for form in forms)
        given = max(self._given(form) for form in forms)
        family = any(each.family for each in facts)
        listed = bool(given or family)
        return Profile(
            common=common,
            proper=proper,
            given=given,
            family=family,
            base=facts[-1].base == forms[-1],
            place=any(each.place for each in facts) or not self._towns.isdisjoint(forms),
            compound=not (common or listed) and self._splits(forms[0]),
            used=common and (listed or proper) and self._is_used(forms),
            own=facts[0].base == forms[0],
            frequency=max(_UNKNOWN if f.danish is None else f.danish for f in facts),
            elsewhere=max(each.elsewhere for each in facts),
            english=max(_UNKNOWN if f.english is None else f.english for f in facts),
        )

    def _given(self, form: str) -> int:
        facts = self._facts(form)
        return 2 if facts.near or form in self._also_names else 1 if facts.far else 0

    def _is_used(self, forms: tuple[str, ...]) -> bool:
        """Whether people use its inflected forms: stormen, livet, but no form of lotte."""
        if any(form in self._words_first or form in self._also_names for form in forms):
            return True
        base = forms[-1] if self.known(forms[-1]) else forms[0]
        ends = _AFTER_E if base.endswith("e") else _ENDINGS
        inflected = (self._facts(base + end) for end in ends)
        return any(each.danish is not None and each.base == base for each in inflected)

    def _splits(self, word: str, depth: int = 2) -> bool:
        """Whether two or three known words make the word, with a joint s or e between them."""
        if len(word) > _LONGEST_COMPOUND:
            return False
        for cut in range(3, len(word) - 2):
            head, tail = word[:cut], word[cut:]
            if not self.known(tail) or (len(tail) == 3 and self._facts(tail).danish is None):
                continue
            heads = {head, head[:-1]} if head[-1] in "se" and len(head) > 3 else {head}
            if any(self.known(h) or (depth > 1 and self._splits(h, depth - 1)) for h in heads):
                return True
        return False


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Open the packed file, once for the process; make it first where the kit was never built."""
    with suppress(OSError, ValueError):
        return Lexicon(Packed(PLACE.read_bytes()).facts)
    from kitlib.privacy.find_sources import packed_sources, put

    data = packed_sources()
    with suppress(OSError):  # a folder one may not write in: it is made anew each time
        put(data, PLACE)
    return Lexicon(Packed(data).facts)
