"""What came of one file: its new bytes, and how much went."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Edited"]


@dataclass(frozen=True)
class Edited:
    """A file that was looked through.

    Parameters
    ----------
    content : bytes or None
        The new file; None where it stays as it is.
    rows : int
        Rows of the person's own that went.
    mentions : int
        Other places that were changed.
    refused : str
        Why the file cannot be changed, as a sentence; empty where it can.
    """

    content: bytes | None = None
    rows: int = 0
    mentions: int = 0
    refused: str = ""
