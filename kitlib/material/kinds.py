"""The kinds of material by the names users call them: each makes its sheets for one team."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from kitlib.material.backs import methods_page
from kitlib.material.cards import dilemma_cards, note_cards, question_cards
from kitlib.material.circle_on_paper import circle_sheet, paper_session
from kitlib.material.guides import menu, open_dialogue, people_board, reading_guides
from kitlib.material.handouts import board_poster, empty_board, handout
from kitlib.material.pack import pack
from kitlib.material.shop import Shop
from kitlib.problems import KitError, did_you_mean
from kitlib.sheet import Sheet

__all__ = ["ALL", "KINDS", "PACK", "MaterialKind", "known_kinds"]

Job = Callable[[], Sheet]

#: Every kind, in place of a list of them.
ALL = "alt"

#: What is made where nothing is named.
PACK = "pakke"


@dataclass(frozen=True)
class MaterialKind:
    """One kind of material.

    Parameters
    ----------
    name, label : str
        What it goes by on the command line, and what people read.
    jobs : callable
        `jobs(shop)`: what makes each of its sheets, so that one is made and written at a time.
    output : str
        What the register of outputs calls it, where not by its name.
    """

    name: str
    label: str
    jobs: Callable[[Shop], Iterable[Job]]
    output: str = ""


def _paper(shop: Shop) -> list[Job]:
    makers = [make for instrument in shop.instruments for make in instrument.sheets]
    return [
        *(partial(make, shop.about, shop.words) for make in makers),
        *reading_guides(shop),
    ]


def _each(*makers: Callable[[Shop], Sheet]) -> Callable[[Shop], list[Job]]:
    return lambda shop: [partial(make, shop) for make in makers]


KINDS: Mapping[str, MaterialKind] = {
    kind.name: kind
    for kind in (
        MaterialKind("pakke", "Torsdagspakken", _each(pack), "torsdagspakken"),
        MaterialKind("ark", "Ark at skrive på", _paper),
        MaterialKind(
            "kort",
            "Kort til bordet",
            _each(question_cards, note_cards, dilemma_cards, menu, open_dialogue, methods_page),
        ),
        MaterialKind("handout", "Handout", _each(handout)),
        MaterialKind(
            "plakat", "Plakater til væggen", _each(board_poster, empty_board, people_board)
        ),
        MaterialKind(
            "session", "Cirklen på papir", _each(circle_sheet, paper_session), "cirklen på papir"
        ),
    )
}


def known_kinds(names: Iterable[str]) -> list[MaterialKind]:
    """Return kinds by name, each once; the set for the next meeting where none is named.

    "alt" is all of them but that set, which holds nothing that is not in the others.

    Raises
    ------
    KitError
        Where there is no such kind.

    Examples
    --------
    >>> [kind.name for kind in known_kinds(["kort", "ark", "kort"])]
    ['kort', 'ark']
    >>> [kind.name for kind in known_kinds([])]
    ['pakke']
    """
    asked = list(dict.fromkeys(name.strip().casefold() for name in names if name.strip()))
    if ALL in asked:
        asked = [name for name in KINDS if name != PACK]
    for name in asked:
        if name not in KINDS:
            hint = did_you_mean(name, list(KINDS)) or f"Vælg mellem: {', '.join(KINDS)}."
            raise KitError(f"Slagsen '{name}' kendes ikke.", hint=hint)
    return [KINDS[name] for name in asked or [PACK]]
