"""Compiled modules without what is only read by those who change them: docstrings, line numbers."""

from __future__ import annotations

import marshal
from opcode import opmap
from pathlib import Path
from types import CodeType

__all__ = ["bare", "bare_modules"]

_HEADER = 16  # bytes of a compiled module before its code
# numpy makes its masked functions of the others' docstrings; pyparsing asks on which line it is.
_READS_DOCS, _READS_LINES = "numpy", "pyparsing"
_HAS_DOCSTRING = 0x4000000  # as `inspect.CO_HAS_DOCSTRING`
# An entry of the table of lines with no column, and the most steps one is for.
_SAME_LINE, _MOST_UNITS = 0xE8, 8


def bare(code: CodeType, *, docs: bool = False) -> CodeType:
    """Return code that does the same, without docstrings and line numbers, all the way down.

    Parameters
    ----------
    code : types.CodeType
    docs : bool
        Keep the docstrings.

    Examples
    --------
    >>> made = bare(compile("'Said of it'\\nseen = 2", "x", "exec"))
    >>> names = {}
    >>> exec(made, names)
    >>> names["__doc__"], names["seen"]
    (None, 2)
    """
    consts = [
        bare(each, docs=docs) if isinstance(each, CodeType) else each for each in code.co_consts
    ]
    flags = code.co_flags
    for place in [] if docs else _docstrings(code):
        consts[place] = None
        flags &= ~_HAS_DOCSTRING
    return code.replace(
        co_consts=tuple(consts), co_flags=flags, co_linetable=_one_line(len(code.co_code) // 2)
    )


def bare_modules(folder: Path) -> None:
    """Make every compiled module below a folder bare, but for those that read their own."""
    for path in sorted(folder.rglob("*.pyc")):
        if _READS_LINES in path.parts:
            continue
        content = path.read_bytes()
        code = bare(marshal.loads(content[_HEADER:]), docs=_READS_DOCS in path.parts)
        path.write_bytes(content[:_HEADER] + marshal.dumps(code))


def _one_line(units: int) -> bytes:
    """Say of each step of a code that it stands where the code begins: a traceback needs a line.

    Examples
    --------
    >>> _one_line(10).hex()
    'ef00e900'
    """
    sizes = [min(_MOST_UNITS, units - at) for at in range(0, units, _MOST_UNITS)]
    return b"".join(bytes([_SAME_LINE | size - 1, 0]) for size in sizes)


def _docstrings(code: CodeType) -> list[int]:
    """Find the constant that is a docstring and nothing else: none, or one."""
    units = [code.co_code[i : i + 2] for i in range(0, len(code.co_code), 2)]
    if code.co_flags & _HAS_DOCSTRING:
        return [] if _unit("LOAD_CONST", 0) in units else [0]
    if "__doc__" not in code.co_names[:256]:
        return []
    name = code.co_names.index("__doc__")
    stored = _unit("STORE_NAME", name)
    # A module or a class keeps it under its name, and may look at it again.
    if units.count(stored) != 1 or _unit("LOAD_NAME", name) in units:
        return []
    loaded = units[units.index(stored) - 1]
    place = loaded[1]
    plain = loaded == _unit("LOAD_CONST", place) and isinstance(code.co_consts[place], str)
    return [place] if plain and units.count(loaded) == 1 else []


def _unit(operation: str, argument: int) -> bytes:
    return bytes([opmap[operation], argument])
