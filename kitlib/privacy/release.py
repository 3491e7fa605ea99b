"""The one gate out: pooled counts become tables that are safe to show to everyone.

A table is parted as finely as the policy allows and the numbers bear, protected together with
every unit's own page and with all that was released before, also from a unit that takes its own
numbers away, and shown with one mark for what is hidden. What the policy does not name does not
come out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kitlib.evidence.policy import policy_for
from kitlib.privacy.find import find_likely
from kitlib.privacy.policy import ReleasePolicy, TableWords
from kitlib.privacy.rounding import n_band, rounded_change
from kitlib.privacy.suppression import HIDDEN, Linked, Refused, Release, suppress
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["UNIT", "Gate", "MeanChange", "Recipe", "SafeTable", "pass_through"]

#: The column of units, which are parties: each knows its own counts.
UNIT = "enhed"
_OTHERS = "andre overskrifter"
_PUBLIC_WEIGHT = 20.0  # a number everyone sees is worth as much as this many on units' pages (ours)
_NO_PAGES = "De ville skjule for meget af det, alle ser."
_COLUMNS = ("enhed", "distrikt", "type", "tabel", "a", "b", "antal", "sum")


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

    Raises
    ------
    KitError
        A column is missing, or "I alt" is a label.
    """
    missing = [name for name in _COLUMNS if name not in counts.columns]
    if missing:
        raise KitError(f"Kolonnen '{missing[0]}' mangler.", hint="Brug det, kittet har samlet.")
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
    rows = _merged(rows, policy) if words.frie else rows
    other_words = policy.tables.get(words.sammen_med)
    linked = []
    if other is not None and other_words is not None and len(other):
        linked = [_crossed(other, other_words)]
    ways = [((), False)] if words.samlet else list(_ways(rows, policy))
    best: tuple[float, list[SafeTable]] = (-1.0, [])
    for grouping, with_units in ways:
        recipe = _own_recipe(rows, words, grouping, with_units)
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


def _ways(rows: pd.DataFrame, policy: ReleasePolicy) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each grouping whose every group has enough units behind it, with units' pages first."""
    for grouping in policy.groupings:
        behind = (
            rows.groupby(list(grouping))["enhed"].nunique().min()
            if grouping
            else rows["enhed"].nunique()
        )
        # Parting by what there is only one of says the same twice.
        parted = all(rows[name].nunique() > 1 for name in grouping)
        if behind >= policy.units and parted:
            yield grouping, True
            yield grouping, False


def _own_recipe(
    rows: pd.DataFrame, words: TableWords, grouping: tuple[str, ...], with_units: bool
) -> Recipe:
    """Lay the table out as units below groups; without units' pages, as groups alone."""
    if words.samlet:
        return _crossed(rows, words)
    if len(grouping) == 2:
        named = rows["distrikt"].astype(str) + ", " + rows["type"].astype(str)
        rows = rows.assign(distrikt_type=named)
        levels = ["distrikt_type", "distrikt"]
    else:
        levels = list(grouping)
    _check_names(rows, levels)
    down = ["enhed", *levels] if with_units else levels
    cells = _summed(rows, [UNIT, *levels, "a"])
    if not down:
        return Recipe(words.name, cells, ("a",), {}, ())
    above = {down[0]: tuple(down[1:])} if down[1:] else {}
    return Recipe(words.name, cells, (down[0], "a"), above, ("a",) if words.svar else ())


def _crossed(rows: pd.DataFrame, words: TableWords) -> Recipe:
    """Lay a table of all together out, rows `fra` by columns `a`.

    Its columns bear the same name as the labels of the table it goes with, so that a label in
    both ("uden opfølgning") is known to count the same persons, and is protected as one.
    """
    if not words.b:
        return Recipe(words.name, _summed(rows, [UNIT, "a"]), ("a",), {}, ())
    turned = rows.rename(columns={"a": "fra", "b": "a"})
    return Recipe(words.name, _summed(turned, [UNIT, "fra", "a"]), ("fra", "a"), {}, ())


def _costs(rows: pd.DataFrame, recipe: Recipe, with_units: bool) -> Any:
    """Hide on units' own pages rather than in what everyone sees."""
    if not with_units:
        return "count"
    groups: set[object] = {TOTAL}
    for level in recipe.hierarchies.get("enhed", ()):
        groups |= set(recipe.cells[level])
    labels = [*dict.fromkeys(rows["a"]), TOTAL]
    return {(group, label): _PUBLIC_WEIGHT for group in groups for label in labels}


def _summed(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    summed = rows.groupby(by, sort=False)["antal"].sum().reset_index()
    return summed.astype({"antal": "int64", **dict.fromkeys(by, object)})


def _merged(rows: pd.DataFrame, policy: ReleasePolicy) -> pd.DataFrame:
    """Put headings together that too few units use: one that a single unit uses names it."""
    used = rows[rows["antal"] > 0].groupby("a")["enhed"].nunique()
    often = used.index[used >= policy.units]
    # A heading that looks like somebody is read by nobody, however many units use it.
    common = {label for label in often if not find_likely(str(label))} - {"andet"}
    merged = rows.assign(a=rows["a"].where(rows["a"].isin(common), _OTHERS))
    first = merged.sort_values("a", key=lambda labels: labels == _OTHERS, kind="stable")
    return first[first["antal"] > 0]


def _check_names(rows: pd.DataFrame, levels: list[str]) -> None:
    """A unit that is called as its district would be taken for it."""
    seen: set[str] = set()
    for name in ("enhed", *levels):
        labels = set(rows[name])
        if labels & seen:
            raise KitError(Problem(
                "En enhed hedder det samme som sit distrikt eller sin type.",
                "Ret navnet i enhedens om.toml.", code="udgivelse_navn",
            ))  # fmt: skip
        seen |= labels


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
        names = set(unit_rows["enhed"])
        for name in sorted(names):
            own = shown[shown["enhed"] == name]
            units[name] = own[["a", "n", "status"]].reset_index(drop=True)
        shown = shown[~shown["enhed"].isin(names)]
    if first == "fra":
        shown = shown.rename(columns={"fra": "a", "a": "b"})
    public = shown.assign(gruppe=TOTAL if first in ("a", "fra") else shown[first])
    public = public[["gruppe", "a", *(["b"] if first == "fra" else []), "n", "status"]]
    place = {"distrikt": None, "type": None}
    pairs = [_parts(str(label), grouping) for label in public["gruppe"]]
    public = public.assign(**{k: [p.get(k, "") for p in pairs] for k in place if k in grouping})
    audit = made.cells[made.cells["status"] != "vist"]
    audit = audit[[*recipe.dims, "status", "rule", "low", "high", "protected"]]
    audit = audit.reset_index(drop=True)
    return SafeTable(words, grouping, _ordered(public), units, audit, n_units, recipe, made)


def _parts(label: str, grouping: tuple[str, ...]) -> dict[str, str]:
    """Return what a group's label says of district and kind."""
    if label == TOTAL or not grouping:
        return {}
    if len(grouping) == 1:
        return {grouping[0]: label}
    district, comma, kind = label.rpartition(", ")
    return {"distrikt": district, "type": kind} if comma else {"distrikt": label}


def _ordered(public: pd.DataFrame) -> pd.DataFrame:
    """Groups in alphabetical order with all together last; labels keep theirs."""
    names = sorted(set(public["gruppe"]) - {TOTAL}, key=str)
    place = {name: i for i, name in enumerate([*names, TOTAL])}
    order = public["gruppe"].map(place)
    return public.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def hidden(table: pd.DataFrame) -> pd.Series:
    """Return which rows of a published table are hidden."""
    return table["status"] == HIDDEN
