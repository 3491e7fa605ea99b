"""Words the views of post-its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kitlib.about import About
    from kitlib.instruments.postits.tables import Material

__all__ = ["ATTENTION", "NO_NOTES", "none_to_read"]

#: Where the sentence stands that is under every view that counts: counting notes is not counting
#: the world.
ATTENTION = "postits.under"

NO_NOTES = "postits.tom"


def none_to_read(found: Material, about: About) -> str:
    """Say why there is no note to read, and what to do: none was written, or all were counted."""
    return about.says("postits.kun_talt" if len(found.piles) else NO_NOTES) + found.hidden_words
