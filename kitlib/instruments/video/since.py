"""Siden sidst for notes about film: they lie on the day that was filmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.figures import View
from kitlib.instruments.postits.since import notes_since
from kitlib.instruments.postits.tables import dated, material
from kitlib.instruments.since import Begun, Part, Since
from kitlib.instruments.video.columns import EFFECTS
from kitlib.instruments.video.film import OURS
from kitlib.noteids import ID

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SINCE"]


def _since(frame: pd.DataFrame, about: About, begun: Begun) -> View:
    """Notes about film as notes: a film is chosen, so no count of looks goes with them."""
    kept = [c for c in ("dato", "hvad", "tema", "virkning", "maa_vises", ID) if c in frame]
    found = material(dated(frame[kept].rename(columns={"hvad": "observation"})), about)
    caveat = f"{about.says('video.under_siden')} {about.says(OURS)}"
    return notes_since(found, begun, one="note om film", many="noter om film", caveat=caveat)


SINCE = Since(
    "Alle noter om film",
    _since,
    parts={
        "virkning": Part(lambda value: f"Noter om film: det, der {value}", lambda about: EFFECTS),
        "tema": Part(lambda value: f"Noter om film: {value}", lambda about: about.temaer),
    },
    fits=lambda frame, about: bool(frame["dato"].notna().any()),
)
