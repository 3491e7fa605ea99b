"""A container as old Office programs write it, holding names and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack

_NONE = 0xFFFFFFFF
_END = 0xFFFFFFFE


def container(names: Mapping[str, tuple[str, ...]]) -> bytes:
    """Return a container: a name with names below it is a storage, one without is a stream."""
    entries = [["Root Entry", 5, _NONE, _NONE]]
    for name, inside in names.items():
        entries.append([name, 1 if inside else 2, _NONE, _NONE])
        above = len(entries) - 1
        _hang(entries, 0, above)
        for inner in inside:
            entries.append([inner, 2, _NONE, _NONE])
            _hang(entries, above, len(entries) - 1)
    directory = b"".join(_entry(*entry) for entry in entries)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    chain = [*range(2, len(directory) // 512 + 1), _END]
    fat = pack("<128I", 0xFFFFFFFD, *chain, *[_NONE] * (127 - len(chain)))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    # Versions, byte order, sizes of sectors; sectors of the table; where the directory begins.
    head += pack("<5H6x7I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0)
    head += pack("<3I", _END, 0, 0)
    return head.ljust(512, b"\xff") + fat + directory


def _hang(entries: list[list], above: int, place: int) -> None:
    if entries[above][3] == _NONE:
        entries[above][3] = place
        return
    last = entries[above][3]
    while entries[last][2] != _NONE:
        last = entries[last][2]
    entries[last][2] = place


def _entry(name: str, kind: int, right: int, child: int) -> bytes:
    letters = name.encode("utf-16-le")
    return (
        letters.ljust(64, b"\0")
        + pack("<HBBIII", len(letters) + 2, kind, 1, _NONE, right, child)
        + bytes(36)
        + pack("<IQ", _END, 0)
    )
