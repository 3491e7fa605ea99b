"""The reveal as a view: each thing a mark on a line of its own, the bud beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kitlib.circle.reveal import reveal_words
from kitlib.dansk import number
from kitlib.figures import Against, Option, View
from kitlib.instruments.guesses import Guess, share_words
from kitlib.instruments.marks import rows

__all__ = ["reveal_view"]

#: How the bud of each kind is seen, and what is said of that.
_SEEN = {
    "andel": ("frame", ", den brudte ramme er jeres bud"),
    "fordeling": ("frame", ", de brudte rammer er jeres bud"),
    "raekkefoelge": ("place", ", tallet foran er jeres rækkefølge"),
    "haender": ("", ""),
}


def reveal_view(view: View, guess: Guess, value: Mapping[str, Any]) -> View:
    """Return a view's data and a team's bud on one figure.

    Parameters
    ----------
    view : View
        The view the bud was on.
    guess : Guess
        What could be guessed of it.
    value : dict
        The bud.

    Returns
    -------
    View
        Its `data` has a row an option: `mulighed`, `antal` and `bud` (marks, hands or place; NA
        where none was given).
    """
    import pandas as pd

    buds = _buds(guess, value)
    data = pd.DataFrame(
        [(label, guess.counts[key], buds.get(key)) for key, label in guess.options],
        columns=["mulighed", "antal", "bud"],
    ).astype({"antal": "Int64", "bud": "Int64"})
    said, ask = reveal_words(guess, value)
    told = [
        f"{row.mulighed} {row.antal}" + ("" if pd.isna(row.bud) else f" (jeres bud {row.bud})")
        for row in rows(data)
    ]
    alt = f"En linje for hver, med et mærke for {_each(guess)}: {', '.join(told)}."
    return replace(
        view,
        sentence=f"{said} {ask}",
        alt=alt,
        data=data,
        blocks=(_against(guess, value, buds),),
    )


def _a(guess: Guess) -> str:
    return f"{'et' if guess.one == 'svar' else 'en'} {guess.one}"


def _each(guess: Guess) -> str:
    return f"{'hvert' if guess.one == 'svar' else 'hver'} {guess.one}"


def _buds(guess: Guess, value: Mapping[str, Any]) -> dict[str, int]:
    """The bud of each option: marks, hands, or place in the order."""
    if value["kind"] == "andel":
        return {value["option"]: round(value["share"] * guess.total)}
    if value["kind"] == "raekkefoelge":
        return {key: i for i, key in enumerate(value["order"], start=1)}
    parts = value["parts" if value["kind"] == "fordeling" else "hands"]
    return {key: n for key, n in parts.items() if n or value["kind"] == "fordeling"}


def _against(guess: Guess, value: Mapping[str, Any], buds: Mapping[str, int]) -> Against:
    bud, told = _SEEN[value["kind"]]
    options = tuple(
        Option(label, guess.counts[key], buds.get(key), _told(value, key, buds))
        for key, label in guess.options
    )
    notes = guess.one == "note"
    return Against(options=options, one=_a(guess), many=guess.many, notes=notes, bud=bud, told=told)


def _told(value: Mapping[str, Any], key: str, buds: Mapping[str, int]) -> str:
    """What is said of an option's bud beside its number."""
    if value["kind"] == "fordeling":
        return number(buds.get(key, 0))
    if key not in buds:
        return ""
    hands = f"{number(buds[key])} af jer"
    return {"andel": share_words(value.get("share", 0.0)), "haender": hands}.get(value["kind"], "")
