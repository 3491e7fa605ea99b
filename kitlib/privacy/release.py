"""The one gate out: pooled counts become tables that are safe to show to everyone.

A table is parted as finely as the policy allows and the numbers bear, protected together with
every unit's own page and with all that was released before, also from a unit that takes its own
numbers away, and shown with one mark for what is hidden. What the policy does not name does not
come out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kitlib.evidence.policy import policy_for
from kitlib.privacy.labels import KnownLabels, label_problems
from kitlib.privacy.policy import ReleasePolicy, TableWords
from kitlib.privacy.release_layout import UNIT, Recipe, crossed, laid_out, merged, ways_to_part
from kitlib.privacy.rounding import n_band, rounded_change
from kitlib.privacy.suppression import Linked, Refused, suppress
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import Release
from kitlib.problems import KitError, ProblemReport

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Gate", "MeanChange", "SafeTable", "group_names", "pass_through"]

_PUBLIC_WEIGHT = 20.0  # a number everyone sees is worth as much as this many on units' pages (ours)
_NO_PAGES = "De ville skjule for meget af det, alle ser."
_COLUMNS = ("enhed", "distrikt", "type", "tabel", "a", "b", "antal", "sum")


@dataclass(frozen=True, eq=False)
class SafeTable:
    """A table that passed: what readers get, what units get, and the audit that stays inside.

    Parameters
    ----------
    words : TableWords
        Its words.
    grouping : tuple of str
        What it is parted by; empty for all together.
    public : DataFrame
        `gruppe` ("I alt" for all), the grouping's columns, `a`, `b` where there is one, `n` (Int64,
        NA where hidden) and `status` ("vist", "skjult").
    by_unit : mapping of str to DataFrame
        The same of one unit each: `a`, `n`, `status`; empty where units could not get theirs.
    audit : DataFrame
        Per hidden cell its rule, `low`, `high` and `protected`; no true number.
    n_units : int
        Units behind it.
    """

    words: TableWords
    grouping: tuple[str, ...]
    public: pd.DataFrame = field(repr=False)
    by_unit: Mapping[str, pd.DataFrame] = field(repr=False)
    audit: pd.DataFrame = field(repr=False)
    n_units: int
    recipe: Recipe = field(repr=False)
    release: Release = field(repr=False)


@dataclass(frozen=True)
class MeanChange:
    """A mean change told roughly: rounded, with n as a band."""

    words: TableWords
    change: int
    n: str
    n_units: int


@dataclass(frozen=True)
class Gate:
    """What came through, and what did not and why (for the analyst)."""

    tables: tuple[SafeTable, ...]
    means: tuple[MeanChange, ...]
    held_back: Mapping[str, str]


def pass_through(
    counts: pd.DataFrame,
    policy: ReleasePolicy,
    *,
    earlier: Mapping[str, Sequence[Release]] | None = None,
    seconds: float = 4.0,
    known: KnownLabels | None = None,
) -> Gate:
    """Protect every table the policy names.

    Parameters
    ----------
    counts : DataFrame
        Columns enhed, distrikt, type, tabel, a, b, antal, sum: what contributions hold.
    policy : ReleasePolicy
        The rules.
    earlier : mapping of str to sequence of Release, optional
        Table name -> what is out on it already.
    seconds : float
        Time to look for the cheapest choice in each table. With 0 the fast choice is taken, which
        is always safe and always the same.
    known : KnownLabels, optional
        Units, districts and kinds on the analyst's list.

    Raises
    ------
    KitError
        A column is missing, "I alt" is a label, or a label may be somebody or is not on the list.
    """
    missing = [name for name in _COLUMNS if name not in counts.columns]
    if missing:
        raise KitError(f"Kolonnen '{missing[0]}' mangler.", hint="Brug det, kittet har samlet.")
    if problems := label_problems(counts, policy, known or KnownLabels()):
        raise KitError(ProblemReport.of(problems))
    tables: list[SafeTable] = []
    means: list[MeanChange] = []
    held: dict[str, str] = {}
    linked = {w.sammen_med for w in policy.tables.values() if w.sammen_med}
    for name in dict.fromkeys(counts["tabel"]):
        words = policy.tables.get(name)
        rows = counts[counts["tabel"] == name]
        if words is None:
            held[str(name)] = "Tabellen står ikke i reglerne, så den udgives ikke."
        elif not words.udgives:
            held[str(name)] = "Tabellen er kun til den, der samler."
        elif rows["enhed"].nunique() < policy.units:
            held[str(name)] = f"Færre end {policy.units} enheder har tal."
        elif words.gennemsnit:
            _mean(rows, words, policy, means, held)
        elif name not in linked:
            other = counts[counts["tabel"] == words.sammen_med] if words.sammen_med else None
            if other is not None and not _same_persons(rows, other):
                if len(other):
                    held[words.sammen_med] = f"Den tæller ikke de samme som '{words.kort}'."
                other = None
            out = (earlier or {}).get(str(name), ())
            found = _protect(rows, other, words, policy, out, seconds)
            tables += found
            if found and not found[0].by_unit and not words.samlet:
                held[f"{words.kort}, enhedernes egne sider"] = _NO_PAGES
            if not found:
                held[str(name)] = "Der er for få i felterne til, at noget kan vises sikkert."
    return Gate(tuple(tables), tuple(means), held)


def _same_persons(rows: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables count as many of each unit; else they cannot be protected as one."""
    one, two = (frame.groupby("enhed")["antal"].sum() for frame in (rows, other))
    return bool(one.astype("int64").sort_index().equals(two.astype("int64").sort_index()))


def _mean(
    rows: pd.DataFrame,
    words: TableWords,
    policy: ReleasePolicy,
    means: list[MeanChange],
    held: dict[str, str],
) -> None:
    n, total = int(rows["antal"].sum()), int(rows["sum"].sum())
    # A unit takes its own sum away: the mean of what it leaves is about so many.
    left = n - rows.groupby(UNIT)["antal"].sum()
    few = bool(((left > 0) & (left < policy.threshold)).any())
    if few or n < policy.threshold or not policy_for(n).leaves:
        held[words.name] = "Der er for få til et gennemsnit."
        return
    change = rounded_change(total, n, policy.rounding)
    band = n_band(n, policy.bands)
    means.append(MeanChange(words, change, band, int(rows["enhed"].nunique())))


def _protect(
    rows: pd.DataFrame,
    other: pd.DataFrame | None,
    words: TableWords,
    policy: ReleasePolicy,
    earlier: Sequence[Release],
    seconds: float,
) -> list[SafeTable]:
    """Take the finest way to part the table that shows half of it, else the one that shows most.

    Nothing where none is safe. Units' pages give way where they would blank what everyone sees.
    """
    rows = merged(rows, policy) if words.frie else rows
    other_words = policy.tables.get(words.sammen_med)
    linked = []
    if other is not None and other_words is not None and len(other):
        linked = [crossed(other, other_words)]
    best: tuple[float, list[SafeTable]] = (-1.0, [])
    for grouping, with_units in ways_to_part(rows, words, policy):
        recipe = laid_out(rows, words, grouping, with_units)
        try:
            made = suppress(
                recipe.cells, recipe.dims, count="antal", threshold=policy.threshold,
                hierarchies=recipe.hierarchies, answers=recipe.answers, earlier=earlier,
                linked=[Linked(r.cells, r.dims, r.hierarchies, r.answers) for r in linked],
                cost=_costs(rows, recipe, with_units), seconds=seconds, parties=UNIT,
            )  # fmt: skip
        except Refused:
            continue
        n_units = rows["enhed"].nunique()
        tables = [_safe(made, recipe, words, grouping, n_units, rows if with_units else None)]
        for more, its in zip(made.linked, linked, strict=True):
            assert other is not None and other_words is not None
            tables.append(_safe(more, its, other_words, (), other["enhed"].nunique(), None))
        worth, is_much = _worth(tables[0])
        if worth > best[0]:
            best = worth, tables
        if is_much:
            break
    return best[1]


def _worth(table: SafeTable) -> tuple[float, bool]:
    """What a table shows, units' pages beside it, and whether that is half of what it could."""
    inner = table.public[(table.public["a"] != TOTAL) & ~table.public["n"].eq(0).fillna(False)]
    shown = inner["status"].eq("vist")
    pages = sum(int((page["n"].fillna(0) > 0).sum()) for page in table.by_unit.values())
    return float(shown.sum()) + pages / _PUBLIC_WEIGHT, bool(shown.mean() >= 0.5)


def _costs(rows: pd.DataFrame, recipe: Recipe, with_units: bool) -> Any:
    """Hide on units' own pages rather than in what everyone sees."""
    if not with_units:
        return "count"
    groups: set[object] = {TOTAL}
    for level in recipe.hierarchies.get("enhed", ()):
        groups |= set(recipe.cells[level])
    labels = [*dict.fromkeys(rows["a"]), TOTAL]
    return {(group, label): _PUBLIC_WEIGHT for group in groups for label in labels}


def _safe(
    made: Release,
    recipe: Recipe,
    words: TableWords,
    grouping: tuple[str, ...],
    n_units: int,
    unit_rows: pd.DataFrame | None,
) -> SafeTable:
    first = recipe.dims[0]
    shown = made.published
    units: dict[str, pd.DataFrame] = {}
    if first == "enhed" and unit_rows is not None:
        own_names = set(unit_rows["enhed"])
        for name in sorted(own_names):
            own = shown[shown["enhed"] == name]
            units[name] = own[["a", "n", "status"]].reset_index(drop=True)
        shown = shown[[unit not in own_names for unit in shown["enhed"]]]
    if first == "fra":
        shown = shown.rename(columns={"fra": "a", "a": "b"})
    groups = [TOTAL] * len(shown) if first in ("a", "fra") else list(shown[first])
    names = group_names(groups)
    public = shown.assign(gruppe=[names[group] for group in groups])
    for place, name in enumerate(("distrikt", "type")):
        if name in grouping:
            public[name] = [_part(group, name, grouping, place) for group in groups]
    both = ["b"] if first == "fra" else []
    parts = [name for name in ("distrikt", "type") if name in grouping]
    public = public[["gruppe", "a", *both, "n", "status", *parts]]
    audit = made.cells[made.cells["status"] != "vist"]
    audit = audit[[*recipe.dims, "status", "rule", "low", "high", "protected"]]
    audit = audit.reset_index(drop=True)
    return SafeTable(words, grouping, _ordered(public), units, audit, n_units, recipe, made)


def _part(group: Hashable, name: str, grouping: tuple[str, ...], place: int) -> str:
    """Return a group's district or kind; a group of both is a tuple, one of a district is not."""
    if group == TOTAL:
        return ""
    if isinstance(group, tuple):
        return str(group[place])
    return str(group) if name == grouping[0] else ""


def group_names(groups: Iterable[Hashable]) -> dict[Hashable, str]:
    """Return what each group is called where people read it: no two the same.

    Examples
    --------
    >>> group_names([("Nord", "skole"), "Nord"])
    {('Nord', 'skole'): 'Nord, skole', 'Nord': 'Nord'}
    >>> list(group_names([("Nord", "skole"), "Nord, skole"]).values())
    ['Nord: skole', 'Nord, skole']
    """
    each = list(dict.fromkeys(groups))
    taken = {str(group) for group in each if not isinstance(group, tuple)}
    names: dict[Hashable, str] = {}
    for group in each:
        if not isinstance(group, tuple):
            names[group] = str(group)
            continue
        ways = (sign.join(map(str, group)) for sign in (", ", ": ", " / ", " | "))
        names[group] = next((way for way in ways if way not in taken), repr(group))
        taken.add(names[group])
    return names


def _ordered(public: pd.DataFrame) -> pd.DataFrame:
    """Groups in alphabetical order with all together last; labels keep theirs."""
    names = sorted(set(public["gruppe"]) - {TOTAL}, key=str)
    place = {name: i for i, name in enumerate([*names, TOTAL])}
    order = public["gruppe"].map(place)
    return public.iloc[order.argsort(kind="stable")].reset_index(drop=True)
