"""A WebAssembly module without what is not needed to run it again from a memory that was kept."""

from __future__ import annotations

__all__ = ["slimmed"]

_CUSTOM, _DATA = 0, 11
_HEADER = 8


def slimmed(module: bytes) -> bytes:
    """Return a module without the names of its functions and without its first memory.

    The memory that is kept holds all that the module would have laid in it.

    Examples
    --------
    >>> slimmed(b"\\0asm\\1\\0\\0\\0" + b"\\0\\2\\1n" + b"\\x0b\\1\\0").hex()
    '0061736d010000000b0100'
    """
    kept = [module[:_HEADER]]
    at = _HEADER
    while at < len(module):
        kind = module[at]
        size, start = _number(module, at + 1)
        if kind == _DATA:
            kept.append(bytes([_DATA, 1, 0]))
        elif kind != _CUSTOM:
            kept.append(module[at : start + size])
        at = start + size
    return b"".join(kept)


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
