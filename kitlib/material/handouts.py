"""Handouts and posters: the chosen views on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kitlib import instruments
from kitlib.material.figures import A3, A4, Paper, laid_out
from kitlib.material.packing import packed
from kitlib.material.shop import Shop
from kitlib.material.signs import situation_sign
from kitlib.sheet import Sheet
from kitlib.typeset import images

__all__ = ["OnePage", "board_poster", "empty_board", "handout", "one_page", "views_on"]

_COLUMNS = {A4: 4, A3: 3}  # of notes; fewer and larger where they are read from 2 m


def views_on(
    shop: Shop, keys: tuple[str, ...], paper: Paper = A4
) -> tuple[list[dict[str, Any]], dict[str, bytes], bool]:
    """Return views as the templates show them, their pictures, and whether any of them quotes."""
    shown: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    quotes = False
    for key in keys:
        view, pictures = _laid(shop, key, paper)
        shown.append(view)
        files |= pictures
        quotes |= shop.view(key).quotes
    return shown, files, quotes


def _laid(shop: Shop, key: str, paper: Paper = A4) -> tuple[dict[str, Any], dict[str, bytes]]:
    shown, files = laid_out(shop, key, paper)
    if "tavle" in shown:
        shown["tavle"] = packed(shown["tavle"], _COLUMNS[paper])
    return shown, files


@dataclass(frozen=True)
class OnePage:
    """Views that are a page each: as templates show them, and those too long to be among them."""

    views: list[dict[str, Any]]
    files: dict[str, bytes]
    quotes: bool
    left: tuple[str, ...]


def one_page(shop: Shop, most: int, *, on_cards: bool = False) -> OnePage:
    """Lay out the chosen views that take no more than a page; others as they come, unasked."""
    views: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    quotes = False
    left: list[str] = []
    asked = bool(shop.choices.views or shop.about.visninger)
    board = instruments.on_cards().board
    for key in shop.view_keys() if asked else shop.team.view_keys:
        if len(views) == most and not asked:
            break
        view = shop.view(key)
        # Beside notes on cards the board is the same notes once more.
        if view.is_empty or (on_cards and key == board):
            continue
        shown, pictures = _laid(shop, key)
        if len(views) == most or not _is_one_page(shown, pictures):
            left.append(view.question)
            continue
        views.append(shown)
        files |= pictures
        quotes |= view.quotes
    return OnePage(views, files, quotes, tuple(left) if asked else ())


def _is_one_page(shown: dict[str, Any], pictures: dict[str, bytes]) -> bool:
    if "tavle" in shown:
        data = {"titel": "?", "visninger": [shown]}
        return len(images("visninger", data, files=pictures, ppi=2)) == 1
    return len(shown.get("dele", ())) <= 1


def handout(shop: Shop) -> Sheet:
    """Make the chosen views, small ones together on a page, behind what we are curious about."""
    said = shop.words("materiale/handout")
    views, files, quotes = views_on(shop, shop.view_keys())
    if not views:
        views = [{"spoergsmaal": said["titel"], "saetning": said["ingen"]}]
    data = {
        "titel": f"{said['titel']}: {shop.team.name}",
        "team": shop.team.name,
        "periode": shop.about.periode,
        "nysgerrig_navn": said["nysgerrig_navn"],
        "nysgerrig": shop.curious,
        "spoergsmaal": said["spoergsmaal"],
        "visninger": views,
    }
    return Sheet("handout", said["titel"], "handout", data, files=files, quotes=quotes)


def board_poster(shop: Shop) -> Sheet:
    """Make the board for the wall; where the team has none, the first view there is.

    Without any notes it is a board to stick paper ones on, under the day's situations.
    """
    said = shop.words("materiale/handout")
    board = instruments.on_cards().board
    keys = (board,) if board in shop.team.view_keys else shop.view_keys()[:1]
    views, files, quotes = views_on(shop, keys, A3)
    if all(view.get("fil") is None and view.get("tavle") is None for view in views):
        question = views[0]["spoergsmaal"] if views else said["plakat"]
        views = [_places(shop, question)]
    data = {
        "titel": f"{said['plakat']}: {shop.team.name}",
        "team": shop.team.name,
        "nye_sedler": said["nye_sedler"],
        "visninger": views,
    }
    return Sheet("plakat_tavlen", said["plakat"], "plakat", data, files=files, quotes=quotes)


def empty_board(shop: Shop) -> Sheet:
    """Make the board to stick paper notes on, under the day's situations, for every team."""
    said = shop.words("materiale/handout")
    question = shop.curious or said["plakat"]
    data = {
        "titel": f"{said['tom_tavle']}: {shop.team.name}",
        "team": shop.team.name,
        "visninger": [_places(shop, question)],
    }
    return Sheet("tavle_tom", said["tom_tavle"], "plakat", data)


def _places(shop: Shop, question: str) -> dict[str, Any]:
    """Room for paper notes, for a team that has none typed, or never will."""
    said = shop.words("materiale/handout")
    signs = shop.words("materiale/tegn")
    names = list(shop.about.day or shop.about.temaer) or [""]
    places = [
        {"navn": name[:1].upper() + name[1:], "tegn": situation_sign(name, signs)} for name in names
    ]
    return {"spoergsmaal": question, "saetning": said["saet_sedler"], "felter": places}
