"""Does any byte of a file still speak of a person? Looks inside packed parts too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path

from kitlib.ordinary import odd_file
from kitlib.packed import Closed, is_packed, laid_open, unpacked
from kitlib.privacy.forget.markup import MARKUP, forget_in_part
from kitlib.privacy.forget.person import Person
from kitlib.reading.sniff import too_heavy

__all__ = [
    "OBJECTS",
    "OPAQUE",
    "PICTURES",
    "TOO_LARGE",
    "holds",
    "holds_bytes",
    "holds_pictures",
    "is_large",
    "is_plain",
    "not_seen_in",
]

#: Kinds of file whose words no search of bytes can find: packed, drawn, spoken or locked.
OPAQUE = frozenset(
    {
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".heic",
        ".webp",
        ".tif",
        ".tiff",
        ".bmp",
        ".age",
        ".mp4",
        ".mov",
        ".avi",
        ".mkv",
        ".mp3",
        ".wav",
        ".m4a",
        ".ogg",
        ".doc",
        ".ppt",
        ".xls",
        ".7z",
        ".rar",
        ".gz",
    }
)

#: Said of a packed file with pictures in it.
PICTURES = "Der er billeder i filen, og værktøjet kan ikke se, hvad der er på dem."

#: Said of a packed file with other documents in it.
OBJECTS = "Der ligger andre dokumenter i filen, og værktøjet kan ikke se alt, hvad der står i dem."

#: Said of a file that is larger than anybody's own notes, and may speak of the person.
TOO_LARGE = (
    "Filen er for stor til at blive rettet her. Åbn den, søg efter personen, og ret den selv."
)

_OBJECT = re.compile(
    r"/embeddings/|vbaProject|/activeX/.*\.bin$|^Object|^ObjectReplacements/|/media/[^/]*\.(?:wav|"
    r"mp3|m4a|mp4|mov|avi|emf|wmf)$",
    re.I,
)

# Pictures and fonts inside a packed file: drawn, with no words to find.
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\xd7\xcd\xc6\x9a",
)
_DRAWN = (*_PICTURES, b"wOFF", b"wOF2", b"OTTO", b"\x00\x01\x00\x00")
_DEEPEST = 3
_WIDE = ("utf-16-le", "utf-16-be")
_NARROW = ("utf-8", "cp1252", "mac_roman", "cp850")
_HEAD = 16
_PIECE = 1 << 20  # bytes of a large file that are in memory at once; even, as two make a letter
_OVERLAP = 1 << 12  # more than anybody is called
_MOST_SEARCHED = 40_000_000  # bytes, in seconds


def holds(path: Path, person: Person) -> bool:
    """Tell whether a file's name or any byte of it speaks of the person.

    Raises
    ------
    Closed
        Where part of the file cannot be looked into, so that nobody can say no.
    """
    if person.is_in(path.name):
        return True
    if not is_plain(path):
        raise Closed
    if is_large(path):
        return any(_may_speak(piece, person) for piece in _pieces(path))
    return holds_bytes(path.read_bytes(), person)


def is_large(path: Path) -> bool:
    """Tell whether a file is larger than anybody's own notes: it is searched and never changed."""
    return too_heavy(path) is not None


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield a large file bit by bit, each with the beginning of the next."""
    if path.stat().st_size > _MOST_SEARCHED:
        raise Closed
    with path.open("rb") as stream:
        piece = stream.read(_PIECE + _OVERLAP)
        head = piece[:_HEAD]
        if is_packed(head) or head.startswith((*_DRAWN, b"%PDF")):
            raise Closed  # nobody sees a word of it bit by bit
        while piece:
            yield piece
            kept = piece[_PIECE:]
            piece = kept + more if (more := stream.read(_PIECE)) else b""


def is_plain(path: Path) -> bool:
    """Tell whether what stands there is a file: a pipe never ends, a link may lead nowhere."""
    return path.is_file() and odd_file(path) is None


def holds_bytes(raw: bytes, person: Person, *, depth: int = 0) -> bool:
    """Tell whether bytes speak of the person, in any usual encoding, packed parts included.

    Raises
    ------
    Closed
        Where part of them cannot be looked into.

    Examples
    --------
    >>> holds_bytes("Almas sko".encode("utf-16"), Person("B07", ("Alma",)))
    True
    """
    if is_packed(raw):
        if depth == _DEEPEST:
            raise Closed
        return any(
            person.is_in(info.filename) or _part_holds(info.filename, part, person, depth)
            for info, part in unpacked(raw)
        )
    if depth and raw.startswith(_DRAWN):
        return False
    return _may_speak(laid_open(raw), person)


def _may_speak(raw: bytes, person: Person) -> bool:
    if not any(_may(raw, form) for form in person.forms):
        return False
    for encoding in _encodings(raw, person):
        text = raw.decode(encoding, "replace")
        if person.is_in(text) or ("&" in text and person.is_in(unescape(text))):
            return True
    return False


def _encodings(raw: bytes, person: Person) -> Iterator[str]:
    """Yield those in which bytes may say different things that speak of the person."""
    yield from _NARROW[:1] if raw.isascii() else _NARROW
    # In two bytes each, a letter of ours has an empty one, and a digit at full width 0xff.
    if b"\x00" in raw or b"\xff" in raw or any(min(form) > "\xff" for form in person.forms):
        yield from _WIDE


def _part_holds(name: str, part: bytes, person: Person, depth: int) -> bool:
    """Tell it of one part of a packed file; in XML a cell that is called B12 is no child."""
    if name.endswith(MARKUP):
        with suppress(SyntaxError):
            return forget_in_part(name, part, person)[1] > 0
    return holds_bytes(part, person, depth=depth + 1)


def holds_pictures(raw: bytes) -> bool:
    """Tell whether a packed file has pictures in it, on which anybody may be seen.

    The small picture of its own first page, which office programs lay in, does not count.
    """
    try:
        parts = unpacked(raw) if is_packed(raw) else []
    except Closed:
        return False
    return any(
        part.startswith(_PICTURES) and "thumbnail" not in info.filename.casefold()
        for info, part in parts
    )


def not_seen_in(raw: bytes) -> str:
    """Say what of a packed file nobody can look into; empty where it is all texts.

    Examples
    --------
    >>> not_seen_in(b"dato;observation")
    ''
    """
    objects = _holds_objects(raw)
    said = [PICTURES] if holds_pictures(raw) else []
    return " ".join([*said, *([OBJECTS] if objects else [])])


def _holds_objects(raw: bytes) -> bool:
    """Tell whether a packed file has other documents, sounds or programs laid in it."""
    try:
        parts = unpacked(raw) if is_packed(raw) else []
    except Closed:
        return False
    return any(_OBJECT.search(info.filename) for info, _ in parts)


def _may(raw: bytes, form: str) -> bool:
    """A quick look for the first letters of a form, case aside, before bytes are decoded."""
    if b"&#" in raw or not form.isascii() or any(c.isdigit() for c in form):
        return True  # a code is written in many ways
    low = raw.lower()
    head = form.split()[0].lower()
    return any(head.encode(e) in low for e in ("ascii", "utf-16-le", "utf-16-be"))
