"""What WHO-5's views share in words: an occasion to talk, missing answers, and empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import plural
from kitlib.figures import Ring, View
from kitlib.instruments.who5.change import TALK_BELOW
from kitlib.instruments.who5.columns import TIMES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TALK", "THERMOMETER", "empty", "missing_text", "talk_today"]

#: Where the sentence on low numbers stands, and the one under every view.
TALK = "who5.lavt_tal"
THERMOMETER = "who5.under"


def talk_today(wide: pd.DataFrame, about: About) -> str:
    """Return the sentence on low numbers where anyone's latest index is one, else nothing."""
    latest = wide[list(TIMES)].ffill(axis=1)[TIMES[-1]]
    return about.says(TALK) if latest.le(TALK_BELOW).fillna(False).any() else ""


def missing_text(frame: pd.DataFrame) -> str:
    """Say how many measurements have no score because an answer is missing."""
    n = int(frame["indeks"].isna().sum())
    return f" {plural(n, 'måling', 'målinger')} mangler svar og har intet tal." if n else ""


def empty(
    key: str, about: About, data: pd.DataFrame, ring: Ring = "mit", why: str = "who5.tom"
) -> View:
    """Return the view that has nothing to draw and says what to do."""
    question, sentence = about.says(f"{key}.spoergsmaal"), about.says(why)
    return View(key=key, question=question, sentence=sentence, data=data, ring=ring)
