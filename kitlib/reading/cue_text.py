"""The text of one cue -> what each voice in it says: formatting taken off, words kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

__all__ = ["Said", "has_inline_times", "said_in"]


class Said(NamedTuple):
    """What one voice says in a cue, line by line as it is shown."""

    voice: str | None
    lines: tuple[str, ...]


# What stands in angle brackets and is none of these is what somebody wrote.
_FORMATTING = r"b|i|u|s|c|v|em|strong|p|div|span|tt|lang|ruby|rt|rb|font"
_TAG = re.compile(rf"<(/?)({_FORMATTING})(?:\.[^\s<>]*)?(?:\s+([^<>]*))?/?>", re.IGNORECASE)
_INLINE_TIME = re.compile(r"<(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}>")
_BREAK = re.compile(r"<br\s*/?>|\\N|\[br\]", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")  # {\an8} of other subtitle programs
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# Marks of direction and of no width: nothing is seen of them, and a word with one is not found.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_DASH = re.compile(r"[-–—‐‑−]\s*(?=[^\W\d_]|[\"'»«“”(\[<{¿¡…])")
_SPEAKER = "\ufdd0"  # never a letter


def has_inline_times(text: str) -> bool:
    """Tell whether words in a cue have times of their own, as captions that roll do."""
    return _INLINE_TIME.search(text) is not None


def said_in(lines: Sequence[str]) -> list[Said]:
    """Return what is said in a cue, one a voice.

    Parameters
    ----------
    lines : sequence of str
        The cue's lines as they stand in the file.

    Notes
    -----
    A voice is a tag (`<v Mette>`), or a line that begins with a dash where there is more than one
    line: the way subtitles tell two speakers apart.

    Examples
    --------
    >>> said_in(["<v Barn>Jeg <i>kan</i> selv!</v>"])
    [Said(voice='Barn', lines=('Jeg kan selv!',))]
    >>> [s.lines for s in said_in(["- Hvem {peger}?", "- Mig &amp; <griner>"])]
    [('Hvem {peger}?',), ('Mig & <griner>',)]
    """
    text = _BREAK.sub("\n", _OVERRIDE.sub("", _INLINE_TIME.sub("", "\n".join(lines))))
    text = text.replace(_SPEAKER, "")
    parts = _TAG.sub(_marked, text).split(_SPEAKER)
    said: list[Said] = []
    for voice, words in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        name = _plain(voice) or None
        shown = [p for p in map(_plain, words.split("\n")) if p]
        said += [Said(name, tuple(turn)) for turn in _turns(shown)]
    return said


def _marked(tag: re.Match[str]) -> str:
    kind, more = tag[2].casefold(), (tag[3] or "").strip(" /")
    if kind == "v":
        return f"{_SPEAKER}{'' if tag[1] else more}{_SPEAKER}"
    # "<i dag regner det>" is words; "<font color=red>" and "<lang da>" are not.
    return tag[0] if more and "=" not in more and kind != "lang" else ""


def _plain(text: str) -> str:
    text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    return " ".join(_UNSEEN.sub("", text).split())


def _turns(lines: list[str]) -> list[list[str]]:
    """Part lines at each dash; a lone dash is kept, as it may mean something else."""
    turns: list[list[str]] = []
    for line in lines:
        if _DASH.match(line) or not turns:
            turns.append([line])
        else:
            turns[-1].append(line)
    if len(turns) > 1:
        turns = [
            [_DASH.sub("", first, count=1) if _DASH.match(first) else first, *rest]
            for first, *rest in turns
        ]
    return turns
