"""What was found in a text: where, what kind, by which rule, and how sure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, Protocol

__all__ = [
    "KINDS",
    "PLACEHOLDERS",
    "Certainty",
    "Covers",
    "Finding",
    "Kind",
    "NameKey",
    "without_overlaps",
]

Kind = Literal["cpr", "telefon", "mail", "web", "adresse", "postnr", "plade", "navn", "saerlig"]
Certainty = Literal["sikker", "mulig", "tvetydig"]

# In the order that wins where two findings cover the same place: the longer and the more
# telling kind first. A special-category word is no identifier and yields to all of them.
KINDS: tuple[Kind, ...] = (
    "cpr",
    "mail",
    "web",
    "telefon",
    "plade",
    "adresse",
    "postnr",
    "navn",
    "saerlig",
)
# What masking writes instead; never itself something to find.
PLACEHOLDERS: dict[Kind, str] = {
    "cpr": "[cpr]",
    "telefon": "[telefon]",
    "mail": "[mail]",
    "web": "[web]",
    "adresse": "[adresse]",
    "postnr": "[postnr]",
    "plade": "[nummerplade]",
    "navn": "[navn]",
}


@dataclass(frozen=True, order=True)
class Finding:
    """One place in a text that identifies, or that makes the note special-category data.

    Parameters
    ----------
    start, stop : int
        The place: ``text[start:stop]``.
    kind : {"cpr", "telefon", "mail", "web", "adresse", "postnr", "plade", "navn", "saerlig"}
        What it is; "saerlig" is a word about health, ethnicity, religion and the like.
    rule : str
        Why it was found, as a stable word for tests and for counting, such as "noegle".
    certainty : {"sikker", "mulig", "tvetydig"}
        "sikker": the form or a list says so. "mulig": a word no dictionary knows, or a form that
        could be something else; an answer holds for that word everywhere. "tvetydig": both a
        name and a common word (Bo, Liv, Storm), so that each place is asked about by itself.
    """

    start: int
    stop: int
    kind: Kind
    rule: str
    certainty: Certainty = "sikker"

    def text(self, whole: str) -> str:
        """Return the words found."""
        return whole[self.start : self.stop]


class NameKey(Protocol):
    """What masking needs of a team's key: codes for words, and the names it holds."""

    @property
    def names(self) -> frozenset[str]: ...

    def code_of(self, word: str) -> str | None: ...


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding a place, in the order of the text.

    The more telling kind comes first, then what the team's own key says, then the longer one.
    """
    rank = {kind: number for number, kind in enumerate(KINDS)}
    kept: list[Finding] = []  # in the order of the text, none over another
    for found in sorted(
        findings, key=lambda f: (rank[f.kind], f.rule != "noegle", f.start - f.stop, f.start)
    ):
        at = bisect_left(kept, found.start, key=lambda f: f.start)
        if (at and kept[at - 1].stop > found.start) or (
            at < len(kept) and kept[at].start < found.stop
        ):
            continue
        kept.insert(at, found)
    return kept


class Covers:
    """Whether a stretch lies within one of many, told without going through them all.

    Parameters
    ----------
    stretches : iterable of (int, int)
        Start and stop of each.

    Examples
    --------
    >>> covers = Covers([(0, 4), (10, 12)])
    >>> covers(1, 4), covers(3, 5), covers(10, 12)
    (True, False, True)
    """

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        spans = sorted(stretches)
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((stop for _, stop in spans), max))

    def __call__(self, start: int, stop: int) -> bool:
        at = bisect_right(self._starts, start)
        return at > 0 and self._reach[at - 1] >= stop
