"""A release by keys: every table at one grouping, in every period, each number moved a little.

The same persons are moved alike in every table, every half-year and every release, so one can be
laid beside another. Half-years are disjoint, and what they are together is their moved numbers
added up: it tells no more than they do, and what has been counted never moves again.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kitlib.dansk import plural
from kitlib.disclosure.cellkeys import TOTAL, moved
from kitlib.disclosure.perturbation import perturbation_table
from kitlib.disclosure.steps import MODULUS, Steps
from kitlib.evidence.policy import policy_for
from kitlib.privacy.policy import FEW, Moving, ReleasePolicy, TableWords
from kitlib.privacy.release_layout import UNIT, headings
from kitlib.privacy.release_result import Gate, MeanChange, SafeTable, group_names, ordered
from kitlib.privacy.rounding import n_band, rounded_change

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["by_keys", "publisher_secret"]

_INVENTED = b"opdigtede tal, der altid flyttes ens"


def publisher_secret(identity: str | None) -> bytes:
    """Return what numbers are moved with: made of the analyst's key, so there is no more to keep.

    Without one it is that of invented numbers, which everybody may know.

    Examples
    --------
    >>> publisher_secret("AGE-SECRET-KEY-1") == publisher_secret("AGE-SECRET-KEY-1 ")
    True
    """
    if identity is None:
        return hashlib.sha256(_INVENTED).digest()
    return hmac.digest(identity.strip().encode("utf-8"), b"laeringskit udgivelse", "sha256")


def by_keys(
    counts: pd.DataFrame,
    policy: ReleasePolicy,
    secret: bytes,
    *,
    used: Mapping[str, Sequence[str]] | None = None,
) -> Gate:
    """Move every number of every table the policy names.

    Parameters
    ----------
    counts : DataFrame
        Columns enhed, distrikt, type, tabel, a, b, periode, antal, sum, noegle.
    policy : ReleasePolicy
        The rules.
    secret : bytes
        The publisher's own.
    used : mapping of str to sequence of str, optional
        Table -> headings of its own that earlier releases showed: they are shown again.

    Notes
    -----
    A person is in one cell of each level (district and kind, district, kind, all) of each table,
    and in the sum of that level's answers: with four levels 8 numbers a table and half-year, and
    as many more for each further table on the same persons. Whoever knows everybody else and all
    keys learns a little of that person by each; see benchmarks/key_candidates.py.
    """
    moving = policy.moving
    table = _chances(moving.hoejst, moving.varians)
    steps = Steps(table, secret)
    sums = Steps(table, hmac.digest(secret, b"sum", "sha256"))
    tables: list[SafeTable] = []
    means: list[MeanChange] = []
    held: dict[str, str] = {}
    for name, rows in counts.groupby("tabel", sort=False):
        words = policy.tables.get(str(name))
        if words is None:
            held[str(name)] = "Tabellen står ikke i reglerne, så den udgives ikke."
        elif not words.udgives:
            held[str(name)] = "Tabellen er kun til den, der samler."
        elif rows[UNIT].nunique() < policy.units:
            held[str(name)] = f"Færre end {policy.units} enheder har tal."
        elif words.gennemsnit:
            mean = _mean(rows, words, policy, steps, sums)
            if mean is None:
                held[str(name)] = "Der er for få til et gennemsnit."
            else:
                means.append(mean)
        else:
            rows = headings(rows, policy, (used or {}).get(str(name), ())) if words.frie else rows
            tables.append(_table(rows, words, policy, steps))
            if alone := _too_few_units(rows, words, policy):
                held[f"{words.kort}, {plural(alone, 'gruppe', 'grupper')}"] = (
                    f"Færre end {policy.units} enheder har tal dér. De er med i summerne."
                )
    return Gate(tuple(tables), tuple(means), held, "noegle")


@cache
def _chances(longest: int, variance: float) -> pd.DataFrame:
    return perturbation_table(longest, variance)


def _levels(words: TableWords, policy: ReleasePolicy) -> list[str]:
    return [] if words.samlet else list(policy.groupings[0])


def _table(rows: pd.DataFrame, words: TableWords, policy: ReleasePolicy, steps: Steps) -> SafeTable:
    import pandas as pd

    levels = _levels(words, policy)
    dims = [*levels, "a", *(["b"] if words.b else [])]
    rows = _in_order(rows, words)
    found = rows.groupby(["periode", *dims], sort=False)[["antal", "noegle"]].sum().reset_index()
    nobody = found[dims].drop_duplicates().assign(antal=0, noegle=0)
    parts = []
    for period in sorted(set(found["periode"])):
        # Every period has every cell, also where nobody is.
        cells = pd.concat([nobody, found[found["periode"] == period]])
        cells = cells.assign(noegle=cells["noegle"] % MODULUS)
        name = f"{words.name}\n{period}"
        made = moved(cells, dims, count="antal", steps=steps, name=name)
        parts.append(made.assign(periode=period))
    series = pd.concat(parts, ignore_index=True)
    together = series.groupby(dims, sort=False)["antal"].sum().reset_index().assign(periode=TOTAL)
    if list(found["periode"].unique()) == [""]:
        series = series.iloc[:0]  # no half-years to tell of
    series = pd.concat([series, together], ignore_index=True)
    series = series[_shown(series, _units(rows, levels), levels, policy.units)]
    few = series["antal"] < policy.moving.faa
    series = series.assign(n=series["antal"].mask(few), status=few.map({True: FEW, False: "vist"}))
    return SafeTable(
        words, tuple(levels), _named(series, levels, "b" in dims), rows[UNIT].nunique(),
        policy.moving.varians**0.5,
    )  # fmt: skip


def _in_order(rows: pd.DataFrame, words: TableWords) -> pd.DataFrame:
    """Answers in the order of the policy, districts and kinds by the alphabet."""
    place = {label: i for i, label in enumerate(words.felter)}
    own = {label: len(place) + i for i, label in enumerate(dict.fromkeys(rows["a"]))}
    by = rows.assign(_=rows["a"].map(own | place))
    return by.sort_values(["_", "distrikt", "type"], kind="stable").drop(columns="_")


def _units(rows: pd.DataFrame, levels: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return how many units have numbers in each group and each group of groups."""
    from itertools import product

    have = rows.loc[rows["antal"] > 0, [UNIT, *levels]].drop_duplicates()
    found: dict[tuple[str, ...], int] = {}
    for _, *labels in have.itertuples(index=False, name=None):
        for group in product(*((str(label), TOTAL) for label in labels)):
            found[group] = found.get(group, 0) + 1
    return found


def _shown(
    series: pd.DataFrame, units: Mapping[tuple[str, ...], int], levels: Sequence[str], least: int
) -> np.ndarray:
    """Whether each row's group has enough units; what is left out stands in the sums."""
    # Not by `itertuples`, which gives no tuple at all of rows without columns.
    groups = series[list(levels)].astype(str).to_numpy().tolist()
    return np.array([units.get(tuple(group), 0) >= least for group in groups], dtype=bool)


def _too_few_units(rows: pd.DataFrame, words: TableWords, policy: ReleasePolicy) -> int:
    """Return how many groups stand in the sums alone."""
    units = _units(rows, _levels(words, policy))
    return sum(n < policy.units and set(group) != {TOTAL} for group, n in units.items())


def _named(series: pd.DataFrame, levels: Sequence[str], crossed: bool) -> pd.DataFrame:
    """Name each group as people read it."""
    pairs = [
        tuple(label for label in group if label != TOTAL)
        for group in series[list(levels)].itertuples(index=False, name=None)
    ] or [()] * len(series)
    groups = [TOTAL if not pair else pair if len(pair) > 1 else pair[0] for pair in pairs]
    names = group_names(groups)
    told = series.assign(gruppe=[names[group] for group in groups])
    told[list(levels)] = told[list(levels)].replace(TOTAL, "")
    both = ["b"] if crossed else []
    return ordered(told[["gruppe", "periode", "a", *both, "n", "status", *levels]])


def _mean(
    rows: pd.DataFrame, words: TableWords, policy: ReleasePolicy, steps: Steps, sums: Steps
) -> MeanChange | None:
    """Return the mean of a sum and a count that are both moved, by half-years added up."""
    n, total, periods = 0, 0, 0
    for period, part in rows.groupby("periode"):
        count, key = int(part["antal"].sum()), int(part["noegle"].sum()) % MODULUS
        name = f"{words.name}\n{period}"
        n += steps.moved(count, key, name)
        off = sums.moved(count, key, name) - count
        total += int(part["sum"].sum()) + policy.moving.point * off
        periods += 1
    if n < policy.threshold or not policy_for(n).leaves:
        return None
    change = rounded_change(total, n, policy.rounding)
    band = n_band(n, policy.bands)
    return MeanChange(words, change, band, rows[UNIT].nunique(), _off(policy.moving, n, periods))


def _off(moving: Moving, n: int, periods: int) -> int:
    """Return what 19 of 20 means of so many are moved less than, in whole points."""
    import math

    return math.ceil(1.96 * moving.point * (moving.varians * periods) ** 0.5 / n)
