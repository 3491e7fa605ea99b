"""How pooled counts are laid out as a table to protect: units below groups, or groups alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kitlib.privacy.find import find_likely
from kitlib.privacy.policy import ReleasePolicy, TableWords
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PAIR", "UNIT", "Recipe", "crossed", "laid_out", "merged", "ways_to_part", "with_pairs"]

#: The column of groups by district and kind: a tuple of the two, never a text to take apart.
PAIR = "distrikt_type"

#: The column of units, which are parties: each knows its own counts.
UNIT = "enhed"
_OTHERS = "andre overskrifter"


@dataclass(frozen=True, eq=False)
class Recipe:
    """What a protected table was made of, so that a later release can be held against it.

    `cells` names the units also where only groups are shown: each knows its own part.
    """

    name: str
    cells: pd.DataFrame = field(repr=False)
    dims: tuple[str, ...]
    hierarchies: Mapping[str, tuple[str, ...]]
    answers: tuple[str, ...]


def ways_to_part(
    rows: pd.DataFrame, words: TableWords, policy: ReleasePolicy
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each grouping whose every group has enough units behind it, with units' pages first."""
    if words.samlet:
        yield (), False
        return
    for grouping in policy.groupings:
        behind = (
            rows.groupby(list(grouping))[UNIT].nunique().min() if grouping else rows[UNIT].nunique()
        )
        # Parting by what there is only one of says the same twice.
        parted = all(rows[name].nunique() > 1 for name in grouping)
        if behind >= policy.units and parted:
            yield grouping, True
            yield grouping, False


def laid_out(
    rows: pd.DataFrame, words: TableWords, grouping: tuple[str, ...], with_units: bool
) -> Recipe:
    """Lay the table out as units below groups; without units' pages, as groups alone."""
    if words.samlet:
        return crossed(rows, words)
    if len(grouping) == 2:
        rows = with_pairs(rows)
        levels = [PAIR, "distrikt"]
    else:
        levels = list(grouping)
    _check_names(rows, levels)
    down = [UNIT, *levels] if with_units else levels
    cells = _summed(rows, [UNIT, *levels, "a"])
    if not down:
        return Recipe(words.name, cells, ("a",), {}, ())
    above = {down[0]: tuple(down[1:])} if down[1:] else {}
    return Recipe(words.name, cells, (down[0], "a"), above, ("a",) if words.svar else ())


def with_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Add each row's group by district and kind."""
    import pandas as pd

    pairs = list(zip(rows["distrikt"], rows["type"], strict=True))
    named = pd.Series(pairs, index=rows.index, dtype=object)
    return rows.assign(**{PAIR: named})


def crossed(rows: pd.DataFrame, words: TableWords) -> Recipe:
    """Lay a table of all together out, rows `fra` by columns `a`.

    Its columns bear the same name as the labels of the table it goes with, so that a label in
    both ("uden opfølgning") is known to count the same persons, and is protected as one.
    """
    if not words.b:
        return Recipe(words.name, _summed(rows, [UNIT, "a"]), ("a",), {}, ())
    turned = rows.rename(columns={"a": "fra", "b": "a"})
    return Recipe(words.name, _summed(turned, [UNIT, "fra", "a"]), ("fra", "a"), {}, ())


def _summed(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    summed = rows.groupby(by, sort=False)["antal"].sum().reset_index()
    return summed.astype({"antal": "int64", **dict.fromkeys(by, object)})


def merged(rows: pd.DataFrame, policy: ReleasePolicy) -> pd.DataFrame:
    """Put headings together that too few units use: one that a single unit uses names it."""
    used = rows[rows["antal"] > 0].groupby("a")[UNIT].nunique()
    often = used.index[used >= policy.units]
    # A heading that looks like somebody is read by nobody, however many units use it.
    common = {label for label in often if not find_likely(str(label))} - {"andet"}
    merged = rows.assign(a=rows["a"].where(rows["a"].isin(common), _OTHERS))
    first = merged.sort_values("a", key=lambda labels: labels == _OTHERS, kind="stable")
    return first[first["antal"] > 0]


def _check_names(rows: pd.DataFrame, levels: list[str]) -> None:
    """A unit that is called as its district would be taken for it."""
    seen: set[str] = set()
    for name in (UNIT, *levels):
        labels = set(rows[name])
        if labels & seen:
            raise KitError(Problem(
                "En enhed hedder det samme som sit distrikt eller sin type.",
                "Ret navnet i enhedens om.toml.", code="udgivelse_navn",
            ))  # fmt: skip
        seen |= labels
