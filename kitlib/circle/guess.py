"""A bud before the figure: what can be guessed of a view, and whether a bud is one of those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kitlib.about import About
from kitlib.figures import View
from kitlib.instruments import all_instruments
from kitlib.instruments.guesses import Guess
from kitlib.problems import KitError
from kitlib.viewwords import kits_words

__all__ = ["checked", "guess_for"]


def guess_for(view: View, said: About) -> Guess | None:
    """Return what can be guessed of a view, asked in the team's words, or None where nothing can.

    Parameters
    ----------
    view : View
    said : About
        What the team says, as outputs may show it (`Team.said`).

    Examples
    --------
    >>> from kitlib import open_team
    >>> team = open_team("sample_data/solsikken")
    >>> guess = guess_for(team.view("dagen_igennem"), team.said)
    >>> guess.kinds, guess.options[3]
    (('andel', 'raekkefoelge', 'haender'), ('garderobe', 'garderobe'))
    """
    own = all_instruments().get(view.key.partition(".")[0])
    make = own.guesses.get(view.key) if own else None
    guess = None if make is None or view.is_empty else make(view)
    if guess is None or not guess.total or len(guess.options) <= 1:
        return None
    place = f"{view.key}.bud"
    # Somebody's own instrument may leave it to the view to ask.
    words = said.says(place, **guess.told) if place in kits_words() else view.question
    return replace(guess, question=guess.question or words)


def checked(guess: Guess, value: Any) -> dict[str, Any]:
    """Return a team's bud in its full shape, or refuse one that is on no scale of the view.

    Parameters
    ----------
    value : dict
        One of

        - ``{"kind": "andel", "option": key, "share": 0-1}``
        - ``{"kind": "raekkefoelge", "order": [key, ...]}`` from most to least, all or the first few
        - ``{"kind": "fordeling", "parts": {key: whole number, ...}}``
        - ``{"kind": "haender", "hands": {key: whole number, ...}}``

    Raises
    ------
    KitError
        Where it is none of these.
    """
    known = [key for key, _ in guess.options]
    kind = value.get("kind") if isinstance(value, Mapping) else None
    if kind in guess.kinds:
        if kind == "andel":
            share = value.get("share")
            number = isinstance(share, int | float) and not isinstance(share, bool)
            if value.get("option") in known and number and 0 <= share <= 1:
                return {"kind": kind, "option": value["option"], "share": float(share)}
        elif kind == "raekkefoelge":
            order = value.get("order")
            if isinstance(order, list) and order and _distinct(order, known):
                return {"kind": kind, "order": list(order)}
        else:
            name = "parts" if kind == "fordeling" else "hands"
            parts = value.get(name)
            fits = isinstance(parts, Mapping) and parts and _distinct(list(parts), known)
            if fits and all(isinstance(n, int) and 0 <= n <= 10_000 for n in parts.values()):
                return {"kind": kind, name: {k: int(parts.get(k, 0)) for k in known}}
    raise KitError("Buddet kan ikke læses.", hint="Giv jeres bud igen, eller spring det over.")


def _distinct(keys: list[Any], known: list[str]) -> bool:
    return all(k in known for k in keys) and len(set(keys)) == len(keys)
