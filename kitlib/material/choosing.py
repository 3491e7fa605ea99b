"""Which notes go on cards: of a theme, a situation, some days, and no more than asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from kitlib.problems import KitError, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NoteChoice", "chosen"]


@dataclass(frozen=True)
class NoteChoice:
    """Which notes to lay on the table; nothing needs to be said.

    Parameters
    ----------
    themes, situations : tuple of str
        Only notes of one of these; any where none is named.
    first, last : date, optional
        Only notes from these days on, and up to them; a note without a day is left out.
    heaps : tuple of str
        Only notes of these heaps on Bordet, as the team named them; ("alle",) for every heap.
    most : int, optional
        How many; the newest of each situation in turn, so that no part of the day is left out.
    """

    themes: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    heaps: tuple[str, ...] = ()
    most: int | None = None


def chosen(frame: pd.DataFrame, choice: NoteChoice) -> pd.DataFrame:
    """Return the rows of notes to lay on the table, in their order.

    Raises
    ------
    KitError
        Where no note has a theme or situation that was asked for.

    Examples
    --------
    >>> import pandas as pd
    >>> notes = pd.DataFrame({"dato": pd.to_datetime(["2026-03-01", "2026-03-02", "2026-03-03"]),
    ...                       "situation": ["leg", "leg", "tur"], "tema": None,
    ...                       "observation": ["a", "b", "c"]})
    >>> chosen(notes, NoteChoice(most=2)).observation.tolist()
    ['b', 'c']
    >>> chosen(notes, NoteChoice(situations=("leg",))).observation.tolist()
    ['a', 'b']
    """
    if choice.most is not None and choice.most < 1:
        raise KitError("Mindst én note skal med på kortene.", hint="Skriv fx --højst 16.")
    frame = frame.dropna(subset=["observation"])
    for column, words in (("tema", choice.themes), ("situation", choice.situations)):
        if words:
            frame = frame[_among(frame[column], words, column)]
    if choice.first is not None:
        frame = frame[(frame["dato"] >= str(choice.first)).fillna(False)]
    if choice.last is not None:
        frame = frame[(frame["dato"] <= str(choice.last)).fillna(False)]
    if choice.most is not None and len(frame) > choice.most:
        frame = frame.loc[_in_turn(frame, choice.most)].sort_index()
    return frame


def _among(said: pd.Series, words: Sequence[str], column: str) -> pd.Series:
    folded = said.astype("string").str.casefold()
    there = {word.casefold(): word for word in said.dropna().astype(str)}
    for word in words:
        if word.casefold() not in there:
            kinds = {"tema": "temaet", "situation": "situationen"}
            hint = did_you_mean(word, list(there.values())) or (
                f"Der er noter om: {', '.join(sorted(there.values()))}."
                if there
                else "Ingen noter har det skrevet på."
            )
            raise KitError(f"Ingen note har {kinds[column]} '{word}'.", hint=hint)
    return folded.isin([word.casefold() for word in words]).fillna(False).astype(bool)


def _in_turn(frame: pd.DataFrame, most: int) -> list[object]:
    """Take the newest of each situation, then the next newest, until there are enough."""
    newest = frame.sort_values("dato", ascending=False, na_position="last", kind="stable")
    situations = newest["situation"].astype("string").fillna("")
    piles: Mapping[str, list[object]] = {
        name: list(rows.index) for name, rows in newest.groupby(situations, sort=False)
    }
    none = object()
    turns = chain.from_iterable(zip_longest(*piles.values(), fillvalue=none))
    return [row for row in turns if row is not none][:most]
