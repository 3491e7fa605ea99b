"""What stands on the back of a sheet: how its host uses it; and all methods on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kitlib.instruments import all_instruments
from kitlib.sheet import Sheet

if TYPE_CHECKING:
    from kitlib.material.shop import Shop

__all__ = ["back_of", "methods_page"]

_PARTS = ("formaal", "tid", "grupper", "trin", "sig", "pas_paa", "eksempel")


def back_of(name: str, said: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what stands on the back of a sheet, with its headings; None where nothing is said.

    Parameters
    ----------
    name : str
        The sheet's name; one of a language (foer_under_efter_ar) has the back of the others.
    said : mapping
        The wording `materiale/bagsider`.
    """
    own = next((said["ark"][n] for n in (name, name.rpartition("_")[0]) if n in said["ark"]), None)
    if own is None:
        return None
    heads = {f"{part}_navn": said[f"{part}_navn"] for part in (*_PARTS, "egne")}
    return {"titel": said["titel"], **heads, **own}


def methods_page(shop: Shop) -> Sheet:
    """Make the page that lists every method a team may choose from, and the file it is in.

    A sheet of an instrument the team has nothing to do with is not made, so it is not there.
    """
    said = shop.words("materiale/bagsider")
    others = [i for i in all_instruments().values() if i not in shop.instruments]
    away = {make(shop.about, shop.words).name for i in others for make in i.sheets}
    rows = [
        [own["navn"], own["formaal"], own["tid"], own["grupper"], f"{name}.pdf"]
        for name, own in said["ark"].items()
        if "navn" in own and name not in away
    ]
    data = {
        "titel": said["oversigt_titel"],
        "under": said["oversigt_under"],
        "hoveder": said["oversigt_hoveder"],
        "raekker": rows,
    }
    return Sheet("metoder", said["oversigt_titel"], "metoder", data, "udgivelse")
