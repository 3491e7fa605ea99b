"""WHO-5: five questions a person answers about the last two weeks; never about colleagues."""

from __future__ import annotations

from kitlib.instruments.base import Instrument
from kitlib.instruments.who5.columns import COLUMNS, OWN_COLUMNS, columns_for

__all__ = ["columns_for", "instrument"]

instrument = Instrument(
    name="who5",
    label="WHO-5",
    columns=COLUMNS,
    views={},
    own_columns=OWN_COLUMNS,
)
