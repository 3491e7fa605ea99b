"""Mail and web addresses, street addresses and postal codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kitlib.privacy.finding import Finding
from kitlib.texts import load

__all__ = ["find_addresses", "find_mail", "find_postcodes", "find_web"]

# No part is longer than a mail address may have it, so that no text makes the looking slow.
_DOMAIN = r"\w(?:[\w\-]{0,61}\w)?"
_DOT = r"\(dot\)|\(punktum\)|\[dot\]|\bpunktum\b"
_AT = re.compile(r"\s?(?:@|\(at?\)|\[at?\]|\{at\}|\s?\(?snabel-?\s?a\)?\s?)\s?", re.IGNORECASE)
_LOCAL = re.compile(r"(?<![\w.+\-])[.+\-]*(\w(?:[\w.+\-]*\w)?)$")
_LONGEST_LOCAL = 64
_HOST = re.compile(
    rf"{_DOMAIN}(?:\s?(?:\.|{_DOT})\s?{_DOMAIN}){{0,8}}(?:\.|\s?(?:{_DOT})\s?)[a-zA-Z]{{2,12}}\b",
    re.IGNORECASE,
)
_WEB = re.compile(
    rf"(?:https?://|ftp://|www\.)[^\s<>\"'”»)\]]*[^\s<>\"'”»)\].,;:!?]"
    # Without www only endings that are no Danish word: "ud.nu", "gaven.de" are missing spaces.
    rf"|(?<![@\w.\-])(?:{_DOMAIN}\.){{1,8}}(?:dk|com|org|net|eu|info|io|app|biz|uk|edu|gl)\b(?:/[^\s<>\"')\]]*)?"
    rf"|(?<![@\w.\-])(?:{_DOMAIN}\.){{1,8}}(?:nu|de|se|no|me|tv|co|be|ly|gg|fi|is|fr|nl|pl|tr)/[^\s<>\"')\]]+",
    re.IGNORECASE,
)
# A user's name on a social service: @liva_04, or after the service's name.
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]{1,29}(?<!\.)")
_HANDLE_AFTER = re.compile(
    r"\b(?:snap(?:chat)?|insta(?:gram)?|tiktok|discord|gamertag|brugernavn(?:et)?)\s{0,3}(?:er|:|=)\s{0,3}"
    r"(\w[\w.\-]{0,30}[\d_.][\w.\-]{0,30}\w)",
    re.IGNORECASE,
)


def find_mail(text: str) -> Iterator[Finding]:
    """Find mail addresses, spelled-out ones too.

    Examples
    --------
    >>> said = "Skriv til mor.hansen@skole.dk eller mor (snabel-a) skole punktum dk."
    >>> [f.text(said) for f in find_mail(said)]
    ['mor.hansen@skole.dk', 'mor (snabel-a) skole punktum dk']
    """
    for at in _AT.finditer(text):
        begin = max(0, at.start() - _LONGEST_LOCAL)
        local = _LOCAL.search(text[begin : at.start()])
        host = _HOST.match(text, at.end())
        if local and host:
            yield Finding(begin + local.start(1), host.end(), "mail", "mail_form")


def find_web(text: str) -> Iterator[Finding]:
    """Find web addresses and users' names on social services.

    Examples
    --------
    >>> said = "Se www.skolen.dk/2b, eller @liva_04."
    >>> [f.text(said) for f in find_web(said)]
    ['www.skolen.dk/2b', '@liva_04']
    """
    for match in _WEB.finditer(text):
        yield Finding(*match.span(), "web", "web_form")
    for match in _HANDLE.finditer(text):
        yield Finding(*match.span(), "web", "profil_navn", "mulig")
    for match in _HANDLE_AFTER.finditer(text):
        yield Finding(*match.span(1), "web", "profil_navn", "mulig")


# --- streets ---------------------------------------------------------------------------------

# No word of a street's name is as long as 40 letters, and no gap wider than three.
_CAPITAL = r"(?:[A-ZÆØÅÉ][\w'’.\-]{0,40}+)"
# 12, 12B, 12-14, and the floor and door that follow.
_NUMBER = r"\d{1,3}(?:\s?[A-Za-z](?![\wæøå]))?(?:\s?[-–]\s?\d{1,3}[A-Za-z]?(?!\d))?(?![\d.:]\d|\d)"
_FLOOR = (
    r"(?:,?\s*(?:(?:\d{1,2}\s?\.|(?:st(?:uen)?|kld|kælder(?:en)?)(?![\wæøå])\.?)(?:\s?sal)?"
    r"(?:,?\s*(?:(?:t\.?\s?[vh]\.?|m\.?\s?f\.?|til\s+(?:venstre|højre)|midtfor)(?![\wæøå])"
    r"|(?:lejl\.?|dør|nr\.?)\s*\d{1,4}|\d{1,4}(?![\d.:]*[\d\wæøå])))?))?"
)


@lru_cache(maxsize=1)
def _streets() -> tuple[re.Pattern[str], ...]:
    """The street patterns: numbered, perhaps numbered, in small letters, and without a number."""
    words = load("privatliv/steder")
    sure = "|".join(sorted(words["gadeendelser"], key=len, reverse=True))
    maybe = "|".join(sorted(words["mulige_gadeendelser"], key=len, reverse=True))
    alone = "|".join(word.capitalize() for word in words["mulige_gadeendelser"])
    lead = rf"(?:{_CAPITAL}\s{{1,3}}){{0,3}}"
    number = rf"(?![\wæøå])\s{{1,3}}(?:nr\.?\s{{0,3}}|nummer\s{{0,3}})?{_NUMBER}{_FLOOR}"
    apart = "Vej|Gade|Allé|Alle|Stræde|Torv|Plads|Boulevard|Vænge|Kaj|Passage|Have|Park|Bakke"
    # Store Torv 1, H.C. Andersens Vej 5, Solsikkevej 12: capitals, an ending, a number.
    numbered = (
        rf"\b(?P<street>{lead}[A-ZÆØÅ][\w'’.\-]{{0,40}}?(?:{sure})|(?:{_CAPITAL}\s{{1,3}}){{1,3}}(?:{apart}))"
        rf"{number}"
    )
    perhaps = (
        rf"\b(?P<street>{lead}[A-ZÆØÅ][\w'’.\-]{{0,40}}?(?:{maybe})"
        rf"|(?:{_CAPITAL}\s{{1,3}}){{0,2}}[A-ZÆØÅ][\w'’.\-]{{3,40}}\s{{1,3}}(?:alle|allé|boulevard|{maybe})"
        rf"|(?:{_CAPITAL}\s{{1,3}}){{1,3}}(?:{alone})){number}"
    )
    small = rf"\b(?P<street>[a-zæøåé][\w'’\-]{{1,40}}?(?:{sure})){number}"
    bare = (
        rf"\b(?P<street>{lead}[A-ZÆØÅ][\w'’.\-]{{2,40}}(?:vej|gade|allé|stræde|vænget|boulevard)"
        rf"|(?:{_CAPITAL}\s{{1,3}}){{1,2}}(?:Allé|Alle|Boulevard|Vej|Gade|Plads|Torv|Stræde))s?(?![\wæøå])"
    )
    return tuple(re.compile(p) for p in (numbered, perhaps, small, bare))


@lru_cache(maxsize=1)
def _not_streets() -> frozenset[str]:
    return frozenset(word.casefold() for word in load("privatliv/steder")["ikke_gader"])


_HOME = re.compile(
    r"\b(?:bor|boede|bopæl|adressen?|flytte[rt]?|hjemme)\b[^.!?]{0,25}$", re.IGNORECASE
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n])\s*[\"'”»(]*$")


def find_addresses(text: str) -> Iterator[Finding]:
    """Find street addresses, with number, floor and door, and streets named without a number.

    Examples
    --------
    >>> from kitlib.privacy.finding import without_overlaps
    >>> said = "Bor på Nørre Alle 3, 2. tv, lige ved legepladsen."
    >>> [f.text(said) for f in without_overlaps(find_addresses(said))]
    ['Nørre Alle 3, 2. tv']
    """
    numbered, maybe, small, bare = _streets()
    not_streets = _not_streets()
    for match in (*numbered.finditer(text), *small.finditer(text)):
        if match["street"].casefold() not in not_streets:
            yield Finding(*match.span(), "adresse", "gade_nummer")
    for match in maybe.finditer(text):
        if match["street"].casefold() in not_streets:
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        after = text[match.end() : match.end() + 2]
        ends = not re.match(r"\s?\w", after)
        inside = not _SENTENCE_START.search(before[-8:])
        if ends or inside or _HOME.search(before):
            yield Finding(*match.span(), "adresse", "gade_nummer", "mulig")
    for match in bare.finditer(text):
        if match["street"].casefold() not in not_streets:
            yield Finding(*match.span(), "adresse", "gade", "mulig")


# --- postal codes ----------------------------------------------------------------------------

_POSTCODE = re.compile(
    r"(?<![\d.,])(?P<land>(?:DK|D\.K\.)\s?-?\s?)?(?P<nr>0[89]\d\d|[1-9]\d{3})(?![\d])(?:,?\s+"
    r"(?P<by>[A-ZÆØÅa-zæøå][^\W\d_]+(?:-[^\W\d_]+)?(?:\s(?:by|Lyngby|Sjælland|Falster|Mors|Aa?by|Havn|Land))?)"
    r"(?P<del>\s(?:NV|SV|NØ|SØ|[CNSVØKJMFØ]|nv|sv|nø|sø|[cnsvøkjm])(?![\wæøåÆØÅ]))?)?"
)
_POSTCODE_CUE = re.compile(r"\bpostn(?:umme)?r(?:et)?\.?\s*(?:er|:)?\s*$", re.IGNORECASE)
_TOWN = re.compile(
    r"[A-ZÆØÅ][a-zæøå]+(?:by|rup|lev|løse|borg|bjerg|sted|strup|torp|inge|holm|havn|sø)$"
)


@lru_cache(maxsize=1)
def _towns() -> frozenset[str]:
    return frozenset(load("privatliv/steder")["byer"])


def find_postcodes(text: str) -> Iterator[Finding]:
    """Find postal codes: four digits and a town, or four digits said to be one.

    Examples
    --------
    >>> said = "Hun er flyttet til 8210 Aarhus V i 2026."
    >>> [f.text(said) for f in find_postcodes(said)]
    ['8210 Aarhus V']
    """
    for match in _POSTCODE.finditer(text):
        town = match["by"] or ""
        if match["land"] or _POSTCODE_CUE.search(text[max(0, match.start() - 20) : match.start()]):
            stop = match.end() if town.casefold() in _towns() else match.end("nr")
            yield Finding(match.start(), stop, "postnr", "postnr_ord")
        elif 1900 <= int(match["nr"]) <= 2040 and town.casefold() != "frederiksberg":
            continue  # a year
        elif town.casefold() in _towns():
            yield Finding(*match.span(), "postnr", "postnr_by")
        elif _TOWN.match(town) or (town[:1].isupper() and (match["del"] or "").strip().isupper()):
            yield Finding(*match.span(), "postnr", "postnr_by", "mulig")
