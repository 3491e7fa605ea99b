"""What lies inside a packed file (.xlsx, .docx, .zip ...), a PDF or a picture, or a plain no."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator

__all__ = ["CLOSED", "Closed", "is_packed", "laid_open", "unpacked"]

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

# All parts together, unpacked: well over an office file with its pictures.
_MOST = 1 << 28

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_BINARY = re.compile(rb"[^\t\n\r\x20-\x7e\x80-\xff]")
_LONGEST = 1 << 24  # bytes of one stream, beyond which it is no page of words
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_SCAN = re.compile(rb"\xff\xda.*?\xff\xd9", re.DOTALL)
_PIXELS = (b"IDAT", b"fdAT", b"iCCP")


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
        Python does not know; or where all of them would fill the memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            # Of a part that says it is smaller than it is, no more than that is unpacked.
            if sum(info.file_size for info in infos) > _MOST:
                raise Closed
            return [(info, archive.read(info)) for info in infos]
    except _CANNOT as error:
        raise Closed from error


def laid_open(raw: bytes) -> bytes:
    """Return what can be read of a PDF or a picture: words and notes, not what is drawn.

    Packed bytes are as good as drawn by lot: among 100,000 of them a code of three letters turns
    up by chance, and the words that are packed in a PDF are not seen at all.

    Examples
    --------
    >>> laid_open(b"%PDF stream\\n" + zlib.compress(b"(B07) Tj") + b"\\nendstream")
    b'%PDF stream\\n(B07) Tj\\nendstream'
    """
    if raw.startswith(b"%PDF"):
        return _STREAM.sub(lambda found: b"stream\n" + _words(found[1]) + b"\nendstream", raw)
    if raw.startswith(_JPEG):
        return _SCAN.sub(b"", raw)
    return b"".join(_notes(raw)) if raw.startswith(_PNG) else raw


def _words(stream: bytes) -> bytes:
    try:
        stream = zlib.decompressobj().decompress(stream, _LONGEST)
    except zlib.error:
        return b"" if stream.startswith(_JPEG) else stream
    return b"" if _BINARY.search(stream) else stream


def _notes(png: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that hold no pixels, and all that follows its end."""
    at = len(_PNG)
    while at + 8 <= len(png):
        stop = at + 12 + int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] not in _PIXELS:
            yield png[at:stop]
        at = stop
    yield png[at:]
