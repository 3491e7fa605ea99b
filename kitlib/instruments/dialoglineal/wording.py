"""The ruler's five bands and their words, from a file users may edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kitlib.problems import KitError, Problem
from kitlib.texts import load

__all__ = ["HIGH", "LOW", "Band", "bands", "learning", "step_words"]

#: Ends of the ruler, in steps.
LOW, HIGH = 1, 10

_FILE = "dialoglineal"


@dataclass(frozen=True)
class Band:
    """Steps `low` to `high` of the ruler and what they mean.

    Parameters
    ----------
    low, high : int
        First and last step, 1-10.
    sentence : str
        What the citizen would say (our words).
    official : str
        The official label.
    """

    low: int
    high: int
    sentence: str
    official: str


def bands() -> tuple[Band, ...]:
    """Return the bands from the lowest step to the highest.

    Raises
    ------
    KitError
        Where the wording file leaves out a step or counts one twice.

    Notes
    -----
    Two steps a band is read off a drawing of the ruler, so the file may say otherwise.

    Examples
    --------
    >>> [(band.low, band.high) for band in bands()]
    [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]
    """
    found = tuple(sorted((_band(entry) for entry in load(_FILE).get("baand", ())), key=_low))
    steps = [step for band in found for step in range(band.low, band.high + 1)]
    if steps != list(range(LOW, HIGH + 1)):
        raise KitError(
            Problem(
                "Båndene på dialoglinealen dækker ikke trin 1-10 netop én gang.",
                "Ret fra og til, så hvert trin står i ét bånd.",
                f"{_FILE}.toml",
                code="lineal_baand",
            )
        )
    return found


def step_words() -> tuple[tuple[str, int], ...]:
    """Return each step as the workbook's list shows it, "4: ..." with its band's sentence.

    Nothing where the bands do not hold together: whoever draws them says so.

    Examples
    --------
    >>> step_words()[9]
    ('10: Jeg kan det selv', 10)
    """
    try:
        found = bands()
    except KitError:
        return ()
    return tuple((f"{s}: {b.sentence}", s) for b in found for s in range(b.low, b.high + 1))


def learning() -> str:
    """Return the sentence that stands wherever many citizens' numbers are put together.

    Examples
    --------
    >>> learning()
    'Tallene er lavet til at lære af, ikke til at spare efter.'
    """
    return str(load(_FILE).get("laering") or _LEARNING)


# The sentence may be reworded, not removed.
_LEARNING = "Tallene er lavet til at lære af, ikke til at spare efter."


def _low(band: Band) -> int:
    return band.low


def _band(entry: dict[str, Any]) -> Band:
    low, high = entry.get("fra"), entry.get("til")
    if not isinstance(low, int) or not isinstance(high, int):
        hint = "Skriv fx fra = 1 og til = 2."
        raise KitError(
            Problem("Et bånd mangler fra eller til.", hint, f"{_FILE}.toml", code="lineal_baand")
        )
    return Band(low, high, str(entry.get("saetning", "")), str(entry.get("officielt", "")))
