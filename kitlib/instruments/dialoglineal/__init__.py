"""Dialoglinealen: 1-10 and words, set together with the citizen, at start and at follow-ups."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kitlib.figures import View
from kitlib.instruments.base import Instrument
from kitlib.instruments.dialoglineal.checks import check, refuses
from kitlib.instruments.dialoglineal.citizens import citizen_and_worker, start_goal_now
from kitlib.instruments.dialoglineal.columns import COLUMNS
from kitlib.instruments.dialoglineal.contribution import contribution
from kitlib.instruments.dialoglineal.group import at_start, four_counts, outcomes
from kitlib.instruments.dialoglineal.scores import per_citizen, score
from kitlib.instruments.dialoglineal.sheets import SHEETS
from kitlib.instruments.dialoglineal.since import SINCE
from kitlib.instruments.dialoglineal.wording import Band, bands

__all__ = ["Band", "bands", "instrument", "per_citizen", "score"]

_VIEWS: dict[str, Callable[..., View]] = {
    "dialoglineal.start_maal_nu": start_goal_now,
    "dialoglineal.borger_og_medarbejder": citizen_and_worker,
    "dialoglineal.fordeling_ved_start": at_start,
    "dialoglineal.de_fire_tal": four_counts,
}

instrument = Instrument(
    name="dialoglineal",
    label="Dialoglineal",
    columns=COLUMNS,
    views=_VIEWS,
    own_columns=COLUMNS,
    own_views={key: partial(make, own=True) for key, make in _VIEWS.items()},
    scores=score,
    check=check,
    refuses=refuses,
    units={"dialoglineal": ("måling med dialoglinealen", "målinger med dialoglinealen")},
    contribution=contribution,
    guesses={"dialoglineal.de_fire_tal": outcomes},
    sheets=SHEETS,
    # For youth and adults.
    suits=lambda about: about.dialoglineal_faelles or about.type in ("unge", "andet"),
    since=SINCE,
)
