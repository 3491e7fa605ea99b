"""Video notes: what helped and what got in the way, with time codes; never the video."""

from __future__ import annotations

from kitlib.instruments.base import Instrument
from kitlib.instruments.video.columns import COLUMNS

__all__ = ["instrument"]

instrument = Instrument(name="video", label="Videonoter", columns=COLUMNS, views={})
