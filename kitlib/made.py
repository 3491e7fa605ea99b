"""What the kit made in `ud`, known again by its checksum: a file of one's own is left alone.

A page edited by hand is its editor's from then on. The list holds no names and no words, only
checksums: what a file is called may say whom it is about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2s
from pathlib import Path

from kitlib.ordinary import read_ordinary
from kitlib.problems import KitError
from kitlib.whose import make_folder

__all__ = ["LIST_NAME", "MARK", "is_made", "remember"]

#: Stands in every page the kit writes, so that it knows its own where no list tells of it.
MARK = "laeringskit"

#: The list, beside what it tells of.
LIST_NAME = ".lavet.json"

_PDF_END = 1_000_000  # bytes at the end of a PDF that hold what it says of itself
_LAST = 3  # checksums kept of a file: one may be noted and its file not written


def is_made(path: Path, out: Path) -> bool:
    """Tell whether a file is as the kit made it.

    Parameters
    ----------
    path : Path
        A file that is there.
    out : Path
        The folder whose list may tell of it. Where none does, as of what was made before there
        was a list, the kit's mark in the file decides.
    """
    known = _list(out).get(_name(path, out))
    try:
        return _is_marked(path) if known is None else _sum(path.read_bytes()) in known
    except OSError:
        return False


def remember(path: Path, content: bytes, out: Path) -> None:
    """Note what is about to be written; a list that cannot be written stops nothing."""
    if not path.is_relative_to(out.resolve()):
        return
    name, there = _name(path, out), dict(_list(out))
    there[name] = [*there.get(name, []), _sum(content)][-_LAST:]
    with suppress(OSError):
        make_folder(out)
        half = out / f"{LIST_NAME}.ny"
        half.write_text(json.dumps(there, indent=0, sort_keys=True), encoding="utf-8")
        half.replace(out / LIST_NAME)


def _list(out: Path) -> Mapping[str, list[str]]:
    try:
        there = json.loads(read_ordinary(out / LIST_NAME))
        return {str(name): [str(s) for s in sums] for name, sums in there.items()}
    except (KitError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def _name(path: Path, out: Path) -> str:
    inside = path.resolve()
    with suppress(ValueError):
        inside = inside.relative_to(out.resolve())
    return _sum(inside.as_posix().encode("utf-8", "surrogateescape"))


def _sum(content: bytes) -> str:
    return blake2s(content, digest_size=12).hexdigest()


def _is_marked(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(4096)
        if start.startswith(b"%PDF-"):
            stream.seek(max(0, path.stat().st_size - _PDF_END))
            return f"<pdf:Keywords>{MARK}</pdf:Keywords>".encode() in stream.read()
        return any(mark.encode() in start for mark in (f'content="{MARK}"', f"PRODID:-//{MARK}"))
