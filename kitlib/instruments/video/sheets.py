"""Paper to watch a clip with: a column for the time, one for who, what, and what helped."""

from __future__ import annotations

from kitlib.about import About
from kitlib.sheet import Sheet, Words

__all__ = ["SHEETS", "film_sheet"]


def film_sheet(about: About, words: Words) -> Sheet:
    """Make the sheet for notes about a clip."""
    said = words("materiale/ark")["video"]
    data = {**said, "bredder": [0.7, 0.8, 2.6, 1.5], "hoejde": 13, "liggende": True}
    return Sheet("ark_video", said["titel"], "ark_tabel", data)


SHEETS = (film_sheet,)
