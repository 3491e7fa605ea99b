"""What a team can guess of a view before it sees it: the question, the options, the scales."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kitlib.figures import View
from kitlib.texts import load

__all__ = ["SHARES", "Guess", "GuessMaker", "definite", "most_of", "share_words"]

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
    options : tuple of (key, label)
        What can be pointed at, in the order of the figure.
    counts : mapping of str to int
        What the figure holds of each; never sent to the page before the reveal.
    one, many : str
        The thing that is counted ("note", "noter").
    what : str
        "situation", "tema", "virkning" or "retning".
    kinds : tuple of str
        Ways to guess: "andel" (a share from one option), "raekkefoelge" (options from most to
        least), "fordeling" (a number of the whole for each option), "haender" (a show of hands
        for the option with most).
    question : str
        What is asked; empty where it stands in visninger.toml, as the view's `bud`, or where the
        view's own question does.
    beside : int
        Things of the whole that belong to no option ("uden situation").
    told : mapping of str to str
        What stands in the braces of that question.
    """

    view: str
    options: tuple[tuple[str, str], ...]
    counts: Mapping[str, int]
    one: str
    many: str
    what: str
    kinds: tuple[str, ...] = ("fordeling", "haender")
    question: str = ""
    beside: int = 0
    told: Mapping[str, str] = field(default_factory=dict)

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


#: Makes what can be guessed of a view that is not empty.
GuessMaker = Callable[[View], Guess]


def most_of(
    column: str, none: str, question: str = "", *, one: str = "note", many: str = "noter"
) -> GuessMaker:
    """Return what makes a guess of which answer of a column has most, of a view that counts them.

    Parameters
    ----------
    column : str
        Column of the view's data, beside `antal`.
    none : str
        What stands where there is no answer.
    question : str
        What is asked; of the kit's own it stands in visninger.toml.
    one, many : str
        What is counted.
    """

    def make(view: View) -> Guess:
        sums = view.data.groupby(column, sort=False)["antal"].sum()
        counts = {str(k): int(n) for k, n in sums.items() if k != none}
        options = tuple((k, k) for k in counts)
        return Guess(
            view.key,
            options,
            counts,
            one,
            many,
            what=column,
            kinds=("andel", "raekkefoelge", "haender"),
            question=question,
            beside=int(sums.get(none, 0)),
        )

    return make


def share_words(share: float) -> str:
    """Say a share as people say it.

    Examples
    --------
    >>> share_words(0.55), share_words(0.3)
    ('godt halvdelen', 'omkring en tredjedel')
    """
    return min(SHARES, key=lambda stop: abs(stop[0] - share))[1]


def definite(word: str) -> str:
    """Put a situation in the definite form; one the list does not know stands as it is written.

    Examples
    --------
    >>> definite("garderobe"), definite("Leg"), definite("sofaen")
    ('garderoben', 'legen', 'sofaen')
    """
    return _definite_forms().get(word.casefold(), word)


@cache
def _definite_forms() -> Mapping[str, str]:
    """Return the list, read once: every situation and theme of every note is asked for in it."""
    return load("bud")["bestemt"]
