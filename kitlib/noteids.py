"""Names of notes: which row is which, wherever it stands and however the sheet is sorted.

A note is named by a checksum of its day and its words: the name says nothing of them. One that is
a picture of handwriting is named by its picture, so that it stays itself when it is typed later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2s
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ID", "WORDS", "ids_in", "note_ids", "words_ids"]

#: Column with the name of each note, in frames whose words are no longer as they were written.
ID = "note_id"

#: Columns that are a note's words.
WORDS = ("observation", "hvad", "barnets_ord", "borger_ord", "medarbejder_ord")

#: Columns that make a note the note it is.
_MADE_OF = ("dato", "klip", "start", "borger", "observation", "hvad", "barnets_ord", "borger_ord")
_PICTURE = "billede"
_WORD = re.compile(r"[^\W_]+")


def note_ids(frame: pd.DataFrame) -> pd.Series:
    """Return a name for each row that has words; NA where it has none.

    Examples
    --------
    >>> import pandas as pd
    >>> notes = pd.DataFrame({"observation": ["Bygger et tårn.", None]})
    >>> note_ids(notes).isna().tolist()
    [False, True]
    """
    columns = [c for c in _MADE_OF if c in frame]
    named = _named(frame, ["\x1f".join(map(_said, row)) for row in _cells(frame, columns)])
    if _PICTURE not in frame or frame[_PICTURE].isna().all():
        return named
    pictures = frame[_PICTURE].map(_sum, na_action="ignore").astype("string")
    return pictures.fillna(named)


def ids_in(frame: pd.DataFrame) -> pd.Series:
    """Return the name of each row's note: the one it was given as it was written, if it was."""
    return frame[ID] if ID in frame else note_ids(frame)


def words_ids(frame: pd.DataFrame) -> pd.Series:
    """Return a name for each row by its words alone, however they are spaced or encoded."""
    columns = [c for c in WORDS if c in frame]
    return _named(frame, [_flat(" ".join(map(_said, row))) for row in _cells(frame, columns)])


def _cells(frame: pd.DataFrame, columns: list[str]) -> Iterable[tuple[Any, ...]]:
    return frame[columns].itertuples(index=False, name=None)


def _named(frame: pd.DataFrame, said: list[str]) -> pd.Series:
    import pandas as pd

    told = frame[[c for c in WORDS if c in frame]].notna().any(axis=1)
    names = [_sum(text) if has else pd.NA for text, has in zip(said, told, strict=False)]
    return pd.Series(names or pd.NA, index=frame.index, dtype="string")


def _said(value: Any) -> str:
    import pandas as pd

    return "" if pd.isna(value) else str(value)


def _flat(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _sum(text: str) -> str:
    return blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
