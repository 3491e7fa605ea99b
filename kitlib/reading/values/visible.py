"""A text as a person sees it: the one place where every cell of every format is made plain."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean"]

# What most cells are written with, where nothing needs to be done.
_PLAIN = re.compile(r"[\t\n\r -~\u00a1-\u00ac\u00ae-\u017f‐–—‘’“”„•…→←€]*")
# A hyphen that only parts a line; format characters (Unicode's Cf), control characters, and what
# else no one sees.
_UNSEEN = re.compile(
    r"\u00ad[ \t]*\r?\n|"
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891"
    "\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    | dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n")
    | {"\u2212": "-"}
)


def clean(text: str) -> str:
    """Return a text as a person sees it: composed, without padding and what nobody can see.

    Letters in two parts become one (NFC); joiners, soft hyphens, marks of direction and control
    characters go; spaces of any kind become plain ones, line ends of any kind plain line ends.
    Every cell of every format passes here, so that nothing hides a name from who looks for it.

    Examples
    --------
    >>> clean(" A\\u030ase\\u00a0og Em\\u00adma\\x0bleger ")
    'Åse og Emma\\nleger'
    """
    if not _PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_SPACES)
    return text.strip()
