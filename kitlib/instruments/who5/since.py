"""Siden sidst for WHO-5: the team's counts of directions, which have no days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.figures import View
from kitlib.instruments.since import ASK, Begun, Since
from kitlib.instruments.who5.direction import pooled_direction

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SINCE"]

_UNDATED = "Tællingerne har ingen dage, så de kan ikke deles i før og siden."


def _since(frame: pd.DataFrame, about: About, begun: Begun) -> View:
    found = replace(pooled_direction(frame, about), key=begun.key)
    if found.is_empty:
        return replace(found, sentence=f"{found.sentence} {ASK}")
    return replace(found, caveat=f"{_UNDATED} {found.caveat}")


SINCE = Since("WHO-5, samlet", _since, dated=False)
