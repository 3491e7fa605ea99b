"""Words the views of post-its share."""

__all__ = ["ATTENTION", "NO_NOTES"]

#: Counting notes is not counting the world; stands under every view that counts.
ATTENTION = "Noterne viser, hvornår og hvor vi kiggede, ikke hvor tit det sker."

NO_NOTES = "Her er ingen noter endnu. En dag og en sætning om det, I så, er nok til at begynde."
