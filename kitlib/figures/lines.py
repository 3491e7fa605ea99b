"""Text broken into lines by the widths of its letters, fast enough for hundreds of notes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from kitlib import look

__all__ = ["Face", "legible", "wrap"]

Face = Literal["Regular", "It", "Bold"]


@cache
def _advances(face: str) -> tuple[Any, frozenset[int], dict[str, float]]:
    """A face, the letters that can be drawn at all, and a store of letter widths per em."""
    from pathlib import Path

    import matplotlib
    from matplotlib.ft2font import FT2Font

    files = look.font_files()
    deja = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    font = FT2Font(str(files.get(face, deja)))
    font.set_size(1000, 72)
    # DejaVu Sans stands in for what Source Sans lacks; `look.style` lists both.
    letters = frozenset(font.get_charmap()) | frozenset(FT2Font(str(deja)).get_charmap())
    return font, letters, {}


def legible(text: str) -> str:
    """Put a box for each sign that neither font has, such as some emoji.

    Matplotlib would draw a box as well, and warn.

    Examples
    --------
    >>> legible("Bøh!"), legible("\\U0001f9c3")
    ('Bøh!', '▯')
    """
    if text.isascii() and text.isprintable():
        return text
    letters = _advances("Regular")[1]
    unseen = {0xAD, 0xFE0E, 0xFE0F, 0x200B, 0x200D, 0x200E, 0x200F}  # joiners and the like
    return "".join(_sign(c, letters) for c in text if ord(c) not in unseen)


def _sign(letter: str, letters: frozenset[int]) -> str:
    if letter in "\n\N{NO-BREAK SPACE}" or (ord(letter) in letters and letter.isprintable()):
        return letter
    return " " if letter.isspace() or letter < " " else "▯"


def _width(text: str, size: float, face: str) -> float:
    """Width in points from the letters' widths, without kerning: a hundred times as fast as
    laying the line out, and at most a few per cent off, which a card's margin takes."""
    font, letters, known = _advances(face)
    total = 0.0
    for letter in text:
        if letter not in known:
            code = ord(letter)
            own = code in letters and font.get_char_index(code)
            known[letter] = font.load_char(code).linearHoriAdvance / 65_536e3 if own else 1.0
        total += known[letter]
    return total * size


def wrap(text: str, width: float, size: float, face: Face = "Regular") -> str:
    """Break text into lines no wider than `width` points, as one text; nothing is cut away.

    Like `look.wrap`, but fast enough for a board of hundreds of notes.

    Examples
    --------
    >>> wrap("tager selv bukserne på i garderoben", 120, 14).split("\\n")
    ['tager selv bukserne', 'på i garderoben']
    """
    lines: list[str] = []
    space = _width(" ", size, face)
    for paragraph in legible(text.strip()).splitlines() or [""]:
        line, used = "", 0.0
        # Not at a hard space, which keeps "27. april" on one line.
        for word in filter(None, paragraph.split(" ")):
            for piece in _pieces(word, width, size, face):
                needed = _width(piece, size, face)
                if line and used + space + needed > width:
                    lines.append(line)
                    line, used = piece, needed
                else:
                    used += needed + (space if line else 0.0)
                    line = f"{line} {piece}" if line else piece
        lines.append(line or " ")
    return "\n".join(lines)


def _pieces(word: str, width: float, size: float, face: Face) -> Iterable[str]:
    """Break a word that is wider than a line, with a hyphen where it is broken."""
    if _width(word, size, face) <= width:
        yield word
        return
    hyphen = _width("-", size, face)
    piece, used = "", 0.0
    for letter in word:
        own = _width(letter, size, face)
        if piece and used + own + hyphen > width:
            yield piece + "-"
            piece, used = "", 0.0
        piece += letter
        used += own
    yield piece
