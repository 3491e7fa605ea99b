"""A file that lies in memory only: what was unlocked is read without touching the disk."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, Any

__all__ = ["HeldFile", "as_path", "readable"]


class HeldFile(type(Path())):  # type: ignore[misc]
    """A path whose content is held in memory, under the name it had before it was locked.

    Examples
    --------
    >>> held = HeldFile.holding(Path("mit.csv"), b"borger;indeks")
    >>> held.name, held.read_bytes(), Path("mit.csv").exists()
    ('mit.csv', b'borger;indeks', False)
    """

    # None for a path made of this one, such as its parent: that is a path like any other.
    _content: bytes | None = None

    @classmethod
    def holding(cls, path: Path, content: bytes) -> HeldFile:
        """Hold content under a path."""
        held = cls(path)
        held._content = content
        return held

    def __repr__(self) -> str:
        return f"<HeldFile {self.name}>"

    def open(  # type: ignore[no-untyped-def]
        self, mode="r", buffering=-1, encoding=None, errors=None, newline=None
    ) -> IO[Any]:
        """Open the content for reading."""
        if self._content is None:
            return super().open(mode, buffering, encoding, errors, newline)
        if set(mode) - set("rbt"):
            raise OSError("held in memory: read only")
        if "b" in mode:
            return io.BytesIO(self._content)
        return io.TextIOWrapper(io.BytesIO(self._content), encoding or "utf-8", errors, newline)

    def read_bytes(self) -> bytes:
        return super().read_bytes() if self._content is None else self._content

    def exists(self, **options: Any) -> bool:
        return self._content is not None or super().exists(**options)

    def is_file(self, **options: Any) -> bool:
        return self._content is not None or super().is_file(**options)

    def is_dir(self, **options: Any) -> bool:
        return self._content is None and super().is_dir(**options)


def readable(path: Path) -> Path | io.BytesIO:
    """Return what other libraries can read from: the path itself, or a stream of what is held."""
    return io.BytesIO(path.read_bytes()) if isinstance(path, HeldFile) else path


def as_path(path: str | Path) -> Path:
    """Return a path of what was given, one that is held as it is."""
    return path if isinstance(path, Path) else Path(path)
