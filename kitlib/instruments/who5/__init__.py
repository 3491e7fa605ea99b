"""WHO-5: five questions a person answers about the last two weeks; never about colleagues."""

from __future__ import annotations

from kitlib.instruments.base import Instrument
from kitlib.instruments.who5.change import changes, per_person
from kitlib.instruments.who5.checks import check, refuses
from kitlib.instruments.who5.columns import COLUMNS, OWN_COLUMNS, columns_for
from kitlib.instruments.who5.contribution import contribution
from kitlib.instruments.who5.direction import directions, own_direction, pooled_direction
from kitlib.instruments.who5.items import item_profile
from kitlib.instruments.who5.lines import before_after
from kitlib.instruments.who5.pattern import coming_back
from kitlib.instruments.who5.reading import columns_written, prepare_own
from kitlib.instruments.who5.scores import alpha, recode, score, score_own
from kitlib.instruments.who5.sheets import SHEETS
from kitlib.instruments.who5.since import SINCE

__all__ = [
    "alpha",
    "changes",
    "columns_for",
    "instrument",
    "per_person",
    "prepare_own",
    "recode",
    "score",
]

instrument = Instrument(
    name="who5",
    label="WHO-5",
    columns=COLUMNS,
    views={"who5.retning": pooled_direction},
    own_columns=OWN_COLUMNS,
    own_views={
        "who5.foer_efter": before_after,
        "who5.spoergsmaalene": item_profile,
        "who5.retning": own_direction,
        "who5.moensteret": coming_back,
    },
    scores=score_own,
    check=check,
    refuses=refuses,
    read_own=prepare_own,
    written_own=columns_written,
    units={"who5": ("linje i WHO-5", "linjer i WHO-5")},
    contribution=contribution,
    guesses={"who5.retning": directions},
    sheets=SHEETS,
    suits=lambda about: bool(about.who5_hvem),
    since=SINCE,
)
