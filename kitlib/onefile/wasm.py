"""A WebAssembly module without what is not needed to run it again from a memory that was kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["slimmed"]

_CUSTOM, _IMPORTS, _CODE, _DATA = 0, 2, 10, 11
_HEADER = 8
_FUNCTIONS = 1  # the part of the names that is functions'
_NOTHING_DONE = b"\x03\x00\x00\x0b"  # a function whose first step is a fault


def slimmed(module: bytes, gone: Iterable[str] = ()) -> bytes:
    """Return a module without its names, its first memory and what packages that are gone did.

    The memory that is kept holds all that the module would have laid in it. A function that no
    Python is left to call keeps its number, and its body is a fault.

    Parameters
    ----------
    gone : iterable of str
        Packages whose Python is not there, by their folder, as ``scipy/stats``.

    Examples
    --------
    >>> slimmed(b"\\0asm\\1\\0\\0\\0" + b"\\0\\2\\1n" + b"\\x0b\\1\\0").hex()
    '0061736d010000000b0100'
    """
    sections = list(_sections(module))
    dead = _dead(sections, list(gone))
    kept = [module[:_HEADER]]
    for kind, content in sections:
        if kind == _DATA:
            content = b"\0"
        elif kind == _CODE:
            content = _blanked(content, dead)
        if kind != _CUSTOM:
            kept += [bytes([kind]), _leb(len(content)), content]
    return b"".join(kept)


def _sections(module: bytes) -> Iterator[tuple[int, bytes]]:
    at = _HEADER
    while at < len(module):
        kind = module[at]
        size, start = _number(module, at + 1)
        at = start + size
        yield kind, module[start:at]


def _dead(sections: list[tuple[int, bytes]], gone: list[str]) -> set[int]:
    """Find the functions of packages that are gone, by their place in the code.

    Cython writes the package into a name. A helper of its own has no package in its name and lies
    among those of the module it was compiled with.
    """
    if not gone:
        return set()
    theirs = re.compile(rf"(?<!\d)(?:{'|'.join(map(_mangled, gone))})_")
    some = re.compile(r"(?<!\d)\d+(?:sklearn|statsmodels|scipy|pandas|numpy|lxml)_")
    before = next((_imported(content) for kind, content in sections if kind == _IMPORTS), 0)
    found: set[int] = set()
    between: list[int] | None = None  # helpers since the last function of a package that is gone
    for number, name in sorted(_names(sections)):
        place = number - before
        if theirs.search(name):
            found.update([place, *(between or ())])
            between = []
        elif some.search(name):
            between = None
        elif between is not None and name.startswith(("__pyx_", "__Pyx_")):
            between.append(place)
    return found


def _mangled(package: str) -> str:
    """Return a package as Cython writes it in the name of a function.

    Examples
    --------
    >>> _mangled("scipy/stats")
    '5scipy_5stats'
    """
    return "_".join(f"{len(part)}{part}" for part in package.split("/"))


def _blanked(code: bytes, dead: set[int]) -> bytes:
    count, at = _number(code, 0)
    kept = [_leb(count)]
    for place in range(count):
        size, start = _number(code, at)
        kept.append(_NOTHING_DONE if place in dead else code[at : start + size])
        at = start + size
    return b"".join(kept)


def _names(sections: list[tuple[int, bytes]]) -> Iterator[tuple[int, str]]:
    for kind, content in sections:
        if kind != _CUSTOM or not content.startswith(b"\x04name"):
            continue
        at = 5
        while at < len(content):
            part = content[at]
            size, start = _number(content, at + 1)
            at = start + size
            if part == _FUNCTIONS:
                yield from _name_map(content, start)


def _name_map(content: bytes, at: int) -> Iterator[tuple[int, str]]:
    count, at = _number(content, at)
    for _ in range(count):
        number, at = _number(content, at)
        length, at = _number(content, at)
        yield number, content[at : at + length].decode("utf-8", "replace")
        at += length


def _imported(imports: bytes) -> int:
    """Return how many functions are imported; nothing else is, in what we are given."""
    count, at = _number(imports, 0)
    for _ in range(count):
        for _ in range(2):  # a module and a name
            length, at = _number(imports, at)
            at += length
        if imports[at]:
            raise ValueError("the module imports more than functions")
        _, at = _number(imports, at + 1)
    return count


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a LEB128 number, and return where what follows begins."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def _leb(value: int) -> bytes:
    """Write a LEB128 number.

    Examples
    --------
    >>> _leb(300).hex()
    'ac02'
    """
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
