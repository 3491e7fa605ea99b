"""Put codes and plain words in the place of what identifies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from kitlib.dansk import genitive
from kitlib.privacy.find import find_identifiers
from kitlib.privacy.find_lexicon import lexicon, stems
from kitlib.privacy.find_text import seen
from kitlib.privacy.finding import PLACEHOLDERS, Finding, NameKey

__all__ = ["instead", "mask"]

_PARTS = re.compile(r"[\s\-\u2010\u2011]+")
_TURNS_WITH_CODES = 5
_MOST_SHARED = 3  # codes written in the place of a name that several share (ours)
_INSIDE_A_NAME = re.compile(r"[ \u00a0\-\u2010\u2011]")


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
        The text with nothing left to find in it. Special-category words stand as they are: they
        identify nobody alone.

    Notes
    -----
    Taking a word out changes what its neighbours look like, so the text is gone through until
    nothing is found. Masking twice gives the same as masking once.

    Examples
    --------
    >>> mask("Ring til Fatimas mor på 20 30 40 51.")
    'Ring til [navn]s mor på [telefon].'
    """
    for turn in count():
        found = [f for f in find_identifiers(text, key) if f.kind != "saerlig"]
        if not found:
            break
        # A code that itself looks like a name would be found for ever: "[navn]" never is.
        codes = key if turn < _TURNS_WITH_CODES else None
        parts: list[str] = []
        at = 0
        for start, stop, word in _replacements(text, found, codes):
            parts += [text[at:start], word]
            at = stop
        text = "".join([*parts, text[at:]])
    return text


def _replacements(
    text: str, found: Sequence[Finding], key: NameKey | None
) -> Iterator[tuple[int, int, str]]:
    """Each stretch and what stands instead; a name of several words is one stretch."""
    name: list[Finding] = []
    for finding in found:
        joins = name and _INSIDE_A_NAME.fullmatch(text, name[-1].stop, finding.start)
        if name and not (finding.kind == "navn" and joins):
            yield from _names(text, name, key)
            name = []
        if finding.kind == "navn":
            name.append(finding)
        else:
            yield finding.start, finding.stop, PLACEHOLDERS[finding.kind]
    if name:
        yield from _names(text, name, key)


def _names(
    text: str, name: Sequence[Finding], key: NameKey | None
) -> Iterator[tuple[int, int, str]]:
    codes = {code for found in name if (code := _code(found.text(text), key)[0])}
    if len(codes) > 1:
        # Two persons beside each other: each keeps a code of its own.
        for found in name:
            yield found.start, found.stop, instead(found, text, key)
        return
    start, stop = name[0].start, name[-1].stop
    code, _ = _code(text[start:stop], key)
    code = code or (codes.pop() if codes else _either(text[start:stop], key))
    yield start, stop, _inflected(code, _owns(name[-1].text(text), key))


def instead(found: Finding, text: str, key: NameKey | None = None) -> str:
    """Return what stands in the place of one finding: a code, or a word for its kind.

    Parameters
    ----------
    found : Finding
        Of any kind but "saerlig".
    text : str
        The text it was found in.
    key : NameKey, optional
        The team's key.

    Examples
    --------
    >>> from kitlib.privacy import Finding
    >>> instead(Finding(0, 7, "navn", "navneliste"), "Fatimas hue")
    '[navn]s'
    """
    if found.kind != "navn":
        return PLACEHOLDERS[found.kind]
    word = found.text(text)
    return _inflected(_code(word, key)[0] or _either(word, key), _owns(word, key))


def _inflected(code: str | None, owns: bool) -> str:
    if code:
        return genitive(code) if owns else code
    return PLACEHOLDERS["navn"] + ("s" if owns else "")


def _code(word: str, key: NameKey | None) -> tuple[str | None, bool]:
    """The code of a name, of what it is the genitive of, or of the one name it is part of.

    Beside it, whether the name was found by taking the genitive's s away.
    """
    if key is None:
        return None, False
    word = seen(word)
    if code := key.code_of(word):
        return code, False
    forms = stems(word)
    for number, form in enumerate(forms):
        if code := key.code_of(form):
            return code, number > 0
    for number, form in enumerate(forms):
        parts = set(_PARTS.split(form))
        whole = {key.code_of(n) for n in key.names if parts <= set(_PARTS.split(n.casefold()))}
        if len(whole) == 1:
            return whole.pop(), number > 0
    return None, False


def _either(word: str, key: NameKey | None) -> str | None:
    """The codes of a name that two or three in the key share, who cannot be told apart: it is not
    for the kit to guess which of them is meant."""
    word = seen(word)
    codes_of = getattr(key, "codes_of", None)  # a key needs not know this to be one
    if codes_of is None:
        return None
    shared = next((codes for form in (word, *stems(word)) if (codes := codes_of(form))), ())
    return f"[{' eller '.join(shared)}]" if 1 < len(shared) <= _MOST_SHARED else None


def _owns(word: str, key: NameKey | None) -> bool:
    """Whether a name stands in the genitive: Almas, Jonas', but not Jonas."""
    word = seen(word)
    forms = stems(word)
    if len(forms) == 1:
        return False
    code, owns = _code(word, key)
    if code or not word[-2:].isalpha():
        return owns or not word[-2:].isalpha()
    lex = lexicon()
    last, base = (_PARTS.split(form)[-1] for form in forms)
    known = lex.profile(base)
    return not lex.is_name(last) and (known.listed or known.proper)
