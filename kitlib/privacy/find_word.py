"""Points for a word by itself: what lists and dictionaries say of it, and how it is spelled.

Above zero it looks like a name. The points were set by hand, and measured on text they were not
set on (benchmarks/finder.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from kitlib.privacy.find_cues import cues
from kitlib.privacy.find_lexicon import Lexicon, Profile, stems

__all__ = ["whole_profile", "word_points"]

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


def whole_profile(word: str, lex: Lexicon) -> Profile:
    """The profile of a word; of a hyphened one, its most name-like part."""
    low = word.casefold()
    whole = lex.profile(low)
    if "-" not in word or whole.listed or whole.common:
        return whole
    parts = [(part, lex.profile(part.casefold())) for part in re.split(r"[-‐‑]", word) if part]
    parts = [
        (part, p) for part, p in parts if len(part) > 1 and not (part.isupper() and len(part) < 5)
    ]
    if not parts:
        return whole
    return max(parts, key=lambda pair: word_points(pair[0], False, pair[1]))[1]


@lru_cache(maxsize=50_000)
def word_points(word: str, begins: bool, p: Profile) -> float:
    """Points for the word itself."""
    capital = word[0].isupper()
    if p.listed and not p.common:
        points = 4.0 if p.given == 2 else 3.5 if p.given else 3.0
        if p.place and not p.given:
            points -= 3.0
        return points if capital else points - 1.5
    if p.common and not p.listed and not (p.proper and not p.used):
        rare = p.frequency < -400
        return -6.0 if not capital else -5.0 if begins else 0.2 if rare else -1.5
    if p.common:
        return _ambiguous(word, begins, p)
    if p.place:
        return -2.0
    if p.proper:
        return 2.0 if capital else 1.0
    return _unknown(word, begins, p)


def _ambiguous(word: str, begins: bool, p: Profile) -> float:
    """Points for a word that is a name and a common word as well: Lotte, Bo, Storm."""
    near = p.given == 2 or (p.proper and (p.given or (not p.used and p.frequency < -400)))
    inside, first, small = _BOTH[bool(near), p.used, p.frequency < -430]
    points = small if not word[0].isupper() else first if begins else inside
    if p.given and not p.used and p.elsewhere == 7 and p.frequency < -500:
        points += 0.9  # known from Spain to Indonesia, and hardly a Danish word
    if word[0].isupper() and any(form in cues().always for form in stems(word)):
        return max(points, 0.2)
    return points - 2.5 if p.frequency > -330 else points


# Inside a sentence, first in it, and with a small letter: by whether the neighbours' lists have
# it as a first name, whether the common word is in use, and whether it is a rare one.
_BOTH = {
    (True, False, True): (3.0, 2.0, 1.0),
    (True, False, False): (3.0, 2.0, 1.0),
    (True, True, True): (2.0, 0.3, -0.4),
    (True, True, False): (2.0, -0.3, -1.2),
    (False, False, True): (1.0, -0.7, -1.7),
    (False, False, False): (1.0, -1.5, -3.0),
    (False, True, True): (0.5, -2.0, -3.5),
    (False, True, False): (0.5, -3.0, -5.0),
}


def _unknown(word: str, begins: bool, p: Profile) -> float:
    """Points for a word that no dictionary knows."""
    low = word.casefold()
    capital = word[0].isupper()
    points = 0.7 if not capital else 1.5 if begins else 2.0
    if p.compound:
        # Few new Danish compounds are short, and many names fall into two short words.
        short = 0 if len(low) <= 7 else 1 if len(low) <= 9 else 2
        points -= (0.5, 1.2, 2.5)[short] if capital else (1.0, 2.5, 4.0)[short]
    if _SURNAME.search(low):
        points += 2.0
    if _WORDLIKE.search(low):
        points -= 1.5
    if len(low) < 3:
        points -= 2.0
    if _SOUND.search(low):
        points -= 2.5
    if p.frequency > -900 and p.elsewhere <= 1:
        points -= 1.0 if capital else 2.0  # only Danes write it: a new word, or a slip
    if p.english > -510 and p.elsewhere <= 4:
        points -= 1.0
    if word.isupper() and len(word) > 1:
        points -= 2.5
    return points
