"""One person is one code: the normal form that people are counted by, and how codes are written.

Nothing else decides whether two codes are the same person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

__all__ = [
    "PERSON_WORDS",
    "holds_several",
    "is_code",
    "is_nobody",
    "normal",
    "order",
    "pattern",
    "spellings",
    "split",
]

# Signs nobody means anything by; one between two numbers keeps them apart: 1-12 is not 11-2.
_SIGNS = r"\s\-_./'’´`\u2010-\u2015\u2212\u00ad\u200b-\u200f\u2060\ufeff"
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_BETWEEN = re.compile(r"[\W_]+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_PARTS = re.compile(r"\d+|[^\d-]+|-")

# What is longer is no code, but a word or a name.
_MOST_LETTERS, _MOST_WORDS, _LONGEST = 2, 3, 12

#: What people write before a number that is the whole code.
PERSON_WORDS = frozenset({"BARN", "ELEV", "UNG", "BORGER", "NR", "NUMMER", "KODE", "DELTAGER"})

# Words that stand in a column of codes and mean no one person.
_NOBODY = frozenset(
    {
        "alene",
        "ingen",
        "alle",
        "flere",
        "mange",
        "andre",
        "de andre",
        "gruppen",
        "hele gruppen",
        "børn",
        "børnene",
        "flere børn",
        "unge",
        "de unge",
        "elever",
        "eleverne",
        "ukendt",
        "uoplyst",
        "ved ikke",
        "voksen",
        "voksne",
        "en voksen",
        "sig selv",
        "nogen",
        "nogle",
    }
)

# A code in a list: letters before a number ("B07", "b 8", "U-4", "Barn 7"), a letter behind it.
_ONE = rf"[^\W\d_]{{1,6}}[{_SIGNS}]{{0,2}}\d{{1,4}}(?:-?[^\W\d_](?![^\W_]))?"
_NUMBER = r"\d{1,4}[^\W\d_]{0,2}"
_LINE_OF = re.compile(rf"(?:{_ONE}|{_NUMBER})(?:[\s–-]+(?:{_ONE}|{_NUMBER}))+")
_EACH = re.compile(rf"{_ONE}|{_NUMBER}")
_BETWEEN_CODES = re.compile(
    r"[,;&+|\n\r\t•·]+|(?<!\w)(?:og|samt|and|plus)(?!\w)|(?<=\d)og(?=[^\W\d_])", re.I
)
_SLASH = re.compile(r"/")


# The same codes stand in many rows and tables, and each is looked at for several reasons.
@lru_cache(maxsize=4096)
def normal(code: str) -> str:
    """Return the normal form of a code, by which persons are told apart.

    Case, spaces, hyphens and other signs, full width and leading zeros are ways of writing and
    not the person. A sign between two numbers counts: 1-12 is somebody else than 11-2.

    Parameters
    ----------
    code : str
        As somebody wrote it.

    Returns
    -------
    str
        Capitals and digits; empty where there is neither.

    Examples
    --------
    >>> [normal(code) for code in ("u04", "U 04", "U-4", "Ｕ０４", "B07", "b-7a", "Ø 12")]
    ['U4', 'U4', 'U4', 'U4', 'B7', 'B7A', 'Ø12']
    >>> normal("7.12"), normal("71-2"), normal("007"), normal("?")
    ('7-12', '71-2', '7', '')
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", code).upper())
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = "-".join(_BETWEEN.sub("", part) for part in _BETWEEN_NUMBERS.split(text))
    return _ZEROS.sub("", _plain_digits(text))


def _plain_digits(text: str) -> str:
    """Write digits of other scripts as our own."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c, c)) for c in text)


def order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return what to sort codes by: as people count, however they are written.

    Examples
    --------
    >>> sorted(["B10", "b 2", "A1"], key=order)
    ['A1', 'b 2', 'B10']
    """
    parts = _PARTS.findall(normal(code))
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)


def spellings(said: Mapping[str, int], listed: Iterable[str] = ()) -> dict[str, str]:
    """Return normal form -> the one spelling shown: the listed one, else the most usual.

    Parameters
    ----------
    said : mapping of str to int
        Codes as they are written, and how often.
    listed : iterable of str
        Codes as people know them (`koder` in om.toml).

    Examples
    --------
    >>> spellings({"u04": 1, "U 04": 1, "U04": 1, "b7": 3, "B07": 1}, listed=["B07"])
    {'U4': 'U04', 'B7': 'B07'}
    """

    def rank(code: str) -> tuple[int, bool, bool, int, str]:
        # Of those as usual, the tidiest.
        return -said[code], not code.isalnum(), code != code.upper(), -len(code), code

    known = {normal(code): code for code in listed}
    forms: dict[str, list[str]] = {}
    for code in said:
        forms.setdefault(normal(code), []).append(code)
    return {form: known.get(form) or min(ways, key=rank) for form, ways in forms.items()}


def split(text: str, *, many: bool = False) -> list[str]:
    """Return the codes a cell holds, as they are written, however they are kept apart.

    Parameters
    ----------
    text : str
        A cell of codes.
    many : bool
        Whether the column is for many: then "7 8 9" is three, and elsewhere one.

    Examples
    --------
    >>> split("B07, b 8 og B-9"), split("B07;B08;"), split("B07/B08"), split("B07 B08")
    (['B07', 'b 8', 'B-9'], ['B07', 'B08'], ['B07', 'B08'], ['B07', 'B08'])
    >>> split("Barn 7"), split("7/2"), split("de andre")
    (['Barn 7'], ['7/2'], ['de andre'])
    """
    found: list[str] = []
    for part in _BETWEEN_CODES.split(text):
        found += _of_part(" ".join(part.split()).strip(" ."), many)
    return found


def _of_part(part: str, many: bool) -> list[str]:
    """Part what only a space, a stroke or a slash keeps apart, where each piece is a code."""
    pieces = [p.strip() for p in _SLASH.split(part) if p.strip()]
    if len(pieces) > 1 and all(any(c.isalpha() for c in p) for p in pieces):
        return [code for piece in pieces for code in _of_part(piece, many)]
    if _LINE_OF.fullmatch(part):
        codes = _EACH.findall(part)
        numbers = many and not any(c in part for c in "-–")
        if numbers or any(c[0].isalpha() for c in codes):
            return list(codes)
    return [part] if part else []


def is_code(text: str) -> bool:
    """Tell whether a text can be a code: a number with a letter or two, and no sentence.

    Examples
    --------
    >>> [is_code(text) for text in ("U 04", "4B", "KA", "Barn 7", "b-7a")]
    [True, True, True, True, True]
    >>> [is_code(text) for text in ("Bo", "Ida", "Emma 7", "den nye dreng", "?")]
    [False, False, False, False, False]
    """
    form = normal(text)
    letters = re.findall(r"[^\W\d_]+", form)
    if not form or len(form) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if not _has_number(form):
        return len(form) <= _MOST_LETTERS and not text.strip().istitle()
    return all(
        len(word) <= _MOST_LETTERS or word in PERSON_WORDS or (len(word) == 3 and word in text)
        for word in letters
    )


def is_nobody(text: str) -> bool:
    """Tell whether what stands in a column of codes means no one person.

    Examples
    --------
    >>> [is_nobody(text) for text in ("Alle", "de  andre", "?", "B07", "Emma")]
    [True, True, True, False, False]
    """
    return not normal(text) or " ".join(text.casefold().split()) in _NOBODY


def holds_several(text: str) -> bool:
    """Tell whether a cell for one code holds the codes of more than one.

    Examples
    --------
    >>> [holds_several(text) for text in ("B07 og B08", "B07/b7", "Barn 7", "Emma og Ida")]
    [True, False, False, False]
    """
    parts = split(text)
    return len(set(map(normal, parts))) > 1 and any(_has_number(part) for part in parts)


def _has_number(text: str) -> bool:
    return any(c.isdigit() for c in text)


def pattern(code: str) -> re.Pattern[str]:
    """Return a pattern that finds a code in running text however it is written, and no other.

    Where its letters are a word as well ("I4"), a space may follow them only in capitals: "i 4
    dage" is no person.

    Examples
    --------
    >>> [bool(pattern("B07").search(t)) for t in ("B07s sko", "b 7.", "B-07", "B071", "AB07")]
    [True, True, True, False, False]
    >>> bool(pattern("B7").search("B7a")), bool(pattern("i4").search("i 4 dage"))
    (False, False)
    """
    parts = _PARTS.findall(normal(code))
    if not parts or all(p.isdigit() or p == "-" for p in parts):
        # A number alone is found as it stands: any looser, and every date would be somebody.
        return re.compile(rf"(?<![^\W_]){re.escape(code.strip())}(?!\d)", re.IGNORECASE)
    here = rf"[{_SIGNS.replace(chr(92) + 's', ' ' + chr(92) + 't' + chr(92) + 'u00a0')}]{{0,3}}"
    said = [_written(part) for part in parts if part != "-"]
    body = here.join(said)
    if parts[0].casefold() in _WORDS and len(parts) > 1:
        tight = here.replace(" ", "", 1)
        rest = here.join(said[1:])
        body = rf"(?:{said[0]}{tight}{rest}|(?-i:{parts[0]}){here}{rest})"
    # A letter behind the number is somebody else's code, unless it is the genitive's.
    after = r"(?!\d)(?!(?!s)[^\W\d_](?![^\W_]))" if parts[-1].isdigit() else r"(?!\d)"
    return re.compile(rf"(?<![^\W_]){body}{after}", re.IGNORECASE)


# Letters that are words: with a space and a number behind them they are rarely a code.
_WORDS = frozenset({"i", "a", "å", "ø", "o", "e", "en", "et", "de", "du", "vi", "om", "på", "af"})


def _written(part: str) -> str:
    if part.isdigit():
        return "[0\uff10]*" + "".join(_either(c) for c in part)
    return "".join(_either(c) for c in part)


def _either(sign: str) -> str:
    """A sign, or the same one at full width."""
    if "!" <= sign <= "~":
        wide = "".join(chr(ord(c) + 0xFEE0) for c in {sign, sign.lower()})
        return f"[{re.escape(sign)}{wide}]"
    return re.escape(sign)
