"""What is said of rows of a text file that do not stand as rows should."""

from __future__ import annotations

from collections.abc import Sequence

from kitlib.problems import Problem

__all__ = ["stray_quote", "unwrapped", "wide"]


def wide(row: int, delimiter: str) -> Problem:
    """A row has more cells than there are headings."""
    sign = {"\t": "tabulator"}.get(delimiter, delimiter)
    return Problem(
        "Rækken har flere celler, end der er overskrifter.",
        f"Sæt teksten i anførselstegn, hvis der står {sign} i den, "
        "eller slet det, der er for meget.",
        row=row,
        code="raekke_for_bred",
    )


def stray_quote(row: int) -> Problem:
    """A quotation mark is never closed."""
    return Problem(
        "Et anførselstegn bliver ikke lukket. Det er læst som et tegn i teksten.",
        'Slet det, eller skriv et " mere i slutningen af teksten.',
        row=row,
        level="advarsel",
        code="anfoerselstegn",
    )


def unwrapped(rows: Sequence[int]) -> list[Problem]:
    """Lines stood in quotation marks as a whole."""
    if not rows:
        return []
    return [
        Problem(
            "Hele linjen stod i anførselstegn som én celle. Den er delt igen.",
            "Tjek cellerne, og gem filen igen fra regnearket.",
            level="advarsel",
            code="linje_i_anfoerselstegn",
        ).on(rows)
    ]
