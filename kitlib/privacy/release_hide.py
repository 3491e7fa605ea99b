"""One release with exact numbers, where small cells and some beside them are hidden.

It is for a single release: what is hidden now can be worked out from the next. Of several tables
on the same persons one comes out, and the one the policy says is protected together with it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from kitlib.evidence.policy import policy_for
from kitlib.privacy.policy import ReleasePolicy, TableWords
from kitlib.privacy.release_layout import Recipe, crossed, headings, laid_out, ways_to_part
from kitlib.privacy.release_result import Gate, MeanChange, SafeTable, group_names, ordered
from kitlib.privacy.rounding import n_band, rounded_change
from kitlib.privacy.suppression import Linked, Refused, suppress
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import Release

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["by_hiding"]

_SAME = "Den tæller de samme personer som '{}'. Med metode = \"noegle\" kan begge komme ud."


def by_hiding(counts: pd.DataFrame, policy: ReleasePolicy, *, seconds: float = 4.0) -> Gate:
    """Hide what must be hidden in one table on each group of persons.

    Parameters
    ----------
    counts : DataFrame
        Columns enhed, distrikt, type, tabel, a, b, antal, sum: what contributions hold.
    policy : ReleasePolicy
        The rules.
    seconds : float
        Time to look for the cheapest choice in each table. With 0 the fast choice is taken, which
        is always safe and always the same.

    Notes
    -----
    A unit knows its own numbers and can take them from its group's; what it leaves is not
    protected from it here. Keys protect from that too.
    """
    tables: list[SafeTable] = []
    means: list[MeanChange] = []
    held: dict[str, str] = {}
    told: dict[str, str] = {}
    linked = {w.sammen_med for w in policy.tables.values() if w.sammen_med}
    for name in dict.fromkeys(counts["tabel"]):
        words = policy.tables.get(name)
        rows = counts[counts["tabel"] == name]
        who = str(name).partition(".")[0]
        if words is None:
            held[str(name)] = "Tabellen står ikke i reglerne, så den udgives ikke."
        elif not words.udgives:
            held[str(name)] = "Tabellen er kun til den, der samler."
        elif rows["enhed"].nunique() < policy.units:
            held[str(name)] = f"Færre end {policy.units} enheder har tal."
        elif name in linked:
            continue
        elif who in told:
            held[str(name)] = _SAME.format(told[who])
        elif words.gennemsnit:
            _mean(rows, words, policy, means, held)
            told[who] = words.kort
        else:
            other = counts[counts["tabel"] == words.sammen_med] if words.sammen_med else None
            if other is not None and not _same_persons(rows, other):
                if len(other):
                    held[words.sammen_med] = f"Den tæller ikke de samme som '{words.kort}'."
                other = None
            found = _protect(rows, other, words, policy, seconds)
            tables += found
            told[who] = words.kort
            if not found:
                held[str(name)] = "Der er for få i felterne til, at noget kan vises sikkert."
    return Gate(tuple(tables), tuple(means), held, "skjul")


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
    if n < policy.threshold or not policy_for(n).leaves:
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
    seconds: float,
) -> list[SafeTable]:
    """Take the finest way to part the table that shows half of it, else the one that shows most.

    Nothing where none is safe.
    """
    rows = headings(rows, policy) if words.frie else rows
    other_words = policy.tables.get(words.sammen_med)
    linked = []
    if other is not None and other_words is not None and len(other):
        linked = [crossed(other, other_words)]
    best: tuple[float, list[SafeTable]] = (-1.0, [])
    for grouping in ways_to_part(rows, words, policy):
        recipe = laid_out(rows, words, grouping)
        try:
            made = suppress(
                recipe.cells,
                recipe.dims,
                count="antal",
                threshold=policy.threshold,
                hierarchies=recipe.hierarchies,
                answers=recipe.answers,
                linked=[Linked(r.cells, r.dims, r.hierarchies, r.answers) for r in linked],
                seconds=seconds,
            )
        except Refused:
            continue
        tables = [_safe(made, recipe, words, grouping, rows["enhed"].nunique())]
        for more, its in zip(made.linked, linked, strict=True):
            assert other is not None and other_words is not None
            tables.append(_safe(more, its, other_words, (), other["enhed"].nunique()))
        inner = tables[0].public
        inner = inner[(inner["a"] != TOTAL) & ~inner["n"].eq(0).fillna(False)]
        shown = inner["status"].eq("vist")
        if shown.sum() > best[0]:
            best = float(shown.sum()), tables
        if shown.mean() >= 0.5:
            break
    return best[1]


def _safe(
    made: Release, recipe: Recipe, words: TableWords, grouping: tuple[str, ...], n_units: int
) -> SafeTable:
    first = recipe.dims[0]
    shown = made.published
    if first == "fra":
        shown = shown.rename(columns={"fra": "a", "a": "b"})
    groups = [TOTAL] * len(shown) if first in ("a", "fra") else list(shown[first])
    names = group_names(groups)
    public = shown.assign(gruppe=[names[group] for group in groups], periode=TOTAL)
    for place, name in enumerate(("distrikt", "type")):
        if name in grouping:
            public[name] = [_part(group, name, grouping, place) for group in groups]
    both = ["b"] if first == "fra" else []
    parts = [name for name in ("distrikt", "type") if name in grouping]
    public = public[["gruppe", "periode", "a", *both, "n", "status", *parts]]
    audit = made.cells[made.cells["status"] != "vist"]
    audit = audit[[*recipe.dims, "status", "rule", "low", "high", "protected"]]
    return SafeTable(words, grouping, ordered(public), n_units, audit=audit.reset_index(drop=True))


def _part(group: Hashable, name: str, grouping: tuple[str, ...], place: int) -> str:
    """Return a group's district or kind; a group of both is a tuple, one of a district is not."""
    if group == TOTAL:
        return ""
    if isinstance(group, tuple):
        return str(group[place])
    return str(group) if name == grouping[0] else ""
