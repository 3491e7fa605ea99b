"""Keys as people copy them: Bech32, which tells a slip of the pen (BIP 173)."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["from_bech32", "to_bech32"]

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_FACTORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK = 6


def to_bech32(prefix: str, data: bytes) -> str:
    """Write bytes as text.

    Examples
    --------
    >>> to_bech32("age", b"hej")
    'age1dpjk5a3vu2z'
    >>> from_bech32("age", "age1dpjk5a3vu2z")
    b'hej'
    """
    fives = _regrouped(data, 8, 5)
    sums = _sum([*_spread(prefix), *fives, *bytes(_CHECK)]) ^ 1
    check = [sums >> 5 * (_CHECK - 1 - i) & 31 for i in range(_CHECK)]
    return f"{prefix}1{''.join(_SIGNS[five] for five in [*fives, *check])}"


def from_bech32(prefix: str, text: str, *, length: int | None = None) -> bytes | None:
    """Read it back; None where it is not written right."""
    head, _, tail = text.lower().rpartition("1")
    mixed = text not in (text.lower(), text.upper())
    if mixed or head != prefix or len(tail) < _CHECK or set(tail) - set(_SIGNS):
        return None
    fives = [_SIGNS.index(sign) for sign in tail]
    if _sum([*_spread(prefix), *fives]) != 1:
        return None
    data = bytes(_regrouped(fives[:-_CHECK], 5, 8))
    whole = to_bech32(prefix, data) == text.lower()
    return data if whole and length in (None, len(data)) else None


def _spread(prefix: str) -> list[int]:
    letters = prefix.encode()
    return [*(x >> 5 for x in letters), 0, *(x & 31 for x in letters)]


def _sum(fives: Iterable[int]) -> int:
    sums = 1
    for five in fives:
        top = sums >> 25
        sums = (sums & 0x1FFFFFF) << 5 ^ five
        for i, factor in enumerate(_FACTORS):
            if top >> i & 1:
                sums ^= factor
    return sums


def _regrouped(values: Iterable[int], width: int, wanted: int) -> list[int]:
    """Cut bits anew; what is left over is filled up when writing, and dropped when reading."""
    held = bits = 0
    out = []
    for value in values:
        held, bits = held << width | value, bits + width
        while bits >= wanted:
            bits -= wanted
            out.append(held >> bits & (1 << wanted) - 1)
    if bits and wanted < width:
        out.append(held << wanted - bits & (1 << wanted) - 1)
    return out
