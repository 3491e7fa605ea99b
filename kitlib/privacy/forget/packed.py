"""What lies inside a packed file (.xlsx, .docx, .zip ...): all of it, or a plain no."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

__all__ = ["CLOSED", "Closed", "is_packed", "unpacked"]

#: Said of a file that cannot be opened.
CLOSED = "Filen er låst eller beskadiget og kan ikke læses."

# All that the library and its decompressors raise for a password, an unknown method or damage.
_CANNOT = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
)


class Closed(Exception):
    """A packed file that cannot be opened: nobody can say what stands in it."""


def is_packed(raw: bytes) -> bool:
    """Tell whether bytes begin as a packed file does.

    Examples
    --------
    >>> is_packed(b"dato;observation")
    False
    """
    return raw[:4] == b"PK\x03\x04"


def unpacked(raw: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """Return every part with its bytes.

    Raises
    ------
    Closed
        Where one of them cannot be read: behind a password, damaged, or packed in a way that
        Python does not know.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return [(info, archive.read(info)) for info in archive.infolist()]
    except _CANNOT as error:
        raise Closed from error
