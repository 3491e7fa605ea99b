"""Points for a word by itself: what lists and dictionaries say of it, and how it is spelled.

Above zero it looks like a name. What each sign weighs stands in find_weights.toml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kitlib.privacy.find_cues import cues
from kitlib.privacy.find_lexicon import Lexicon, Profile, stems
from kitlib.privacy.find_weights import weights

__all__ = ["is_definite", "whole_profile", "word_points"]

_SOUND = re.compile(r"(.)\1\1|^[^aeiouyæøåáéíóúäöüâêîôûàèìòùëïı]+$|^(.{1,3})\2+$")
# How surnames end, also those that are two words put together: Lundbæk, Elstrup.
_SURNAME = re.compile(
    r"(?:bæk|bech|beck|gaard|gård|strup|trup|rup|berg|bjerg|lund|holm|skov|vig|toft|kjær|kær|sen|sson"
    r"|ssen|mann|sk[iy]|wicz|czyk|ović|ovic|oğlu|oglu|zadeh|pillai|dóttir|dottir)s?$"
)
# How other words end, and names hardly ever.
_WORDLIKE = re.compile(
    r"(?:ning|ningen|ninger|ningerne|else|elsen|elser|elserne|hed|heden|heder|erne|erende|agtige?|ede"
    r"|ende|mæssige?|skab|skabet|skaber|eriet|isme|ismen|tion|tionen|tioner|tionerne|lige|ligt|iske)s?$"
)
_DEFINITE = re.compile(r"(?:en|et|erne|ene|rne)s?$")


@lru_cache(maxsize=50_000)
def whole_profile(word: str, lex: Lexicon, danish: bool = True) -> Profile:
    """The profile of a word; of a hyphened one, its most name-like part.

    `danish` tells whether the text it stands in has any of æ, ø and å.
    """
    low = word.casefold()
    whole = lex.profile(low, danish)
    if "-" not in word or whole.listed or whole.common:
        return whole
    parts = [
        (part, lex.profile(part.casefold(), danish)) for part in re.split(r"[-‐‑]", word) if part
    ]
    parts = [
        (part, p) for part, p in parts if len(part) > 1 and not (part.isupper() and len(part) < 5)
    ]
    if not parts:
        return whole
    return max(parts, key=lambda pair: word_points(pair[0], False, pair[1]))[1]


@lru_cache(maxsize=50_000)
def word_points(word: str, begins: bool, p: Profile) -> float:
    """Points for the word itself."""
    w = weights()
    capital = word[0].isupper()
    if p.listed and not p.common:
        points = w["near"] if p.given == 2 else w["far"] if p.given else w["family"]
        if p.place and not p.given:
            points += w["town"]
        return points if capital else points + w["small"]
    if p.common and not p.listed and (p.used or not p.proper or is_definite(word, p)):
        return _only_word(word, begins, p)
    if p.common:
        return _ambiguous(word, begins, p)
    if p.place:
        return w["place"]
    if p.proper:
        return w["proper"] if capital else w["proper_small"]
    return _unknown(word, begins, p)


def _only_word(word: str, begins: bool, p: Profile) -> float:
    """Points for a word that no list has as a name; with a capital inside, it may be a nickname."""
    w = weights()
    if not word[0].isupper():
        return w["common_small"]
    if begins:
        return w["common_first"]
    points = w["common_rare"] if p.frequency < -400 else w["common_often"]
    # In the definite it is what a room or a play is called: Mælkebøtten, Frøerne.
    return points + w["common_definite"] if is_definite(word, p) else points


def is_definite(word: str, p: Profile) -> bool:
    """Whether a word is a noun in the definite: solen, Mælkebøtten, but not Karen."""
    return not p.base and bool(_DEFINITE.search(word))


def _ambiguous(word: str, begins: bool, p: Profile) -> float:
    """Points for a word that is a name and a common word as well: Lotte, Bo, Storm.

    By whether the neighbours' lists have it as a first name, whether the common word is in use,
    where it stands, and how common it is.
    """
    w = weights()
    # Small and on no list, it is a town or a firm at most, and mostly the word: hel.
    held = p.listed or word[0].isupper()
    near = p.given == 2 or (
        held and p.proper and (bool(p.given) or (not p.used and p.frequency < -400))
    )
    place = "_small" if not word[0].isupper() else "_first" if begins else ""
    kind = ("both_near" if near else "both_far") + ("_used" if p.used else "") + place
    often = f"{kind}_often" if place and p.frequency >= -430 else kind
    points = w[often if often in w else kind]
    if p.given and not p.used and p.elsewhere == 7 and p.frequency < -500:
        points += w["both_travels"]  # known from Spain to Indonesia, and hardly a Danish word
    if word[0].isupper() and not begins and any(form in cues().always for form in stems(word)):
        return max(points, 0.2)
    return points + w["both_frequent"] if p.frequency > -330 else points


def _unknown(word: str, begins: bool, p: Profile) -> float:
    """Points for a word that no dictionary knows."""
    w = weights()
    low = word.casefold()
    capital = word[0].isupper()
    points = w["unknown_small"] if not capital else w["unknown_first"] if begins else w["unknown"]
    if p.compound:
        # Few new Danish compounds are short, and many names fall into two short words.
        length = "" if len(low) <= 7 else "_medium" if len(low) <= 9 else "_long"
        points += w[("compound" if capital else "compound_small") + length]
    if _SURNAME.search(low):
        points += w["surname"]
    if _WORDLIKE.search(low):
        points += w["wordlike"]
    if len(low) < 3:
        points += w["short"]
    if _SOUND.search(low):
        points += w["sound"]
    if p.frequency > -900 and p.elsewhere <= 1:
        # Only Danes write it: a new word, or a slip.
        points += w["only_danish" if capital else "only_danish_small"]
    if p.english > -510 and p.elsewhere <= 4:
        points += w["english"]
    if word.isupper() and len(word) > 1:
        points += w["upper"]
    return points
