"""The circle on paper: one large sheet drawn as a circle, and a meeting without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kitlib.material.handouts import one_page
from kitlib.material.shop import Shop
from kitlib.material.signs import numbered, phase_sign
from kitlib.sheet import Sheet
from kitlib.shown import shown_text

__all__ = ["circle_data", "circle_sheet", "own_sheet", "paper_session", "trial_form"]

_SINCE = "siden_sidst"
_VIEWS = 3


def circle_data(shop: Shop) -> dict[str, Any]:
    """Return the circle as `cirkeltegning.typ` draws it, planned for the time there is."""
    from kitlib.circle.state import RULES

    said = shop.words("materiale/session")
    circle = shop.circle
    return {
        "overskrift": circle.title,
        "team": shop.team.name,
        "tid": said["tid_i_alt"].replace("{minutter}", str(circle.minutes)),
        "nysgerrig_navn": said["nysgerrig_navn"],
        "nysgerrig": shop.curious,
        "under": list(RULES),
        "skriv": list(said["skriv"]),
        "faser": list(_phases(shop, said)),
    }


def _phases(shop: Shop, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    signs = shop.words("materiale/tegn")
    for number, phase in numbered(shop.circle.phases):
        yield {
            "nummer": number,
            "navn": phase.title,
            "tegn": phase_sign(phase.key, signs),
            "minutter": phase.minutes,
            "tid": said["tid"].replace("{minutter}", str(phase.minutes)),
            "spoergsmaal": list(phase.questions),
            "skrevet": _agreed(shop) if _SINCE in phase.parts else [],
        }


def _agreed(shop: Shop) -> list[str]:
    """What the team agreed on and is to come back to, as the logbog has it, names covered."""
    said = (trial.values.get("hvad", "") for trial in shop.to_revisit)
    return [line for text in said if (line := shown_text(text, shop.about, shop.team.folder))]


def circle_sheet(shop: Shop) -> Sheet:
    """Make the whole circle on one A3."""
    data = circle_data(shop)
    title = f"{data['overskrift']}: {shop.team.name}"
    return Sheet(
        "cirkel_a3",
        shop.words("materiale/session")["a3"],
        "cirkel_a3",
        {"titel": title, "cirkel": data},
        quotes=bool(shop.to_revisit),
    )


def trial_form(shop: Shop) -> dict[str, Any]:
    """Return the form of a trial to fill in."""
    form: dict[str, Any] = shop.words("materiale/session")["proeve"]
    return form


def own_sheet(shop: Shop) -> dict[str, Any]:
    """Return the sheet each fills in alone, before anybody speaks."""
    said = shop.words("materiale/session")
    return {**said["eget"], "nysgerrig": shop.curious, "starter": said["starter"]}


def paper_session(shop: Shop) -> Sheet:
    """Make everything a session needs when the projector fails, on at most eight pages.

    The circle, the views that are a page each, a sheet to write on alone, the trial and the
    referat; the notes lie on the table as cards.
    """
    said = shop.words("materiale/session")
    laid = one_page(shop, _VIEWS)
    data = {
        "titel": f"{said['titel']}: {shop.team.name}",
        "cirkel": circle_data(shop),
        "eget": own_sheet(shop),
        "visninger": laid.views,
        "proeve": said["proeve"],
        "referat": said["referat"],
    }
    quotes = laid.quotes or bool(shop.to_revisit)
    return Sheet("session", said["titel"], "session", data, files=laid.files, quotes=quotes)
