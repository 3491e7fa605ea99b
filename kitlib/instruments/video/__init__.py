"""Video notes: what helped and what got in the way, with time codes; never the video."""

from __future__ import annotations

from kitlib.instruments.base import Instrument
from kitlib.instruments.video.blocks import tid_efter_aktor, tid_efter_tema
from kitlib.instruments.video.columns import COLUMNS
from kitlib.instruments.video.contribution import contribution
from kitlib.instruments.video.film import effects, hjalp_og_spaendte_ben, noterne_i_raekkefoelge
from kitlib.instruments.video.laid import laid
from kitlib.instruments.video.pasted import taken_apart
from kitlib.instruments.video.sheets import SHEETS
from kitlib.instruments.video.since import SINCE
from kitlib.instruments.video.tables import assemble, check, from_timecodes, held_clips

__all__ = ["from_timecodes", "instrument"]

instrument = Instrument(
    name="video",
    label="Videonoter",
    columns=COLUMNS,
    views={
        "video.hjalp_og_spaendte_ben": hjalp_og_spaendte_ben,
        "video.tid_efter_aktor": tid_efter_aktor,
        "video.tid_efter_tema": tid_efter_tema,
        "video.noterne_i_raekkefoelge": noterne_i_raekkefoelge,
    },
    assemble=assemble,
    check=check,
    from_timecodes=from_timecodes,
    units={"video": ("videonote", "videonoter")},
    rework=taken_apart,
    contribution=contribution,
    guesses={"video.hjalp_og_spaendte_ben": effects},
    lays=laid,
    begins=True,
    holds=held_clips,
    sheets=SHEETS,
    since=SINCE,
)
