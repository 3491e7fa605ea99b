"""What the ruler's views share in words: ring, held-back words, counts, and empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import join, number
from kitlib.figures import Ring, RulerBand, View
from kitlib.instruments.dialoglineal.scores import NO_CHANGE, OUTCOMES, OUTSIDE
from kitlib.instruments.dialoglineal.wording import bands
from kitlib.instruments.marks import people

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "RULER_CAVEAT",
    "counts_sentence",
    "empty",
    "outcome_counts",
    "ruler_bands",
    "shared_ring",
    "shown",
]

RULER_CAVEAT = (
    "Ingen har undersøgt, hvor sikkert linealen måler. Vi skønner, at op til "
    f"{number(NO_CHANGE)} trin kan være tilfældigt, så først {number(NO_CHANGE + 1)} trin tyder "
    "på en forandring."
)

_WORDS = ("maal", "borger_ord", "medarbejder_ord")
_EACH = 4  # persons in a sentence that says where each is
_PHRASES = {
    "nået": "har nået målet",
    "på vej": "er på vej",
    "samme": "er samme sted",
    "lavere": "ligger lavere",
}


def ruler_bands() -> tuple[RulerBand, ...]:
    """Return the ruler's bands as a figure shows them."""
    return tuple(RulerBand(band.low, band.high, band.sentence) for band in bands())


def shared_ring(about: About, own: bool) -> Ring:
    """Return where the view may exist: with the team only when the rulers are shared."""
    return "hos_teamet" if about.dialoglineal_faelles and not own else "mit"


def shown(frame: pd.DataFrame, ring: Ring) -> pd.DataFrame:
    """Take away the words that may not be shown to others; numbers stay."""
    import pandas as pd

    if ring == "mit" or "maa_vises" not in frame:
        return frame
    held = frame["maa_vises"].eq(False).fillna(False).astype(bool)
    words = {name: frame[name].mask(held, pd.NA) for name in _WORDS if name in frame}
    return frame.assign(**words)


def outcome_counts(data: pd.DataFrame) -> dict[str, int]:
    """Return the four counts, and those outside them, from `per_citizen`; zeros kept."""
    found = data["udfald"].value_counts()
    return {outcome: int(found.get(outcome, 0)) for outcome in (*OUTCOMES, *OUTSIDE)}


def counts_sentence(data: pd.DataFrame, word: str) -> str:
    """Say the four counts, where there are enough citizens to speak of a group."""
    from kitlib.evidence import policy_for

    counts = outcome_counts(data)
    followed = sum(counts[outcome] for outcome in OUTCOMES)
    if not policy_for(followed).counts:
        return _one_by_one(data, word)
    tail = "".join(f" {counts[o]} {o}." for o in OUTSIDE if counts[o])
    parts = [f"{counts[outcome] or 'ingen'} {_PHRASES[outcome]}" for outcome in OUTCOMES]
    return f"Af {people(followed, word)}: {join(parts)}.{tail}"


def went(code: str, start: int, now: int) -> str:
    """Say of one citizen where the number went.

    Examples
    --------
    >>> went("T01", 4, 7), went("T02", 4, 4)
    ('T01 gik fra 4 til 7', 'T02 står fortsat på 4')
    """
    return f"{code} " + (f"står fortsat på {now}" if start == now else f"gik fra {start} til {now}")


def _one_by_one(data: pd.DataFrame, word: str) -> str:
    """Say where each is, where they are too few to be counted as a group."""
    import pandas as pd

    both = data.dropna(subset=["start", "nu"])
    if both.empty:
        return f"{people(len(data), word).capitalize()} med et tal, endnu uden opfølgning."
    if len(both) > _EACH:
        return f"{people(len(data), word).capitalize()}, {len(both)} af dem med start og nu."
    told = []
    for code, start, goal, now in both[["borger", "start", "maal", "nu"]].itertuples(index=False):
        said = went(code, start, now)
        told.append(said + ("." if pd.isna(goal) else f", målet er {goal}."))
    rest = data[~data["borger"].isin(both["borger"])]
    for why in OUTSIDE:
        if codes := rest.loc[rest["udfald"] == why, "borger"].tolist():
            told.append(f"{join(codes)} {why}.")
    return " ".join(told)


def empty(key: str, about: About, data: pd.DataFrame, ring: Ring, why: str = "") -> View:
    """Return the view that has nothing to draw and says what to do."""
    question = about.says(f"{key}.spoergsmaal")
    sentence = why or about.says("dialoglineal.tom")
    return View(key=key, question=question, sentence=sentence, data=data, ring=ring)
