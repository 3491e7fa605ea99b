"""Post-its: what a pædagog saw, noted when it was seen."""

from __future__ import annotations

from kitlib.instruments.base import Instrument
from kitlib.instruments.postits.columns import COLUMNS, COUNTED, LOOKED

__all__ = ["instrument"]

instrument = Instrument(
    name="postits",
    label="Post-its",
    columns=COLUMNS,
    views={},
    tables={"postits_antal": COUNTED, "kigget": LOOKED},
)
