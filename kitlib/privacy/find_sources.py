"""Gathers what the finder knows of words from simplemma, wordfreq and faker; for building only.

The packed file (find_packed) is made of it when the package is built, and no user needs the three
packages. wordfreq's and faker's files are read as the data they are, since importing the packages
costs more than reading them. gender_guesser's list is GPL and was left out: the figures hold
without it.
"""

from __future__ import annotations

import gzip
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kitlib.privacy.find_packed import Facts, pack
from kitlib.problems import KitError

__all__ = ["Sources", "gathered", "packed_sources", "put"]

# Locales of faker whose names are written with Latin letters; the first are the neighbours'.
_NEAR = "da_DK no_NO sv_SE"
_FAR = (
    "fi_FI is_IS de_DE nl_NL en_GB fr_FR es_ES it_IT pt_PT pl_PL ro_RO hr_HR hu_HU cs_CZ lt_LT "
    "lv_LV et_EE tr_TR az_AZ uz_UZ en_PK en_IN id_ID vi_VN en_NG en_KE sw ha_NG en"
)
# Languages far apart: a word found in most of them is a name or travels like one.
_ELSEWHERE = ("de", "fr", "es", "pl", "tr", "it", "id")
_LIST = re.compile(
    r"^    ((?:first|last)_names?\w*)\b[^=\n]*=\s*(.*?)^(?=    \w|\S|\Z)", re.M | re.S
)
_QUOTED = re.compile(r"[\"']([^\"'\\\n{}]+)[\"']")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Fewest entries of each list, about half of what there were when the finder was measured.
_LEAST_NEAR, _LEAST_FAR, _LEAST_FAMILY, _LEAST_TOWNS, _LEAST_WORDS = 700, 8_000, 4_000, 400, 14_000


@dataclass(frozen=True)
class Sources:
    """The lists as the packages have them; names and places in small letters."""

    dictionary: Mapping[str, str]
    near: frozenset[str]
    far: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]
    frequencies: Mapping[str, Mapping[str, int]]

    def facts(self, word: str) -> Facts:
        """What the lists say of one word, asked of each of them."""
        return Facts(
            base=self.dictionary.get(word),
            near=word in self.near,
            far=word in self.far,
            family=word in self.family,
            place=word in self.places,
            danish=self.frequencies["da"].get(word),
            english=self.frequencies["en"].get(word),
            elsewhere=sum(word in self.frequencies[language] for language in _ELSEWHERE),
        )

    def all(self) -> dict[str, Facts]:
        """What the lists say of every word that one of them has."""
        listed = self.near.union(self.far, self.family, self.places, *self.frequencies.values())
        only = {word: Facts(base) for word, base in self.dictionary.items() if word not in listed}
        return only | {word: self.facts(word) for word in listed}


def gathered() -> Sources:
    """Read the dictionary and the lists.

    Raises
    ------
    KitError
        A package is missing, or its lists are not what they were when the finder was measured.
    """
    found = Sources(
        _dictionary(),
        *_name_lists(),
        _towns_and_countries(),
        {language: _frequencies(language) for language in ("da", "en", *_ELSEWHERE)},
    )
    _check(
        "faker",
        len(found.near) > _LEAST_NEAR,
        len(found.far) > _LEAST_FAR,
        len(found.family) > _LEAST_FAMILY,
        len(found.places) > _LEAST_TOWNS,
    )
    _check("wordfreq", *(len(words) > _LEAST_WORDS for words in found.frequencies.values()))
    _check("simplemma", *(word in found.dictionary for word in ("hest", "leger", "stormen")))
    return found


def packed_sources() -> bytes:
    """Return the packed file's bytes, made of the packages that are installed here."""
    named = {name: version(name) for name in ("faker", "simplemma", "wordfreq")}
    return pack(gathered().all(), named)


def put(data: bytes, path: Path) -> None:
    """Put the bytes in place in one step; nothing is touched where they stand there already."""
    with suppress(OSError):
        if path.read_bytes() == data:
            return
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        hint = 'Skriv: python -m pip install -e ".[alt]"'
        raise KitError(f"Værktøjets ordliste mangler, og pakken {package} med den.", hint=hint)
    return Path(next(iter(spec.submodule_search_locations)))


def _dictionary() -> dict[str, str]:
    _folder("simplemma")
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return dict(DefaultDictionaryFactory().get_dictionary("da").items())


def _name_lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """First names near by, first names farther off, and surnames."""
    near: set[str] = set()
    far: set[str] = set()
    family: set[str] = set()
    for locales, given in ((_NEAR, near), (_FAR, far)):
        for locale in locales.split():
            for last, names in _names(locale):
                (family if last else given).update(names)
    return frozenset(near), frozenset(far), frozenset(family)


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
    found: set[str] = set()
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


def _check(package: str, *held: bool) -> None:
    """Refuse to make the file of lists that are not what they were when they were measured.

    The lists are read as the packages ship them. Where a new version lays them out in another
    way, far fewer names would be found, and nobody would see it.
    """
    if not all(held):
        raise KitError(
            f"Listerne i pakken {package} er ikke, som værktøjet kender dem. "
            "Navne kan ikke findes.",
            hint='Installer værktøjet igen: python -m pip install -e ".[alt]". Sig det til den, '
            "der passer værktøjet.",
        )
