"""What WHO-5's views share in words: an occasion to talk, missing answers, and empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.dansk import plural
from kitlib.figures import Ring, View
from kitlib.instruments.who5.change import TALK_BELOW
from kitlib.instruments.who5.columns import TIMES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TALK", "THERMOMETER", "empty", "missing_text", "talk_today"]

TALK = "Et lavt tal er en anledning til at tale sammen, i dag, ikke på mødet."
THERMOMETER = "WHO-5 er et termometer, ikke en diagnose."


def talk_today(wide: pd.DataFrame) -> str:
    """Return the sentence on low numbers where anyone's latest index is one, else nothing."""
    latest = wide[list(TIMES)].ffill(axis=1)[TIMES[-1]]
    return TALK if latest.le(TALK_BELOW).fillna(False).any() else ""


def missing_text(frame: pd.DataFrame) -> str:
    """Say how many measurements have no score because an answer is missing."""
    n = int(frame["indeks"].isna().sum())
    return f" {plural(n, 'måling', 'målinger')} mangler svar og har intet tal." if n else ""


def empty(key: str, question: str, data: pd.DataFrame, ring: Ring, why: str = "") -> View:
    """Return the view that has nothing to draw and says what to do."""
    sentence = why or (
        "Her er endnu ingen svar. Lad personen selv svare på de fem spørgsmål, og skriv svarene i "
        "din egen fil."
    )
    return View(key=key, question=question, sentence=sentence, data=data, ring=ring)
