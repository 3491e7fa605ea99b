"""Pictures of handwriting: what bears their mark is somebody's words, and goes where words may."""

from __future__ import annotations

import zlib
from base64 import b64encode
from functools import cache
from io import BytesIO
from zipfile import BadZipFile, ZipFile, is_zipfile

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
    if not is_zipfile(BytesIO(content)):
        return False
    try:
        with ZipFile(BytesIO(content)) as packed:
            inside = packed.namelist()
            # What lies too deep to be looked into is taken to hold one, as what cannot be opened.
            return bool(inside) and (
                not deep or any(_holds(packed.read(name), deep - 1) for name in inside)
            )
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error, EOFError):
        return True


@cache
def _as_text() -> tuple[bytes, ...]:
    """The mark in base64, wherever it begins within three bytes; its ends depend on the rest."""
    return tuple(b64encode(b"." * shift + PICTURE_MARK)[4:-4] for shift in range(3))
