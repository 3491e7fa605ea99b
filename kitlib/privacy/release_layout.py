"""How pooled counts are laid out as a table to protect: groups down, answers across."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kitlib.privacy.find import find_likely
from kitlib.privacy.policy import ReleasePolicy, TableWords
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "OTHERS",
    "UNIT",
    "Recipe",
    "check_names",
    "crossed",
    "headings",
    "laid_out",
    "ways_to_part",
]

#: The column of groups by district and kind: a tuple of the two, never a text to take apart.
_PAIR = "distrikt_type"

#: The column of units.
UNIT = "enhed"
#: What headings that few units use are put together as.
OTHERS = "andre overskrifter"


@dataclass(frozen=True, eq=False)
class Recipe:
    """What a protected table is made of."""

    name: str
    cells: pd.DataFrame = field(repr=False)
    dims: tuple[str, ...]
    hierarchies: Mapping[str, tuple[str, ...]]
    answers: tuple[str, ...]


def ways_to_part(
    rows: pd.DataFrame, words: TableWords, policy: ReleasePolicy
) -> Iterator[tuple[str, ...]]:
    """Each grouping whose every group has enough units behind it."""
    if words.samlet:
        yield ()
        return
    for grouping in policy.groupings:
        behind = (
            rows.groupby(list(grouping))[UNIT].nunique().min() if grouping else rows[UNIT].nunique()
        )
        # Parting by what there is only one of says the same twice.
        parted = all(rows[name].nunique() > 1 for name in grouping)
        if behind >= policy.units and parted:
            yield grouping


def laid_out(rows: pd.DataFrame, words: TableWords, grouping: tuple[str, ...]) -> Recipe:
    """Lay the table out by its groups."""
    if words.samlet:
        return crossed(rows, words)
    levels = list(grouping)
    if len(grouping) == 2:
        rows, levels = _with_pairs(rows), [_PAIR, "distrikt"]
    cells = _summed(rows, [*levels, "a"])
    if not levels:
        return Recipe(words.name, cells, ("a",), {}, ())
    above = {levels[0]: tuple(levels[1:])} if levels[1:] else {}
    return Recipe(words.name, cells, (levels[0], "a"), above, ("a",) if words.svar else ())


def _with_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Add each row's group by district and kind."""
    import pandas as pd

    pairs = list(zip(rows["distrikt"], rows["type"], strict=True))
    named = pd.Series(pairs, index=rows.index, dtype=object)
    return rows.assign(**{_PAIR: named})


def crossed(rows: pd.DataFrame, words: TableWords) -> Recipe:
    """Lay a table of all together out, rows `fra` by columns `a`.

    Its columns bear the same name as the labels of the table it goes with, so that a label in
    both ("uden opfølgning") is known to count the same persons, and is protected as one.
    """
    if not words.b:
        return Recipe(words.name, _summed(rows, ["a"]), ("a",), {}, ())
    turned = rows.rename(columns={"a": "fra", "b": "a"})
    return Recipe(words.name, _summed(turned, ["fra", "a"]), ("fra", "a"), {}, ())


def _summed(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    summed = rows.groupby(by, sort=False)["antal"].sum().reset_index()
    return summed.astype({"antal": "int64", **dict.fromkeys(by, object)})


def headings(rows: pd.DataFrame, policy: ReleasePolicy, used: Sequence[str] = ()) -> pd.DataFrame:
    """Put headings together that too few units use: one that a single unit uses names it.

    One that has been shown before is shown on: a series has the same rows every time.
    """
    units = rows[rows["antal"] > 0].groupby("a")[UNIT].nunique()
    often = {*units.index[units >= policy.units], *used}
    # A heading that looks like somebody is read by nobody, however many units use it.
    common = {label for label in often if not find_likely(str(label))} - {"andet"}
    merged = rows.assign(a=rows["a"].where(rows["a"].isin(common), OTHERS))
    first = merged.sort_values("a", key=lambda labels: labels == OTHERS, kind="stable")
    return first[first["antal"] > 0]


def check_names(rows: pd.DataFrame) -> None:
    """Refuse a unit that is called as a district: it would be taken for it."""
    if set(rows[UNIT]) & {*rows["distrikt"], *rows["type"]}:
        raise KitError(
            Problem(
                "En enhed hedder det samme som et distrikt eller en type.",
                "Ret navnet i enhedens om.toml.",
                code="udgivelse_navn",
            )
        )
