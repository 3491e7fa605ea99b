"""What video notes contribute to the pooled picture: notes by theme and effect, no words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.instruments.counted import OTHER, Keys, join_tables, listed, tally
from kitlib.instruments.video.columns import EFFECTS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["contribution"]

_NO_THEME = "uden tema"
_NO_EFFECT = "ikke sagt"


def contribution(frame: pd.DataFrame, about: About, keys: Keys) -> pd.DataFrame:
    """Count notes that say whether something helped or got in the way, by the team's themes."""
    may = frame["maa_vises"].astype("boolean").fillna(True).astype(bool)
    notes = frame[may]
    themes = listed(notes["tema"], about.temaer, _NO_THEME)
    effects = [e if isinstance(e, str) else _NO_EFFECT for e in notes["virkning"]]
    of = (*dict.fromkeys(about.temaer), OTHER, _NO_THEME)
    nobody = [None] * len(notes)
    return join_tables(
        [
            tally(
                "video.tema_virkning",
                themes,
                of=of,
                keys=keys,
                b=effects,
                by=(*EFFECTS, _NO_EFFECT),
                persons=nobody,
                zeros=False,
            ),
        ]
    )
