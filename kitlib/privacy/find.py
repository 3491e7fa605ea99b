"""Find what identifies a person in a Danish text."""

from __future__ import annotations

import re

from kitlib.privacy.find_key import find_key_names
from kitlib.privacy.find_names import find_names
from kitlib.privacy.find_numbers import find_cpr, find_phones, find_plates
from kitlib.privacy.find_places import find_addresses, find_mail, find_postcodes, find_web
from kitlib.privacy.find_words import find_special
from kitlib.privacy.finding import PLACEHOLDERS, Finding, NameKey, without_overlaps

__all__ = ["find_identifiers", "find_likely"]

_MASKED = re.compile("|".join(re.escape(word) for word in PLACEHOLDERS.values()))
_PATTERNS = (
    find_cpr, find_mail, find_web, find_phones, find_plates, find_addresses, find_postcodes,
)  # fmt: skip


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
    found = [finding for pattern in _PATTERNS for finding in pattern(text)]
    special = list(find_special(text))
    if key is not None:
        found += find_key_names(text, key)
    found += [name for name in find_names(text) if not _is_special(name, special)]
    masked = [match.span() for match in _MASKED.finditer(text)]
    found = [
        f for f in (*found, *special) if not any(a <= f.start and f.stop <= b for a, b in masked)
    ]
    return without_overlaps(found)


def _is_special(name: Finding, special: list[Finding]) -> bool:
    """Whether an unknown word is no name but medicine or a diagnosis: Ritalin, Aspergers."""
    if name.rule not in {"ukendt_ord", "egennavn", "ord_som_navn"}:
        return False
    return any(word.start <= name.start and name.stop <= word.stop for word in special)


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
