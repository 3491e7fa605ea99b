"""Dialoglinealen: 1-10 and words, set together with the citizen, at start and at follow-ups."""

from __future__ import annotations

from kitlib.instruments.base import Instrument
from kitlib.instruments.dialoglineal.columns import COLUMNS

__all__ = ["instrument"]

instrument = Instrument(
    name="dialoglineal",
    label="Dialoglineal",
    columns=COLUMNS,
    views={},
    own_columns=COLUMNS,
)
