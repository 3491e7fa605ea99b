"""Marks and headings that can be touched: how matplotlib is told of them, and how SVG names them.

A mark in the SVG carries the id of its note (`data-note`), a heading the word it stands for
(`data-key`). What matplotlib writes round about is made small here: a stored notebook holds it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import quote, unquote

__all__ = ["compact", "key_link", "line_link", "note_link"]

_LINK = re.compile(r'<a xlink:href="(note|key|line):([^"]*)"(?: target="_blank")?')
_SPACE = re.compile(r">\s*\n\s*<")
_PATH = re.compile(r' d="([^"]*)"')
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_LETTER = re.compile(r"\s*([A-Za-z])\s*")
_CLIP = re.compile(r'(<a data-note="[^"]*">\s*<path [^>]*?) clip-path="[^"]*"')
_TURN = re.compile(r' transform="rotate\(-0 [^"]*\)"')


def note_link(note: str) -> str:
    """Name a mark after its note, where matplotlib takes the address of a link."""
    return f"note:{quote(note)}"


def key_link(key: str) -> str:
    """Name a heading after the word marks are found by."""
    return f"key:{quote(key)}"


def line_link(key: str) -> str:
    """Name a line after the word at its end: where that is chosen, the other lines fade."""
    return f"line:{quote(key)}"


def compact(svg: str) -> str:
    """Return an SVG with its links named, and nothing in it that is not seen.

    Examples
    --------
    >>> compact('<a xlink:href="note:a1"><path d="M 1.2345 2 \\nL 3 4 \\nz\\n"/>')
    '<a data-note="a1"><path d="M1.23 2L3 4z"/>'
    """
    svg = _LINK.sub(_named, svg)
    svg = _PATH.sub(_short, svg)
    svg = _TURN.sub("", _CLIP.sub(r"\1", svg))
    return _SPACE.sub("><", svg)


def _named(found: re.Match[str]) -> str:
    return f'<a data-{found[1]}="{escape(unquote(unescape(found[2])))}"'


def _short(found: re.Match[str]) -> str:
    numbers = _NUMBER.sub(lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), found[1])
    path = _LETTER.sub(r"\1", numbers).strip()
    return f' d="{path}"'
