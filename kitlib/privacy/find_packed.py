"""What is known of each word, in one file that opens at once: made when the package is built.

A header line with the versions of the packages the words came from, where every 64th line
begins, and then the lines themselves in order: the word, and its facts between tabs. A word is
found by halving among the first words of the blocks and by one plain search in its block, so
that nothing is unpacked and nothing read twice.

The licences of what the file is made of stand in ``words-LICENSE.md`` beside it.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

__all__ = ["NOTHING", "PLACE", "Facts", "Packed", "pack"]

PLACE = Path(__file__).with_name("words.bin")
#: Goes up when the file is laid out in another way or other words are put in it.
_FORMAT = "laeringskit words 1"
_BLOCK = 64  # lines
_LISTS = "nfsp"  # near, far, family, place
_NUMBER = struct.Struct("<I")


class Facts(NamedTuple):
    """What the sources say of one very word.

    Parameters
    ----------
    base : str or None
        Its base form; None where the Danish dictionary does not have it.
    near, far, family, place : bool
        A first name in Denmark, Norway or Sweden; one elsewhere; a surname; in a town or country.
    danish, english : int or None
        Centibels: -300 is one word in a thousand; None where it is too rare to be listed.
    elsewhere : int
        In how many of seven languages far apart it is listed.
    """

    base: str | None = None
    near: bool = False
    far: bool = False
    family: bool = False
    place: bool = False
    danish: int | None = None
    english: int | None = None
    elsewhere: int = 0


#: A word no source has.
NOTHING = Facts()


def pack(words: Mapping[str, Facts], sources: Mapping[str, str]) -> bytes:
    """Lay all words out as the file holds them: the same bytes for the same words and versions.

    Parameters
    ----------
    sources : mapping of str to str
        Each package the words came from, and its version.

    Examples
    --------
    >>> packed = Packed(pack({"hunden": Facts("hund", danish=-410), "Bo": Facts()}, {"x": "1.0"}))
    >>> packed.facts("hunden").base, packed.facts("hund").base, packed.sources
    ('hund', None, {'x': '1.0'})
    """
    # Code points stand in the order of their bytes.
    lines = [_line(word, words[word]) for word in sorted(words)]
    named = "; ".join((_FORMAT, *(f"{name} {sources[name]}" for name in sorted(sources))))
    header = f"{named}\n".encode()
    blocks = -(-len(lines) // _BLOCK)
    first = len(header) + _NUMBER.size * (blocks + 2)
    ends = list(accumulate(map(len, lines), initial=first))
    index = struct.pack(f"<{blocks + 2}I", blocks, *ends[:-1:_BLOCK], ends[-1])
    return b"".join([header, index, *lines, b"\n"])


def _line(word: str, facts: Facts) -> bytes:
    base = "" if facts.base is None else _edit(word, facts.base)
    if "\t" in word + base or "\n" in word + base:
        raise ValueError("a word holds a tab or a new line")
    lists = "".join(sign for sign, held in zip(_LISTS, facts[1:5], strict=True) if held)
    numbers = ("" if n is None else str(-n) for n in (facts.danish, facts.english))
    told = "\t".join((base, lists, *numbers, str(facts.elsewhere or ""))).rstrip("\t")
    return f"\n{word}\t{told}".encode()


def _edit(word: str, base: str) -> str:
    """How many letters to take off the end, as one sign, and what to put there."""
    kept = len(base)
    while not word.startswith(base[:kept]):
        kept -= 1
    return chr(ord("0") + len(word) - kept) + base[kept:]


def _read(word: str, line: str) -> Facts:
    base, lists, danish, english, elsewhere = (*line.split("\t"), "", "", "", "")[:5]
    near, far, family, place = (sign in lists for sign in _LISTS)
    return Facts(
        base=word[: len(word) - ord(base[0]) + ord("0")] + base[1:] if base else None,
        near=near,
        far=far,
        family=family,
        place=place,
        danish=-int(danish) if danish else None,
        english=-int(english) if english else None,
        elsewhere=int(elsewhere or 0),
    )


class Packed:
    """Looks words up in the bytes of the file.

    Raises
    ------
    ValueError
        The bytes are not such a file, or not the whole of it.
    """

    def __init__(self, data: bytes) -> None:
        header = data[: data.find(b"\n")].decode("utf-8", "replace").split("; ")
        at = data.find(b"\n") + 1
        if header[0] != _FORMAT or len(data) < at + _NUMBER.size:
            raise ValueError("another format")
        (blocks,) = _NUMBER.unpack_from(data, at)
        if len(data) < at + _NUMBER.size * (blocks + 2):
            raise ValueError("broken off")
        self._starts = struct.unpack_from(f"<{blocks + 1}I", data, at + _NUMBER.size)
        if len(data) != self._starts[-1] + 1:
            raise ValueError("broken off")
        self._data = data
        self._first = [data[s + 1 : data.index(b"\t", s)] for s in self._starts[:-1]]
        self.sources = dict(part.rsplit(" ", 1) for part in header[1:])

    def facts(self, word: str) -> Facts:
        """What is known of this very word; `NOTHING` where it is in no source."""
        key = word.encode("utf-8", "surrogatepass")
        block = bisect_right(self._first, key) - 1
        if block < 0 or "\t" in word:
            return NOTHING
        data, stop = self._data, self._starts[block + 1]
        at = data.find(b"\n" + key + b"\t", self._starts[block], stop)
        if at < 0:
            return NOTHING
        at += len(key) + 2
        return _read(word, data[at : data.index(b"\n", at)].decode())

    def __iter__(self) -> Iterator[str]:
        text = self._data[self._starts[0] + 1 : -1] if self._first else b""
        return (line[: line.index(b"\t")].decode() for line in text.split(b"\n") if line)
