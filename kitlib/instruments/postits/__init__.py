"""Post-its: what a pædagog saw, noted when it was seen."""

from __future__ import annotations

from kitlib.instruments.base import Instrument
from kitlib.instruments.guesses import most_of
from kitlib.instruments.postits.board import boernenes_ord, set_antaget, tavlen
from kitlib.instruments.postits.child import children, et_barn, ingen_noter_om
from kitlib.instruments.postits.columns import COLUMNS, COUNTED, LOOKED, PAPER
from kitlib.instruments.postits.contribution import contribution
from kitlib.instruments.postits.counts import dagen_igennem, situation_selskab, situation_tema
from kitlib.instruments.postits.laid import laid
from kitlib.instruments.postits.sheets import SHEETS
from kitlib.instruments.postits.since import SINCE
from kitlib.instruments.postits.tables import Material, assemble, check, material
from kitlib.instruments.postits.weeks import noter_over_tid

__all__ = ["Material", "children", "instrument", "material"]

instrument = Instrument(
    name="postits",
    label="Post-its",
    columns=COLUMNS,
    views={
        "postits.tavlen": tavlen,
        "postits.dagen_igennem": dagen_igennem,
        "postits.situation_tema": situation_tema,
        "postits.situation_selskab": situation_selskab,
        "postits.et_barn": et_barn,
        "postits.boernenes_ord": boernenes_ord,
        "postits.set_antaget": set_antaget,
        "postits.ingen_noter_om": ingen_noter_om,
        "postits.noter_over_tid": noter_over_tid,
    },
    tables={"papir": PAPER, "postits_antal": COUNTED, "kigget": LOOKED},
    titles={
        "papir": "Sedler i hånden",
        "postits_antal": "Sedlerne på bordet",
        "kigget": "Hvornår kiggede vi",
    },
    assemble=assemble,
    check=check,
    units={
        "postits": ("post-it", "post-its"),
        "papir": ("seddel i hånden", "sedler i hånden"),
        "postits_antal": ("bunke sedler", "bunker sedler"),
        "kigget": ("gang, I kiggede", "gange, I kiggede"),
    },
    contribution=contribution,
    guesses={
        "postits.dagen_igennem": most_of("situation", "uden situation"),
        "postits.situation_tema": most_of("tema", "uden tema"),
    },
    lays=laid,
    board="postits.tavlen",
    choices={"postits.et_barn": {"barn": children}},
    begins=True,
    sheets=SHEETS,
    since=SINCE,
)
