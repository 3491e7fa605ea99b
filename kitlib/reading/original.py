"""A text file as its bytes stand: changed in places, and written back as it was in all others."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kitlib.reading.encodings import Line, lines_in
from kitlib.reading.written import wide

__all__ = ["Edit", "Original"]

#: From where to where in the text, and what shall stand there.
Edit = tuple[int, int, str]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_DOS_END = b"\x1a"


@dataclass(frozen=True)
class Original:
    """The lines of a file with the bytes of each.

    Parameters
    ----------
    lines : tuple of Line
        All of them, decoded as every reader decodes them.
    mark, end : bytes
        What stands before the first and after the last: a byte order, and the end DOS wrote.

    Examples
    --------
    >>> file = Original.of("Åse gik\\nog kom".encode("mac_roman"))
    >>> file.edited([(0, 3, "Hun")]).decode("mac_roman")
    'Hun gik\\nog kom'
    """

    lines: tuple[Line, ...]
    mark: bytes = b""
    end: bytes = b""

    @classmethod
    def of(cls, raw: bytes) -> Original:
        """Decode a file's bytes line by line."""
        mark = next((m for m in _MARKS if raw.startswith(m)), b"")
        encoding = _MARKS.get(mark, wide(raw[: 1 << 14]))
        body = raw[len(mark) :]
        if encoding.startswith("utf-16"):
            try:
                text = body.decode(encoding)
            except UnicodeError:
                return cls(tuple(lines_in(raw)))
            found = (Line(t.encode(encoding), t, encoding) for t in _LINE.findall(text))
            return cls(tuple(found), mark)
        end = body[len(body.rstrip(_DOS_END)) :]
        return cls(tuple(lines_in(body[: len(body) - len(end)])), mark, end)

    @cached_property
    def text(self) -> str:
        """What the file says."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line.text) for line in self.lines)]

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the file's bytes with edits made, in order and apart from each other.

        Lines that no edit touches are the very bytes they were; the others are written in their
        own encoding.
        """
        new: dict[int, list[str]] = {}
        done: dict[int, int] = {}
        for start, stop, words in edits:
            first = max(0, bisect_right(self._starts, start) - 1)
            first = min(first, len(self.lines) - 1)
            last = max(first, bisect_right(self._starts, stop - 1) - 1)
            for place in range(first, last + 1):
                at, text = self._starts[place], self.lines[place].text
                kept = text[done.get(place, 0) : max(start - at, 0)]
                new.setdefault(place, []).append(kept + (words if place == first else ""))
                done[place] = min(stop - at, len(text))
        parts = (
            _bytes("".join(new[i]) + line.text[done[i] :], line) if i in new else line.raw
            for i, line in enumerate(self.lines)
        )
        return self.mark + b"".join(parts) + self.end


def _bytes(text: str, line: Line) -> bytes:
    try:
        return text.encode(line.encoding, "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")  # read line by line, it is read as what it is
