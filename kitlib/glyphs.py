"""Which letters the fonts can print: what they lack is shown as ▢ and reported, never lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from kitlib.dansk import join, plural
from kitlib.ordinary import read_ordinary
from kitlib.problems import KitError, Problem

__all__ = ["MISSING", "cover", "covered_letters", "family", "missing_problem", "print_fonts"]

#: Stands where a letter is missing (U+25A2, in DejaVu Sans).
MISSING = "▢"

_MOST_FONT = 100_000_000  # bytes; a font of every Chinese letter has half of that

# Letters that steer their neighbours and are never seen: joiners and variation selectors.
_JOINERS = {0x200C, 0x200D, *range(0xFE00, 0xFE10)}
# Marks of direction and breaks that the typesetter itself reads.
_STEERING = {0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, *range(0x2066, 0x206A)}

# The first word of a letter's Unicode name, as Danes call the script.
_SCRIPTS = {
    "ARABIC": "arabisk",
    "ARMENIAN": "armensk",
    "BENGALI": "bengali",
    "CJK": "kinesisk eller japansk",
    "DEVANAGARI": "hindi eller nepali",
    "ETHIOPIC": "amharisk eller tigrinya",
    "GEORGIAN": "georgisk",
    "GUJARATI": "gujarati",
    "GURMUKHI": "punjabi",
    "HANGUL": "koreansk",
    "HEBREW": "hebraisk",
    "HIRAGANA": "japansk",
    "KATAKANA": "japansk",
    "KHMER": "khmer",
    "MYANMAR": "burmesisk",
    "SINHALA": "singalesisk",
    "TAMIL": "tamil",
    "THAI": "thai",
    "TIBETAN": "tibetansk",
}


def print_fonts(extra: Path | None = None) -> tuple[Path, ...]:
    """Return the font files print is set in: the kit's own, one with more letters, the user's.

    Parameters
    ----------
    extra : Path, optional
        A .ttf or .otf file of the user's, for letters the others lack.

    Raises
    ------
    KitError
        Where the user's file is not a font.
    """
    from matplotlib import get_data_path

    from kitlib.look import font_files

    # DejaVu Sans comes with matplotlib: Arabic, Greek, Cyrillic, Hebrew, signs and some smileys.
    wide = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    found = [*font_files().values(), wide]
    if extra is not None:
        family(extra)
        found.append(extra)
    return tuple(found)


def family(path: Path) -> str:
    """Return the family name a font file goes by.

    Raises
    ------
    KitError
        Where the file is not a font.
    """
    from fontTools.ttLib import TTFont

    content = read_ordinary(path, most=_MOST_FONT)
    try:
        # From memory: opened by path, a file that is no font would stay open.
        with TTFont(BytesIO(content), lazy=True, fontNumber=0) as font:
            names = font["name"]
            name = names.getBestFamilyName() if hasattr(names, "getBestFamilyName") else None
            return str(name or names.getDebugName(1))
    except Exception as error:  # struct, zlib and its own: a damaged font raises nearly anything
        raise KitError(
            Problem(
                "Skriftfilen kan ikke bruges.",
                "Vælg en fil, der ender på .ttf eller .otf.",
                path.name,
                code="skriftfil",
            )
        ) from error


@cache
def _letters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap() or {})


def covered_letters(fonts: Sequence[Path]) -> frozenset[int]:
    """Return the letters at least one of the fonts holds, as code points."""
    return frozenset().union(*(_letters(path) for path in fonts))


def cover(
    value: Any, letters: frozenset[int], *, breakable: bool = True
) -> tuple[Any, Counter[str]]:
    """Make every text below `value` printable, and count what had to be replaced.

    Parameters
    ----------
    value : str, number, bool, None, sequence or mapping
        What is to be printed; other things raise TypeError.
    letters : frozenset of int
        Code points the fonts hold.
    breakable : bool
        Whether words longer than any line may be parted; not so in the source of a picture.

    Returns
    -------
    value : the same shape
        Control letters are gone, and what the fonts lack is ▢.
    missing : Counter of str
        How many ▢ there are of each script.

    Examples
    --------
    >>> letters = frozenset(map(ord, "hej ▢"))
    >>> cover(["hej தமிழ்"], letters)
    (['hej ▢▢▢'], Counter({'tamil': 3}))
    """
    missing: Counter[str] = Counter()
    done = _cover(value, letters, missing, _breakable if breakable else str)
    return done, missing


def _cover(
    value: Any, letters: frozenset[int], missing: Counter[str], finish: Callable[[str], str]
) -> Any:
    if isinstance(value, str):
        return finish(_cover_text(value, letters, missing))
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _cover(part, letters, missing, finish) for key, part in value.items()}
    if isinstance(value, Iterable):
        return [_cover(part, letters, missing, finish) for part in value]
    raise TypeError(f"{type(value).__name__} cannot be printed")


def _cover_text(text: str, letters: frozenset[int], missing: Counter[str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    if all(_plain(letter, letters) for letter in set(text)):
        return text
    shown: list[str] = []
    joined = False  # the letter before was a joiner on a missing letter: one sign, one ▢
    for letter in text:
        code = ord(letter)
        after_missing = bool(shown) and shown[-1] == MISSING
        if letter in "\n\t":
            shown.append(" " if letter == "\t" else letter)
        elif code in _STEERING:
            shown.append(letter)
        elif code in _JOINERS:
            joined = after_missing
            # Emoji selectors only choose colours; joiners matter between letters that are there.
            if not after_missing and code in letters and code < 0xFE00:
                shown.append(letter)
            continue
        elif unicodedata.category(letter) in ("Cc", "Cf", "Cn", "Co", "Cs"):
            if unicodedata.category(letter) in ("Co", "Cs", "Cn"):
                missing["ukendte tegn"] += 1
                shown.append(MISSING)
        elif code in letters:
            shown.append(letter)
        elif after_missing and (joined or unicodedata.combining(letter) or _is_mark(letter)):
            pass  # part of the sign that is already a ▢
        else:
            missing[_script(letter)] += 1
            shown.append(MISSING)
        joined = False
    return "".join(shown)


def _plain(letter: str, letters: frozenset[int]) -> bool:
    code = ord(letter)
    return letter == "\n" or (code in letters and code not in _JOINERS and letter.isprintable())


# No Danish word is this long without a place to part it; a web address or a held-down key is.
_ENDLESS = re.compile(r"[^\s\u00ad\u200b-]{40,}")
_STEP = 12


def _breakable(text: str) -> str:
    """Let a word longer than any line be parted, so that none of it runs off the paper."""

    def part(found: re.Match[str]) -> str:
        word = found.group()
        return "\u00ad".join(word[i : i + _STEP] for i in range(0, len(word), _STEP))

    return _ENDLESS.sub(part, text)


def _is_mark(letter: str) -> bool:
    tone = 0x1F3FB <= ord(letter) <= 0x1F3FF  # skin tones stand after the emoji they colour
    return tone or unicodedata.category(letter).startswith("M")


def _script(letter: str) -> str:
    code = ord(letter)
    if code >= 0x1F000 or unicodedata.category(letter) == "So":
        return "emoji"
    first = unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0]
    return _SCRIPTS.get(first, "andre tegn")


def missing_problem(missing: Counter[str], *, file: str | None = None) -> tuple[Problem, ...]:
    """Say what could not be printed, without saying where in whose words it stood.

    Examples
    --------
    >>> missing_problem(Counter({"tamil": 3}))[0].message
    '3 tegn findes ikke i skriften og står som ▢ (tamil).'
    """
    if not missing:
        return ()
    kinds = join(sorted(missing))
    verb = "findes ikke i skriften og står som ▢"
    return (
        Problem(
            f"{plural(sum(missing.values()), 'tegn', 'tegn')} {verb} ({kinds}).",
            "Angiv en skriftfil, der har dem, med --skrift FIL.",
            file,
            level="advarsel",
            code="tegn_mangler",
        ),
    )
