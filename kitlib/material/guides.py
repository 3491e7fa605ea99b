"""Printed protocols and guides, each a wording file and a layout, without clock or log."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from kitlib.material.shop import Shop
from kitlib.problems import KitError, Problem
from kitlib.sheet import Sheet
from kitlib.texts import OWN, load, own_words

__all__ = ["menu", "open_dialogue", "people_board", "reading_guides"]

_GUIDE = "foer_under_efter"


def _protocol(shop: Shop, name: str) -> Sheet:
    said = shop.words(f"materiale/{name}")
    return Sheet(said["navn"], said["titel"], "protokol", said, "udgivelse")


def menu(shop: Shop) -> Sheet:
    """Make the conversation menu of a table, with the host's slip for good quotes."""
    return _protocol(shop, "samtalemenu")


def open_dialogue(shop: Shop) -> Sheet:
    """Make the protocol where talk goes to the one who leads the meeting, with pauses."""
    return _protocol(shop, "aaben_dialog")


def people_board(shop: Shop) -> Sheet:
    """Make empty frames for people; what is written in them exists in no file.

    It carries the foot of the team's ring, since it is the team's own once it is filled in.
    """
    said = shop.words("materiale/mennesketavle")
    return Sheet("mennesketavle", said["titel"], "mennesketavle", said)


def reading_guides(shop: Shop) -> list[partial[Sheet]]:
    """Return what makes the guide for parents reading with a child, in each language there is.

    The kit's is Danish, and not for those who work with young people. Others lie in the team's
    `tekster/foer_under_efter`, a file a language, each naming who translated it.
    """
    own = shop.team.folder / OWN / _GUIDE
    others = sorted(own.glob("*.toml")) if own.is_dir() else []
    mine = {path.stem.casefold(): path for path in others}
    kits = {} if "da" in mine or shop.about.type == "unge" else {"da": None}
    return [partial(_guide, shop, code, path) for code, path in {**kits, **mine}.items()]


def _guide(shop: Shop, code: str, path: Path | None) -> Sheet:
    said = _own_guide(path) if path else shop.words(f"materiale/{_GUIDE}/{code}")
    small = list(said.get("smaat", []))
    if path is not None and code != "da":
        if not str(said.get("oversat_af", "")).strip():
            hint = 'Skriv fx oversat_af = "skolens tosprogskonsulent".'
            message = "Der står ikke, hvem der har oversat vejledningen."
            raise KitError(Problem(message, hint, path.name, column="oversat_af", code="oversat"))
        small.append(f"{said.get('oversat_tekst', 'Oversat af')}: {said['oversat_af']}")
    suffix = "" if code == "da" else f"_{code}"
    # In another language a bare 1/2 says what Danish words would not.
    numbers = said.get("sidetal", "{side} / {ialt}")
    data = {**said, "sprog": str(said.get("sprog", code)), "smaat": small, "sidetal": numbers}
    label = f"{said['titel']} ({said.get('navn_paa_sproget', code)})"
    return Sheet(f"{_GUIDE}{suffix}", label, "protokol", data, "udgivelse")


_NEEDED = ("titel", "trin")


def _own_guide(path: Path) -> dict[str, Any]:
    said = own_words(path, load(f"materiale/{_GUIDE}/da"))
    missing = [key for key in _NEEDED if not said.get(key)]
    if missing:
        hint = "Tag en kopi af værktøjets da.toml, og skriv jeres egne ord i den."
        message = f"Her mangler {' og '.join(missing)}."
        raise KitError(Problem(message, hint, path.name, code="tekst_mangler"))
    return said
