"""Names of persons: what is known about a word, weighed with where it stands.

Each word gets points: for being on a list of names, for being a word no dictionary knows, for
a capital inside a sentence, for the words around it. Above zero it is found. The points were set
by hand, and measured on text they were not set on (benchmarks/finder.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kitlib.privacy.find_lexicon import Lexicon, Profile, lexicon, stems
from kitlib.privacy.finding import Certainty, Finding
from kitlib.texts import load

__all__ = ["find_names"]

# A word is letters, apostrophes and hyphens; letters that touch a digit are a code (B07).
_WORD = re.compile(r"(?<![\w@#/])[^\W\d_]+(?:['’´`\-\u2010\u2011][^\W\d_]+)*['’´`]?(?![\w@])")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÆØÅ](?:[hj])?\.[ \-]?){2,4}(?![\w])")
# A letter and a full stop, or several, before a name or inside one; small ones as well.
_OWNER = re.compile(r"(?:\b[A-ZÆØÅ]{1,3}\d+|\])s $")
_LETTER = re.compile(r"(?<![\w.])(?:[^\W\d_](?:h|j)?\.\s?){1,3}$")
_ROMAN = re.compile(r"[IVX]{1,4}$")
_ENDS = re.compile(r"(?:^|[.!?:\n\"”“»«(\[•*]|[-–—]\s)\s*$")
_TIGHT = re.compile(r"[^\W\d_]\.$")
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
# How verbs and definite nouns end, which may well follow a name.
_VERBLIKE = re.compile(r"(?:er|ede|te|t|s|ende|erne|ene|en|ig|ige|eret)$")
_ASIDE = re.compile(r"\s[\"'”“»«(]|\s[-–]\s?")
_PARTICLES = frozenset(
    {"af", "von", "van", "de", "der", "den", "la", "le", "du", "di", "da", "el", "al", "bin", "ben"}
)


@dataclass(frozen=True)
class _Cues:
    """The words whose neighbours are names, or are not."""

    before: frozenset[str]
    owned: frozenset[str]
    doing: frozenset[str]
    blockers: frozenset[str]
    prepositions: frozenset[str]
    short_forms: frozenset[str]
    always: frozenset[str]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    words = load("privatliv/navne")
    return _Cues(
        before=frozenset(words["titler"]),
        owned=frozenset(words["ejes"]),
        doing=frozenset(words["verber"]),
        blockers=frozenset(words["foran_ord"]),
        prepositions=frozenset(words["forholdsord"]),
        short_forms=frozenset(words["forkortelser"]),
        always=frozenset(words["spoerg_altid"]),
    )


@dataclass(slots=True)
class _Token:
    """One word, where it stands, and the points it has."""

    word: str
    start: int
    stop: int
    begins: bool
    joined: bool  # only a space since the word before
    aside: bool  # in quotes or brackets straight after the word before: Karl "Kalle"
    dotted: bool  # a full stop follows at once
    owned: bool  # straight after a code or a mask in the genitive: B07s hue
    profile: Profile
    points: float = 0.0
    capital: bool = field(init=False)
    low: str = field(init=False)

    def __post_init__(self) -> None:
        self.capital = self.word[0].isupper()
        self.low = self.word.casefold()


def _tokens(text: str, lex: Lexicon) -> list[_Token]:
    tokens: list[_Token] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if _TIGHT.search(text[max(0, match.start() - 2) : match.start()]) and len(match[0]) < 5:
            continue  # an abbreviation goes on: dr.phil., f.eks.
        begins = bool(_ENDS.search(text[max(0, match.start() - 5) : match.start()]))
        tokens.append(
            _Token(
                match[0],
                *match.span(),
                begins=begins,
                joined=bool(tokens) and between in (" ", "\u00a0", ". "),
                aside=bool(tokens) and bool(_ASIDE.fullmatch(between)),
                dotted=text[match.end() : match.end() + 1] == ".",
                owned=bool(_OWNER.search(text[max(0, match.start() - 12) : match.start()])),
                profile=_whole_profile(match[0], lex),
            )
        )
        end = match.end()
    return tokens


def _whole_profile(word: str, lex: Lexicon) -> Profile:
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
    return max(parts, key=lambda pair: _base(pair[0], False, pair[1]))[1]


def _base(word: str, begins: bool, p: Profile) -> float:
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
    if word[0].isupper() and any(form in _cues().always for form in stems(word)):
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


def _without_capitals(token: _Token, bare: bool) -> float:
    """Points for a common word in a text without any capital, where names have none either.

    A noun in its base form that is the subject with nothing before it is hardly Danish:
    "storm tager sko på" is about a child.
    """
    p = token.profile
    if not p.common:
        return 0.4 if not (p.listed or p.proper or p.compound) else 0.0
    if p.frequency > -330:
        return 0.0
    points = 1.7 if bare else 0.0
    if p.listed:
        return points + (1.1 if p.used else 1.6)
    return points + 3.6 if p.base and p.frequency < -490 and len(token.word) < 8 else 0.0


def _first_and_bare(p: Profile) -> float:
    """Points for a noun in its base form that begins a sentence as its subject: Kamille sover."""
    if not p.common or p.frequency > -470:
        return 0.0
    return 1.7 if p.listed else 4.4


def _small_among_capitals(token: _Token, cues: _Cues) -> float:
    """Points to take from a word with a small letter where the writer does use capitals."""
    p = token.profile
    if token.capital or not p.common or not p.listed:
        return 0.0
    if token.low in cues.always:
        return 0.8
    # An inflected form that some list happens to hold: solen.
    return 2.5 if not p.base and p.elsewhere < 4 else 0.0


def _context(tokens: list[_Token], n: int, cues: _Cues, *, uncased: bool) -> float:
    """Points for the words around."""
    token = tokens[n]
    before = tokens[n - 1] if n and not token.begins else None
    after = tokens[n + 1] if n + 1 < len(tokens) and not tokens[n + 1].begins else None
    bare = (before is None or before.low in cues.prepositions) and (
        after is not None and after.low in cues.doing and token.low not in cues.doing
    )
    if token.owned and not token.capital:
        return -3.0  # what a child has on is no child, and a masked text is not masked again
    points = 0.0
    if uncased:
        points = _without_capitals(token, bare)
    elif bare and token.capital and token.begins and token.profile.base and len(token.word) < 8:
        points = _first_and_bare(token.profile)
    if before is not None:
        low = before.low
        if low in cues.before:
            points += 1.7
        if low in cues.prepositions:
            points += 0.5
        if low in cues.blockers:
            points -= 0.3 if token.profile.listed and not token.profile.common else 1.5
    beside = [before if token.joined else None, after if after and after.joined else None]
    if _is_title_word(token) and any(other and _is_title_word(other) for other in beside):
        points -= 1.5  # Rød Stue, Den Blå Avis
    if after is not None:
        if after.low in cues.doing:
            points += 0.8
            if len(token.word) == 2 and token.word.isupper() and token.word not in cues.short_forms:
                points += 5.5  # MK siger
        if after.low in cues.owned and token.low.endswith(("s", "'", "’")):
            points += 1.2
        if after.joined and token.capital == after.capital and _could_be_surname(after):
            points += 2.5 if token.capital else 1.5
    return points


def _is_title_word(token: _Token) -> bool:
    p = token.profile
    return token.capital and p.common and not p.listed and not (p.proper and not p.used)


def _could_be_surname(token: _Token) -> bool:
    p = token.profile
    if token.word.isupper() or p.place:
        return False
    if token.capital:
        return p.listed or p.proper or not p.common
    return not p.common and (p.family or not (p.compound or p.listed))


def _after_initial(token: _Token, before: _Token) -> bool:
    return token.capital or (not before.capital and token.profile.frequency < -380)


def _lower_surname(token: _Token, before: _Token) -> bool:
    """A surname that is a word as well, straight after a name: peter lund, victor borge."""
    p, first = token.profile, before.profile
    if token.capital or before.capital or not p.common or before.low.endswith("s"):
        return False
    if p.family:
        return bool(first.given) and p.frequency < -380
    named = not first.common and (first.listed or first.proper or before.points >= 1)
    return named and p.frequency < -500 and not _VERBLIKE.search(token.low)


def _weigh(tokens: list[_Token]) -> None:
    cues = _cues()
    # A heading or a theme of a few words has no capitals anyway.
    uncased = len(tokens) > 3 and not any(token.capital for token in tokens)
    for n, token in enumerate(tokens):
        token.points = _base(token.word, token.begins, token.profile) + _context(
            tokens, n, cues, uncased=uncased
        )
        if not uncased:
            token.points -= _small_among_capitals(token, cues)
        if token.word in cues.short_forms:
            token.points -= 3.0
        if token.low in cues.before:
            token.points -= 4.0
        elif not token.capital and token.low in cues.blockers:
            token.points -= 3.0
    sure = {form for t in tokens if t.points >= 3 for form in stems(t.word)}
    for n, token in enumerate(tokens):
        before = tokens[n - 1] if n and (token.joined or token.aside) else None
        if token.points < 3 and any(form in sure for form in stems(token.word)):
            token.points += 2.0
        if before is None or before.points <= 0:
            continue
        if _ROMAN.match(token.word) or (len(token.word) == 1 and (token.capital or token.dotted)):
            token.points = 1.0
        elif before.dotted and len(before.word) == 1 and n > 1 and _after_initial(token, before):
            token.points += 6.0  # Henrik S. Nissen
        elif token.capital and before.capital and token.word.isupper() == before.word.isupper():
            token.points += 3.0
        elif _lower_surname(token, before):
            token.points = 0.5
        elif not token.capital and not before.capital and not token.profile.common:
            token.points += 4.5 if before.points >= 2 and not token.profile.place else 1.5


def _bridges(tokens: list[_Token]) -> Iterator[_Token]:
    """The small words inside a name: Anna von Bar, Omar al Said; and a letter between names."""
    for n in range(1, len(tokens) - 1):
        a, b, c = tokens[n - 1 : n + 2]
        small = b.low in _PARTICLES or (len(b.word) == 1 and b.capital)
        if small and b.joined and c.joined and a.points > 0 and c.points > 0 and c.capital:
            yield b


def _certainty(token: _Token) -> Certainty:
    p = token.profile
    if p.common and (p.listed or token.capital):
        return "tvetydig"
    return "sikker" if p.listed and token.capital else "mulig"


def _rule(token: _Token) -> str:
    p = token.profile
    if p.listed:
        return "navn_og_ord" if p.common else "navneliste"
    return "egennavn" if p.proper else "ord_som_navn" if p.common else "ukendt_ord"


def find_names(text: str) -> Iterator[Finding]:
    """Find what looks like the name of a person.

    Parameters
    ----------
    text : str
        Danish free text, with or without capitals.

    Yields
    ------
    Finding
        One a word; a name of two words gives two.

    Examples
    --------
    >>> said = "Fatima og lille mohammed leger med Almas bil."
    >>> [f.text(said) for f in find_names(said)]
    ['Fatima', 'mohammed', 'Almas']
    """
    tokens = _tokens(text, lexicon())
    _weigh(tokens)
    for token in tokens:
        if token.points > 0:
            yield Finding(token.start, token.stop, "navn", _rule(token), _certainty(token))
        elif not unicodedata.name(token.word[0], "LATIN").startswith("LATIN"):
            yield Finding(token.start, token.stop, "navn", "fremmed_skrift", "mulig")
    for token in _bridges(tokens):
        yield Finding(token.start, token.stop, "navn", "led_i_navn", "mulig")
    for token in tokens:
        if token.points > 0 and (
            match := _LETTER.search(text[max(0, token.start - 12) : token.start])
        ):
            start = max(0, token.start - 12) + match.start()
            yield Finding(start, start + len(match[0].rstrip()), "navn", "initialer", "mulig")
    for match in _INITIALS.finditer(text):
        stop = match.start() + len(match[0].rstrip(" -"))
        yield Finding(match.start(), stop, "navn", "initialer", "mulig")
