"""Torsdagspakken: the one set for the next meeting, on at most eight pages, cover first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.dansk import number
from kitlib.material.backs import back_of
from kitlib.material.cards import a_page, cards_of, deck
from kitlib.material.choosing import NoteChoice
from kitlib.material.circle_on_paper import circle_data, own_sheet, trial_form
from kitlib.material.handouts import one_page
from kitlib.material.hands import hands_on
from kitlib.material.shop import Shop
from kitlib.material.signs import NOTE
from kitlib.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST_PAGES", "pack"]

#: Pages of a set nobody asked to be larger.
MOST_PAGES = 8

_NOTES = 16  # on cards, where it is not said how many
_FIXED = 3  # cover, host's page, circle
_VIEWS = 3

Rows = list[dict[str, str]]


def pack(shop: Shop) -> Sheet:
    """Make the set for the next meeting.

    Cover, host's page and circle always; then figures of a page each, notes on cards, and
    sheets to fill in where there is room.
    """
    said = shop.words("materiale/pakke")
    notes = shop.notes_of(_NOTES)
    room = MOST_PAGES - _FIXED
    laid = one_page(shop, _VIEWS, on_cards=True)
    cards = _cards(shop, notes, room - len(laid.views))
    forms = _forms(shop, room - len(laid.views) - _pages(shop, cards))
    parts = _Parts(said)
    parts.add("forside", 2, said["a4_to"])
    for view in laid.views:
        parts.add("visning", 1, said["a4"], name=view["spoergsmaal"])
    if cards:
        told = _told(said, cards, shop)
        paper = said["klip_to"] if shop.choices.duplex else said["klip"]
        parts.add("kort", _pages(shop, cards), paper, more=told)
    for name in forms:
        parts.add(name, 1, said["a4"])
    parts.add("cirkel", 1, said["a3"])
    title = f"{said['titel']}: {shop.team.name}"
    data = {
        "titel": title,
        "forside": {**_front(shop, said, laid.left), "dele": parts.rows},
        "vaert": back_of("session", shop.words("materiale/bagsider")),
        "visninger": laid.views,
        "kort": {"titel": title, **deck(shop, "noter", cards, sign=NOTE)} if cards else None,
        **forms,
        "cirkel": circle_data(shop),
    }
    files = laid.files if notes is None else laid.files | hands_on(cards, notes)
    return Sheet("torsdagspakken", said["titel"], "pakke", data, files=files, quotes=True)


def _pages(shop: Shop, cards: list[dict[str, Any]]) -> int:
    sheets = -(-len(cards) // a_page(large=shop.choices.large))
    return sheets * (2 if shop.choices.duplex else 1)


def _cards(shop: Shop, notes: pd.DataFrame | None, room: int) -> list[dict[str, Any]]:
    """Lay as many of the chosen notes on cards as there is room for, each whole."""
    cards: list[dict[str, Any]] = []
    for k in range(0 if notes is None else len(notes)):
        more = cards_of(shop, notes.iloc[k : k + 1])  # type: ignore[union-attr]
        if _pages(shop, [*cards, *more]) > room:
            break
        cards += more
    return cards


def _forms(shop: Shop, room: int) -> dict[str, Any]:
    forms = {"eget": own_sheet(shop), "proeve": trial_form(shop)}
    return dict(list(forms.items())[: max(0, room)])


def _told(said: dict[str, Any], cards: list[dict[str, Any]], shop: Shop) -> str:
    """Say how many of the team's notes lie on the cards."""
    every = shop.notes
    laid = len({card["note"] for card in cards})
    total = 0 if every is None else len(every)
    words = said["udvalg"]
    if laid == total:
        words = said["alle_noter" if shop.choices.notes == NoteChoice() else "valgte_noter"]
    return str(words).replace("{valgt}", number(laid)).replace("{ialt}", number(total))


def _front(shop: Shop, said: dict[str, Any], left: tuple[str, ...]) -> dict[str, Any]:
    those = f"»{'«, »'.join(left)}«"
    out = said["udeladt"].replace("{mest}", str(MOST_PAGES)).replace("{navne}", those)
    mere = [out] if left else []
    mere += [line.replace("{mappe}", shop.team.folder.name) for line in said["mere"]]
    names = ("under", "hoveder", "nysgerrig_navn", "mere_navn", "starter_navn")
    plan = ("plan_navn", "plan_klokken")
    return {
        "overskrift": said["titel"],
        "team": shop.team.name,
        "nysgerrig": shop.curious,
        "plan": circle_data(shop)["faser"],
        "starter": said["starter"],
        "mere": mere,
        **{name: said[name] for name in (*names, *plan)},
    }


class _Parts:
    """The list on the cover: what lies on which pages."""

    def __init__(self, said: dict[str, Any]) -> None:
        self._said = said
        self._next = 1
        self.rows: Rows = []

    def add(self, part: str, pages: int, paper: str, *, name: str = "", more: str = "") -> None:
        own = self._said["dele"][part]
        last = self._next + pages - 1
        self.rows.append(
            {
                "side": str(self._next) if pages == 1 else f"{self._next}-{last}",
                "navn": name or own["navn"],
                "antal": own["antal"],
                "papir": paper,
                "til": " ".join(w for w in (own["til"], more) if w),
            }
        )
        self._next = last + 1
