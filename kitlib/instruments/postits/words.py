"""Words the views of post-its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kitlib.instruments.postits.tables import Material

__all__ = ["ATTENTION", "NO_NOTES", "none_to_read"]

#: Counting notes is not counting the world; stands under every view that counts.
ATTENTION = "Noterne viser, hvornår og hvor vi kiggede, ikke hvor tit det sker."

NO_NOTES = "Her er ingen noter endnu. En dag og en sætning om det, I så, er nok til at begynde."

_COUNTED = (
    "Sedlerne er talt på bordet og har ingen ord. Skriv nogle af dem ind hver for sig, så kan de "
    "ses her."
)


def none_to_read(found: Material) -> str:
    """Say why there is no note to read, and what to do: none was written, or all were counted."""
    return (_COUNTED if len(found.piles) else NO_NOTES) + found.hidden_words
