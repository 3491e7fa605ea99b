"""The whole circle on paper: phases, questions, the chosen views, trial and referat to fill in."""

from __future__ import annotations

from typing import Any

from kitlib.material.handouts import views_on
from kitlib.material.shop import Shop
from kitlib.sheet import Sheet

__all__ = ["paper_session"]


def paper_session(shop: Shop) -> Sheet:
    """Make everything a session needs when the projector fails.

    The views stand once, after the first phase that looks at them.
    """
    from kitlib.circle import read_circle
    from kitlib.circle.state import RULES

    said = shop.words("materiale/session")
    circle = read_circle(folder=shop.team.folder, persons=shop.about.persons)
    views, files, quotes = views_on(shop, shop.view_keys())
    phases: list[dict[str, Any]] = []
    looked = False
    for phase in circle.phases:
        looks = "visninger" in phase.parts and not looked
        looked |= looks
        phases.append(
            {
                "navn": phase.title,
                "minutter": phase.minutes,
                "tid": said["tid"].replace("{minutter}", str(phase.minutes)),
                "spoergsmaal": list(phase.questions),
                "papir": phase.paper,
                "felter": [f.label for f in phase.fields],
                "visninger": looks,
            }
        )
    data = {
        **said,
        "overskrift": said["titel"],
        "team": shop.team.name,
        "nysgerrig": shop.curious,
        "regler": list(RULES),
        "faser": phases,
        "visninger": views,
    }
    name = f"{said['titel']}: {shop.team.name}"
    return Sheet("session", said["titel"], "session", {**data, "titel": name}, files=files,
                 quotes=quotes)  # fmt: skip
