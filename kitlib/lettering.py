"""The font inside a page: cut down to the usual letters once, when the kit is built.

A page that holds a letter beyond those, which the font has, gets a cut of its own.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kitlib.look import font_files

__all__ = ["PLACE", "font_css", "pack"]

#: Made when the package is built (hatch_build.py), and left out of git.
PLACE = Path(__file__).with_name("skrift.json")

# Danish and its neighbours, Polish and Turkish, and the signs of our own pages.
_LATIN = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x2010, 0x2040))
_SIGNS = "ȘșȚț€−→←↑↓≤≥≈✓"
_FACES = {"Regular": ("normal", 400), "It": ("italic", 400), "Bold": ("normal", 700)}


@dataclass(frozen=True)
class _Packed:
    """The rules, the letters their fonts hold, and the letters the whole font has beyond those."""

    css: str
    letters: frozenset[str]
    beyond: frozenset[str]


def font_css(letters: Iterable[str]) -> str:
    """Return @font-face rules with the fonts inside, holding the letters asked for.

    Parameters
    ----------
    letters : iterable of str
        What a page is written with; what the font has no sign for is drawn by the reader's own.

    Examples
    --------
    >>> font_css("Æble").count("@font-face")
    3
    """
    packed = _packed()
    if packed is not None and packed.beyond.isdisjoint(letters):
        return packed.css
    return _cut("".join(sorted(_usual().union(letters))))


def pack() -> str:
    """Return what `PLACE` holds: the fonts as rules, and which letters are in them."""
    from fontTools.ttLib import TTFont

    with TTFont(font_files()["Regular"]) as font:
        held = frozenset(map(chr, font.getBestCmap()))
    kept = "".join(sorted(held & _usual()))
    told = {"css": _cut(kept), "letters": kept, "beyond": "".join(sorted(held - _usual()))}
    return json.dumps(told, ensure_ascii=False)


@cache
def _usual() -> frozenset[str]:
    return frozenset(chr(n) for letters in _LATIN for n in letters) | frozenset(_SIGNS)


@cache
def _packed() -> _Packed | None:
    """What was packed; None where the kit runs from a tree that was never built."""
    if not PLACE.exists():
        return None
    told = json.loads(PLACE.read_text(encoding="utf-8"))
    return _Packed(told["css"], frozenset(told["letters"]), frozenset(told["beyond"]))


@lru_cache(maxsize=8)
def _cut(letters: str) -> str:
    from fontTools import subset

    rules = []
    for face, path in font_files().items():
        options = subset.Options(flavor="woff", desubroutinize=True, notdef_outline=True)
        options.layout_features = ["kern", "mark", "mkmk"]
        # Who made it and its licence go with a cut; the name that is kept for the whole does not.
        options.name_IDs = [0, 13, 14]
        font = subset.load_font(str(path), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        packed = io.BytesIO()
        subset.save_font(font, packed, options)
        font.close()
        slant, weight = _FACES[face]
        code = base64.b64encode(packed.getvalue()).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'Source Sans Pro';font-style:{slant};font-weight:{weight};"
            f"src:url(data:font/woff;base64,{code}) format('woff')}}"
        )
    return "\n".join(rules)
