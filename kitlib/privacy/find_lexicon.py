"""What is known about words: a Danish dictionary and the names that packages ship.

Everything is read from installed packages when first needed and kept for the process; the kit
itself holds no list of names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

__all__ = ["Lexicon", "lexicon"]

# Locales of faker whose names are written with Latin letters.
_LOCALES = (
    "da_DK", "no_NO", "sv_SE", "fi_FI", "is_IS", "de_DE", "nl_NL", "en_GB", "fr_FR", "es_ES",
    "it_IT", "pt_PT", "pl_PL", "ro_RO", "hr_HR", "hu_HU", "cs_CZ", "lt_LT", "lv_LV", "et_EE",
    "tr_TR", "az_AZ", "uz_UZ", "ar_DZ", "fr_DZ", "en_PK", "en_IN", "id_ID", "vi_VN", "en_NG",
    "en_KE", "sw", "ha_NG", "yo_NG",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Lexicon:
    """Words and names, in small letters.

    Parameters
    ----------
    words : frozenset of str
        Words that a Danish dictionary has with a small first letter.
    proper : frozenset of str
        Words that the dictionary has with a capital only: names of persons, towns, countries.
    given, family : frozenset of str
        First names and surnames.
    """

    words: frozenset[str]
    proper: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]


def _names() -> tuple[frozenset[str], frozenset[str]]:
    given: set[str] = set()
    family: set[str] = set()
    for locale in _LOCALES:
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for attribute in dir(provider):
            if not attribute.startswith(("first_name", "last_name")):
                continue
            names = getattr(provider, attribute)
            if callable(names):
                continue
            target = family if attribute.startswith("last") else given
            for name in names:
                target.update(word.casefold() for word in _WORD.findall(name))
    return frozenset(given), frozenset(family)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the dictionary and the name lists, once for the process."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    keys = list(DefaultDictionaryFactory().get_dictionary("da"))
    words = frozenset(key for key in keys if not key[:1].isupper())
    proper = frozenset(key.casefold() for key in keys if key[:1].isupper()) - words
    given, family = _names()
    return Lexicon(words, proper, given, family)
