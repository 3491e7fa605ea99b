"""A text file on disk -> how it is written: looked through once, in pieces, and decided."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kitlib.problems import KitError
from kitlib.reading.encodings import DOUBTFUL, Decoded, decode
from kitlib.reading.sniff import refuse

__all__ = ["LONGEST_LINE", "look_through", "read_text", "wide"]

#: Bytes of one line; a spreadsheet has room for 32,767 letters in a cell, and a note is short.
LONGEST_LINE = 4_000_000
_HEAD = 1 << 14
_PIECE = 1 << 20
# Bytes no table holds: the control characters but tab, the line ends, form feed and escape.
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_ASCII = bytes(set(range(128)) - {0x1A})
_SEVERAL = 50  # one in so many bytes, and a few, are what programs leave by mistake


def look_through(path: Path) -> Decoded:
    """Decide a file's encoding: by its mark, else from every byte of it.

    Raises
    ------
    KitError
        Where the file is not text at all, or cannot be opened.

    Notes
    -----
    A file that is UTF-8 all through is only looked at in pieces and comes without its text, so
    that a million rows are not held twice.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
                raise _not_text(path)
            _refuse_long_lines(path, stream)
            marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            encoding = "utf-16" if marked else wide(head)
            if encoding:
                if _is_plain(stream, head, encoding):
                    return Decoded(encoding)
                raise _not_text(path)
            _refuse_controls(path, head)
            if _is_plain(stream, head, "utf-8"):
                stream.seek(0)
                quotes = any(b'"' in piece for piece in iter(partial(stream.read, _PIECE), b""))
                return Decoded("utf-8-sig", quotes=quotes)
        raw = path.read_bytes()
    except OSError:
        hint = "Luk den i andre programmer, og prøv igen."
        raise refuse(path, "Filen kan ikke åbnes.", hint, "fil_laast") from None
    _refuse_controls(path, raw)
    return decode(raw)


def read_text(path: Path) -> Decoded:
    """Return a file's whole text with what was decided of it; see `look_through`.

    Examples
    --------
    >>> read_text(Path("sample_data/solsikken/postits.csv")).text[:17]
    'dato;observation;'
    """
    found = look_through(path)
    if found.text is not None:
        return found
    with path.open(encoding=found.encoding, newline="", errors="replace") as stream:
        return replace(found, text=stream.read().removeprefix("\ufeff"))


def _refuse_controls(path: Path, raw: bytes) -> None:
    if b"\x00" in raw or len(_CONTROLS.findall(raw)) * _SEVERAL > len(raw) + 2 * _SEVERAL:
        raise _not_text(path)


def _refuse_long_lines(path: Path, stream: BinaryIO) -> None:
    """Refuse what parts into millions of cells, or is one cell that fills the memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    line = 0
    # A file that is no longer than one line may be has nothing to look for.
    for piece in iter(partial(stream.read, _PIECE), b"") if size > LONGEST_LINE else ():
        first, last = _line_ends(piece)
        if line + first > LONGEST_LINE:
            raise refuse(
                path,
                "Filen har en linje, der er alt for lang til at være en tabel.",
                "Tjek, at det er den rigtige fil.",
                "for_stor",
            )
        line = len(piece) - last if last else line + len(piece)
    stream.seek(min(size, _HEAD))


def _line_ends(piece: bytes) -> tuple[int, int]:
    """Return how many bytes stand before the first line end of a piece, and how many to its last.

    Where it has none, all of them and 0.
    """
    ends = [p for p in (piece.find(b"\n"), piece.find(b"\r")) if p >= 0]
    return min(ends, default=len(piece)), max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1


def _not_text(path: Path) -> KitError:
    hint = "Gem den igen fra det program, den er lavet i, som .csv eller .xlsx."
    return refuse(path, "Filen er ikke en tekstfil og kan ikke læses.", hint, "ikke_tekst")


def wide(head: bytes) -> str:
    """Return which UTF-16 a file without its mark is in: every other byte of Danish text is 0.

    Examples
    --------
    >>> wide("dato;observation".encode("utf-16-le")), wide(b"dato;observation")
    ('utf-16-le', '')
    """
    if len(head) < 4 or b"\x00" not in head:
        return ""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def _is_plain(stream: BinaryIO, head: bytes, encoding: str) -> bool:
    """Tell whether every byte fits an encoding, and nothing asks for a closer look."""
    decoder = codecs.getincrementaldecoder(encoding)()
    piece, before = head, b""
    try:
        while piece:
            if "\x00" in decoder.decode(piece):
                return False
            if encoding == "utf-8":
                # A letter's bytes stand together, so what is between letters may be left out.
                rest = before + piece.translate(None, _ASCII)
                if any(mark in rest for mark in DOUBTFUL):
                    return False
                before = rest[-2:]
            piece = stream.read(_PIECE)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
