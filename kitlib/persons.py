"""What the people a team's data is about are called, by its kind: barn, elev, ung or borger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["FORMS", "PERSONS", "Persons"]


@dataclass(frozen=True)
class Persons:
    """The word in the forms a sentence may need.

    Parameters
    ----------
    one, a : str
        "elev", "en elev".
    the, thes : str
        "eleven", "elevens".
    many : str
        "elever".
    those, thoses : str
        "eleverne", "elevernes".

    Examples
    --------
    >>> PERSONS["ung"].fill("Hvad ville {barnet} selv sige? {Børnenes} egne ord.")
    'Hvad ville den unge selv sige? De unges egne ord.'
    """

    one: str
    a: str
    the: str
    thes: str
    many: str
    those: str
    thoses: str

    def fill(self, text: str) -> str:
        """Put the word where a text says {barn}, {barnet}, {børnene} and the like.

        The text is written for children, in the form its sentence needs; a capital stays one.
        Other braces are left alone.
        """
        return _PLACES.sub(self._form, text)

    def _form(self, found: re.Match[str]) -> str:
        said = found[1]
        word = str(getattr(self, FORMS[said.casefold()]))
        return word[0].upper() + word[1:] if said[0].isupper() else word


#: What a text may say in braces, and the form of the word that is put there.
FORMS = {
    "barn": "one",
    "et barn": "a",
    "barnet": "the",
    "barnets": "thes",
    "børn": "many",
    "børnene": "those",
    "børnenes": "thoses",
}
_PLACES = re.compile("{(" + "|".join(FORMS) + ")}", re.IGNORECASE)

#: By `About.person_word`.
PERSONS: Mapping[str, Persons] = MappingProxyType(
    {
        "barn": Persons(*FORMS),
        "elev": Persons("elev", "en elev", "eleven", "elevens", "elever", "eleverne", "elevernes"),
        "ung": Persons("ung", "en ung", "den unge", "den unges", "unge", "de unge", "de unges"),
        "borger": Persons(
            "borger", "en borger", "borgeren", "borgerens", "borgere", "borgerne", "borgernes"
        ),
    }
)
