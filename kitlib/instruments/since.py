"""What of an instrument's rows can show how a trial goes, and how "Siden sidst" shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.figures import View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ASK", "CARDS", "Begun", "Part", "Since"]

#: What a team is asked where the data say nothing.
ASK = "Hvad har I set eller hørt?"

#: The latest words that are laid below.
CARDS = 6


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What is asked of the rows since a trial began.

    Parameters
    ----------
    key, asked : str
        The view's key and question.
    column, value : str
        Which rows; "" for all of them.
    start : date
    today : date
        Nothing after it is shown.
    words : bool
        Whether the latest words are laid under the marks.
    """

    key: str
    asked: str
    column: str
    value: str
    start: date
    today: date
    words: bool

    def nothing(self, why: str) -> View:
        """Make the view with nothing to draw, which says why."""
        return View(key=self.key, question=self.asked, sentence=f"{why} {ASK}")


@dataclass(frozen=True)
class Part:
    """Some of the rows, by what stands in one column.

    Parameters
    ----------
    label : callable
        `label(value)`: what those rows are called where one chooses.
    known : callable
        `known(about)`: the values in the order they are offered; others come after.
    """

    label: Callable[[str], str]
    known: Callable[[About], Iterable[str]]


def _any(frame: pd.DataFrame, about: About) -> bool:
    return True


@dataclass(frozen=True)
class Since:
    """What of an instrument's rows can show how a trial goes.

    Parameters
    ----------
    whole : str
        What all its rows are called where one chooses.
    view : callable
        `view(frame, about, begun)`: what the rows that may be shown hold since then.
    parts : mapping of str to Part
        Columns by whose values some of the rows may be chosen.
    fits : callable
        `fits(frame, about)`: whether these rows can show it at all.
    dated : bool
        Whether its rows have days to part before and since.
    """

    whole: str
    view: Callable[[pd.DataFrame, About, Begun], View]
    parts: Mapping[str, Part] = field(default_factory=dict)
    fits: Callable[[pd.DataFrame, About], bool] = _any
    dated: bool = True
