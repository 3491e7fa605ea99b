"""A text as it is looked at: composed, without what cannot be seen, in the letters it looks like.

Whoever copies from a PDF, a phone or the web copies soft hyphens, joiners and letters in two parts
along. They are taken away before anything is looked for, and every place found is told in the text
as it was.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Looked", "looked_at", "seen"]

# What most notes are written with, where nothing needs to be done.
_PLAIN = re.compile(r"[\t\n\r -~\u00a0-\u00ac\u00ae-\u017f‐‑–—‘’“”„•…→←−€]*")
# Marks on one letter beyond which a new one is begun: sorting them costs their square, and text
# that keeps to Unicode's own limit (UAX 15, stream-safe text) has no more.
_MOST_MARKS = 30
# Signs that no one sees and that are not format characters (Cf) by Unicode's own word.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CLUSTER = re.compile(r"\u00ad[ \t]*\r?\n|.", re.DOTALL)
# Letters that look like a Latin one. They are read as it only where Latin letters stand beside
# them: a word that is all Greek or all Cyrillic is one of another language.
_LOOKS_LIKE = {
    ord(other): latin
    for others, latins in (
        ("АВЕЅІЈКМНОРСТУХҮԌԚԜҺ", "ABESIJKMHOPCTYXYGQWH"),
        ("авеѕіјкмнорстухүԍԛԝһԁӏ", "abesijkmhopctyxygqwhdl"),
        ("ӘӨӔәөӕ", "ƏØÆəøæ"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ", "ABEZHIKMNOPTYXCM"),
        ("αβεικνορτυχϲϳγ", "aßeikvoptuxcjy"),
        ("ɑɡ", "ag"),
        ("ՏՍՕᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "SUOABCEHJKLMPRSTVWZ"),
        ("օոսցհ", "onugh"),
    )
    for other, latin in zip(others, latins, strict=True)
}
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_OTHERS = re.compile(f"[{''.join(map(chr, _LOOKS_LIKE))}]")
# Letters of a styled alphabet, full width ones and the ligatures of print: one letter each to who
# reads. Raised and lowered ones stay, they mean something else.
_STYLED = frozenset({"<font>", "<wide>", "<narrow>", "<compat>"})


@dataclass(frozen=True)
class Looked:
    """A text as it is looked at, and where each of its signs stood.

    Parameters
    ----------
    text : str
        What is looked at.
    starts, stops : tuple of int, optional
        For each sign of `text`, its place in the text as it was; None where nothing was changed.
    """

    text: str
    starts: tuple[int, ...] | None = None
    stops: tuple[int, ...] | None = None

    def place(self, start: int, stop: int) -> tuple[int, int]:
        """Return where a stretch that is not empty stood in the text as it was."""
        if self.starts is None or self.stops is None:
            return start, stop
        return self.starts[start], self.stops[stop - 1]


def looked_at(text: str) -> Looked:
    """Return a text as it is looked at.

    Examples
    --------
    >>> looked = looked_at("Em\\u00adma og M\\u0430ds")
    >>> looked.text, looked.place(0, 4)
    ('Emma og Mads', (0, 5))
    """
    if _PLAIN.fullmatch(text):
        return Looked(text)
    signs: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    for start, stop in _clusters(text):
        for sign in _composed(text[start:stop]):
            signs.append(sign)
            starts.append(start)
            stops.append(stop)
    return Looked(_in_latin("".join(signs)), tuple(starts), tuple(stops))


def seen(word: str) -> str:
    """Return a word as it is looked at, without its places.

    Examples
    --------
    >>> seen("A\\u030ase")
    'Åse'
    """
    return looked_at(word).text


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each letter with the marks it carries; what cannot be seen stands alone."""
    found: list[tuple[int, int]] = []
    marks = 0
    for match in _CLUSTER.finditer(text):
        start, stop = match.span()
        joins = unicodedata.combining(text[start]) and found and found[-1][1] == start
        if joins and marks < _MOST_MARKS and not _unseen(text[found[-1][0]]):
            found[-1] = (found[-1][0], stop)
            marks += 1
        else:
            found.append((start, stop))
            marks = 0
    return found


@lru_cache(maxsize=4_000)
def _unseen(sign: str) -> bool:
    if sign in "\t\n\r\v\f\u0085":
        return False
    return unicodedata.category(sign) in ("Cf", "Cc", "Me") or bool(_UNSEEN.match(sign))


@lru_cache(maxsize=4_000)
def _composed(cluster: str) -> str:
    """One letter with its marks as one sign, if there is one; nothing for what nobody sees."""
    if _unseen(cluster[0]):
        return ""
    composed = unicodedata.normalize("NFC", cluster)
    if _LATIN.match(composed) or composed[0].isdigit():
        composed = composed[0]  # a line drawn through a letter hides it from nobody
    tag = unicodedata.decomposition(composed).partition(" ")[0] if len(composed) == 1 else ""
    if tag == "<circle>" or (tag in _STYLED and composed.isalnum()):
        return unicodedata.normalize("NFKC", composed)
    return composed


def _in_latin(text: str) -> str:
    """Letters of another alphabet as the Latin ones they look like, where a word mixes the two."""
    if not _OTHERS.search(text):
        return text

    def folded(match: re.Match[str]) -> str:
        word = match[0]
        return word.translate(_LOOKS_LIKE) if _LATIN.search(word) else word

    return _LETTERS.sub(folded, text)
