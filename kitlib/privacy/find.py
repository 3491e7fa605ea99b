"""Find what identifies a person in a Danish text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kitlib.codes import is_code, split
from kitlib.privacy.find_names import find_names
from kitlib.privacy.find_numbers import find_cpr, find_phones, find_plates
from kitlib.privacy.find_places import find_addresses, find_mail, find_postcodes, find_web
from kitlib.privacy.find_text import Looked, looked_at, seen
from kitlib.privacy.find_words import find_special
from kitlib.privacy.finding import PLACEHOLDERS, Covers, Finding, NameKey, without_overlaps

__all__ = ["find_identifiers", "find_likely"]

# "[navn]", and "[navn 2]" where people are told apart.
_MASKED = re.compile("|".join(rf"{re.escape(m[:-1])}(?: \d+)?\]" for m in PLACEHOLDERS.values()))
# Written for a gap that nobody sees.
_GAP = re.compile("[\u200b\ufeff]")
# An unknown word that says something of health is medicine or a diagnosis: Ritalin, Aspergers.
_MAY_BE_ILLNESS = frozenset({"ukendt_ord", "egennavn", "ord_som_navn"})
# What may stand after a name of the key, and between its words.
_OWNS = "(?:['’´`]?s|['’´`])?"
_APART = re.compile(r"[\s\-\u2010\u2011]+")
_LONGEST_CELL = 200  # letters of a cell that may be nothing but codes
_PATTERNS = (
    find_cpr,
    find_mail,
    find_web,
    find_phones,
    find_plates,
    find_addresses,
    find_postcodes,
)


def find_identifiers(text: str, key: NameKey | None = None) -> list[Finding]:
    """Find what identifies a person, and words that make a note special-category data.

    Parameters
    ----------
    text : str
        Danish free text, such as one note.
    key : NameKey, optional
        The team's key: whatever has ``names`` and ``code_of(word)``. Its names are found in any
        case and in the genitive.

    Returns
    -------
    list of Finding
        In the order of the text, none covering another.

    Notes
    -----
    No list finds every name, and none of this is proof that a text names nobody: a person
    decides (see `Finding.certainty`).

    Examples
    --------
    >>> said = "Mors nummer er 20 30 40 51."
    >>> [(f.kind, f.text(said)) for f in find_identifiers(said)]
    [('telefon', '20 30 40 51')]
    """
    looked = looked_at(text)
    found = _in_text(looked.text, key)
    if looked.starts is None:
        return found
    found = [_back(f, looked) for f in found]
    if _GAP.search(text):
        # Some programs write it for a space: then the words on both sides are words as well.
        parted = looked_at(_GAP.sub(" ", text))
        found += [_back(f, parted) for f in _in_text(parted.text, key)]
    return without_overlaps(found)


def _back(found: Finding, looked: Looked) -> Finding:
    start, stop = looked.place(found.start, found.stop)
    return replace(found, start=start, stop=stop)


def _in_text(text: str, key: NameKey | None) -> list[Finding]:
    """What is found in a text as it is looked at."""
    found = [finding for pattern in _PATTERNS for finding in pattern(text)]
    names = [] if _is_codes(text) else list(find_names(text))
    # "@Emma" is said better as a name than as what somebody is called on a service.
    handles = {(name.start - 1, name.stop) for name in names}
    found = [f for f in found if f.rule != "profil_navn" or (f.start, f.stop) not in handles]
    special = list(find_special(text))
    illness = Covers((word.start, word.stop) for word in special)
    if key is not None:
        found += _key_names(text, key)
    found += [
        name
        for name in names
        if not (name.rule in _MAY_BE_ILLNESS or text[name.start].islower())
        or not illness(name.start, name.stop)
    ]
    masked = Covers(match.span() for match in _MASKED.finditer(text))
    return without_overlaps(f for f in (*found, *special) if not masked(f.start, f.stop))


def _is_codes(text: str) -> bool:
    """Whether a text is codes and nothing else, "U 09, b-11": such letters are no initials."""
    if len(text) > _LONGEST_CELL or not any(c.isdigit() for c in text):
        return False
    return all(is_code(part) and not part.isalpha() for part in split(text, many=True))


def find_likely(text: str) -> list[Finding]:
    """As `find_identifiers`, without names that are words as well.

    For headings, districts and lines of statistics, which are too short to tell "Nord" the name
    from "nord" the direction.

    Examples
    --------
    >>> find_likely("Distrikt Nord"), len(find_likely("Ring 86 12 34 56"))
    ([], 1)
    """
    return [found for found in find_identifiers(text) if found.certainty != "tvetydig"]


def _key_names(text: str, key: NameKey) -> Iterator[Finding]:
    """Find every name that the team's key holds, in any case and in the genitive.

    A name of several words is found whole and word by word.
    """
    pattern = _pattern_of(key.names)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        yield Finding(*match.span(), "navn", "noegle")


@lru_cache(maxsize=8)
def _pattern_of(names: frozenset[str]) -> re.Pattern[str] | None:
    """All names as one pattern, the longest first."""
    forms = {seen(name).strip() for name in names}
    forms |= {part for name in forms for part in _APART.split(name) if len(part) > 1}
    spelled = [
        r"[\s\-\u2010\u2011]+".join(re.escape(part) for part in _APART.split(form))
        for form in sorted(forms, key=lambda form: (-len(form), form))
        if form
    ]
    if not spelled:
        return None
    # A digit or a line may stand against a name (Emil1, _Ida_), but not against one letter: B07.
    letters = [form for form in spelled if len(form) == 1]
    longer = [form for form in spelled if len(form) > 1]
    return re.compile(
        rf"(?<![^\W\d_])(?:{'|'.join(longer) or '(?!)'}){_OWNS}(?![^\W\d_])"
        rf"|(?<!\w)(?:{'|'.join(letters) or '(?!)'}){_OWNS}(?!\w)",
        re.IGNORECASE,
    )
