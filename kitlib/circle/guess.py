"""A bud before the figure: what can be guessed of a view, and on which scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kitlib.figures import View
from kitlib.problems import KitError

__all__ = ["SHARES", "Guess", "checked", "guess_for", "share_words"]

#: A share said as people say it, from none to all: what a slider stops at.
SHARES: tuple[tuple[float, str], ...] = (
    (0.0, "ingen"),
    (0.1, "nogle få"),
    (0.25, "omkring en fjerdedel"),
    (0.33, "omkring en tredjedel"),
    (0.45, "knap halvdelen"),
    (0.5, "halvdelen"),
    (0.55, "godt halvdelen"),
    (0.67, "omkring to tredjedele"),
    (0.75, "omkring tre fjerdedele"),
    (0.9, "næsten alle"),
    (1.0, "alle"),
)


@dataclass(frozen=True)
class Guess:
    """What a team may guess of one view.

    Parameters
    ----------
    view : str
        The view's key.
    kinds : tuple of str
        Ways to guess: "andel" (a share from one option), "raekkefoelge" (options from most to
        least), "fordeling" (a number of the whole for each option), "haender" (a show of hands
        for the option with most).
    question : str
        What is asked.
    options : tuple of (key, label)
        What can be pointed at, in the order of the figure.
    counts : mapping of str to int
        What the figure holds of each; never sent to the page before the reveal.
    one, many : str
        The thing that is counted ("note", "noter").
    what : str
        "situation", "tema", "virkning" or "retning".
    beside : int
        Things of the whole that belong to no option ("uden situation").
    """

    view: str
    kinds: tuple[str, ...]
    question: str
    options: tuple[tuple[str, str], ...]
    counts: Mapping[str, int]
    one: str
    many: str
    what: str
    beside: int = 0

    @property
    def total(self) -> int:
        """All things counted."""
        return sum(self.counts.values()) + self.beside

    def spec(self) -> dict[str, Any]:
        """What the page needs to ask; holds nothing of the answer but how many there are."""
        return {
            "view": self.view,
            "kinds": list(self.kinds),
            "question": self.question,
            "options": [{"key": key, "label": label} for key, label in self.options],
            "shares": [{"share": share, "label": words} for share, words in SHARES],
            "total": self.total,
            "one": self.one,
            "many": self.many,
        }


def guess_for(view: View) -> Guess | None:
    """Return what can be guessed of a view, or None where nothing can.

    Examples
    --------
    >>> from kitlib import open_team
    >>> guess = guess_for(open_team("sample_data/solsikken").view("dagen_igennem"))
    >>> guess.kinds, guess.options[3]
    (('andel', 'raekkefoelge', 'haender'), ('garderobe', 'garderobe'))
    """
    make = _MAKERS.get(view.key)
    guess = None if make is None or view.is_empty else make(view)
    return guess if guess and guess.total and len(guess.options) > 1 else None


def _by(column: str, none: str, question: str) -> Callable[[View], Guess]:
    def make(view: View) -> Guess:
        sums = view.data.groupby(column, sort=False)["antal"].sum()
        counts = {str(k): int(n) for k, n in sums.items() if k != none}
        options = tuple((k, k) for k in counts)
        kinds = ("andel", "raekkefoelge", "haender")
        beside = int(sums.get(none, 0))
        return Guess(view.key, kinds, question, options, counts, "note", "noter", column, beside)

    return make


def _effects(view: View) -> Guess:
    told = view.data["virkning"].dropna()
    counts = {e: int((told == e).sum()) for e in ("hjalp", "spændte ben")}
    labels = (("hjalp", "Det hjalp"), ("spændte ben", "Det spændte ben"))
    question = "Hvad tror I, der er flest noter om: det, der hjalp, eller det, der spændte ben?"
    kinds = ("fordeling", "haender")
    return Guess(view.key, kinds, question, labels, counts, "note", "noter", "virkning")


def _directions(view: View) -> Guess:
    first = view.data.iloc[0]
    part = view.data[(view.data["fra"] == first["fra"]) & (view.data["til"] == first["til"])]
    numbers = [int(n) for n in part["antal"]]
    counts = {"op": sum(numbers[:2]), "samme": numbers[2], "ned": sum(numbers[3:])}
    options = (("op", "Højere"), ("samme", "Samme"), ("ned", "Lavere"))
    question = f"Hvilken vej tror I, det gik fra {first['fra']} til {first['til']}?"
    return Guess(
        view.key, ("fordeling", "haender"), question, options, counts, "svar", "svar", "retning"
    )


def _outcomes(view: View) -> Guess:
    told = [str(v) for v in view.data["udfald"].dropna()]
    names = ("nået", "på vej", "samme", "lavere")
    counts = {name: told.count(name) for name in names}
    options = tuple((name, name.capitalize()) for name in names)
    question = "Hvor tror I, vi er i forhold til det, der var målet?"
    return Guess(
        view.key,
        ("fordeling", "haender"),
        question,
        options,
        counts,
        "lineal",
        "linealer",
        "retning",
    )


_MAKERS: dict[str, Callable[[View], Guess]] = {
    "postits.dagen_igennem": _by(
        "situation", "uden situation", "Hvor tror I, de fleste noter kommer fra?"
    ),
    "postits.situation_tema": _by("tema", "uden tema", "Hvad tror I, de fleste noter handler om?"),
    "video.hjalp_og_spaendte_ben": _effects,
    "who5.retning": _directions,
    "dialoglineal.de_fire_tal": _outcomes,
}


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


def share_words(share: float) -> str:
    """Say a share as people say it.

    Examples
    --------
    >>> share_words(0.55), share_words(0.3)
    ('godt halvdelen', 'omkring en tredjedel')
    """
    return min(SHARES, key=lambda stop: abs(stop[0] - share))[1]
