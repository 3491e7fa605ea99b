"""What is decided of a whole file or column from all the evidence in it; no cell decides alone.

The encoding is decided in `encodings`; here is how numbers are written, and what there was doubt
about, to be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kitlib.problems import Problem
from kitlib.reading.figures import Style, is_ambiguous, style_of
from kitlib.reading.visible import clean

__all__ = ["Numbers", "decide_numbers"]


@dataclass(frozen=True)
class Numbers:
    """How the numbers of a file are written.

    Parameters
    ----------
    styles : mapping of str to {"dansk", "engelsk"}
        For each column, how "1.234" and "1,234" are read in it.
    told : tuple of Problem
        Columns in which that was in doubt.
    """

    styles: Mapping[str, Style]
    told: tuple[Problem, ...] = ()


def decide_numbers(columns: Mapping[str, Iterable[object]], delimiter: str | None) -> Numbers:
    """Decide how numbers are written, from every one that can be written in one way only.

    Parameters
    ----------
    columns : mapping of str to cells
        Columns of numbers, by the name they are told under; what is no text is no evidence.
    delimiter : str or None
        Of the text file: "," stands with English numbers. It decides where no number does.

    Notes
    -----
    A column's own numbers decide where they agree, else those of the whole file, else the
    delimiter. It is told where a number can be read in two ways and anything but an agreement of
    its own column, or of the whole file with its delimiter, decided.

    Examples
    --------
    >>> found = decide_numbers({"antal": ["1.234", "12.345"], "andel": ["12,5"]}, ",")
    >>> found.styles["antal"], [p.code for p in found.told]
    ('dansk', ['talform'])
    """
    usual: Style = "engelsk" if delimiter == "," else "dansk"
    texts = {n: [clean(c) for c in cells if isinstance(c, str)] for n, cells in columns.items()}
    votes = {name: Counter(map(style_of, cells)) for name, cells in texts.items()}
    every: Counter[Style | None] = Counter()
    for own in votes.values():
        del own[None]
        every += own
    whole = _agreed(every, usual)
    styles: dict[str, Style] = {}
    told = []
    for name, cells in texts.items():
        own = votes[name]
        styles[name] = _agreed(own, whole)
        sure = len(own) == 1 or (not own and len(every) == 1 and whole == usual)
        if not sure and any(map(is_ambiguous, cells)):
            told.append(_in_doubt(name, styles[name]))
    return Numbers(styles, tuple(told))


def _agreed(votes: Counter[Style | None], otherwise: Style) -> Style:
    """Return what most votes say; where they are equal, what else is known."""
    danish, english = votes["dansk"], votes["engelsk"]
    if danish == english:
        return otherwise
    return "dansk" if danish > english else "engelsk"


def _in_doubt(name: str, style: Style) -> Problem:
    read = "1.234 er 1234, og 1,234 er lidt over 1"
    if style == "engelsk":
        read = "1,234 er 1234, og 1.234 er lidt over 1"
    return Problem(
        f"Tallene kan læses på to måder og er læst på {style}: {read}.",
        "Er det forkert, så skriv tallene uden punktum eller komma ved tusinder.",
        column=name,
        level="advarsel",
        code="talform",
    )
