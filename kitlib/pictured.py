"""Pictures of handwriting: what bears their mark is somebody's words, and goes where words may."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from zipfile import is_zipfile

from kitlib.packed import Closed, is_packed, unpacked

__all__ = ["PICTURE_MARK", "holds_picture", "marked"]

#: Stands in every picture the kit makes of somebody's handwriting.
PICTURE_MARK = b"laeringskit:haandskrift:bliver-hos-teamet"

_DEEP = 3  # packed files within packed files


def marked(jpeg: bytes) -> bytes:
    """Return a JPEG with the mark of a picture of handwriting; one that bears it as it is.

    Examples
    --------
    >>> holds_picture(marked(bytes.fromhex("ffd8ffd9")))
    True
    """
    if PICTURE_MARK in jpeg:
        return jpeg
    comment = b"\xff\xfe" + (len(PICTURE_MARK) + 2).to_bytes(2) + PICTURE_MARK
    return jpeg[:2] + comment + jpeg[2:]


def holds_picture(content: bytes) -> bool:
    """Whether a file holds a picture of handwriting: as it is, written out as text, or packed.

    A packed file that cannot be looked into is taken to hold one: nothing goes out on a guess.

    Examples
    --------
    >>> holds_picture(b"..." + PICTURE_MARK), holds_picture(b64encode(b"12" + PICTURE_MARK + b"3"))
    (True, True)
    >>> holds_picture(b"en side uden billeder")
    False
    """
    return _holds(content, _DEEP)


def _holds(content: bytes, deep: int) -> bool:
    if PICTURE_MARK in content or any(part in content for part in _as_text()):
        return True
    begun = is_packed(content)
    if not begun and not is_zipfile(BytesIO(content)):
        return False
    try:
        parts = [part for _, part in unpacked(content)]
    except Closed:
        return True
    # What lies too deep, or lies there and is on no list, is taken to hold one as well.
    return (begun and not parts) or any(not deep or _holds(part, deep - 1) for part in parts)


@cache
def _as_text() -> tuple[bytes, ...]:
    """The mark in base64, wherever it begins within three bytes; its ends depend on the rest."""
    return tuple(b64encode(b"." * shift + PICTURE_MARK)[4:-4] for shift in range(3))
