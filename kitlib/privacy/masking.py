"""Put codes and plain words in the place of what identifies."""

from __future__ import annotations

from kitlib.dansk import genitive
from kitlib.privacy.find import find_identifiers
from kitlib.privacy.find_lexicon import stems
from kitlib.privacy.finding import Finding, Kind, NameKey

__all__ = ["PLACEHOLDERS", "instead", "mask"]

# None of these may itself look like something to find.
PLACEHOLDERS: dict[Kind, str] = {
    "cpr": "[cpr]", "telefon": "[telefon]", "mail": "[mail]", "web": "[web]",
    "adresse": "[adresse]", "postnr": "[postnr]", "plade": "[nummerplade]", "navn": "[navn]",
}  # fmt: skip


def mask(text: str, key: NameKey | None = None) -> str:
    """Replace what identifies a person by a code from the key, or by a word for what stood there.

    Parameters
    ----------
    text : str
        Danish free text.
    key : NameKey, optional
        The team's key; a name it holds becomes its code, with the genitive kept.

    Returns
    -------
    str
        The text; special-category words stand as they are, since they identify nobody alone.

    Examples
    --------
    >>> mask("Ring til mor på 20 30 40 51.")
    'Ring til mor på [telefon].'
    """
    parts: list[str] = []
    at = 0
    for found in find_identifiers(text, key):
        if found.kind == "saerlig":
            continue
        parts += [text[at : found.start], instead(found, text, key)]
        at = found.stop
    return "".join([*parts, text[at:]])


def instead(found: Finding, text: str, key: NameKey | None) -> str:
    """Return what stands in a finding's place."""
    if found.kind != "navn":
        return PLACEHOLDERS[found.kind]
    word = found.text(text)
    forms = stems(word)
    if key is not None:
        for number, form in enumerate((word, *forms)):
            if code := key.code_of(form):
                return genitive(code) if number > 1 else code
    return PLACEHOLDERS["navn"]
