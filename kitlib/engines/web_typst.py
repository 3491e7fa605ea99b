"""typst's package where the compiler is the page's: what is to be set goes out through its door."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["TypstError", "compile"]


class TypstError(RuntimeError):
    """What the compiler says is wrong."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def compile(source: str, *, root: str, format: str = "pdf", **_how: Any) -> bytes:
    """Set the document that lies at `source`, with every file below `root`.

    Raises
    ------
    TypstError
        Where it cannot be set, or pictures of pages are asked for: this compiler makes none.
    """
    import _host  # type: ignore[import-not-found]

    if format != "pdf":
        raise TypstError("no pictures of pages are made here")
    below = sorted(p for p in Path(root).rglob("*") if p.is_file())
    contents = [path.read_bytes() for path in below]
    files = [
        [path.relative_to(root).as_posix(), len(content)]
        for path, content in zip(below, contents, strict=True)
    ]
    main = Path(source).relative_to(root).as_posix()
    head = json.dumps({"main": main, "files": files}).encode()
    parcel = len(head).to_bytes(4, "little") + head + b"".join(contents)
    answer: bytes = _host.call(b"typst" + parcel)
    if answer[:1] == b"!":
        raise TypstError(answer[1:].decode("utf-8", "replace"))
    return answer
